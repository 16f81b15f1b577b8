"""Gradient descent that carries the mean of its iterates along as a second sequence, on a smooth convex function."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

L = constants("L")
a = iterates("a")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(
        Eq(x[t + 1], x[t] - grad(x[t]) / L),
        Eq(a[t + 1], (t * a[t] + x[t + 1]) / (t + 1)),
        start={a[0]: x[0]},
    ),
    claim=f(a[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T),
)
