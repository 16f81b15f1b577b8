"""SGD contracts at a linear rate under interpolation: where every component's gradient vanishes at the minimiser, a constant step leaves no floor.

What overparameterised models gain: a model that can fit all data is trained by single samples as if without noise, with steps up to 2/L for the
smoothness L of one component.
Idea of the proof: expand the square; a component with gradient zero at x* has ||g||^2 <= L <g, x - x*> (it is smooth and convex); take the mean,
so that both terms speak of the gradient of f, and use strong convexity.
Where mu/L = 1/n it is an equality: one component is (L/2)||x||^2, the other n - 1 are zero.

Source: Ma, Bassily & Belkin (2018), for least squares; here for convex components and one draw. Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, Interpolation, SmoothSum, StronglyConvex
from theorems.language import E, Rational, Theorem, constants, inner, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD
from theorems.stochastic.sgd_finite_sum_distance import cocoercive, expanded

L, mu, eta = constants("L mu eta")

left = E(norm_sq(x[t + 1] - x_star), given=x[t])
start = norm_sq(x[t] - x_star)

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), StronglyConvex(mu), Interpolation(), eta <= 2 / L],
    method=SGD(step=eta),
    claim=left <= (1 - eta * mu * (2 - eta * L)) * start,
)

mutants = [  # all on two components x^2 and 0 from x = 1: f = x^2/2, L = 2, mu = 1
    # eta = 1/2: the left side is 1/2 > 1/4
    ("the square of the rate of gradient descent", replace(theorem, claim=left <= (1 - eta * mu) ** 2 * start)),
    # eta = 1/2: 1/2 > 0
    ("twice the rate", replace(theorem, claim=left <= (1 - 2 * eta * mu * (2 - eta * L)) * start)),
    # eta = 1/2: 1/2 > 98/200
    ("2% faster", replace(theorem, claim=left <= (1 - Rational(102, 100) * eta * mu * (2 - eta * L)) * start)),
    # eta = 1/2, with components (x - 1)^2/2 and (x + 1)^2/2 in place of these (L = mu = 1), from x = 0: 1/4 > 0
    ("without interpolation", replace(theorem, given=[SmoothSum(L), ConvexSum(), StronglyConvex(mu), eta <= 2 / L])),
    # eta = 3/2: 5/2 > 7/4
    ("noise forgotten: the smoothness of f", replace(theorem, claim=left <= (1 - eta * mu * (2 - eta * L / 2)) * start)),
]


def silent(p, k, none, at=x_star):
    """E<g, g*> = 0 for the draw of step k, since E||g*||^2 = 0: X = E<g, g*> has X^2 <= 0, by the square of 2 X g - (1 + E||g||^2) g*."""
    drawn, there = stochastic_grad(x[k], k), stochastic_grad(at, k)
    product, size = E(inner(drawn, there), x[k]), E(norm_sq(drawn), x[k])
    square = p.expect(p.norm(2 * product * drawn - (1 + size) * there), given=k)
    sides = (p.by_squares(sign * product <= 0, square / 4, -((1 + size) ** 2) / 4 * none) for sign in (-1, 1))
    return p.squeezed(product, *sides)


def proof(p):
    """The expanded square in the mean given x[t], where the gradients at the minimiser do not count."""
    way, step = x[t] - x_star, eta * (2 - eta * L)
    change = p.expect(cocoercive(p, t), given=t)
    unbiased, flat = (p.use("SmoothSum: unbiased", u=at, v=way, k=t) for at in (x[t], x_star))
    slope = p.use("StronglyConvex: strongly monotone gradient", u=x[t], v=x_star)
    none = p.use("Interpolation: no noise at minimisers", k=t)
    quiet = -2 * eta**2 * silent(p, t, none), -(eta**2) * none
    p.conclude(expanded(p, t), eta**2 * change, step * unbiased, eta**2 * L * flat, step * slope, *quiet, p.at_minimiser("gradient"))
