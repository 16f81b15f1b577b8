"""Gradient norm is nonincreasing for smooth convex."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), Convex(), eta <= 2 / L], method=GradientDescent(step=eta), claim=norm_sq(grad(x[t + 1])) <= norm_sq(grad(x[t])))
