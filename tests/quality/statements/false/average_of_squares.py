"""The corrected second moment is not the square of the corrected first, though it is never smaller."""

from theorems.language import Eq, Theorem, constants, iterates, sequence, t
from theorems.methods import Method

beta = constants("beta")
g, m, v = sequence("g"), iterates("m"), iterates("v")

theorem = Theorem(
    given=[beta < 1],
    method=Method(Eq(m[t + 1], beta * m[t] + (1 - beta) * g[t]), Eq(v[t + 1], beta * v[t] + (1 - beta) * g[t] ** 2), start={m[0]: 0, v[0]: 0}),
    claim=v[t] * (1 - beta**t) <= m[t] ** 2,
)
