"""A method of two sequences, with momentum 1/2: the squared gradient after three steps, one percent below its worst case."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, Rational, Theorem, constants, grad, iterates, norm_sq, t, x, x_star
from theorems.methods import Method

L = constants("L")
y = iterates("y")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=Method(
        Eq(y[t + 1], x[t] - grad(x[t]) / L),
        Eq(x[t + 1], y[t + 1] + Rational(1, 2) * (y[t + 1] - y[t])),
        start={y[0]: x[0]},
    ),
    claim=norm_sq(grad(x[3])) <= Rational(469, 10000) * L**2 * norm_sq(x[0] - x_star),
)
