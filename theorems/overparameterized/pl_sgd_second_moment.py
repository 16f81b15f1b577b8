"""SGD with a constant step under the Polyak–Łojasiewicz inequality, when the second moment of its gradients is bounded along the run.

The contraction has twice the rate of the bound by the variance, for the whole gradient is counted as noise; the second moment can only be bounded
along the run, for with a bound everywhere the inequality leaves no function but constants.
Idea of the proof: by the descent lemma and the inequality, each expected gap is at most 1 - 2 mu eta times the one before plus (L/2) eta^2 C^2;
add up the geometric series.

Source: Karimi, Nutini & Schmidt (2016). Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, BoundedVariance, SecondMoment, Smooth
from theorems.language import E, Rational, Theorem, constants, f, f_star, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

L, mu, eta, C, sigma = constants("L mu eta C sigma")

gap = E(f(x[t]) - f_star)
contracted = (1 - 2 * mu * eta) ** t * (f(x[0]) - f_star)

theorem = Theorem(
    given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates"), eta < 1 / (2 * mu)],
    method=SGD(step=eta),
    claim=gap <= contracted + L * C**2 * eta / (4 * mu),
)

mutants = [  # all on x^2/2 with mu = L = 1 and noise +-1
    # eta = 1/4, sigma = 1, x0 = 10, t = 1: 901/32 > 25 + 1/16
    (
        "the variance in place of the second moment",
        replace(
            theorem,
            given=[Smooth(L), PL(mu), BoundedVariance(sigma), eta < 1 / (2 * mu)],
            claim=gap <= contracted + L * sigma**2 * eta / (4 * mu),
        ),
    ),
    # eta = 1/4, C^2 = 8/7, x0 = 0, t = 2: 25/512 > 1/28
    ("half the floor", replace(theorem, claim=gap <= contracted + L * C**2 * eta / (8 * mu))),
    # eta = 1/4, C^2 = 8/7, x0 = 0, t = 9: (1 - (9/16)^9)/14 > 99/1400
    ("1% less floor", replace(theorem, claim=gap <= contracted + Rational(99, 100) * L * C**2 * eta / (4 * mu))),
    # eta = 1, C^2 = 2, x0 = 1, t = 1: 1/2 > 0
    ("steps up to 1/mu", replace(theorem, given=[Smooth(L), PL(mu), SecondMoment(C, on="iterates"), eta <= 1 / mu])),
]


def one_step(p, k, step):
    """The gap falls by the factor 1 - 2 mu step, up to L C^2 step^2/2, in the mean: the upper model given x[k], with PL, then the second moment."""
    model = p.expect(p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k)), given=k)
    unbiased = p.use("SecondMoment: unbiased", u=x[k], v=grad(x[k]), k=k)
    steep, rate = p.use("PL: Polyak-Lojasiewicz", u=x[k]), 1 - 2 * mu * step
    after = rate * (f(x[k]) - f_star) + L * step**2 / 2 * E(norm_sq(stochastic_grad(x[k], sample=k)), x[k])
    mean = p.expect(p.show(E(f(x[k + 1]), x[k]) - f_star <= after, model, step * unbiased, 2 * step * steep))
    bound = rate * (E(f(x[k])) - f_star) + L * step**2 * C**2 / 2
    return p.show(E(f(x[k + 1])) - f_star <= bound, mean, L * step**2 / 2 * p.use("SecondMoment: second moment", k=k))


def proof(p):
    """One step, iterated: the gap contracts up to L C^2 eta^2/2 a step."""

    def bounded(k):
        return E(f(x[k])) - f_star <= rate**k * (f(x[0]) - f_star) + L * C**2 * eta / (4 * mu)

    rate = 1 - 2 * mu * eta
    p.conclude(p.induction(bounded, lambda k, before: p.show(bounded(k + 1), one_step(p, k, eta), rate * before, p.unfold(rate ** (k + 1))))(t))
