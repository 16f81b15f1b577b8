"""A squared loss is at least as curved as its tangent kernel says: not where the residuals bend it back."""

from theorems.language import Theorem, naturals, points
from theorems.networks import SquaredLoss
from theorems.observables import hessian_norm, tangent_kernel_max

n, u = naturals("n"), points("u")

theorem = Theorem(given=[SquaredLoss(n)], claim=hessian_norm(u) >= tangent_kernel_max(u))
