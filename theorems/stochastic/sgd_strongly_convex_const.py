"""SGD with a constant step on a strongly convex finite sum: linear convergence down to a floor that the gradients at the minimiser set.

No bound of the noise everywhere is asked for, and under interpolation, where the components' gradients vanish at the minimiser, there is no floor.
Idea of the proof: expand the square and take the conditional expectation; the mean square of a drawn gradient is at most 4 L times the gap plus
twice that at the minimiser (expected smoothness), strong convexity gives 2 <grad f(x), x - x*> >= 2 gap + mu ||x - x*||^2, and steps up to 1/(2 L)
leave nothing of the gap; add up the geometric series.
The floor is up to four times what is seen.

Source: Gower et al. (2019). Lectures: orvieto, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, SmoothSum, StronglyConvex
from theorems.language import E, Theorem, constants, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")

left = E(norm_sq(x[t] - x_star))
contracted = (1 - eta * mu) ** t * norm_sq(x[0] - x_star)
floor = E(norm_sq(stochastic_grad(x_star)))

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), StronglyConvex(mu), eta <= 1 / (2 * L)],
    method=SGD(step=eta),
    claim=left <= contracted + 2 * eta / mu * floor,
)

mutants = [  # all on x^2/2 with the noise +-1, L = mu = 1, eta = 1/2
    # x0 = 0, t = 2: 5/16 > 1/4
    ("a quarter of the floor", replace(theorem, claim=left <= contracted + eta / (2 * mu) * floor)),
    # x0 = 0, t = 1: 1/4 > 0
    ("no floor with a constant step", replace(theorem, claim=left <= contracted)),
    # x0 = 2, t = 1: 5/4 > 1
    ("twice the rate", replace(theorem, claim=left <= (1 - 2 * eta * mu) ** t * norm_sq(x[0] - x_star) + 2 * eta / mu * floor)),
]
