"""Heavy ball on a smooth convex function: the last gap, the mean gap, and the gap of the mean iterate.

Idea of the proof of the means: x[t] + beta/(1 - beta) (x[t] - x[t - 1]) makes plain gradient steps of size eta/(1 - beta).

Source: Ghadimi, Feyzmahdavian & Johansson (2015) for the mean iterate.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Average, T, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import HeavyBall

L, eta, beta = constants("L eta beta")

start = beta / (1 - beta) * (f(x[0]) - f_star) + (1 - beta) / (2 * eta) * norm_sq(x[0] - x_star)

theorem = Theorem(
    given=[Smooth(L), Convex(), beta < 1, eta <= (1 - beta) / L],
    method=HeavyBall(step=eta, momentum=beta),
    claim=[
        f(x[T]) - f_star <= L / 2 * norm_sq(x[0] - x_star),
        Average(f(x[t]) - f_star, (t, 0, T)) <= start / (T + 1),
        f(Average(x[t], (t, 0, T))) - f_star <= start / (T + 1),
    ],
)
