"""The optimised gradient method with rational coefficients, theta = (t + 2)/2, on a smooth convex function: two sequences, the value at a point x.

Source: Kim & Fessler (2016) for the form of the method.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

L = constants("L")
y = iterates("y")
now, then = (t + 2) / 2, (t + 3) / 2

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(
        Eq(y[t + 1], x[t] - grad(x[t]) / L),
        Eq(x[t + 1], y[t + 1] + (now - 1) / then * (y[t + 1] - y[t]) + now / then * (y[t + 1] - x[t])),
        start={y[0]: x[0]},
    ),
    claim=[
        f(y[T]) - f_star <= 2 * L * norm_sq(x[0] - x_star) / (T + 1) ** 2,
        f(x[T]) - f_star <= 2 * L * norm_sq(x[0] - x_star) / (T + 1) ** 2,
    ],
)
