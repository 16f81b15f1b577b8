"""Almost overparameterised: where the optimal loss is small, so is the noise of single samples there, and SGD comes nearly as close as without any.

Interpolation need not be exact. As the least value f_star of a sum of nonnegative components falls to 0, the floor of SGD with a constant step
falls to 0 with it, in proportion.
Idea of the proof: a component that is L-smooth and never negative has ||g||^2 <= 2 L f_i, for a step of 1/L from x* cannot bring it below 0; in the
mean this bounds the squared gradients at the minimiser by 2 L f_star. With that the floor 2 eta/mu times their mean square is at most 4 eta L
f_star/mu. The first claim is an equality for least squares with rows of one length.

Source: see Liu, Zhu & Belkin (2022) on almost interpolating systems; the rate is that of Gower et al. (2019). Lectures: belkin.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, NonnegativeSum, Smooth, SmoothSum, StronglyConvex
from theorems.language import E, Rational, Theorem, constants, f, f_star, grad, norm_sq, points, stochastic_grad, t, x, x_star
from theorems.methods import SGD
from theorems.stochastic.expected_smoothness_nonnegative import square_at
from theorems.stochastic.sgd_strongly_convex_const import iterated

L, mu, eta = constants("L mu eta")
u = points("u")

noise = E(norm_sq(stochastic_grad(x_star)))
distance = E(norm_sq(x[t] - x_star))
contracted = (1 - eta * mu) ** t * norm_sq(x[0] - x_star)

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), NonnegativeSum(), StronglyConvex(mu), eta <= 1 / (2 * L)],
    method=SGD(step=eta),
    claim=[
        noise <= 2 * L * f_star,
        distance <= contracted + 4 * eta * L / mu * f_star,
    ],
)

mutants = [
    # (w - 1)^2/4 + w^2/4 with L = 1: 1/4 > 99/400
    ("1% less noise", replace(theorem, claim=noise <= Rational(99, 50) * L * f_star)),
    # rows (1, -1) and (1, 1), twice each, targets 1, 0, 2, 1: f is 1-smooth, its components are 2-smooth: 1/2 > 1/4
    (
        "the smoothness of f in place of the components'",
        replace(theorem, given=[Smooth(L), ConvexSum(), NonnegativeSum()], method=None, claim=noise <= 2 * L * f_star),
    ),
    # x^2/2 with the noise +-1, f_star = 0: 1 > 0
    ("components of any sign", replace(theorem, given=[SmoothSum(L), ConvexSum()], method=None, claim=noise <= 2 * L * f_star)),
    # (w - 1)^2/4 + (w + 1)^2/4 with L = mu = 1, eta = 1/2, x0 = 0, t = 1: 1/4 > 0
    ("no floor with a constant step", replace(theorem, claim=distance <= contracted)),
    # the same: 1/4 > 1/8
    ("an eighth of the floor", replace(theorem, claim=distance <= contracted + eta * L / (2 * mu) * f_star)),
    # one row -1, targets 1, 2, 1 with L = mu = 1, eta = 1/2, x0 = -1, t = 1: 1/12 > 13/162
    ("a floor like the square of f_star", replace(theorem, claim=distance <= contracted + 4 * eta * L / mu * f_star**2)),
    # (w - 1)^2/4 + w^2/4 with L = mu = 1, u = 0: 1/8 < 1/4
    ("the inequality for f in place of the gap", replace(theorem, claim=norm_sq(grad(u)) / 2 >= mu * f(u))),
]


def proof(p):
    """The squared gradient of a component that is never negative, at the minimiser; it is the floor of each step."""

    def quiet(k):
        return p.expect(square_at(p, x_star, k).after(p.at_minimiser("value")))

    p.conclude(quiet(t), claim=0)
    p.conclude(iterated(p, quiet, 2 * L * f_star)(t), claim=1)
