"""Log of the gap decreases linearly where it is defined."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, log, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu), mu < L], method=GradientDescent(step=1 / L), claim=log(f(x[t + 1]) - f_star) <= log(f(x[t]) - f_star) + log(1 - mu / L)
)
