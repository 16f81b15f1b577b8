"""The tangent kernel turns residuals into gradients: a squared loss is PL* wherever its tangent kernel is nonsingular.

Half the squared gradient is a quadratic form of the kernel in the residuals, and so at least its least eigenvalue times the loss: where that is
positive, every stationary point fits all data. With more parameters than data it often is, whatever the loss does elsewhere.
Idea of the proof: the gradient is DF^T r with the residuals r = F - y, and K = DF DF^T; so ||grad f||^2 = r^T K r >= lambda_min ||r||^2.
It is an equality where the residuals are an eigenvector of the least eigenvalue.

Source: Liu, Zhu & Belkin (2022). Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, f, grad, i, j, naturals, norm_sq, points
from theorems.networks import SquaredLoss, output, target
from theorems.observables import hessian_min, tangent_kernel, tangent_kernel_min

n, u = naturals("n"), points("u")

r_i, r_j = output(u, i) - target(i), output(u, j) - target(j)

theorem = Theorem(
    given=[SquaredLoss(n)],
    claim=[
        Eq(norm_sq(grad(u)), Sum(Sum(r_i * tangent_kernel(u, i, j) * r_j, (j, 1, n)), (i, 1, n))),
        norm_sq(grad(u)) / 2 >= tangent_kernel_min(u) * f(u),
    ],
)

mutants = [
    # x^2/2 at 1: 1/2 < 1
    ("twice the least eigenvalue", replace(theorem, claim=norm_sq(grad(u)) / 2 >= 2 * tangent_kernel_min(u) * f(u))),
    # ((x - 1)^2 + (x + 1)^2)/2 at 0, the least squares solution: 0 is not 2
    ("the diagonal of the kernel alone", replace(theorem, claim=Eq(norm_sq(grad(u)), Sum(r_i**2 * tangent_kernel(u, i, i), (i, 1, n))))),
    # the same: 0 < 2
    ("the least eigenvalue of the Hessian", replace(theorem, claim=norm_sq(grad(u)) / 2 >= hessian_min(u) * f(u))),
]
