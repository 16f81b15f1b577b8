"""In expectation one step on a drawn loss is a step on the mean loss."""

from theorems.language import E, Eq, OnlineGame, Theorem, constants, grad, reals, t, x
from theorems.methods import Method

eta = constants("eta")
a, b = reals("a b")

theorem = Theorem(
    setting=OnlineGame(losses=[a * x[t], b * x[t], x[t]], comparator=0, order="random"),
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]))),
    claim=Eq(E(x[t]), x[0] - eta * t * (a + b + 1) / 3),
)
