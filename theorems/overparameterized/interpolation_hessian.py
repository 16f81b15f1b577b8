"""Where the data are fitted exactly, the Hessian of a squared loss is DF^T DF: its norm is the largest eigenvalue of the tangent kernel.

So sharpness at such minimisers is a property of the kernel, an n x n matrix, and no minimiser bends downwards; but next to one the loss may.
Idea of the proof: the Hessian is DF^T DF + sum_i r_i Hess F_i, and all residuals are 0; DF^T DF and K = DF DF^T share their nonzero eigenvalues.

Source: Liu, Zhu & Belkin (2022). Lectures: belkin, ruthotto.
"""

from dataclasses import replace

from theorems.language import Eq, Theorem, f_star, naturals, points, x_star
from theorems.networks import SquaredLoss
from theorems.observables import gauss_newton_error, hessian_min, hessian_norm, tangent_kernel_max, tangent_kernel_min

n, u = naturals("n"), points("u")

theorem = Theorem(
    given=[SquaredLoss(n), Eq(f_star, 0)],
    claim=[
        Eq(hessian_norm(x_star), tangent_kernel_max(x_star)),
        hessian_min(u) >= -gauss_newton_error(u),
    ],
)

mutants = [
    # (u v - 1)^2/2 at (1, 1): 2 is not 4
    ("twice the kernel", replace(theorem, claim=Eq(hessian_norm(x_star), 2 * tangent_kernel_max(x_star)))),
    # 1/2 ||A x||^2 with A = diag(1, 1/2): 1 is not 1/4
    ("the least eigenvalue of the kernel", replace(theorem, claim=Eq(hessian_norm(x_star), tangent_kernel_min(x_star)))),
    # (u v - 1)^2/2 at (17/16, 17/16): the least eigenvalue is 1 - (17/16)^2 < 0
    ("convex everywhere", replace(theorem, claim=hessian_min(u) >= 0)),
    # (u v - 1)^2/2 at (2, 2): 11 is not 8
    ("at every point", replace(theorem, claim=Eq(hessian_norm(u), tangent_kernel_max(u)))),
]
