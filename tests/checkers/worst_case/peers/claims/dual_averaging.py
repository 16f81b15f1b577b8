"""Dual averaging of subgradients on a convex function that is G-Lipschitz: every iterate is taken from the start, with shrinking weights.

Source: Nesterov (2009).
"""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Average, Eq, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

G, eta = constants("G eta")
s = iterates("s")

theorem = Theorem(
    given=[Lipschitz(G), Convex()],
    method=Method(
        Eq(s[t + 1], s[t] + grad(x[t])),
        Eq(x[t + 1], x[0] - eta / (t + 2) * s[t + 1]),
        start={s[0]: 0 * x[0]},
    ),
    claim=Average(f(x[t]) - f_star, (t, 0, T)) <= (T + 2) / (2 * eta * (T + 1)) * norm_sq(x[0] - x_star) + eta * G**2 / 2,
)
