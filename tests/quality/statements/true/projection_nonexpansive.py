"""The projection onto an interval is nonexpansive."""

from theorems.language import Abs, Eq, OnlineGame, Theorem, constants, grad, project, reals, sequence, sqrt, t, x
from theorems.methods import Method

eta = constants("eta")
u = reals("u")
a = sequence("a")

theorem = Theorem(
    setting=OnlineGame(losses=a[t] * x[t], domain=(-1, sqrt(2)), comparator=u),
    given=[u >= -1, u <= sqrt(2)],
    method=Method(Eq(x[t + 1], project(x[t] - eta * grad(x[t])))),
    claim=[
        Abs(project(x[t]) - u) <= Abs(x[t] - u),
        Abs(x[t + 1] - u) <= Abs(x[t] - eta * grad(x[t]) - u),
        Abs(project(x[t] - eta * a[t]) - project(x[t])) <= eta * Abs(a[t]),
    ],
)
