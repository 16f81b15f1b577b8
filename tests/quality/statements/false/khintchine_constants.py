"""Signed sums: constants that are too small above, too large below, and none for every sequence of signs."""

from theorems.language import Abs, E, Eq, OnlineGame, Rational, Sum, T, Theorem, grad, j, sequence, sqrt, t, x
from theorems.methods import Method

a = sequence("a")
size = sqrt(Sum(a[j] ** 2, (j, 0, T - 1)))

theorem = Theorem(
    setting=OnlineGame(losses=[a[t] * x[t], -a[t] * x[t]], comparator=0, order="random"),
    method=Method(Eq(x[t + 1], x[t] - grad(x[t]))),
    claim=[
        E(Abs(x[T] - x[0])) <= Rational(99, 100) * size,
        E(Abs(x[T] - x[0])) >= Rational(72, 100) * size,
        Abs(x[T] - x[0]) <= size,
    ],
)
