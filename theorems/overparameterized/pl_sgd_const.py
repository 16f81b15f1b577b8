"""SGD with a constant step converges linearly under the Polyak–Łojasiewicz inequality, down to a floor set by the noise.

The floor is proportional to the step: smaller steps end lower and arrive later.
Idea of the proof: put the step into the descent lemma and take the conditional expectation; the inequality turns the squared gradient into the
gap, so each expected gap is at most rho times the one before plus (L/2) eta^2 sigma^2; add up the geometric series.
The second form is an equality on (L/2) ||x||^2 with additive noise, for every step and start.

Source: Karimi, Nutini & Schmidt (2016), restated with the variance. Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, BoundedVariance, Smooth
from theorems.language import E, Rational, Theorem, constants, f, f_star, t, x
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
