"""The published regret of Adam without a first moment, on losses that take turns."""

from theorems.language import Eq, OnlineGame, Sum, T, Theorem, constants, grad, iterates, j, project, regret, sqrt, t, x
from theorems.methods import Method

C, alpha = constants("C alpha")
beta = 1 / (1 + C**2)
v = iterates("v")

theorem = Theorem(
    given=[C > 2, alpha < C / sqrt(1 + C**2), Eq(x[0], 1)],
    setting=OnlineGame(losses=[C * x[t], -x[t], -x[t]], domain=(-1, 1), comparator=-1),
    method=Method(
        Eq(v[t + 1], beta * v[t] + (1 - beta) * grad(x[t]) ** 2),
        Eq(x[t + 1], project(x[t] - alpha / sqrt(t + 1) * grad(x[t]) / sqrt(v[t + 1]))),
        start={v[0]: 0},
    ),
    claim=regret(T) <= 2 / alpha * sqrt(T * v[T]) + alpha * C / sqrt(1 - beta) * sqrt(Sum(grad(x[j]) ** 2, (j, 0, T - 1))),
)
