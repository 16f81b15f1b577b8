"""Two runs of gradient descent on a smooth convex function never move apart, for steps up to 2/L, the end included.

I - eta grad f is nonexpansive by co-coercivity. Hardt, Recht & Singer (2016) build uniform stability on it; an equality at eta = 2/L.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, Rational, Theorem, constants, grad, iterates, norm_sq, t, x
from theorems.methods import Method

L, eta = constants("L eta")
y = iterates("y")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta <= 2 / L],
    method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t])), Eq(y[t + 1], y[t] - eta * grad(y[t])), start={y[0]: Rational(11, 10) * x[0]}),
    claim=norm_sq(x[t + 1] - y[t + 1]) <= norm_sq(x[t] - y[t]),
)
