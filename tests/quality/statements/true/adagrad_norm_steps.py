"""AdaGrad accumulators grow."""

from theorems.language import Eq, Theorem, constants, d, grad, iterates, norm_sq, sqrt, t, x
from theorems.methods import Method

eta, eps = constants("eta eps")

s = iterates("s")

theorem = Theorem(
    given=[],
    method=Method(Eq(s[t + 1], s[t] + grad(x[t]) ** 2), Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(s[t + 1] + eps)), start={s[0]: 0}),
    claim=norm_sq(x[t + 1] - x[t]) <= d * eta**2,
)
