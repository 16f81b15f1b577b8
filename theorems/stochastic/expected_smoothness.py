"""x

Source: Gower et al. (2019). Lectures: orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, SmoothSum, Smooth
from theorems.language import E, Rational, Theorem, constants, f, f_star, norm_sq, points, stochastic_grad, x_star

L = constants("L")
u = points("u")

change = E(norm_sq(stochastic_grad(u) - stochastic_grad(x_star)))
whole = E(norm_sq(stochastic_grad(u)))
floor = E(norm_sq(stochastic_grad(x_star)))

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum()],
    claim=[
        change <= 2 * L * (f(u) - f_star),
        whole <= 4 * L * (f(u) - f_star) + 2 * floor,
    ],
)

mutants = [
    ("1% less", replace(theorem, claim=change <= Rational(99, 50) * L * (f(u) - f_star))),
    ("smoothness of f", replace(theorem, given=[Smooth(L), ConvexSum()], claim=change <= 2 * L * (f(u) - f_star))),
    ("no noise at minimisers", replace(theorem, claim=whole <= 4 * L * (f(u) - f_star))),
    ("once", replace(theorem, claim=whole <= 2 * L * (f(u) - f_star) + floor)),
    ("not convex", replace(theorem, given=[SmoothSum(L)], claim=change <= 2 * L * (f(u) - f_star))),
]
