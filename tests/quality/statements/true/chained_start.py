"""Start values that refer to each other."""

from theorems.language import Eq, Theorem, constants, grad, iterates, norm_sq, t, x
from theorems.methods import Method

eta = constants("eta")

y, z = (iterates("y"), iterates("z"))

theorem = Theorem(
    given=[],
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t])), Eq(y[t + 1], x[t + 1]), Eq(z[t + 1], x[t + 1]), start={y[0]: z[0], z[0]: x[0]}),
    claim=Eq(norm_sq(y[t] - x[t]), 0),
)
