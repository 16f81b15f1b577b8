"""Adam does not converge where the losses are drawn at random either: its expected average regret tends to that of the worst play.

The losses of the periodic game, each step drawing one of them: in the mean -1 is best, by (C - 2)/3 per unit. The expected quotient of a gradient
by the root of its average has the wrong sign whatever the average is, so that Adam is projected gradient descent towards +1.
Idea of the proof: given the past the quotient has mean at most -kappa with kappa = (sqrt(2) - 1) sqrt(1 + C^2) / (3 C), and second moment at
most 1/(1 - beta2); expand the squared distance to +1, divide by the step and add up: the mean distances sum to at most
sqrt(T) (2/alpha + alpha/(1 - beta2)) / kappa, and the regret falls short of 2 (C - 2) T / 3 by (C - 2)/3 of that sum.

Source: after Reddi, Kale & Kumar (2018), with explicit constants. Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.adaptive.adam_reddi import C, adam, alpha, amsgrad, beta2, start
from theorems.language import E, OnlineGame, T, Theorem, regret, sqrt, t, x

game = OnlineGame(losses=[C * x[t], -x[t], -x[t]], domain=(-1, 1), comparator=-1, order="random")
shortfall = sqrt(T) * (2 / alpha + alpha / (1 - beta2)) * (1 + sqrt(2)) * C / sqrt(1 + C**2)

theorem = Theorem(
    given=start,
    setting=game,
    method=adam,
    claim=E(regret(T)) >= (C - 2) * (2 * T / 3 - shortfall),
)

mutants = [
    ("no shortfall", replace(theorem, claim=E(regret(T)) >= 2 * (C - 2) * T / 3)),
    ("AMSGrad, without shortfall", replace(theorem, method=amsgrad, claim=E(regret(T)) >= 2 * (C - 2) * T / 3)),
    ("more than the worst play costs", replace(theorem, claim=E(regret(T)) >= 3 * (C - 2) * T / 3)),
]
