"""SGD with a constant step converges linearly under the Polyak–Łojasiewicz inequality, down to a floor set by the noise.

The floor is proportional to the step: smaller steps end lower and arrive later.
Idea of the proof: put the step into the descent lemma and take the conditional expectation; the inequality turns the squared gradient into the
gap, so each expected gap is at most rho times the one before plus (L/2) eta^2 sigma^2; add up the geometric series.
The second form is an equality on (L/2) ||x||^2 with additive noise, for every step and start.

Source: Karimi, Nutini & Schmidt (2016), restated with the variance. Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, BoundedVariance, Smooth
from theorems.language import E, Rational, Theorem, constants, f, f_star, grad, t, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

gap = E(f(x[t]) - f_star)
start = f(x[0]) - f_star
rho = 1 - 2 * mu * eta * (1 - L * eta / 2)
noise = L * eta**2 * sigma**2 / 2 * (1 - rho**t) / (1 - rho)

theorem = Theorem(
    given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L, eta <= 1 / L],
    method=SGD(step=eta),
    claim=[
        gap <= (1 - mu * eta) ** t * start + L * eta * sigma**2 / (2 * mu),
        gap <= rho**t * start + noise,
    ],
)

mutants = [  # all on x^2/2 with mu = L = 1 and noise +-sigma
    # eta = 1, sigma = 1, x0 = 0, t = 1: 1/2 > 1/4
    ("half the floor", replace(theorem, claim=gap <= (1 - mu * eta) ** t * start + L * eta * sigma**2 / (4 * mu))),
    # eta = 1, sigma = 1, x0 = 0, t = 1: 1/2 > 0
    ("no floor with a constant step", replace(theorem, claim=gap <= (1 - mu * eta) ** t * start)),
    # eta = 1, sigma = 1, x0 = 0, t = 1: 1/2 > 99/200
    ("1% less noise", replace(theorem, claim=gap <= rho**t * start + Rational(99, 100) * noise)),
    # eta = 1, sigma = 2, x0 = 0, t = 1: 2 > 1
    ("sigma without its square", replace(theorem, claim=gap <= (1 - mu * eta) ** t * start + L * eta * sigma / (2 * mu))),
    # eta = 1/4, sigma = 1, x0 = 10, t = 1: 901/32 > 25 + 1/8
    ("twice the rate", replace(theorem, claim=gap <= (1 - 2 * mu * eta) ** t * start + L * eta * sigma**2 / (2 * mu))),
]


def proof(p):
    """The upper model, in expectation, with PL: the gap contracts up to L eta^2 sigma^2/2 a step, which adds up to a geometric sum."""

    def one_step(k):
        model = p.expect(p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k)), given=k)
        variance = p.use("BoundedVariance: variance", u=x[k], k=k)
        unbiased = p.use("BoundedVariance: unbiased", u=x[k], v=grad(x[k]), k=k)
        steep = p.use("PL: Polyak-Lojasiewicz", u=x[k])
        after = rho * (f(x[k]) - f_star) + L * eta**2 * sigma**2 / 2
        reasons = (model, L * eta**2 / 2 * variance, (eta - L * eta**2) * unbiased, 2 * eta * (1 - L * eta / 2) * steep)
        return p.expect(p.show(E(f(x[k + 1]), x[k]) - f_star <= after, *reasons))

    def bounded(rate, floor):
        return lambda k: E(f(x[k])) - f_star <= rate**k * start + floor(k)

    def simple(k, before):
        above = eta * mu * (1 - L * eta) * p.expect(p.use("infimum", u=x[k]))
        return p.show(slow(k + 1), one_step(k), (1 - mu * eta) * before, above, p.unfold((1 - mu * eta) ** (k + 1)))

    def sharp(k, before):
        return p.show(fast(k + 1), one_step(k), rho * before, p.unfold(rho ** (k + 1)))

    slow = bounded(1 - mu * eta, lambda k: L * eta * sigma**2 / (2 * mu))
    fast = bounded(rho, lambda k: L * eta**2 * sigma**2 / 2 * (1 - rho**k) / (1 - rho))
    p.show(1 - rho > 0)
    p.show(rho >= 0, p.square(1 - mu * eta), mu * eta**2 * p.given(mu <= L))
    p.conclude(p.induction(slow, simple)(t))
    p.conclude(p.induction(fast, sharp)(t), claim=1)
