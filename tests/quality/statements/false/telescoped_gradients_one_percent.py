"""The squared gradients add up to 99 % of 2L times what f falls by.

False: L x^2/2 in one step, 1 against 2 * 1/2.
"""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Sum, T, Theorem, constants, f, grad, j, norm_sq, x
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=Sum(norm_sq(grad(x[j])), (j, 0, T - 1)) <= Rational(99, 50) * L * (f(x[0]) - f(x[T])),
)
