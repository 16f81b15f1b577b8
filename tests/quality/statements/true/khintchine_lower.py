"""A sum with random signs is on average at least the root of half the sum of squares."""

from theorems.language import Abs, E, Eq, OnlineGame, Sum, T, Theorem, grad, j, sequence, sqrt, t, x
from theorems.methods import Method

a = sequence("a")

theorem = Theorem(
    setting=OnlineGame(losses=[a[t] * x[t], -a[t] * x[t]], comparator=0, order="random"),
    method=Method(Eq(x[t + 1], x[t] - grad(x[t]))),
    claim=E(Abs(x[T] - x[0])) >= sqrt(Sum(a[j] ** 2, (j, 0, T - 1))) / sqrt(2),
)
