"""Gradient descent contracts on a smooth and strongly convex function, in distance and in value.

The factor is the larger of what happens along the flattest and along the steepest direction, so the best step is 2/(L + mu).
Idea of the proof: the step maps the distance to the minimiser by the identity minus eta times a mean Hessian, whose eigenvalues lie between
mu and L. For the values the same factor, squared, follows from interpolation inequalities between x[t], x[t + 1] and the minimiser.
Both claims are attained by (mu/2) ||x||^2 and (L/2) ||x||^2.

Source: Polyak (1987) for the distances; Taylor, Hendrickx & Glineur (2018) for the values. Lectures: orvieto, ruthotto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Convex, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Abs, Max, Rational, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

rho = Max(Abs(1 - eta * mu), Abs(1 - eta * L))

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), eta < 2 / L],
    method=GradientDescent(step=eta),
    claim=[
        norm_sq(x[t + 1] - x_star) <= rho**2 * norm_sq(x[t] - x_star),
        f(x[t + 1]) - f_star <= rho**2 * (f(x[t]) - f_star),
    ],
)

distances, values = theorem.claims
growing = [Smooth(L), Convex(), QuadraticGrowth(mu), eta < 2 / L]

mutants = [
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 0: 1/8 > 0
    ("the square of the factor cut short", replace(theorem, claim=f(x[t + 1]) - f_star <= (1 - 2 * eta * mu) * (f(x[t]) - f_star))),
    # 2x^2 with mu = 1, L = 4, eta = 9/20, x0 = 1, t = 0: 16/25 > 121/400
    ("the steepest direction forgotten", replace(theorem, claim=norm_sq(x[t + 1] - x_star) <= (1 - eta * mu) ** 2 * norm_sq(x[t] - x_star))),
    # x^2/2 with mu = 1, L = 2, eta = 1/2, x0 = 1, t = 0: 1/8 > 99/800
    ("1% less", replace(theorem, claim=f(x[t + 1]) - f_star <= Rational(99, 100) * rho**2 * (f(x[t]) - f_star))),
    # f' = 4x on [0, 1], 4 on [1, 7], 4x - 24 beyond (L = 4, growth mu = 1), eta = 2/5, x0 = 7, t = 0: 729/25 > 441/25
    ("quadratic growth in place of strong convexity", replace(theorem, given=growing, claim=distances)),
    # f' = 4x on [0, 1], 4 on [1, 7], 4x - 24 beyond (L = 4, growth mu = 1), eta = 2/5, x0 = 7, t = 0: 98/5 > 234/25
    ("quadratic growth, for the values", replace(theorem, given=growing, claim=values)),
]
