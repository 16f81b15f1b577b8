"""SGD on interpolated least squares picks the minimiser nearest to its start, whichever samples it draws.
x

Source: see Gunasekar, Lee, Soudry & Srebro (2018). Lectures: simons, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, ConvexSum, Interpolation, Quadratic, SmoothSum
from theorems.language import E, Eq, Rational, Theorem, constants, dist_sq, norm_sq, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")


def across(k):
    """The squared distance from the projection of x[k] on the minimisers to a minimiser."""
    return norm_sq(x[k] - x_star) - dist_sq(x[k])


rate = 1 - eta * mu * (2 - eta * L)
given = [Quadratic(), SmoothSum(L), ConvexSum(), PL(mu), eta <= 2 / L]

theorem = Theorem(
    given=[*given, Interpolation()],
    method=SGD(step=eta),
    claim=[
        Eq(across(t), across(0)),
        E(dist_sq(x[t])) <= rate**t * dist_sq(x[0]),
    ],
)

same, contraction = theorem.claims

mutants = [
    ("additive noise", replace(theorem, given=given, claim=same)),
    ("without interpolation", replace(theorem, given=given, claim=contraction)),
    ("to every minimiser", replace(theorem, claim=E(norm_sq(x[t] - x_star)) <= rate**t * norm_sq(x[0] - x_star))),
    ("2% faster", replace(theorem, claim=E(dist_sq(x[t])) <= (1 - Rational(102, 100) * eta * mu * (2 - eta * L))**t * dist_sq(x[0]))),
    ("GD", replace(theorem, claim=E(dist_sq(x[t])) <= (1 - eta * mu)**(2*t) * dist_sq(x[0]))),
]
