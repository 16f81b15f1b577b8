"""Predictions of a linear model follow their kernel exactly: r_{t+1} = (I - eta K) r_t, so the loss falls at the rate of its least eigenvalue.

It is what a wide network does in the limit, and what is left of its training once the kernel is taken as fixed.
Idea of the proof: F = A x and K = A A^T at every point, so A (x_t - eta A^T r_t) - y = r_t - eta K r_t; with eta at most 1/lambda_max every
eigenvalue of I - eta K lies between 0 and 1 - eta lambda_min. The second is an equality for residuals along the eigenvector of lambda_min.
The first output stands for any, as outputs can be numbered in any order.

Source: Lee et al. (2019), Jacot, Gabriel & Hongler (2018), in discrete time. Lectures: simons, belkin.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, f, j, naturals, t, x
from theorems.methods import GradientDescent
from theorems.networks import SquaredLoss, output, target
from theorems.observables import tangent_kernel, tangent_kernel_max, tangent_kernel_min

n, eta = naturals("n"), constants("eta")

pulled = Sum(tangent_kernel(x[t], 1, j) * (output(x[t], j) - target(j)), (j, 1, n))
least = tangent_kernel_min(x[0])
kept = Eq(output(x[t + 1], 1), output(x[t], 1) - eta * pulled)

theorem = Theorem(
    given=[SquaredLoss(n, bend=0), eta * tangent_kernel_max(x[0]) <= 1],
    method=GradientDescent(step=eta),
    claim=[
        kept,
        Eq(tangent_kernel(x[t + 1], 1, 1), tangent_kernel(x[t], 1, 1)),
        f(x[t]) <= (1 - eta * least) ** (2 * t) * f(x[0]),
    ],
)

mutants = [
    # x^2/2 with eta = 1/2, x0 = 1, t = 0: 1/2 is not 3/4
    ("half the kernel", replace(theorem, claim=Eq(output(x[t + 1], 1), output(x[t], 1) - eta * pulled / 2))),
    # x^2/2 with eta = 1/2, x0 = 1, t = 1: 1/8 > 0; the rate of the squared norm for the norm
    ("twice the rate", replace(theorem, claim=f(x[t]) <= (1 - 2 * eta * least) ** (2 * t) * f(x[0]))),
    # one tanh neuron with the target 2 from 0 on, by a step of length 2: tanh(2) is not 2
    ("of any model", replace(theorem, given=[SquaredLoss(n), eta * tangent_kernel_max(x[0]) <= 1], claim=kept)),
]
