"""Gradient descent with normalised gradients converges like 1/T on smooth convex functions.

False: it steps over the minimiser. f = x^2/2 from 1/2 with eta = 1 alternates between 1/2 and -1/2: the gap is 1/8 at every T, above 1/(4T).
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, T, Theorem, constants, f, f_star, grad, norm, norm_sq, t, x, x_star
from theorems.methods import Method

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / norm(grad(x[t])))),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / T,
)
