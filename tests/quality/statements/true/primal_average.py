"""A running average as a second sequence equals the average."""

from theorems.language import Average, Eq, Theorem, constants, grad, iterates, k, norm_sq, t, x
from theorems.methods import Method

eta = constants("eta")

z = iterates("z")

theorem = Theorem(
    given=[],
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t])), Eq(z[t + 1], (t + 1) / (t + 2) * z[t] + x[t + 1] / (t + 2)), start={z[0]: x[0]}),
    claim=Eq(norm_sq(z[t] - Average(x[k], (k, 0, t))), 0),
)
