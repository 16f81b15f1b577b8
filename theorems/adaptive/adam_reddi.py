"""Adam does not converge: on a periodic online game its average regret stays above a constant.

Two losses out of three pull towards +1, the third three times and more the other way; in the sum -1 is best. Adam divides each gradient by
its own size, forgets the large one within a period, and returns to +1 for every third loss.
Idea of the proof: at +1 the large gradient moves x by at most alpha / sqrt((t + 1)(1 - beta2)) < 1, so x stays positive; beta2 C^2 <= 1 keeps
the divisor of the next two steps so small that together they move it back to +1, where the projection ends them.
A period then costs C x - x' - x'' - (-C + 2) >= 2 C - 4.

Source: Reddi, Kale & Kumar (2018). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.language import Eq, Max, OnlineGame, T, Theorem, constants, grad, iterates, project, regret, sqrt, t, x
from theorems.methods import Method

C, alpha, beta2 = constants("C alpha beta2")
v, vmax = iterates("v"), iterates("vmax")

average = Eq(v[t + 1], beta2 * v[t] + (1 - beta2) * grad(x[t]) ** 2)
adam = Method(average, Eq(x[t + 1], project(x[t] - alpha / sqrt(t + 1) * grad(x[t]) / sqrt(v[t + 1]))), start={v[0]: 0})
amsgrad = Method(
    average,
    Eq(vmax[t + 1], Max(vmax[t], v[t + 1])),
    Eq(x[t + 1], project(x[t] - alpha / sqrt(t + 1) * grad(x[t]) / sqrt(vmax[t + 1]))),
    start={v[0]: 0, vmax[0]: 0},
)
start = [C > 2, Eq(beta2, 1 / (1 + C**2)), Eq(x[0], 1)]

game = OnlineGame(losses=[C * x[t], -x[t], -x[t]], domain=(-1, 1), comparator=-1)

theorem = Theorem(
    given=[*start, alpha < sqrt(1 - beta2)],
    setting=game,
    method=adam,
    claim=[
        Eq(x[3 * t], 1),
        x[t] > 0,
        regret(T) / T >= (2 * C - 4) / 3,
    ],
)

mutants = [
    ("AMSGrad fails too", replace(theorem, method=amsgrad, claim=regret(T) / T >= (2 * C - 4) / 3)),
    ("one more for every period", replace(theorem, claim=regret(T) / T >= (2 * C - 3) / 3)),
    ("steps of any size", replace(theorem, given=start, claim=x[t] > 0)),
    ("back at every second step", replace(theorem, claim=Eq(x[2 * t], 1))),
]
