"""The same identity as an equality of vectors."""

from theorems.language import Eq, Theorem, constants, grad, t, x
from theorems.methods import HeavyBall

eta, beta = constants("eta beta")

theorem = Theorem(
    given=[beta < 1],
    method=HeavyBall(step=eta, momentum=beta),
    claim=Eq(x[t + 1] + beta / (1 - beta) * (x[t + 1] - x[t]), x[t] + beta / (1 - beta) * (x[t] - x[t - 1]) - eta / (1 - beta) * grad(x[t])),
)
