"""Heavy ball forgets at the rate sqrt(beta) on every quadratic whose curvatures its constants enclose, up to a factor linear in t.

With beta = ((sqrt(L) - sqrt(mu))/(sqrt(L) + sqrt(mu)))^2 and the step 4/(sqrt(L) + sqrt(mu))^2 both conditions are equalities: this is
Polyak's tuning, and the rate is the best that a method with two fixed numbers has. The factor is real: at a double root the distance first grows.
Idea of the proof: along an eigenvector the distances follow z^2 - (1 + beta - eta lambda) z + beta, whose roots have modulus sqrt(beta) where
(1 - sqrt(beta))^2 <= eta lambda <= (1 + sqrt(beta))^2; in Chebyshev polynomials of the second kind the t-th one is
sqrt(beta)^t (U_t - sqrt(beta) U_(t-1)) times the first, and |U_t| <= t + 1. Attained at eta lambda = (1 + sqrt(beta))^2.
For every step the quadratic form of two successive distances decays exactly by beta: it is the product of the roots.

Source: Polyak (1964) for the rate; the factor re-derived. Lectures: ruthotto, loewe.
"""

from dataclasses import replace
from typing import Any

from theorems.hypotheses import Quadratic, Smooth, StronglyConvex
from theorems.language import Eq, Theorem, constants, grad, inner, norm_sq, t, x, x_star
from theorems.methods import HeavyBall

L, mu, eta, r = constants("L mu eta r")
beta = r**2


def form(k: Any) -> Any:
    """|e[k+1]|^2 - (1 + beta) <e[k+1], e[k]> + eta <e[k+1], grad(x[k])> + beta |e[k]|^2 with e the distances to the minimiser."""
    now, then = x[k] - x_star, x[k + 1] - x_star
    return norm_sq(then) - (1 + beta) * inner(then, now) + eta * inner(then, grad(x[k])) + beta * norm_sq(now)


theorem = Theorem(
    given=[Quadratic(), Smooth(L), StronglyConvex(mu), mu <= L, r < 1, eta * L <= (1 + r) ** 2, eta * mu >= (1 - r) ** 2],
    method=HeavyBall(step=eta, momentum=beta),
    claim=[
        norm_sq(x[t] - x_star) <= beta**t * (1 + t + r * t) ** 2 * norm_sq(x[0] - x_star),
        Eq(form(t + 1), beta * form(t)),
    ],
)

mutants = [
    # x^2/2 with L = mu = 1, eta = (1 + r)^2, x0 = 1, t = 1: |1 - eta| > r
    ("without the factor", replace(theorem, claim=norm_sq(x[t] - x_star) <= beta**t * norm_sq(x[0] - x_star))),
    ("the rate of the square", replace(theorem, claim=Eq(form(t + 1), beta**2 * form(t)))),
]
