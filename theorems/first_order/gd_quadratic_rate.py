"""Gradient descent on a quadratic with the best constant step contracts by (L - mu)/(L + mu).

The step 2/(L + mu) balances the steepest direction, which it overshoots, and the flattest, on which it falls short.
Idea of the proof: along an eigenvector the distances are multiplied by 1 - eta lambda, which lies between the two ends that the step makes
opposite. On a quadratic the trapezoidal rule is exact, so one step changes f by -eta/2 times the inner product with the sum of both gradients.

Source: Nesterov (2004). Lectures: loewe, ruthotto.
"""

from dataclasses import replace

from theorems.first_order.gd_strongly_convex import slopes
from theorems.hypotheses import Quadratic, Smooth, StronglyConvex
from theorems.language import Eq, Theorem, constants, f, grad, inner, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")
step = 2 / (L + mu)
contraction = ((L - mu) / (L + mu)) ** (2 * t)

theorem = Theorem(
    given=[Quadratic(), Smooth(L), StronglyConvex(mu), mu <= L],
    method=GradientDescent(step=step),
    claim=[
        norm_sq(x[t] - x_star) <= contraction * norm_sq(x[0] - x_star),
        Eq(f(x[t + 1]), f(x[t]) - step / 2 * inner(grad(x[t]) + grad(x[t + 1]), grad(x[t]))),
    ],
)

rate, _ = theorem.claims

mutants = [
    # mu x^2/2 with mu < L: 1 - mu/L is the larger factor
    ("the same rate with the step 1/L", replace(theorem, method=GradientDescent(step=1 / L), claim=rate)),
    ("one gradient", replace(theorem, claim=Eq(f(x[t + 1]), f(x[t]) - step * inner(grad(x[t]), grad(x[t]))))),
]


def proof(p):
    """The gradient lies between mu and L times x - x_star, so a step contracts; and a mean of two gradients gives the change of f exactly."""
    rho = (L - mu) / (L + mu)

    def contracted(k):
        return norm_sq(x[k] - x_star) <= rho ** (2 * k) * norm_sq(x[0] - x_star)

    def one_more(k, before):
        _, _, both = slopes(p, x[k])
        powers = p.unfold(rho ** (2 * k + 2)), p.unfold(rho ** (2 * k + 1))
        return p.show(contracted(k + 1), rho**2 * before, step**2 * both, p.update(k), *powers)

    p.conclude(p.induction(contracted, one_more)(t))
    p.conclude(p.use("Quadratic: exact second-order expansion", u=x[t], v=x[t + 1]), p.update(t), claim=1)
