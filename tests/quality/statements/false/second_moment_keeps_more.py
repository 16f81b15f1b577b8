"""Adam's second moment keeps 101 % of its decayed root in a step.

False: after a gradient that vanishes it keeps exactly the root of beta.
"""

from theorems.language import Rational, Theorem, constants, iterates, sequence, sqrt, t
from theorems.methods import Adam

alpha, beta = constants("alpha beta")
g, v = sequence("g"), iterates("v")

theorem = Theorem(
    given=[beta < 1],
    method=Adam(step=alpha, beta1=0, beta2=beta, eps=1, gradient=g[t]),
    claim=sqrt(v[t + 1]) >= Rational(101, 100) * sqrt(beta) * sqrt(v[t]),
)
