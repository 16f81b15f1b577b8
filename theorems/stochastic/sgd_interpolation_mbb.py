"""Mini-batch SGD under interpolation: up to a critical size a batch is worth as many single samples as it holds, and beyond it hardly more.

The step that suits a batch of m grows with m as long as m is small beside beta/L, the smoothness of one component over that of f, and levels off at
the step 1/L of gradient descent.
Idea of the proof: of the mean g of m independent draws, E||g||^2 is 1/m times that of one draw plus (m - 1)/m times ||grad f||^2; the first is at
most beta <grad f(x), x - x*>, the second at most L <grad f(x), x - x*> (x* the projection of x). With this step the two terms of the expanded
square leave -eta <grad f(x), x - x*>, at most -eta mu ||x - x*||^2.
It is an equality, for every batch, where rows of one length are orthogonal.

Source: Ma, Bassily & Belkin (2018). Lectures: belkin.
"""

from dataclasses import replace

from theorems.hypotheses import PL, ConvexSum, Interpolation, Quadratic, Smooth, SmoothSum
from theorems.language import E, Rational, Theorem, constants, dist_sq, grad, inner, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD
from theorems.stochastic.sgd_finite_sum_distance import cocoercive
from theorems.stochastic.sgd_interpolation_contracts import silent

beta, L, mu = constants("beta L mu")
m = naturals("m")

noisy = [Quadratic(), Smooth(L), PL(mu), SmoothSum(beta), ConvexSum(), mu <= L, beta >= L]
eta = m / (beta + (m - 1) * L)
after = E(dist_sq(x[t + 1]), given=x[t])

theorem = Theorem(
    given=[*noisy, Interpolation()],
    method=SGD(step=eta, batch=m),
    claim=after <= (1 - eta * mu) * dist_sq(x[t]),
)

mutants = [
    # one component x^2/2 with beta = L = 1, m = 5 from 1: 16 > 1
    (
        "no divergence with the step of gradient descent for each sample",
        replace(theorem, method=SGD(step=m / L, batch=m), claim=after <= dist_sq(x[t])),
    ),
    # the same
    ("no divergence with the step of a single sample for each", replace(theorem, method=SGD(step=m / beta, batch=m), claim=after <= dist_sq(x[t]))),
    # components x1^2/2 and 0 with beta = 1, L = mu = 1/2, m = 1 from (1, 0): 1 > 0
    ("the step of gradient descent, with its rate", replace(theorem, method=SGD(step=1 / L, batch=m), claim=after <= (1 - mu / L) * dist_sq(x[t]))),
    # components x1^2/2 and x2^2/2 with beta = 1, L = mu = 1/2, m = 1 from (1, 0): 1/2 > 99/200
    ("1% faster", replace(theorem, claim=after <= (1 - Rational(101, 100) * eta * mu) * dist_sq(x[t]))),
    # x^2/2 with the noise +-1, beta = L = mu = 1, m = 1 from 1: 1 > 0
    ("no floor without interpolation", replace(theorem, given=noisy)),
]


def expanded(p, drawn, step):
    """E dist_sq(x[t + 1]) <= ||w||^2 - 2 step E<g, w> + step^2 E||g||^2 given x[t], for the g that a step takes and w from what is nearest."""
    way = x[t] - p.nearest(t)
    square = norm_sq(way) - 2 * step * inner(drawn, way) + step**2 * norm_sq(drawn)
    closer = p.use("nearest minimiser: distance of any point", u=x[t + 1], k=t)
    return p.expect(p.show(dist_sq(x[t + 1]) <= square, closer, p.update(t)), given=t)


def growth(p):
    """<grad f(x[t]), w> >= mu dist_sq(x[t]): quadratic growth, since f - f_star = <grad f, w>/2 by the trapezoidal rule."""
    nearest = p.nearest(t)
    exact = p.use("Quadratic: exact second-order expansion", u=nearest, v=x[t]).after(p.at_nearest("gradient", t), p.at_nearest("value", t))
    steep = inner(grad(x[t]), x[t] - nearest) >= mu * dist_sq(x[t])
    return p.show(steep, 2 * p.use("QuadraticGrowth: quadratic growth", u=x[t]), -2 * exact)


def proof(p):
    """The expanded square at the minimiser nearest to x[t], in the mean, with the bounds of one draw and of the gradient; growth gives the slope."""
    nearest = p.nearest(t)
    stationary = p.at_nearest("gradient", t), p.at_nearest("value", t)
    mean, way, slope = stochastic_grad(x[t], t, m), x[t] - nearest, grad(x[t])
    p.show(beta + (m - 1) * L > 0, L * p.positive(m - 1, strict=False))
    none, own = p.use("nearest minimiser: no noise", k=t), p.use("nearest minimiser: distance", k=t)
    one_draw = E(norm_sq(stochastic_grad(x[t])), given=x[t]) <= beta * inner(slope, way)
    drawn = [p.use("SmoothSum: unbiased", u=at, v=way, k=t) for at in (x[t], nearest)]
    quiet = -2 * silent(p, t, none, nearest), -1 * none
    noisy = p.show(one_draw, p.expect(cocoercive(p, t, nearest, beta), given=t), -beta * drawn[0], beta * drawn[1], *quiet, stationary[0])
    between = [p.use("smooth convex functions: interpolation of smooth convex functions", u=u, v=v) for u, v in ((x[t], nearest), (nearest, x[t]))]
    steep = p.show(norm_sq(slope) <= L * inner(slope, way), *(L * one.after(*stationary) for one in between))
    batch = 2 * eta * p.use("batch of m: unbiased", k=t, v=way), -(eta**2) * p.use("batch of m: mean square", k=t)
    bounds = eta**2 / m * noisy, eta**2 * (1 - 1 / m) * steep, eta * growth(p)
    p.conclude(expanded(p, mean, eta), *batch, *bounds, -1 * own)
