"""SGD on a finite sum of smooth convex components comes linearly close to the minimiser, down to a floor that the gradients there set.

The noise need not be bounded everywhere: only that at the minimiser counts, for elsewhere smoothness bounds a component's gradient by how far
it is from that.
Idea of the proof: expand the square; split the drawn gradient into its change since the minimiser and its value there, whose squares count
twice; the change has ||g - g*||^2 <= L <g - g*, x - x*> (components are smooth and convex), and <grad f(x), x - x*> >= mu ||x - x*||^2.

Source: Needell, Srebro & Ward (2016), one step; see also Gower et al. (2019). Lectures: orvieto, ruthotto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, Smooth, SmoothSum, StronglyConvex
from theorems.language import E, Theorem, constants, inner, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")

left = E(norm_sq(x[t + 1] - x_star), given=x[t])
start = norm_sq(x[t] - x_star)
floor = E(norm_sq(stochastic_grad(x_star)), given=x[t])

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), StronglyConvex(mu), eta <= 1 / L],
    method=SGD(step=eta),
    claim=left <= (1 - 2 * eta * mu * (1 - eta * L)) * start + 2 * eta**2 * floor,
)

mutants = [
    # components (x - 1)^2/2 and (x + 1)^2/2, L = mu = 1, eta = 1/2, from x = 0: 1/4 > 0
    ("no floor", replace(theorem, claim=left <= (1 - 2 * eta * mu * (1 - eta * L)) * start)),
    # the same: 1/4 > 1/8
    ("half the variance", replace(theorem, claim=left <= (1 - 2 * eta * mu * (1 - eta * L)) * start + eta**2 * floor / 2)),
    # components x^2 and 0, L = 2, mu = 1, eta = 1/4, from x = 1: 5/8 > 1/2
    ("twice the rate", replace(theorem, claim=left <= (1 - 4 * eta * mu * (1 - eta * L)) * start + 2 * eta**2 * floor)),
    # components x^2 and 0, f = x^2/2 is 1-smooth, mu = 1, eta = 1, from x = 1: 1 > 0
    (
        "as gradient descent, with the smoothness of f in place of the components'",
        replace(
            theorem, given=[Smooth(L), ConvexSum(), StronglyConvex(mu), eta <= 1 / L], claim=left <= (1 - eta * mu) ** 2 * start + 2 * eta**2 * floor
        ),
    ),
]


def expanded(p, k):
    """E||x[k + 1] - x*||^2 <= ||x[k] - x*||^2 - 2 eta E<g, x[k] - x*> + eta^2 E||g||^2 given x[k], for the draw g of step k: the square of a step."""
    drawn, way = stochastic_grad(x[k], k), x[k] - x_star
    square = norm_sq(way) - 2 * eta * inner(drawn, way) + eta**2 * norm_sq(drawn)
    return p.expect(p.show(norm_sq(x[k + 1] - x_star) <= square, p.update(k)), given=k)


def cocoercive(p, k, to=x_star, smooth=L):
    """||g - g*||^2 <= L <g - g*, x[k] - x*> for the draw of step k: the interpolation inequalities of its component, both ways."""
    name = "smooth convex components: interpolation of smooth convex functions"
    both = [p.use(name, u=one, v=other, k=k) for one, other in ((x[k], to), (to, x[k]))]
    change = stochastic_grad(x[k], k) - stochastic_grad(to, k)
    return p.show(norm_sq(change) <= smooth * inner(change, x[k] - to), *(smooth * one for one in both))


def proof(p):
    """The expanded square, with twice the square of the change and twice that at the minimiser, in the mean given x[t]."""
    drawn, there, way = stochastic_grad(x[t]), stochastic_grad(x_star), x[t] - x_star
    square = 2 * L * inner(drawn - there, way) + 2 * norm_sq(there)
    twice = p.show(norm_sq(drawn) <= square, 2 * cocoercive(p, t), p.norm(drawn - 2 * there))
    unbiased, flat = (p.use("SmoothSum: unbiased", u=at, v=way, k=t) for at in (x[t], x_star))
    slope = p.use("StronglyConvex: strongly monotone gradient", u=x[t], v=x_star)
    step = 2 * eta * (1 - eta * L)
    p.conclude(expanded(p, t), eta**2 * p.expect(twice, given=t), step * unbiased, 2 * eta**2 * L * flat, step * slope, p.at_minimiser("gradient"))
