"""The Hessian of a wide network's squared loss is close to DF^T DF, and the closer the better the data are fitted.

What the Gauss-Newton matrix leaves out is the sum of the outputs' Hessians times their residuals. It vanishes with the width and with the loss, so
that near its minimisers the loss is as curved as the tangent kernel says, and hardly bends downwards.
Idea of the proof: the Hessian is DF^T DF + sum_i r_i Hess F_i; the outputs' Hessians have norms of at most beta rho^2 V/sqrt(m), and
sum_i |r_i| <= sqrt(n) ||r|| = sqrt(2 n f). DF^T DF has no eigenvalue below zero and the largest one of K (Weyl).

Source: Liu, Zhu & Belkin (2022), re-derived for two layers. Lectures: belkin, ruthotto.
"""

from dataclasses import replace

from theorems.language import Abs, Theorem, constants, f, naturals, points, sqrt
from theorems.networks import TwoLayer
from theorems.observables import gauss_newton_error, hessian_min, hessian_norm, tangent_kernel_max

m, n = naturals("m n")
u = points("u")
beta, rho, V = constants("beta rho V")

bound = beta * rho**2 * V * sqrt(2 * n * f(u)) / sqrt(m)

theorem = Theorem(
    given=[TwoLayer(m, train="first", inputs=n, bend=beta, input_norms=rho, output_weights=V, loss="squared")],
    claim=[
        gauss_newton_error(u) <= bound,
        hessian_min(u) >= -bound,
        Abs(hessian_norm(u) - tangent_kernel_max(u)) <= bound,
    ],
)

mutants = [
    # log cosh, one neuron, z = 1, w = 0, y = -1/64: 1/64 > 1/128
    ("half the bound", replace(theorem, claim=gauss_newton_error(u) <= bound / 2)),
    # log cosh, one neuron, z = 1, w = 0, y = -1/64: 1/64 > 1/16384
    ("the loss in place of its root", replace(theorem, claim=gauss_newton_error(u) <= beta * rho**2 * V * n * f(u) / (2 * sqrt(m)))),
    # log cosh, two neurons, a = (1, 1), z = 1, w = (0, 0), y = 1: 0.707 > 0.5
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=gauss_newton_error(u) <= beta * rho**2 * V * sqrt(2 * n * f(u)) / m)),
    # sin, one neuron, a = 1/2, z = 2, y = 0, w = 2: -0.145... < 0
    ("no downward bend", replace(theorem, claim=hessian_min(u) >= 0)),
]
