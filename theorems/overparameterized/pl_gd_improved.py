"""Gradient descent under the Polyak–Łojasiewicz inequality, with a strictly better factor than 1 - mu/L.

The usual proof uses the inequality at the present iterate only; the next one satisfies it too.
Idea of the proof: the exact decrease of a step (gd-nonconvex-tight) is at least twice the present squared gradient plus the next one, over 4L;
the inequality turns both into gaps; solve for the next gap.

Source: Abbaszadehpeivasti, de Klerk & Zamani (2023). Lectures: orvieto, belkin. Core.
"""

from dataclasses import replace

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

factor = (2 * L - 2 * mu) / (2 * L + mu)

theorem = Theorem(
    given=[Smooth(L), PL(mu), mu <= L],
    method=GradientDescent(step=1 / L),
    claim=f(x[t + 1]) - f_star <= factor * (f(x[t]) - f_star),
)

mutants = [
    # x^2/2 with mu = 1, L = 2, x0 = 1, t = 0: 1/8 > 1/10
    ("3 mu in place of 2 mu", replace(theorem, claim=f(x[t + 1]) - f_star <= (2 * L - 3 * mu) / (2 * L + mu) * (f(x[t]) - f_star))),
    # x^2/2 with mu = 1, L = 2, x0 = 1, t = 0: 1/8 > 2/25
    ("the factor squared", replace(theorem, claim=f(x[t + 1]) - f_star <= factor**2 * (f(x[t]) - f_star))),
    # x^2/2 with mu = L = 1, eta = 1/10, x0 = 1, t = 0: 81/200 > 0
    ("any smaller step", replace(theorem, given=[Smooth(L), PL(mu), mu <= L, eta <= 1 / L], method=GradientDescent(step=eta))),
    # x^2/20 with mu = L = 1, x0 = 1, t = 0: 81/2000 > 0
    ("the inequality dropped", replace(theorem, given=[Smooth(L), mu <= L])),
]


def proof(p):
    """The interpolation inequality from x[t + 1] to x[t], with PL at both: solved for the gap at x[t + 1]."""
    decrease = p.use("Smooth: interpolation", u=x[t + 1], v=x[t]).after(p.update(t))
    now, then = (p.use("PL: Polyak-Lojasiewicz", u=x[k]) for k in (t, t + 1))
    whole = 1 / (2 * L + mu)
    p.conclude(2 * L * whole * decrease, 2 * whole * now, whole * then)
