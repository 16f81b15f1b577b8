"""What the Polyak–Łojasiewicz inequality implies: quadratic growth, an error bound, no stationary point above the infimum.

It is the weakest of these conditions under which gradient descent is known to converge linearly to a global minimum of a smooth function; it says
nothing of convexity, and quadratic growth alone does not give it back.
Idea of the proof: from u the gradient flow runs to a minimiser, and sqrt(f - f_star) falls by at least sqrt(mu/2) per unit of length on the way,
so that dist <= sqrt(2 (f(u) - f_star)/mu); put into the inequality itself, growth bounds the distance by the gradient. Smoothness bounds the squared
gradient by 2 L times the gap, so that mu > L would leave only constant functions.
All are equalities on (mu/2) ||x||^2.

Source: Karimi, Nutini & Schmidt (2016). Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, QuadraticGrowth, Smooth
from theorems.language import Rational, Theorem, constants, dist_sq, f, f_star, grad, inner, norm, norm_sq, points, sqrt

L, mu = constants("L mu")
u, v = points("u v")

theorem = Theorem(
    given=[Smooth(L), PL(mu)],
    claim=[
        f(u) - f_star >= mu / 2 * dist_sq(u),
        norm(grad(u)) >= mu * sqrt(dist_sq(u)),
        mu * (f(u) - f_star) <= L * (f(u) - f_star),
    ],
)

growth, error, _ = theorem.claims
spurious = norm_sq(grad(u)) / 2 >= mu * (f(u) - f_star)

mutants = [
    ("convex", replace(theorem, claim=f(v) >= f(u) + inner(grad(u), v - u))),
    ("quadratic growth implies the inequality", replace(theorem, given=[Smooth(L), QuadraticGrowth(mu)], claim=spurious)),
    ("quadratic growth implies the error bound", replace(theorem, given=[Smooth(L), QuadraticGrowth(mu)], claim=error)),
    ("twice the growth", replace(theorem, claim=f(u) - f_star >= mu * dist_sq(u))),
    ("1% more", replace(theorem, claim=norm(grad(u)) >= Rational(101, 100) * mu * sqrt(dist_sq(u)))),
    ("half L", replace(theorem, claim=2 * mu * (f(u) - f_star) <= L * (f(u) - f_star))),
    ("inequality dropped", replace(theorem, given=[Smooth(L), mu <= L], claim=growth)),
]
