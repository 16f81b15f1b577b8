"""Steps 1/(L (t + 1)) give the rate 1/T on smooth and strongly convex functions, whatever mu is.

False: on x^2/200 with L = 1 the gap after T steps is at least 9/10 of the first for T <= 24, as the product of 1 - 1/(100 (t + 1)) hardly falls.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu)],
    method=GradientDescent(step=1 / (L * (t + 1))),
    claim=f(x[T]) - f_star <= 8 * (f(x[0]) - f_star) / T,
)
