"""With the step 2/L gradient descent still gains a thousandth of the squared gradient over L.

False: L x^2/2 gains nothing.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 2 / L, eta >= 1 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / (1000 * L)
)
