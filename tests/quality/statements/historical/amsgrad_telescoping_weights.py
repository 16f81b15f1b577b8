"""AMSGrad's weights sqrt(t v_t)/(1 - beta lambda^(t - 1)) grow with t, so that its regret telescopes.

False where the momentum fades quickly: v = 1, beta = 9/10, lambda = 1/10: 1/(1/10) = 10 is followed by sqrt(2)/(91/100) = 1.55.
"""

from theorems.language import Eq, Max, Theorem, constants, iterates, sequence, sqrt, t
from theorems.methods import Method

beta, lam = constants("beta lam")
g, v = sequence("g"), iterates("v")

theorem = Theorem(
    given=[beta < 1, lam < 1],
    method=Method(Eq(v[t + 1], Max(v[t], g[t] ** 2)), start={v[0]: 0}),
    claim=sqrt((t + 1) * v[t + 1]) * (1 - beta * lam ** (t + 1)) <= sqrt((t + 2) * v[t + 2]) * (1 - beta * lam**t),
)
