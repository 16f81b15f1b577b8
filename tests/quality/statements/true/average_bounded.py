"""An exponential average stays within the bounds of what it averages."""

from theorems.language import Abs, Eq, Theorem, constants, iterates, sequence, t
from theorems.methods import Method

G, beta = constants("G beta")
g, m = sequence("g"), iterates("m")

theorem = Theorem(
    given=[Abs(g[t]) <= G, beta < 1],
    method=Method(Eq(m[t + 1], beta * m[t] + (1 - beta) * g[t]), start={m[0]: 0}),
    claim=Abs(m[t]) <= G * (1 - beta**t),
)
