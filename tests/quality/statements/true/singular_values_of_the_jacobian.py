"""The extreme singular values of the Jacobian move no faster than it does.

Singular values are 1-Lipschitz in the spectral norm (Weyl), which the Frobenius norm bounds; each of the n rows moves by B ||u - v|| at most.
"""

from theorems.language import Abs, Theorem, constants, naturals, norm, points, sqrt
from theorems.networks import SquaredLoss
from theorems.observables import tangent_kernel_max, tangent_kernel_min

n, B = naturals("n"), constants("B")
u, v = points("u v")

theorem = Theorem(
    given=[SquaredLoss(n, bend=B)],
    claim=[
        Abs(sqrt(tangent_kernel_max(u)) - sqrt(tangent_kernel_max(v))) <= sqrt(n) * B * norm(u - v),
        Abs(sqrt(tangent_kernel_min(u)) - sqrt(tangent_kernel_min(v))) <= sqrt(n) * B * norm(u - v),
    ],
)
