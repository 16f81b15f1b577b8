"""The distance of the heavy ball after three steps on a strongly convex function, one percent below its worst case, which no line shows."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Rational, Theorem, constants, norm_sq, x, x_star
from theorems.methods import HeavyBall

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(L / 10)],
    method=HeavyBall(step=1 / L, momentum=Rational(1, 2)),
    claim=norm_sq(x[3] - x_star) <= Rational(6526, 10000) * norm_sq(x[0] - x_star),
)
