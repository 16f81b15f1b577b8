"""Heavy ball converges linearly on every smooth and strongly convex function if its momentum is not too large.

Polyak's tuning, which is best on quadratics, may cycle on other functions; this restriction of the momentum rules that out. The price is the rate,
that of gradient descent alone: what the momentum gains is lost in the proof, so the bound is loose at every fixed step.
Idea of the proof: f(x[t]) - f_star + (1 - eta L)/(2 eta) ||x[t] - x[t - 1]||^2 shrinks by the factor 1 - eta mu, by the descent lemma (in which
the products of gradient and momentum cancel) and the Polyak–Łojasiewicz inequality, which is all that is used of strong convexity.

Source: Ghadimi, Feyzmahdavian & Johansson (2015), for the largest momentum allowed here. Lectures: ruthotto, loewe.
"""

from dataclasses import replace

from theorems.hypotheses import QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

small = beta**2 <= (1 - eta * mu) * (1 - eta * L)

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu <= L, eta <= 1 / L, small],
    method=HeavyBall(step=eta, momentum=beta),
    claim=f(x[T]) - f_star <= (1 - eta * mu) ** T * (f(x[0]) - f_star),
)

mutants = [
    # x^2/2 with mu = 1, L = 25, eta = 1/50, beta = 7/10, x0 = 1, T = 1: 2401/5000 > 7/15
    ("the rate of the larger step", replace(theorem, claim=f(x[T]) - f_star <= (1 - eta * mu / (1 - beta)) ** T * (f(x[0]) - f_star))),
    # x^2/2 with mu = L = 1, eta = 1/2, beta = 7/10, x0 = 1, T = 3: 2209/20000 > 1/16
    (
        "the steepest direction forgotten",
        replace(theorem, given=[Smooth(L), StronglyConvex(mu), mu <= L, eta <= 1 / L, beta**2 <= 1 - eta * mu]),
    ),
    # x^2/2 with mu = L = 1, eta = 1/2, beta = 9/10, x0 = 1, T = 3: 5329/20000 > 1/16
    ("any momentum", replace(theorem, given=[Smooth(L), StronglyConvex(mu), mu <= L, eta <= 1 / L, beta < 1])),
    # x^2 + 6 sin(x)^2 with mu = 2, L = 14, eta = 1/15, beta = 1/10, x0 = 13/5 (beside a local minimum), T = 1: 8.354 > 7.240
    ("quadratic growth in place of strong convexity", replace(theorem, given=[Smooth(L), QuadraticGrowth(mu), mu <= L, eta <= 1 / L, small])),
]


def proof(p):
    """f - f_star + (1 - eta L)/(2 eta) ||x[k] - x[k - 1]||^2 shrinks by 1 - eta mu in every step."""

    def energy(k):
        return f(x[k]) - f_star + (1 - eta * L) / (2 * eta) * norm_sq(x[k] - x[k - 1])

    def bounded(k):
        return energy(k) <= rho**k * (f(x[0]) - f_star)

    def one_more(k, before):
        model = p.use("Smooth: upper model", u=x[k], v=x[k + 1])
        slow = p.given(small) / (2 * eta) * p.norm(x[k] - x[k - 1])
        steep = eta * p.use("PL: Polyak-Lojasiewicz", u=x[k])
        return p.show(bounded(k + 1), rho * before, model, steep, slow, p.update(k), p.unfold(rho ** (k + 1)))

    rho = 1 - eta * mu
    every = p.induction(bounded, one_more, base=[p.start("x", -1)])(T)
    p.conclude(every, (1 - eta * L) / (2 * eta) * p.norm(x[T] - x[T - 1]))
