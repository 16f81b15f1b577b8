"""Two runs of gradient descent under the Polyak-Lojasiewicz inequality never move apart.

False: where f bends downwards neighbours part; x^2 + 3 sin^2 x around pi/2.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import Eq, Rational, Theorem, constants, grad, iterates, norm_sq, t, x
from theorems.methods import Method

L, mu, eta = constants("L mu eta")
y = iterates("y")

theorem = Theorem(
    given=[Smooth(L), PL(mu), eta <= 1 / L],
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t])), Eq(y[t + 1], y[t] - eta * grad(y[t])), start={y[0]: Rational(11, 10) * x[0]}),
    claim=norm_sq(x[t + 1] - y[t + 1]) <= norm_sq(x[t] - y[t]),
)
