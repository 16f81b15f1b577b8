"""Heavy ball under the Polyak-Lojasiewicz inequality: the rate of Ghadimi, Feyzmahdavian & Johansson without convexity.

Idea of the proof: f(x[t]) + (1 - eta L)/(2 eta) ||x[t] - x[t - 1]||^2, measured from f_star, shrinks by 1 - eta mu.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

theorem = Theorem(
    given=[Smooth(L), PL(mu), mu <= L, eta <= 1 / L, beta**2 <= (1 - eta * mu) * (1 - eta * L)],
    method=HeavyBall(step=eta, momentum=beta),
    claim=f(x[T]) - f_star <= (1 - eta * mu) ** T * (f(x[0]) - f_star),
)
