"""The subgradient method with a constant step on a convex function that is G-Lipschitz: least gap, mean gap, gap of the mean.

Source: Shor (1985); Nesterov (2004).
"""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Average, Best, T, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

G, eta = constants("G eta")

bound = norm_sq(x[0] - x_star) / (2 * eta * (T + 1)) + eta * G**2 / 2

theorem = Theorem(
    given=[Lipschitz(G), Convex()],
    method=GradientDescent(step=eta),
    claim=[
        Best(f(x[t]) - f_star, (t, 0, T)) <= bound,
        Average(f(x[t]) - f_star, (t, 0, T)) <= bound,
        f(Average(x[t], (t, 0, T))) - f_star <= bound,
    ],
)
