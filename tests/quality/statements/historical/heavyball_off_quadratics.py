"""The heavy ball with the parameters of quadratics converges at their rate on every smooth and strongly convex function.

False: Lessard, Recht & Packard (2016), slopes 25, 1, 25 with breaks at 1 and 2, from x = 33/10 it cycles through 0.65, -1.80, ... for ever.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm, sqrt, x, x_star
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

theorem = Theorem(
    given=[
        Smooth(L),
        StronglyConvex(mu),
        mu < L,
        Eq(eta, 4 / (sqrt(L) + sqrt(mu)) ** 2),
        Eq(beta, ((sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))) ** 2),
    ],
    method=HeavyBall(step=eta, momentum=beta),
    claim=norm(x[T] - x_star) <= (1 + T * (1 + sqrt(beta))) * sqrt(beta) ** T * norm(x[0] - x_star),
)
