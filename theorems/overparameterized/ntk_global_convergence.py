"""A two-layer network that is wide enough is fitted by gradient descent, from where it starts: an explicit finite width.

Nothing is asked of the data but that the tangent kernel at the start is nonsingular. The width needed grows with the loss at the start and falls with
the square of the kernel's least eigenvalue lambda_0; the kernel keeps a quarter of it along the whole run.
Idea of the proof: on the ball of radius R = sqrt(32 f(x_0)/lambda_0) the Jacobian moves by at most beta rho^2 V sqrt(n/m) R, which is half of
sqrt(lambda_0) at this width, so f is PL* there with mu = lambda_0/4 (transition to linearity), and smooth with 1/eta where f is no larger than at the
start; R = 2 sqrt(2 f(x_0)/mu), and the theorem on such balls gives the rate and the distance.
The mutant of the rate fails where the kernel shrinks along the way; random residuals hardly show it.

Source: re-derived in the style of Du et al. (2019), Oymak & Soltanolkotabi (2019), Liu, Zhu & Belkin (2022). Lectures: simons, belkin.
"""

from dataclasses import replace

from theorems.language import Theorem, constants, f, naturals, norm, sqrt, t, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer
from theorems.observables import tangent_kernel_min

m, n = naturals("m n")
s1, beta, rho, V, eta = constants("s1 beta rho V eta")

lambda_0 = tangent_kernel_min(x[0])
bend = beta * rho**2 * V / sqrt(m)
network = TwoLayer(m, train="first", inputs=n, slope=s1, bend=beta, input_norms=rho, output_weights=V, loss="squared")
wide = m * lambda_0**2 >= 128 * beta**2 * rho**4 * V**2 * n * f(x[0])
short = eta * (n * s1**2 * rho**2 * V**2 + bend * sqrt(2 * n * f(x[0]))) <= 1

theorem = Theorem(
    given=[network, lambda_0 > 0, wide, short],
    method=GradientDescent(step=eta),
    claim=[
        f(x[t]) <= (1 - eta * lambda_0 / 4) ** t * f(x[0]),
        norm(x[t] - x[0]) <= sqrt(32 * f(x[0]) / lambda_0),
        tangent_kernel_min(x[t]) >= lambda_0 / 4,
    ],
)

rate, *_ = theorem.claims

mutants = [
    # one tanh neuron with the target 2, which it never reaches: the loss stays above 1/2
    ("for any width", replace(theorem, given=[network, lambda_0 > 0, short], claim=rate)),
    # one tanh neuron, z = 1, y = 3/5, where it bends most, t = 1: the kernel shrinks on the way
    ("the rate of a fixed kernel", replace(theorem, claim=f(x[t]) <= (1 - eta * lambda_0) ** (2 * t) * f(x[0]))),
    # the same: 0.42... < 0.44...
    ("a kernel that keeps its least eigenvalue", replace(theorem, claim=tangent_kernel_min(x[t]) >= lambda_0)),
]
