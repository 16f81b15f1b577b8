"""A walk of equally likely steps: its fourth moment, and what is expected given the past."""

from theorems.language import E, Eq, OnlineGame, Theorem, f, grad, t, x
from theorems.methods import Method

theorem = Theorem(
    setting=OnlineGame(losses=[x[t], -x[t]], comparator=0, order="random"),
    method=Method(Eq(x[t + 1], x[t] - grad(x[t]))),
    claim=[
        Eq(E((x[t] - x[0]) ** 4), 3 * t**2 - 2 * t),
        Eq(E(f(x[t]), given=x[t]), 0),
        Eq(E(f(x[t]) ** 2, given=x[t]), x[t] ** 2),
    ],
)
