"""Linear rate of f itself: wrong for f(x) = x^2/2 - 1."""

from theorems.hypotheses import PL, Smooth
from theorems.language import T, Theorem, constants, f, grad, norm_sq, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(given=[Smooth(L), PL(mu)], method=GradientDescent(step=1 / L), claim=norm_sq(grad(x[T])) <= 2 * L * (1 - mu / L) ** T * f(x[0]))
