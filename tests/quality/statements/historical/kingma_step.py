"""The published bound on Adam's step, which fails first at step 210."""

from theorems.language import Abs, Max, Rational, Theorem, constants, sequence, sqrt, t, x
from theorems.methods import Adam

alpha = constants("alpha")
g = sequence("g")

theorem = Theorem(
    method=Adam(step=alpha, beta1=Rational(9, 10), beta2=Rational(999, 1000), eps=0, gradient=g[t]),
    claim=Abs(x[t] - x[t - 1]) <= alpha * Max(1, Rational(1, 10) / sqrt(Rational(1, 1000))),
)
