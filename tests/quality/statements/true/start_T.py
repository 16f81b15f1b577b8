"""A start that depends on T."""

from theorems.hypotheses import Smooth
from theorems.language import Eq, T, Theorem, constants, grad, iterates, norm_sq, t, x
from theorems.methods import Method

L = constants("L")

y = iterates("y")

theorem = Theorem(
    given=[Smooth(L)],
    method=Method(Eq(x[t + 1], x[t] - grad(x[t]) / L), Eq(y[t + 1], y[t]), start={y[0]: x[0] / T}),
    claim=Eq(norm_sq(y[t] * T - x[0]), 0),
)
