"""Steps of a billionth gain what they should.

The descent lemma; for L x^2/2 an equality, of numbers that agree to nine digits with those before the step.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / (10**9 * L)],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])),
)
