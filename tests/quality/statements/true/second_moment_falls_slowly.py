"""Adam's second moment falls by no more than its decay in a step, whatever the gradients are.

v[t + 1] = beta v[t] + (1 - beta) g^2 >= beta v[t]; an equality where a gradient vanishes.
"""

from theorems.language import Theorem, constants, iterates, sequence, sqrt, t
from theorems.methods import Adam

alpha, beta = constants("alpha beta")
g, v = sequence("g"), iterates("v")

theorem = Theorem(
    given=[beta < 1],
    method=Adam(step=alpha, beta1=0, beta2=beta, eps=1, gradient=g[t]),
    claim=sqrt(v[t + 1]) >= sqrt(beta) * sqrt(v[t]),
)
