"""One step of gradient ascent increases a smooth function, for every step below 2/L.

What an optimizer that is told to maximize does on -f is gradient descent there.
Idea of the proof: the lower quadratic model at x[t], taken at x[t] + eta grad f(x[t]).

Source: Nesterov (2004), for -f. Lectures: orvieto, loewe.
"""

from dataclasses import replace

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import SGD

L, eta = constants("L eta")

gain = eta * (1 - L * eta / 2) * norm_sq(grad(x[t]))

theorem = Theorem(
    given=[Smooth(L), eta < 2 / L],
    method=SGD(step=eta, batch=None, maximize=True),
    claim=f(x[t + 1]) >= f(x[t]) + gain,
)

mutants = [
    ("twice the gain", replace(theorem, claim=f(x[t + 1]) >= f(x[t]) + 2 * gain)),
    ("descent", replace(theorem, claim=f(x[t + 1]) <= f(x[t]))),
]


def proof(p):
    """The lower model at x[t], read at x[t + 1]."""
    p.conclude(p.use("Smooth: lower model", u=x[t], v=x[t + 1]).after(p.update(t)))
