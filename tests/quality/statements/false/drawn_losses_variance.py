"""Drawn losses do not average out: the expected square is not the square of the expectation."""

from theorems.language import E, Eq, OnlineGame, Theorem, constants, grad, t, x
from theorems.methods import Method

eta = constants("eta")

theorem = Theorem(
    setting=OnlineGame(losses=[x[t], -x[t]], comparator=0, order="random"),
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]))),
    claim=E(x[t] ** 2) <= x[0] ** 2,
)
