"""Two claims."""

from theorems.hypotheses import PL, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), PL(mu), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=[f(x[T]) - f_star <= (1 - eta * mu) ** T * (f(x[0]) - f_star), f(x[T]) <= f(x[0])],
)
