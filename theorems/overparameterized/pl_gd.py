"""Gradient descent converges linearly under the Polyak–Łojasiewicz inequality.

No convexity is needed, nor a unique minimiser: wide networks near their start satisfy such an inequality, which is why gradient descent fits them.
Idea of the proof: one step decreases f by a multiple of the squared gradient (the descent lemma); the inequality turns the squared gradient
into the gap, so each gap is a fixed fraction of the one before; iterate.
The second form is an equality on (L/2) ||x||^2, for every step.

Source: Polyak (1963); Karimi, Nutini & Schmidt (2016). Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, QuadraticGrowth, Smooth
from theorems.language import Rational, Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

sharp = 1 - 2 * mu * eta * (1 - L * eta / 2)

theorem = Theorem(
    given=[Smooth(L), PL(mu), mu <= L, eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=[
        f(x[t]) - f_star <= (1 - eta * mu) ** t * (f(x[0]) - f_star),
        f(x[t + 1]) - f_star <= sharp * (f(x[t]) - f_star),
    ],
)

linear, _ = theorem.claims

mutants = [
    # x^2/2 with mu = 1, L = 4, eta = 1/4, x0 = 1, t = 1: 9/32 > 1/4
    ("twice the rate", replace(theorem, claim=f(x[t]) - f_star <= (1 - 2 * eta * mu) ** t * (f(x[0]) - f_star))),
    # x^2/2 with mu = L = 1, eta = 1/2, x0 = 1, t = 0: 1/8 > 99/800
    ("1% less", replace(theorem, claim=f(x[t + 1]) - f_star <= Rational(99, 100) * sharp * (f(x[t]) - f_star))),
    # x^2/20 with mu = L = 1, eta = 1, x0 = 1, t = 1: 81/2000 > 0
    ("the inequality dropped", replace(theorem, given=[Smooth(L), mu <= L, eta <= 1 / L], claim=linear)),
    # x^2 + 6 sin(x)^2 with mu = 2, L = 14, eta = 1/14, x0 = 13/5 (beside a local minimum), t = 1: 8.354 > 7.161
    ("quadratic growth in its place", replace(theorem, given=[Smooth(L), QuadraticGrowth(mu), mu <= L, eta <= 1 / L], claim=linear)),
    # x^2/2 with mu = L = 1, eta = 3/2, x0 = 1, t = 1: 1/8 > -1/4
    ("steps up to 2/L", replace(theorem, given=[Smooth(L), PL(mu), mu <= L, eta < 2 / L], claim=linear)),
]


def proof(p):
    """A step decreases f by at least eta (1 - L eta/2) ||grad f||^2, of which PL makes a part of the gap; then induction."""

    def gap(k):
        return f(x[k]) - f_star

    def one_step(k):
        decrease = p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k))
        steep = p.use("PL: Polyak-Lojasiewicz", u=x[k])
        return p.show(gap(k + 1) <= sharp * gap(k), decrease, 2 * eta * (1 - L * eta / 2) * steep)

    def induction_step(k, before):
        above = p.use("infimum", u=x[k])
        return p.show(gap(k + 1) <= rho ** (k + 1) * gap(0), one_step(k), rho * before, eta * mu * (1 - eta * L) * above, p.unfold(rho ** (k + 1)))

    rho = 1 - eta * mu
    p.conclude(one_step(t), claim=1)
    p.conclude(p.induction(lambda k: gap(k) <= rho**k * gap(0), induction_step)(t))
