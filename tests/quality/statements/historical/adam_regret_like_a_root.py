"""Adam's regret grows no faster than 4 sqrt(T) on losses that take turns.

False: Reddi, Kale & Kumar (2018), 4x, -x, -x on [-1, 1]: the regret against -1 is 4/3 per step on average, more than 4 sqrt(T) from T = 12 on.
"""

from theorems.language import Eq, OnlineGame, Rational, T, Theorem, constants, grad, iterates, project, regret, sqrt, t, x
from theorems.methods import Method

alpha = constants("alpha")
v = iterates("v")

theorem = Theorem(
    given=[alpha < 4 / sqrt(17), Eq(x[0], 1)],
    setting=OnlineGame(losses=[4 * x[t], -x[t], -x[t]], domain=(-1, 1), comparator=-1),
    method=Method(
        Eq(v[t + 1], v[t] / 17 + Rational(16, 17) * grad(x[t]) ** 2),
        Eq(x[t + 1], project(x[t] - alpha / sqrt(t + 1) * grad(x[t]) / sqrt(v[t + 1]))),
        start={v[0]: 0},
    ),
    claim=regret(T) <= 4 * sqrt(T),
)
