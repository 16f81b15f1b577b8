"""What smoothness alone says of points: the gradient is Lipschitz, and no larger than the gap allows."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L = constants("L")
u, v = points("u v")

theorem = Theorem(
    given=[Smooth(L)],
    claim=[
        norm_sq(grad(u) - grad(v)) <= L**2 * norm_sq(u - v),
        norm_sq(grad(u)) <= 2 * L * (f(u) - f_star),
    ],
)
