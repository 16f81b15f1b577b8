"""A step of 3 or more leads to the end sqrt(2) of the interval at once, and play stays there."""

from theorems.language import Abs, Eq, OnlineGame, T, Theorem, constants, grad, project, regret, sqrt, t, x
from theorems.methods import Method

eta = constants("eta")

theorem = Theorem(
    setting=OnlineGame(losses=-x[t], domain=(-sqrt(2), sqrt(2)), comparator=0),
    given=[Abs(x[0]) <= sqrt(2), eta >= 3],
    method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
    claim=[Eq(x[t + 1], sqrt(2)), Eq(x[t + 1] ** 4, 4), Eq(regret(T), -x[0] - (T - 1) * sqrt(2))],
)
