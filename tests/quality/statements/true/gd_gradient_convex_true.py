"""GD convex gradient norm LR/(T+1)."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, grad, norm, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=norm(grad(x[T])) <= L * norm(x[0] - x_star) / (T + 1))
