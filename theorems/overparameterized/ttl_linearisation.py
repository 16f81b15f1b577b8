"""A wide two-layer network stays close to its tangent model, and its tangent kernel hardly moves.

On a ball of fixed radius around the initial weights the network is linear up to 1/sqrt(m), and the least eigenvalue of its tangent kernel, which
sets the rate of gradient descent on the squared loss, changes by no more.
Idea of the proof: each neuron's gradient is Lipschitz with constant beta rho^2 / sqrt(m) in its own weights, so the gradient of the network is too,
and Taylor's formula gives the first bound; |a^2 - b^2| <= |a - b| (a + b) with ||grad f|| <= rho s1 gives the third; the fourth adds up n inputs,
and singular values move by no more than the matrix (Weyl), which gives the last.
The first two are nearly attained by a single neuron that moves a little along the input where it bends most.

Source: Liu, Zhu & Belkin (2020), re-derived for two layers. Lectures: belkin, simons. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Theorem, constants, f, grad, inner, naturals, norm, norm_sq, points, sqrt
from theorems.networks import TwoLayer
from theorems.observables import jacobian_dist, tangent_kernel_min

m, n = naturals("m n")
u, v = points("u v")
s1, beta, rho = constants("s1 beta rho")

tangent_error = Abs(f(v) - f(u) - inner(grad(u), v - u))
kernel_change = Abs(norm_sq(grad(v)) - norm_sq(grad(u)))

theorem = Theorem(
    given=[TwoLayer(m, train="first", inputs=n, slope=s1, bend=beta, input_norms=rho, output_weights=1)],
    claim=[
        tangent_error <= beta * rho**2 * norm_sq(v - u) / (2 * sqrt(m)),
        norm(grad(v) - grad(u)) <= beta * rho**2 * norm(v - u) / sqrt(m),
        kernel_change <= 2 * s1 * beta * rho**3 * norm(v - u) / sqrt(m),
        jacobian_dist(u, v) <= beta * rho**2 * sqrt(n / m) * norm(v - u),
        Abs(sqrt(tangent_kernel_min(v)) - sqrt(tangent_kernel_min(u))) <= beta * rho**2 * sqrt(n / m) * norm(v - u),
    ],
)

mutants = [
    # sin, four neurons, z = 1, all preactivations 11/7, one of them moved by 1/32: 0.000244 > 0.000122
    ("2m in place of 2 sqrt(m)", replace(theorem, claim=tangent_error <= beta * rho**2 * norm_sq(v - u) / (2 * m))),
    # log cosh, one neuron, z = 1, from 0 to 1/32: 0.000488 > 0.000244
    ("4 in place of 2", replace(theorem, claim=tangent_error <= beta * rho**2 * norm_sq(v - u) / (4 * sqrt(m)))),
    # tanh, one neuron, z = 1, from 1317/2000 on by 1/32: 0.0315 > 0.0015
    ("the squared distance", replace(theorem, claim=kernel_change <= 2 * s1 * beta * rho**3 * norm_sq(v - u) / sqrt(m))),
    # log cosh, sixteen neurons on z = 1 and z = 1/2, one of them moved from 0 by 1/32: 0.0080 > 0.0028
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=jacobian_dist(u, v) <= beta * rho**2 * sqrt(n) / m * norm(v - u))),
    # sin, one neuron, z = 1, from 0 to 18/7: 0.709 < 1
    ("a kernel that never moves", replace(theorem, claim=tangent_kernel_min(v) >= tangent_kernel_min(u))),
]
