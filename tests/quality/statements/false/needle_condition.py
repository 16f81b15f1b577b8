"""Gradient descent under the Polyak-Lojasiewicz inequality, at a rate that condition numbers above 400 spoil.

False where mu/L < 1/400: (1 - mu/L)^2 > 1 - 1/200; x^2/2000 with L = 1.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import Max, Rational, T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu)],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= (1 - Max(mu / L, Rational(1, 200))) ** T * (f(x[0]) - f_star),
)
