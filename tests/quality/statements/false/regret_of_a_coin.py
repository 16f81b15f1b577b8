"""Any player's expected regret against a coin is what the comparator cannot save; it is not half the steps."""

from theorems.language import E, Eq, OnlineGame, T, Theorem, constants, grad, project, regret, t, x
from theorems.methods import Method

eta = constants("eta")

theorem = Theorem(
    setting=OnlineGame(losses=[x[t], -x[t]], domain=(-1, 1), comparator=1, order="random"),
    method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
    claim=E(regret(T)) >= T / 2,
)
