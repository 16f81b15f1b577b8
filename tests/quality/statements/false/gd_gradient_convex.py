"""GD convex gradient norm LR/(T+1), 5 % too strong."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, grad, norm, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=norm(grad(x[T])) <= Rational(95, 100) * L * norm(x[0] - x_star) / (T + 1)
)
