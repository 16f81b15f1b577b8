"""SGD with decreasing steps converges at the rate 1/t under the Polyak–Łojasiewicz inequality.

Steps that fall like 1/t remove the floor of the constant step. The second moment is bounded along the run only: with a bound everywhere the
inequality leaves no function but constants.
Idea of the proof: by the descent lemma and the inequality, each expected gap is at most 1 - 2 mu eta times the one before plus (L/2) eta^2 C^2;
with these steps the factor is t^2/(t + 1)^2; multiply by (t + 1)^2, bound (2t + 1)/(t + 1) by 2, and add up.
On (L/2) ||x||^2 with additive noise, started at the minimiser, four fifths of the bound are used for large t.

Source: Karimi, Nutini & Schmidt (2016). Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, BoundedVariance, SecondMoment, Smooth
from theorems.language import E, Theorem, constants, f, f_star, t, x
from theorems.methods import SGD
from theorems.overparameterized.pl_sgd_second_moment import one_step

L, mu, C, sigma = constants("L mu C sigma")

gap = E(f(x[t]) - f_star)

theorem = Theorem(
    given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates")],
    method=SGD(step=(2 * t + 1) / (2 * mu * (t + 1) ** 2)),
    claim=gap <= L * C**2 / (2 * t * mu**2),
)

mutants = [  # all on x^2/2 with mu = L = 1 and noise +-1
    # C^2 = 2, x0 = 0, t = 5: 0.2076 > 1/5; a product of 1 - 1/(t + 1)^2 stays above 1/2, which freezes the noise of the first step
    ("summable steps", replace(theorem, method=SGD(step=1 / (mu * (t + 1) ** 2)))),
    # C^2 = 5/4, x0 = 0, t = 3: 0.1007 > 5/72
    ("the rate 1/t^2", replace(theorem, claim=gap <= L * C**2 / (2 * t**2 * mu**2))),
    # C^2 = 5/4, x0 = 0, t = 4: 0.0854 > 5/64
    ("half the constant", replace(theorem, claim=gap <= L * C**2 / (4 * t * mu**2))),
    # sigma = 1, x0 = 10, t = 1: 101/8 > 1/2
    (
        "the variance in place of the second moment",
        replace(theorem, given=[Smooth(L), PL(mu), BoundedVariance(sigma)], claim=gap <= L * sigma**2 / (2 * t * mu**2)),
    ),
]


def proof(p):
    """With this step (k + 1)^2 times the gap grows by at most L C^2/(2 mu^2) a step."""

    def step(k):
        return (2 * k + 1) / (2 * mu * (k + 1) ** 2)

    def grown(k):
        return k**2 * (E(f(x[k])) - f_star) <= k * L * C**2 / (2 * mu**2)

    p.conclude(p.induction(grown, lambda k, before: p.show(grown(k + 1), before, (k + 1) ** 2 * one_step(p, k, step(k))))(t) * (1 / t**2))
