"""Accelerated gradient descent with three sequences on a smooth convex function: gradient steps x, growing steps v, and y between them.

Idea of the proof: the potential of the second claim; with v[0] = x[0] the first one follows.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, Rational, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

L = constants("L")
y, v = iterates("y"), iterates("v")
half = Rational(1, 2)

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(
        Eq(x[t + 1], y[t] - grad(y[t]) / L),
        Eq(v[t + 1], v[t] - (t + 1) / (2 * L) * grad(y[t])),
        Eq(y[t + 1], (t + 1) / (t + 3) * x[t + 1] + 2 / (t + 3) * v[t + 1]),
        start={y[0]: x[0], v[0]: x[0]},
    ),
    claim=[
        f(x[T]) - f_star <= 2 * L * norm_sq(x[0] - x_star) / (T * (T + 1)),
        (t + 1) * (t + 2) / (4 * L) * (f(x[t + 1]) - f_star) + half * norm_sq(v[t + 1] - x_star)
        <= t * (t + 1) / (4 * L) * (f(x[t]) - f_star) + half * norm_sq(v[t] - x_star),
    ],
)
