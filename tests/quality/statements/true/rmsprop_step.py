"""Without a first moment Adam's step is at most the root of a geometric sum."""

from theorems.language import Abs, Theorem, constants, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta = constants("alpha beta")
g = sequence("g")

theorem = Theorem(
    given=[beta < 1],
    method=Adam(step=alpha, beta1=0, beta2=beta, eps=0, gradient=g[t]),
    claim=Abs(x[t] - x[t - 1]) <= alpha * sqrt((1 - beta**t) / (1 - beta)),
)
