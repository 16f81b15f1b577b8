"""Heavy ball: z_t = x_t + beta/(1-beta)(x_t - x_{t-1}) moves by a pure gradient step."""

from theorems.language import Eq, Theorem, constants, grad, norm_sq, t, x
from theorems.methods import HeavyBall

eta, beta = constants("eta beta")

theorem = Theorem(
    given=[beta < 1],
    method=HeavyBall(step=eta, momentum=beta),
    claim=Eq(
        norm_sq(x[t + 1] + beta / (1 - beta) * (x[t + 1] - x[t]) - x[t] - beta / (1 - beta) * (x[t] - x[t - 1]) + eta / (1 - beta) * grad(x[t])), 0
    ),
)
