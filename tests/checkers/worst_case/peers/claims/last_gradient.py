"""The last gradient of gradient descent on a smooth convex function, against the distance, against the gap, and against the gradient before."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, grad, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=[
        norm_sq(grad(x[T])) <= L**2 * norm_sq(x[0] - x_star) / (T + 1) ** 2,
        norm_sq(grad(x[T])) <= 2 * L * (f(x[0]) - f(x_star)) / (2 * T + 1),
        norm_sq(grad(x[t + 1])) <= norm_sq(grad(x[t])),
    ],
)
