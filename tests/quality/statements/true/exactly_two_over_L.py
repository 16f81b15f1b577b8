"""With the step 2/L, neither longer nor shorter, gradient descent does not increase a smooth function.

The gain eta (1 - L eta/2) |g|^2 is 0; an equality for L x^2/2 at every step.
"""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), Eq(eta, 2 / L)], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
