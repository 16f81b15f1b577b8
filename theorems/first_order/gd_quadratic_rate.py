"""Gradient descent on a quadratic with the best constant step contracts by (L - mu)/(L + mu).

The step 2/(L + mu) balances the steepest direction, which it overshoots, and the flattest, on which it falls short.
Idea of the proof: along an eigenvector the distances are multiplied by 1 - eta lambda, which lies between the two ends that the step makes
opposite. On a quadratic the trapezoidal rule is exact, so one step changes f by -eta/2 times the inner product with the sum of both gradients.

Source: Nesterov (2004). Lectures: loewe, ruthotto.
"""

from dataclasses import replace

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
    """A step contracts, for the gradient lies between mu and L times x - x_star; and two expansions of second order give the change of f."""
    now, g = lambda k: x[k] - x_star, lambda k: grad(x[k])
    stationary, rho = (p.at_minimiser("gradient"), p.at_minimiser("value")), (L - mu) / (L + mu)

    def between(start, end):
        name = "smooth strongly convex functions: interpolation of smooth strongly convex functions"
        return p.use(name, u=start, v=end).after(*stationary)
