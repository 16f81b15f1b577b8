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
from theorems.stochastic.expected_smoothness import square_at
from theorems.stochastic.sgd_finite_sum_distance import expanded

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


def one_step(p, k):
    """E||x[k + 1] - x*||^2 <= (1 - eta mu) ||x[k] - x*||^2 + 2 eta^2 E||g*||^2, given x[k]."""
    way = x[k] - x_star
    unbiased = 2 * eta * p.use("SmoothSum: unbiased", u=x[k], v=way, k=k)
    slope = 2 * eta * p.use("StronglyConvex: above its quadratics", u=x[k], v=x_star).after(p.at_minimiser("value"))
    gap = 2 * eta * (1 - 2 * eta * L) * p.use("infimum", u=x[k])
    after = (1 - eta * mu) * norm_sq(way) + 2 * eta**2 * E(norm_sq(stochastic_grad(x_star, k)), x[k])
    return p.show(E(norm_sq(x[k + 1] - x_star), x[k]) <= after, expanded(p, k), eta**2 * square_at(p, x[k], k), unbiased, slope, gap)


def alone(p, at):
    """||at - x*||^2 = 0 where mu > L: f(at) - f_star is at least mu/2 and at most L/2 times that."""
    growth = p.use("StronglyConvex: above its quadratics", u=x_star, v=at)
    model = p.use("Smooth: upper model", u=x_star, v=at)
    none = p.show((mu - L) * norm_sq(at - x_star) <= 0, 2 * growth, 2 * model, p.at_minimiser("gradient"))
    return p.squeezed(norm_sq(at - x_star), p.norm(at - x_star), p.inverse(mu - L) * none)


def iterated(p, noise, floor):
    """E||x[k] - x*||^2 <= (1 - eta mu)^k ||x[0] - x*||^2 + (2 eta/mu) floor for every k, where noise(k) is E||g*||^2 <= floor at step k."""

    def bounded(k):
        return E(norm_sq(x[k] - x_star)) <= (1 - eta * mu) ** k * norm_sq(x[0] - x_star) + 2 * eta / mu * floor

    def one_more(k, before):
        def on_a_point(_):
            start, now = alone(p, x[0]), p.expect(alone(p, x[k + 1]))
            return p.show(bounded(k + 1), -1 * now, (1 - eta * mu) ** (k + 1) * start)

        def contracting(no_less):
            p.show(1 - eta * mu >= 0, eta * no_less, L * p.given(eta <= 1 / (2 * L)))
            powers = p.unfold((1 - eta * mu) ** (k + 1))
            return p.show(bounded(k + 1), p.expect(one_step(p, k)), (1 - eta * mu) * before, 2 * eta**2 * noise(k), powers)

        return p.cases(mu - L, on_a_point, contracting, strict=True)

    return p.induction(bounded, one_more)


def proof(p):
    """One step, iterated; the floor is the same at every step."""
    floor = E(norm_sq(stochastic_grad(x_star, 0)))

    def alike(k):
        return p.expect(p.use("components: mean square at every step", u=x_star, k=k))

    p.conclude(iterated(p, lambda k: -alike(k), floor)(t), 2 * eta / mu * alike(t))
