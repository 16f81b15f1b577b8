"""Gradient descent on least squares converges with the squared factor 1 - mu/L, whatever the rank.

With fewer equations than unknowns the objective is not strongly convex, yet it satisfies the Polyak–Łojasiewicz inequality, with mu the least
nonzero squared singular value: no run moves along the flat directions, and they cost nothing.
Idea of the proof: along each eigenvector of the Hessian, with eigenvalue a, the step multiplies the distance by 1 - a/L and the gap by its square;
where a is zero there is no gap, elsewhere a lies between mu and L.
It is an equality for a start along the eigenvector of mu.

Source: Karimi, Nutini & Schmidt (2016). Lectures: ruthotto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Quadratic, Smooth
from theorems.language import Rational, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Quadratic(), Smooth(L), PL(mu), mu <= L],
    method=GradientDescent(step=1 / L),
    claim=f(x[t]) - f_star <= (1 - mu / L) ** (2 * t) * (f(x[0]) - f_star),
)

mutants = [
    # x^2/2 with mu = 1, L = 4, x0 = 1, t = 1: 9/32 > 1/8; the sum over two data points has twice the mu of their mean
    ("mu of the sum, step of the mean", replace(theorem, claim=f(x[t]) - f_star <= (1 - 2 * mu / L) ** (2 * t) * (f(x[0]) - f_star))),
    # x^2/2 with mu = 1, L = 2, x0 = 1, t = 1: 1/8 > 99/800
    ("1% faster", replace(theorem, claim=f(x[t]) - f_star <= (Rational(99, 100) * (1 - mu / L) ** 2) ** t * (f(x[0]) - f_star))),
    # x^2/20 with mu = L = 1, x0 = 1, t = 1: 81/2000 > 0
    ("mu of any size", replace(theorem, given=[Quadratic(), Smooth(L), mu <= L])),
    # x1^2/2 on R^2 with mu = 1, L = 2, x0 = (1, 1), x_star = (0, 0), t = 1: 5/4 > 1/2
    ("to every minimiser", replace(theorem, claim=norm_sq(x[t] - x_star) <= (1 - mu / L) ** (2 * t) * norm_sq(x[0] - x_star))),
]
