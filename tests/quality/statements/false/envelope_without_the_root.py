"""The heavy ball's envelope on quadratics, 1 + T in place of 1 + T (1 + sqrt(beta)).

False along the top eigenvector only, where 1 + T (1 + sqrt(beta)) is attained; along mu it is 1 + T (1 - sqrt(beta)).
"""

from theorems.hypotheses import Quadratic, Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm, sqrt, x, x_star
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

theorem = Theorem(
    given=[
        Quadratic(),
        Smooth(L),
        StronglyConvex(mu),
        mu < L,
        Eq(eta, 4 / (sqrt(L) + sqrt(mu)) ** 2),
        Eq(beta, ((sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))) ** 2),
    ],
    method=HeavyBall(step=eta, momentum=beta),
    claim=norm(x[T] - x_star) <= (1 + T) * sqrt(beta) ** T * norm(x[0] - x_star),
)
