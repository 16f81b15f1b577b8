"""The squared gradient of the heavy ball after three steps on a nonconvex function, one percent below its worst case."""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, f_star, grad, norm_sq, x
from theorems.methods import HeavyBall

L = constants("L")

theorem = Theorem(
    given=[Smooth(L)],
    method=HeavyBall(step=1 / L, momentum=Rational(1, 2)),
    claim=norm_sq(grad(x[3])) <= Rational(9947, 10000) * L * (f(x[0]) - f_star),
)
