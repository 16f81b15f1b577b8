"""99 % of the sharp noise floor in the limit t -> oo."""

from theorems.hypotheses import PL, BoundedVariance, Smooth
from theorems.language import E, Rational, Theorem, constants, f, f_star, t, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), PL(mu), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(f(x[t]) - f_star) <= (1 - eta * mu) ** t * (f(x[0]) - f_star) + Rational(99, 200) * L * eta * sigma**2 / mu,
)
