"""Nesterov's classical method converges linearly on strongly convex functions, distance included, as the variant for them does.

False: its momentum grows on and makes it swing; on x^2/2 with L = 4, mu = 1 (1 - 1/2)^T falls below its 1/T^2 envelope soon.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, sqrt, x, x_star
from theorems.methods import Nesterov

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L],
    method=Nesterov(step=1 / L),
    claim=f(x[T]) - f_star <= (1 - sqrt(mu / L)) ** T * (f(x[0]) - f_star + mu / 2 * norm_sq(x[0] - x_star)),
)
