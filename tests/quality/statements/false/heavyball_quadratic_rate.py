"""HB contracts distances each step with optimal parameters."""

from theorems.hypotheses import Quadratic, Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm_sq, sqrt, x, x_star
from theorems.methods import HeavyBall

L, mu, eta, beta = constants("L mu eta beta")

theorem = Theorem(
    given=[
        Quadratic(),
        Smooth(L),
        StronglyConvex(mu),
        Eq(eta, 4 / (sqrt(L) + sqrt(mu)) ** 2),
        Eq(beta, ((sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))) ** 2),
        mu < L,
    ],
    method=HeavyBall(step=eta, momentum=beta),
    claim=norm_sq(x[T] - x_star) <= beta**T * norm_sq(x[0] - x_star),
)
