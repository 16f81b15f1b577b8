"""The square of a moving average is at most the moving average of the squares, times its weight."""

from theorems.language import Eq, Theorem, constants, iterates, sequence, t
from theorems.methods import Method

beta = constants("beta")
a = sequence("a")
m, v = iterates("m"), iterates("v")

theorem = Theorem(
    given=[beta < 1],
    method=Method(
        Eq(m[t + 1], beta * m[t] + (1 - beta) * a[t]),
        Eq(v[t + 1], beta * v[t] + (1 - beta) * a[t] ** 2),
        start={m[0]: 0, v[0]: 0},
    ),
    claim=m[t] ** 2 <= v[t] * (1 - beta**t),
)
