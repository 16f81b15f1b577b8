"""The heavy ball with the parameters of quadratics converges at least like 1/T on every smooth and strongly convex function.

False: on the three pieces 25, 1, 25 from 33/10 it cycles, the squared distance returns to 0.4 of the first; 25/T lies below that from T = 63 on.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm_sq, sqrt, x, x_star
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
    claim=norm_sq(x[T] - x_star) <= L / (mu * T) * norm_sq(x[0] - x_star),
)
