"""AMSGrad's average regret tends to zero on the game on which Adam's does not.

AMSGrad divides by the largest average so far, which never falls: the steps towards +1 stay as short as the step away from it.
Idea of the proof: expand the squared distance to the comparator and divide by the step over the root of vmax; this quotient falls from step to
step, so that the distances telescope to at most 2 C sqrt(T) / alpha; what remains of a step is at most alpha C / (2 sqrt(t + 1) sqrt(1 - beta2)).

Source: Reddi, Kale & Kumar (2018), on this game with explicit constants. Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.adaptive.adam_reddi import C, adam, alpha, amsgrad, beta2, game, start
from theorems.language import T, Theorem, regret, sqrt, x
from theorems.scaling import Tends

bound = C * (2 / alpha + alpha / sqrt(1 - beta2))

theorem = Theorem(
    given=[C > 2, beta2 < 1, x[0] >= -1, x[0] <= 1],
    setting=game,
    method=amsgrad,
    claim=[regret(T) / T <= bound / sqrt(T), Tends(regret(T) / T, T, 0)],
)

mutants = [
    # C = 20, alpha near 1, T = 22: 13.5 > 12.8
    ("Adam too", replace(theorem, given=[*start, alpha < sqrt(1 - beta2)], method=adam, claim=theorem.claims[0])),
    ("Adam's average regret vanishes", replace(theorem, given=[*start, alpha < sqrt(1 - beta2)], method=adam, claim=Tends(regret(T) / T, T, 0))),
    ("a regret that stays bounded", replace(theorem, claim=regret(T) <= bound)),
]
