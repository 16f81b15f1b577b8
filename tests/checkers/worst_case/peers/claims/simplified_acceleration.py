"""Nesterov's method with the momentum t/(t + 3) on a smooth convex function, two sequences: Huber functions attain the bound.

Source: Taylor, Hendrickx & Glineur (2017), Table 1, from numerical worst cases.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

L = constants("L")
y = iterates("y")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(
        Eq(x[t + 1], y[t] - grad(y[t]) / L),
        Eq(y[t + 1], x[t + 1] + t / (t + 3) * (x[t + 1] - x[t])),
        start={y[0]: x[0]},
    ),
    claim=f(x[T]) - f_star <= 2 * L * norm_sq(x[0] - x_star) / (T**2 + 5 * T + 6),
)
