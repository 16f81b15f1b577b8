"""PL rate with 2 mu."""

from theorems.hypotheses import PL, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu), 2 * mu <= L], method=GradientDescent(step=1 / L), claim=f(x[T]) - f_star <= (1 - 2 * mu / L) ** T * (f(x[0]) - f_star)
)
