"""Under strong growth the variance of a draw is at most half of (rho - 1) times the squared gradient."""

from theorems.hypotheses import StrongGrowth
from theorems.language import E, Theorem, constants, grad, norm_sq, points, stochastic_grad

rho, u = constants("rho"), points("u")

theorem = Theorem(
    given=[StrongGrowth(rho)],
    claim=E(norm_sq(stochastic_grad(u) - grad(u))) <= (rho - 1) * norm_sq(grad(u)) / 2,
)
