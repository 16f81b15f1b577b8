"""The heavy ball on quadratics with its optimal parameters, with the polynomial that multiplies the geometric rate.

Along an eigenvector x_t = r^t U_t(c) - r^(t+1) U_{t-1}(c) with r^2 = beta, |c| <= 1, U Chebyshev's polynomials of the second kind, |U_t| <= t + 1.
An equality at the eigenvalue L, where c = -1.
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
    claim=norm(x[T] - x_star) <= (1 + T * (1 + sqrt(beta))) * sqrt(beta) ** T * norm(x[0] - x_star),
)
