"""The subgradient method from within a ball of radius R, with the step R/(G (T + 1)): bounds that are numbers."""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Best, T, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

G, R = constants("G R")

theorem = Theorem(
    given=[Lipschitz(G), Convex(), norm_sq(x[0] - x_star) <= R**2],
    method=GradientDescent(step=R / (G * (T + 1))),
    claim=[
        Best(f(x[t]) - f_star, (t, 0, T)) <= G * R * (T + 2) / (2 * (T + 1)),
        f(x[T]) - f_star <= G * R,
    ],
)
