"""Online gradient descent with 99 % of its regret.

False: one step from 0 against u = D with g = -G costs G D, and the bound is G D at D = eta G.
"""

from theorems.language import Abs, Eq, OnlineGame, Rational, T, Theorem, constants, grad, project, reals, regret, sequence, t, x
from theorems.methods import Method

D, G, eta = constants("D G eta")
u = reals("u")
g = sequence("g")

theorem = Theorem(
    given=[Abs(g[t]) <= G, u >= 0, u <= D, x[0] >= 0, x[0] <= D],
    setting=OnlineGame(losses=g[t] * x[t], domain=(0, D), comparator=u),
    method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
    claim=regret(T) <= Rational(99, 100) * (D**2 / (2 * eta) + eta * G**2 * T / 2),
)
