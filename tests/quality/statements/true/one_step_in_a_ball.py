"""A first step that stays in the ball on which f is smooth does what a step on a smooth function does.

The segment to it lies in the ball, so that the gradient moves by L times its length at most, and the descent lemma holds along it.
"""

from theorems.balls import SmoothOnBall
from theorems.language import Theorem, constants, f, grad, norm, norm_sq, x
from theorems.methods import GradientDescent

L, R, eta = constants("L R eta")

theorem = Theorem(
    given=[SmoothOnBall(L, radius=R), eta * norm(grad(x[0])) <= R],
    method=GradientDescent(step=eta),
    claim=[
        norm(grad(x[1]) - grad(x[0])) <= L * eta * norm(grad(x[0])),
        f(x[1]) <= f(x[0]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[0])),
    ],
)
