"""The Hessian of (u v - y)^2/2 is [[v^2, 2 u v - y], [2 u v - y, u^2]]: its determinant is F^2 - (2 F - y)^2 with F = u v."""

from theorems.language import Eq, Theorem, points
from theorems.networks import ProductLoss, output, target
from theorems.observables import hessian_det

u = points("u")

theorem = Theorem(given=[ProductLoss()], claim=Eq(hessian_det(u), output(u, 1) ** 2 - (2 * output(u, 1) - target(1)) ** 2))
