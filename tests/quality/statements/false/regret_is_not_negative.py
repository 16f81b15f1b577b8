"""A player's regret against a fixed comparator is not negative.

False: 0 against the comparator 1 on the loss x.
"""

from theorems.language import Abs, Eq, OnlineGame, T, Theorem, constants, grad, project, regret, sequence, t, x
from theorems.methods import Method

eta = constants("eta")
a = sequence("a")

theorem = Theorem(
    setting=OnlineGame(losses=a[t] * x[t], domain=(-1, 1), comparator=1),
    given=[Abs(x[0]) <= 1],
    method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
    claim=regret(T) >= 0,
)
