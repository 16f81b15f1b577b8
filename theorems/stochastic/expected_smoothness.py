"""Expected smoothness: the mean square by which the components' gradients change since the minimiser is at most 2 L times the gap.

What takes the place of bounded noise in the analysis of SGD on finite sums: noise may grow with the distance from the minimisers, as long as the
gap pays for it; what it is at a minimiser remains.
Idea of the proof: a convex L-smooth component has ||g - g*||^2 <= 2 L (f_i(u) - f_i(x*) - <g*, u - x*>); in the mean the last term vanishes, for
the gradient of f is zero at x*. The second claim splits a gradient into its change and its value there, whose squares count twice. The first claim
is an equality where all components are (L/2) ||x||^2 plus linear functions; the second is approached by one such component among many linear ones.

Source: Gower et al. (2019). Lectures: orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, Smooth, SmoothSum
from theorems.language import E, Rational, Theorem, constants, f, f_star, norm_sq, points, stochastic_grad, t, x, x_star

L = constants("L")
u = points("u")

gap = f(u) - f_star
change = E(norm_sq(stochastic_grad(u) - stochastic_grad(x_star)))
square = E(norm_sq(stochastic_grad(u)))
floor = E(norm_sq(stochastic_grad(x_star)))

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum()],
    claim=[
        change <= 2 * L * gap,
        square <= 4 * L * gap + 2 * floor,
    ],
)

mutants = [
    # x^2/2 with the noise +-1, L = 1, u = 1: 1 > 99/100
    ("1% less", replace(theorem, claim=change <= Rational(99, 50) * L * gap)),
    # components x1^2/2 and 0, f is 1/2-smooth, u = (1, 0): 1/2 > 1/4
    ("the smoothness of f in place of the components'", replace(theorem, given=[Smooth(L), ConvexSum()], claim=change <= 2 * L * gap)),
    # x^2/2 with the noise +-1, u = 0: 1 > 0
    ("no noise at the minimiser", replace(theorem, claim=square <= 4 * L * gap)),
    # log(1 + exp(-z w)) for z = 1, -1, -1/2 with L = 1 (their smoothness is 1/4), u = -1/2: 0.1926 > 0.1917
    ("each square once", replace(theorem, claim=square <= 2 * L * gap + floor)),
]


def change_at(p, at, k):
    """E||g - g*||^2 <= 2 L (f(at) - f_star) for the draw of step k, from the interpolation inequality of its component between x* and the point."""
    component = p.use("smooth convex components: interpolation of smooth convex functions", u=x_star, v=at, k=k)
    means = [p.use("components: mean", u=one, k=k).giving(E(p.component(one, k), x[k])) for one in (at, x_star)]
    flat = p.use("SmoothSum: unbiased", u=x_star, v=at - x_star, k=k)
    moved = E(norm_sq(stochastic_grad(at, k) - stochastic_grad(x_star, k)), x[k])
    stationary = p.at_minimiser("gradient"), p.at_minimiser("value")
    return p.show(moved <= 2 * L * (f(at) - f_star), 2 * L * p.expect(component, given=k), 2 * L * flat, *means, *stationary)


def square_at(p, at, k):
    """E||g||^2 <= 4 L (f(at) - f_star) + 2 E||g*||^2: the square of a change and a value is at most twice the sum of theirs."""
    drawn, there = stochastic_grad(at, k), stochastic_grad(x_star, k)
    twice = p.expect(p.norm(drawn - 2 * there), given=k)
    return p.show(E(norm_sq(drawn), x[k]) <= 4 * L * (f(at) - f_star) + 2 * E(norm_sq(there), x[k]), 2 * change_at(p, at, k), twice)


def proof(p):
    """In the mean given what is known when the draw is made, and so in the mean."""
    p.conclude(p.expect(change_at(p, u, t)), claim=0)
    p.conclude(p.expect(square_at(p, u, t)), claim=1)
