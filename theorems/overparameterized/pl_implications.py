"""What the Polyak–Łojasiewicz inequality implies: quadratic growth, an error bound, and a constant that is at most the smoothness.

It is what linear convergence to a global minimum needs of a smooth function; it does not make f convex, and quadratic growth alone, which lets
spurious stationary points be, does not give it back.
Idea of the proof: the gradient flow from u runs to a minimiser, and sqrt(f - f_star) falls by at least sqrt(mu/2) for each unit of length on the
way, so that dist(u) <= sqrt(2 (f(u) - f_star)/mu); with the inequality itself the gradient bounds the distance. Smoothness bounds half the squared
gradient by L times the gap, and the inequality says that it is at least mu times the gap: mu <= L, unless f is constant.
All are equalities on (mu/2) ||x||^2.

Source: Karimi, Nutini & Schmidt (2016). Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, QuadraticGrowth, Smooth
from theorems.language import Rational, Theorem, constants, dist_sq, f, f_star, grad, inner, norm, norm_sq, points, sqrt

L, mu = constants("L mu")
u, v = points("u v")

gap = f(u) - f_star

theorem = Theorem(
    given=[Smooth(L), PL(mu)],
    claim=[
        gap >= mu / 2 * dist_sq(u),
        norm(grad(u)) >= mu * sqrt(dist_sq(u)),
        mu * gap <= L * gap,
    ],
)

growth, error_bound, _ = theorem.claims
growing = [Smooth(L), QuadraticGrowth(mu)]

mutants = [
    # x^2 + 3 sin(x)^2 from u = 2 to v = 0: 0 < 3.02
    ("convex", replace(theorem, claim=f(v) >= f(u) + inner(grad(u), v - u))),
    # x^2 + 6 sin(x)^2 with mu = 2, beside a local minimum
    ("quadratic growth gives a hundredth of the inequality back", replace(theorem, given=growing, claim=norm_sq(grad(u)) / 2 >= mu / 100 * gap)),
    # the same
    ("quadratic growth gives a tenth of the error bound", replace(theorem, given=growing, claim=norm(grad(u)) >= mu / 10 * sqrt(dist_sq(u)))),
    # x^2/2 with mu = 1, u = 1
    ("1% more growth", replace(theorem, claim=gap >= Rational(101, 200) * mu * dist_sq(u))),
    # x^2/2 with mu = 1, u = 1: 1 < 101/100
    ("1% more in the error bound", replace(theorem, claim=norm(grad(u)) >= Rational(101, 100) * mu * sqrt(dist_sq(u)))),
    # x^2/2 with mu = L = 1, u = 1: 1 > 1/2
    ("at most L/2", replace(theorem, claim=2 * mu * gap <= L * gap)),
    # x^2/4 with mu = L = 1, u = 1: 1/4 < 1/2
    ("the inequality dropped", replace(theorem, given=[Smooth(L), mu <= L], claim=growth)),
]


def proof(p):
    """Smoothness bounds the squared gradient from above, the inequality from below; with growth, which the flow gives, also by the distance."""
    steep = p.use("PL: Polyak-Lojasiewicz", u=u)
    p.conclude(p.use("Smooth: below by the gradient", u=u) * L, steep, claim=2)
    p.use("distance to the minimisers, not negative", u=u)
    p.conclude(p.by_squares(error_bound, 2 * steep, 2 * mu * p.use("QuadraticGrowth: quadratic growth", u=u)), claim=1)
