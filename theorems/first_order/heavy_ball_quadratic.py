"""Heavy ball forgets at the rate sqrt(beta) on every quadratic whose curvatures its constants enclose, up to a factor linear in t.

With beta = ((sqrt(L) - sqrt(mu))/(sqrt(L) + sqrt(mu)))^2 and the step 4/(sqrt(L) + sqrt(mu))^2 both conditions are equalities: this is
Polyak's tuning, and the rate is the best that a method with two fixed numbers has. The factor is real: at a double root the distance first grows.
Idea of the proof: with e the distances to the minimiser and H the Hessian, r A = (1 + beta - eta H)/2 has no eigenvalue beyond r in size, and
e[t + 1] = 2 r A e[t] - beta e[t - 1]. So the quadratic form below decays exactly by beta, the product of the roots of every eigenvalue's recursion,
and it is at least ||e[t + 1] - r A e[t]||^2: besides shrinking by r, a distance grows by at most r^(t + 1) (1 + r) of the first one in a step.
Attained at eta lambda = (1 + sqrt(beta))^2.

Source: Polyak (1964) for the rate; the factor re-derived. Lectures: ruthotto, loewe.
"""

from dataclasses import replace
from typing import Any

from theorems.first_order.gd_strongly_convex import slopes, stationary
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


def shifted(k: Any) -> Any:
    """r times the Chebyshev argument of the method, at e[k]."""
    return ((1 + beta) * (x[k] - x_star) - eta * grad(x[k])) / 2


def no_longer(p, k):
    """The argument has no eigenvalue beyond 1 in size."""
    now, (least, most, both) = x[k] - x_star, slopes(p, x[k])
    flat, steep = p.given(eta * mu >= (1 - r) ** 2), p.given(eta * L <= (1 + r) ** 2)
    parts = eta**2 * both, eta * steep * least, eta * flat * most, flat * steep * p.norm(now)
    return p.show(norm_sq(shifted(k)) <= beta * norm_sq(now), *(part / 4 for part in parts))


def proof(p):
    """form(k) = beta^k form(0) is ||e[k + 1] - r A e[k]||^2 and more, where r A e = (1 + beta) e/2 - eta grad/2 and ||A e|| <= ||e||.

    So ||e[k + 1]|| <= r ||e[k]|| + r^(k + 1) (1 + r) ||e[0]||; in squares, by Young's inequality with the weights 1 + r and 1 + k + r k.
    """
    start = norm_sq(x[0] - x_star)

    def decays(k):
        pairs = (x_star, x[k], 1), (x[k], x[k + 1], 1), (x_star, x[k + 1], -1)
        exact = [2 * beta * eta * sign * p.use("Quadratic: exact second-order expansion", u=u, v=v).after(*stationary(p)) for u, v, sign in pairs]
        return p.show(Eq(form(k + 1), beta * form(k)), *exact, p.update(k + 1))

    def bounded(k):
        return form(k) <= beta ** (k + 1) * (1 + r) ** 2 * start

    def near(k):
        return norm_sq(x[k] - x_star) <= beta**k * (1 + k + r * k) ** 2 * start

    def smaller(k, before):
        return p.show(bounded(k + 1), -decays(k), beta * before, p.unfold(beta ** (k + 2)))

    def nearer(k, before):
        b, c, short = 1 + r, 1 + k + r * k, no_longer(p, k)
        moved = (1 + c / b) * every(k), (1 + c / b) * short, (1 + b / c) * short, (1 + b / c) * beta * before
        return p.show(near(k + 1), *moved, p.norm(c * (x[k + 1] - x_star - shifted(k)) - b * shifted(k)) / (b * c), p.unfold(beta ** (k + 1)))

    _, most, _ = slopes(p, x[0])
    first = beta * eta * most, beta * p.given(eta * L <= (1 + r) ** 2) * p.norm(x[0] - x_star), p.update(0), p.start("x", -1)
    every = p.induction(bounded, smaller, base=first)
    p.conclude(p.induction(near, nearer)(t))
    p.conclude(decays(t), claim=1)
