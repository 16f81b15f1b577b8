"""Nonconvex rate with 2 L f(x0)/T, f_star forgotten: wrong for f(x) = x^2/2 - 1."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Best, T, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu)], method=GradientDescent(step=1 / L), claim=Best(norm_sq(grad(x[t])), (t, 0, T - 1)) <= 2 * L * f(x[0]) / T
)
