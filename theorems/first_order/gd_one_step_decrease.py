"""One step of gradient descent decreases a smooth function, for every step below 2/L.

The workhorse of every rate for gradient descent; it holds for every positive step, and promises a decrease when the step is below 2/L.
Idea of the proof: put the next iterate into the upper quadratic model at the present one (the descent lemma) and collect the powers of the step.
The quadratic (L/2) ||x||^2 attains it for every step.

Source: Nesterov (2004). Lectures: orvieto, loewe. Core.
"""

from dataclasses import replace

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])),
)

mutants = [
    # x^2/2 with L = 1, eta = 1, x0 = 1, t = 0: 0 > -1/2; so does every quadratic with positive curvature along the gradient
    ("the curvature dropped", replace(theorem, claim=f(x[t + 1]) <= f(x[t]) - eta * norm_sq(grad(x[t])))),
    # x^2/2 with L = 1, eta = 1, x0 = 1, t = 0: 0 > 1/2 - 101/200
    ("1% too much", replace(theorem, claim=f(x[t + 1]) <= f(x[t]) - eta * (1 - Rational(99, 100) * L * eta / 2) * norm_sq(grad(x[t])))),
    # x^2/2 with L = 1, eta = 3, x0 = 1, t = 0: 2 > 1/2
    ("a decrease for every step", replace(theorem, claim=f(x[t + 1]) <= f(x[t]))),
    # x^2/2 with L = 1, eta = 3, x0 = 1, t = 0: 2 > 1/2; up to 2/L it decreases
    ("a decrease below 4/L", replace(theorem, given=[Smooth(L), eta < 4 / L], claim=f(x[t + 1]) <= f(x[t]))),
]


def proof(p):
    """The upper model at x[t], read at x[t + 1]."""
    p.conclude(p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t)))
