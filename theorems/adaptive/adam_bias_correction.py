"""Adam's corrected moments are weighted means of the past gradients and of their squares: their weights sum to one.

That is what the bias corrections are for: without them both averages begin near zero, and the first steps have the wrong length. Under a
constant gradient c every step is alpha c/(|c| + eps), from the first one on.
Idea of the proof: m[t + 1] is the sum of (1 - beta1) beta1^(t - j) g[j], and these weights sum to 1 - beta1^(t + 1), by which it is divided; the same
for the squares. Both sides are multiplied by the root, as there may be nothing to divide by.

Source: Kingma & Ba (2015), re-derived. Lectures: orvieto.
"""

from dataclasses import replace
from typing import Any

from theorems.adaptive.adam_update_bound import below_one, in_proportion, total
from theorems.adaptive.rmsprop_steps import multiplied, weighed
from theorems.language import Abs, Eq, Sum, Theorem, constants, iterates, j, reals, sequence, sqrt, t, x
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


def corrected(p, moved, at=t):
    """moved (root + eps) = alpha m/(1 - beta1^k) for the moments after step `at`; where v is 0, so is m, as m^2 is at most a multiple of v."""
    k, m, v = at + 1, iterates("m"), iterates("v")
    here = in_proportion(p, k)
    below_one(p, beta1, k), below_one(p, beta2, k)

    def vanishing(none):
        return 1 / (1 - beta2) * here, (1 - beta1) ** 2 * total(k) * (1 - beta2**k) / (1 - beta2) * none

    return multiplied(p, moved, sqrt(v[k] / (1 - beta2**k)), m[k], alpha / (1 - beta1**k), vanishing, at)


def averaged(p, moved):
    """The same with weighted means of the gradients for the moments."""
    m, v = iterates("m"), iterates("v")
    line = corrected(p, moved)
    squares, first = weighed(p, v, beta2, 2)(t + 1), weighed(p, m, beta1)(t + 1)
    same = p.congruence("sqrt", v[t + 1] / (1 - beta2 ** (t + 1)), mean(beta2, 2), 1 / (1 - beta2 ** (t + 1)) * squares)
    return line, p.times(-moved, same), p.times(alpha / (1 - beta1 ** (t + 1)), first)


def proof(p):
    """The moments are weighted sums, by induction. At the first step they are (1 - beta1) g and (1 - beta2) g^2."""
    p.conclude(*averaged(p, step))
    first = p.update(0, of="v"), p.start("v"), p.update(0, of="m"), p.start("m")
    root = p.congruence("sqrt", iterates("v")[1] / (1 - beta2), g[0] ** 2, *first[:2])
    p.conclude(corrected(p, x[0] - x[1], 0), p.times(x[1] - x[0], root), *first[2:], claim=1)
