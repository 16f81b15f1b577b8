"""The least gradient of gradient descent on a smooth function, for steps up to 1/L and for longer ones.

Source: Abbaszadehpeivasti, de Klerk & Zamani (2022).
"""

from theorems.hypotheses import Smooth
from theorems.language import Best, T, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= (f(x[0]) - f(x[T])) / (T * eta * (1 - L * eta / 4)),
)
