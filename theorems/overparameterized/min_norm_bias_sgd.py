"""SGD under interpolation ends at the minimiser nearest to its start, whichever samples it draws.

The bias of gradient descent on least squares is kept by single samples as long as each can be fitted: the draws decide how fast the run ends there,
and not where.
Idea of the proof: a convex component that is least on the whole affine space of minimisers does not change along it, so that its gradient is
orthogonal to it, and no draw moves the projection on it. For the rate expand the square: ||g||^2 <= L <g, x - x*> for a component with gradient
zero at x*, the projection of x, and <grad f(x), x - x*> >= mu ||x - x*||^2.
The second claim is an equality where rows of one length are orthogonal.

Source: see Gunasekar, Lee, Soudry & Srebro (2018); the rate is that of Ma, Bassily & Belkin (2018). Lectures: simons, belkin.
"""

from dataclasses import replace

from theorems.hypotheses import PL, ConvexSum, Interpolation, Quadratic, SmoothSum
from theorems.language import E, Eq, Rational, Theorem, constants, dist_sq, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD
from theorems.stochastic.sgd_finite_sum_distance import cocoercive
from theorems.stochastic.sgd_interpolation_contracts import silent
from theorems.stochastic.sgd_interpolation_mbb import expanded, growth

L, mu, eta = constants("L mu eta")


def from_projection(k):
    """The squared distance from the projection of x[k] on the set of minimisers to the minimiser x*."""
    return norm_sq(x[k] - x_star) - dist_sq(x[k])


noisy = [Quadratic(), SmoothSum(L), ConvexSum(), PL(mu), eta < 2 / L]
rate = 1 - eta * mu * (2 - eta * L)
after = E(dist_sq(x[t + 1]), given=x[t])

theorem = Theorem(
    given=[*noisy, Interpolation()],
    method=SGD(step=eta),
    claim=[
        Eq(from_projection(t), from_projection(0)),
        after <= rate * dist_sq(x[t]),
    ],
)

same, contraction = theorem.claims

mutants = [
    # (x2 - 1)^2/4 on R^2 with the noise +-(1, 0), eta = 1 from (0, 0), to x* = (0, 1): 1 after a step, 0 before
    ("noise that does not vanish at minimisers", replace(theorem, given=noisy, claim=same)),
    # x^2/2 with the noise +-1, L = mu = 1, eta = 1 from 1: 1 > 0
    ("no floor without interpolation", replace(theorem, given=noisy, claim=contraction)),
    # components (3 x1/5 + 4 x2/5 - 1)^2/2 and 0, L = 1, mu = 1/2, eta = 1 from (0, 0), to x* = (7/5, 1/5): 3/2 > 1
    ("to every minimiser", replace(theorem, claim=E(norm_sq(x[t + 1] - x_star), given=x[t]) <= rate * norm_sq(x[t] - x_star))),
    # components x1^2/2 and x2^2/2, L = 1, mu = 1/2, eta = 1 from (0, 1): 1/2 > 49/100
    ("2% faster", replace(theorem, claim=after <= (1 - Rational(102, 100) * eta * mu * (2 - eta * L)) * dist_sq(x[t]))),
    # the same: 1/2 > 1/4
    ("the rate of gradient descent", replace(theorem, claim=after <= (1 - eta * mu) ** 2 * dist_sq(x[t]))),
]


def proof(p):
    """The rate: the expanded square at the minimiser nearest to x[t], in the mean; growth gives the slope, for f - f_star = <grad f, x - x*>/2."""
    nearest = p.nearest(t)
    way, step = x[t] - nearest, eta * (2 - eta * L)
    change = p.expect(cocoercive(p, t, nearest), given=t)
    unbiased, flat = (p.use("SmoothSum: unbiased", u=at, v=way, k=t) for at in (x[t], nearest))
    none, own = p.use("nearest minimiser: no noise", k=t), p.use("nearest minimiser: distance", k=t)
    quiet = -2 * eta**2 * silent(p, t, none, nearest), -(eta**2) * none
    mean = step * unbiased, eta**2 * L * flat, step * growth(p)
    p.conclude(expanded(p, stochastic_grad(x[t]), eta), eta**2 * change, *mean, *quiet, -1 * own, p.at_nearest("gradient", t), claim=1)
