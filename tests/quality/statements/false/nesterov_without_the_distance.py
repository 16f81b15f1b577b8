"""Nesterov's linear rate without the distance of the start.

False at T = 1: mu x^2/2 keeps (1 - mu/L)^2 of its gap, which is more than 1 - sqrt(mu/L) for small mu/L.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, f, f_star, sqrt, x
from theorems.methods import Nesterov

L, mu, beta = constants("L mu beta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(beta, (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))), mu < L],
    method=Nesterov(step=1 / L, momentum=beta),
    claim=f(x[T]) - f_star <= (1 - sqrt(mu / L)) ** T * (f(x[0]) - f_star),
)
