"""Half of Nesterov's bound times 0.9... 0.95*2LR^2/(T+1)^2 at horizon 1..24."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import Nesterov

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()], method=Nesterov(step=1 / L), claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (T + 1) ** 2 * Rational(4, 5)
)
