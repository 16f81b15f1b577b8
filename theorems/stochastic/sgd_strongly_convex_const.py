"""x

Source: Gower et al. (2019). Lectures: orvieto, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, SmoothSum, StronglyConvex
from theorems.language import E, Rational, Theorem, constants, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")

left = E(norm_sq(x[t] - x_star))
start = norm_sq(x[0] - x_star)
noise = E(norm_sq(stochastic_grad(x_star)))

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), StronglyConvex(mu), eta <= 1 / (2 * L)],
    method=SGD(step=eta),
    claim=left <= (1 - eta * mu) ** t * start + 2 * eta / mu * noise,
)

mutants = [
    ("quarter of the floor", replace(theorem, claim=left <= (1 - eta * mu) ** t * start + eta / (2 * mu) * noise)),
    ("no floor", replace(theorem, claim=left <= (1 - eta * mu) ** t * start)),
    ("twice the rate", replace(theorem, claim=left <= (1 - 2 * eta * mu) ** t * start + 2 * eta / mu * noise)),
]
