"""With the step 1/L the gap of a smooth and strongly convex function falls by (1 - mu/L)^2 a step.

Taylor, Hendrickx & Glineur (2018). An equality on mu x^2/2.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu)],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= (1 - mu / L) ** (2 * T) * (f(x[0]) - f_star),
)
