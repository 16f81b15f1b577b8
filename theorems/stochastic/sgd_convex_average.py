"""SGD with a constant step on a convex finite sum: the gap, averaged over the steps, falls like 1/T to a floor set by the gradients at minimisers.

The gap at the averaged iterate is at most that, by convexity. Without strong convexity an average takes the place of the last iterate; under
interpolation there is no floor.
Idea of the proof: expand the square, with expected smoothness for the drawn gradient and convexity for <grad f(x), x - x*> >= gap; each step leaves
2 eta (1 - 2 eta L) times the gap on the left; add up, the distances telescope.
About half of the bound is the most that has been seen used.

Source: Gower et al. (2019). Lectures: orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import ConvexSum, SmoothSum
from theorems.language import Average, E, Sum, T, Theorem, constants, f, f_star, j, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD
from theorems.stochastic.expected_smoothness import square_at
from theorems.stochastic.sgd_finite_sum_distance import expanded

L, eta = constants("L eta")

mean = E(Average(f(x[t]), (t, 0, T - 1))) - f_star
share = 1 - 2 * eta * L
distance = norm_sq(x[0] - x_star) / (2 * eta * share)
floor = eta / share * E(norm_sq(stochastic_grad(x_star, sample=0)))

theorem = Theorem(
    given=[SmoothSum(L), ConvexSum(), eta < 1 / (2 * L)],
    method=SGD(step=eta),
    claim=mean <= distance / T + floor,
)

mutants = [
    # x^2/2 with the noise +-1, L = 1, eta = 1/4, x0 = 0, T = 2: 1/64 > 0
    ("no floor with a constant step", replace(theorem, claim=mean <= distance / T)),
    # 2 x^2 with the noise +-1, L = 4, eta = 1/32, x0 = 2
    ("the rate 1/T^2", replace(theorem, claim=mean <= distance / T**2 + floor)),
    # x^2/2 with the noise +-1, L = 1, eta = 1/8, x0 = 0
    ("a sixteenth of the floor", replace(theorem, claim=mean <= distance / T + floor / 16)),
]


def proof(p):
    """A step takes 2 eta (1 - 2 eta L) times the gap off the squared distance, and adds 2 eta^2 times the floor. Summed, and divided."""
    noise = E(norm_sq(stochastic_grad(x_star, 0)))
    p.show(share > 0, 2 * L * p.given(eta < 1 / (2 * L)))

    def one_step(k):
        way = x[k] - x_star
        unbiased = 2 * eta * p.use("SmoothSum: unbiased", u=x[k], v=way, k=k)
        tangent = 2 * eta * p.use("Convex: above its tangents", u=x[k], v=x_star).after(p.at_minimiser("value"))
        alike = -2 * eta**2 * p.use("components: mean square at every step", u=x_star, k=k)
        moved = expanded(p, k), eta**2 * square_at(p, x[k], k)
        after = norm_sq(way) - 2 * eta * share * (f(x[k]) - f_star) + 2 * eta**2 * noise
        return p.expect(p.show(E(norm_sq(x[k + 1] - x_star), x[k]) <= after, *moved, unbiased, tangent, alike))

    def total(k):
        return Sum(E(f(x[j])), (j, 0, k - 1))

    def summed(k):
        return 2 * eta * share * (total(k) - k * f_star) <= norm_sq(x[0] - x_star) - E(norm_sq(x[k] - x_star)) + 2 * eta**2 * k * noise

    every = p.induction(summed, lambda k, before: p.show(summed(k + 1), before, one_step(k), p.unfold(total(k + 1))))(T)
    left = 1 / (2 * eta * share * T)
    p.conclude(left * every, left * p.expect(p.norm(x[T] - x_star)))
