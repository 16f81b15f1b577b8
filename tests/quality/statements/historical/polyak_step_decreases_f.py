"""Polyak's step decreases the function.

False: it decreases distances. f = (x^2/100 + y^2)/2 at (1, 1/100): 0.0051 becomes 0.032.
"""

from theorems.hypotheses import Convex
from theorems.language import Eq, Theorem, f, f_star, grad, norm_sq, t, x
from theorems.methods import Method

theorem = Theorem(
    given=[Convex()],
    method=Method(Eq(x[t + 1], x[t] - (f(x[t]) - f_star) / norm_sq(grad(x[t])) * grad(x[t]))),
    claim=f(x[t + 1]) <= f(x[t]),
)
