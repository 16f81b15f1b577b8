"""Adam's corrected moments are weighted means of the past gradients and of their squares: their weights sum to one.

That is what the bias corrections are for: without them both averages begin near zero, and the first steps have the wrong length. Under a
constant gradient c every step is alpha c/(|c| + eps), from the first one on.
Idea of the proof: m[t + 1] is the sum of (1 - beta1) beta1^(t - j) g[j], and these weights sum to 1 - beta1^(t + 1), by which it is divided; the same
for the squares. Both sides are multiplied by the root, as there may be nothing to divide by.

Source: Kingma & Ba (2015), re-derived. Lectures: orvieto.
"""

from dataclasses import replace
from typing import Any

from theorems.language import Abs, Eq, Sum, Theorem, constants, j, reals, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta1, beta2 = constants("alpha beta1 beta2")
eps = reals("eps")
g = sequence("g")


def mean(beta: Any, power: int, corrected: bool = True) -> Any:
    """The weighted mean of powers of the past gradients; without the correction its weights sum to 1 - beta^(t + 1)."""
    weighted = (1 - beta) * Sum(beta ** (t - j) * g[j] ** power, (j, 0, t))
    return weighted / (1 - beta ** (t + 1)) if corrected else weighted


step = x[t] - x[t + 1]

theorem = Theorem(
    given=[beta1 < 1, beta2 < 1, eps >= 0],
    method=Adam(step=alpha, beta1=beta1, beta2=beta2, eps=eps, gradient=g[t]),
    claim=[
        Eq(step * (sqrt(mean(beta2, 2)) + eps), alpha * mean(beta1, 1)),
        Eq((x[0] - x[1]) * (Abs(g[0]) + eps), alpha * g[0]),
    ],
)

mutants = [  # at the first step already
    ("no correction", replace(theorem, claim=Eq(step * (sqrt(mean(beta2, 2, False)) + eps), alpha * mean(beta1, 1, False)))),
    ("eps inside the root", replace(theorem, claim=Eq(step * sqrt(mean(beta2, 2) + eps), alpha * mean(beta1, 1)))),
]
