"""Playing one parabola again and again by gradient descent costs a bounded regret."""

from theorems.language import Eq, OnlineGame, T, Theorem, constants, grad, reals, regret, t, x
from theorems.methods import Method

eta = constants("eta")
c = reals("c")

theorem = Theorem(
    given=[eta < 2],
    setting=OnlineGame(losses=(x[t] - c) ** 2 / 2, comparator=c),
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]))),
    claim=regret(T) <= (x[0] - c) ** 2 / (2 * eta * (2 - eta)),
)
