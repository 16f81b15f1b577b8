"""Predictions follow the tangent kernel: a step of gradient descent changes the residuals by -eta K r, but for the bend of the outputs.

For models whose outputs hardly bend, as wide networks, training is a linear recursion in the space of predictions, whatever the parameters do.
Idea of the proof: r_{t+1} - r_t is the change of F over the step -eta DF^T r, which DF maps to -eta K r; Taylor's formula bounds the rest by
bend/2 times the squared length of the step, for each output.
It is attained by the product u v, and by every quadratic output along its own direction.

Source: Liu, Zhu & Belkin (2022), Lee et al. (2019), re-derived in discrete time. Lectures: simons, belkin.
"""

from dataclasses import replace

from theorems.language import Abs, Rational, Sum, Theorem, Worst, constants, i, j, naturals, norm, norm_sq, t, x
from theorems.methods import GradientDescent
from theorems.networks import SquaredLoss, output, target
from theorems.observables import tangent_kernel

n = naturals("n")
eta, B = constants("eta B")

pulled = Sum(tangent_kernel(x[t], i, j) * (output(x[t], j) - target(j)), (j, 1, n))


def missed(share):
    """The worst deviation of a residual from the linear recursion that keeps this share of -eta K r."""
    return Worst(Abs(output(x[t + 1], i) - output(x[t], i) + share * eta * pulled), (i, 1, n))


theorem = Theorem(
    given=[SquaredLoss(n, bend=B)],
    method=GradientDescent(step=eta),
    claim=missed(1) <= B * norm_sq(x[t + 1] - x[t]) / 2,
)

mutants = [
    # log cosh, one neuron, z = 1, y = 0, eta = 1, x0 = 1/2: 0.00123 > 0.00077
    ("half the bend", replace(theorem, claim=missed(1) <= B * norm_sq(x[t + 1] - x[t]) / 4)),
    # x^2/2 with B = 1, eta = 1/2, x0 = 1: 1/4 > 1/8
    ("half the kernel", replace(theorem, claim=missed(Rational(1, 2)) <= B * norm_sq(x[t + 1] - x[t]) / 2)),
    # log cosh, one neuron, z = 1, y = 0, eta = 2, x0 = 2: 1.284 > 1.277
    ("in the length of the step", replace(theorem, claim=missed(1) <= B * norm(x[t + 1] - x[t]) / 2)),
]
