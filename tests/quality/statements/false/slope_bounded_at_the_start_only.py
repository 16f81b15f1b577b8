"""The averaged bound of subgradient descent where the gradient is bounded at the start only.

False: x^2/2 from 1 with step 10 visits 1, -9, 81: the average has the gap 296, against 1/60 + 5.
"""

from theorems.hypotheses import Convex
from theorems.language import Average, T, Theorem, constants, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

eta, G = constants("eta G")

theorem = Theorem(
    given=[Convex(), norm_sq(grad(x[0])) <= G**2],
    method=GradientDescent(step=eta),
    claim=f(Average(x[t], (t, 0, T - 1))) - f_star <= norm_sq(x[0] - x_star) / (2 * eta * T) + eta * G**2 / 2,
)
