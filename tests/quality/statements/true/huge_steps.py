"""Steps of a million lose no more than they may.

The descent lemma holds for every step; the run grows beyond every float.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta >= 10**6 / L],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])),
)
