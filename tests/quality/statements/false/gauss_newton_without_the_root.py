"""What the Gauss-Newton matrix leaves out is at most the bend times the norm of the residuals: a root of n is missing."""

from theorems.language import Theorem, constants, f, naturals, points, sqrt
from theorems.networks import SquaredLoss
from theorems.observables import gauss_newton_error

n, B = naturals("n"), constants("B")
u = points("u")

theorem = Theorem(given=[SquaredLoss(n, bend=B)], claim=gauss_newton_error(u) <= B * sqrt(2 * f(u)))
