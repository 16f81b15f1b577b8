"""The step of the tangent kernel, one over its largest eigenvalue, decreases the loss of a network however badly the data are fitted.

False: log cosh of one neuron, z = 1, y = -8: near 0 the loss bends by 8, and a step of length 1 leads past the other side.
"""

from theorems.language import Theorem, constants, f, naturals, t, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer

m, n = naturals("m n")
s1, beta, rho, V, eta = constants("s1 beta rho V eta")

theorem = Theorem(
    given=[
        TwoLayer(m, inputs=n, slope=s1, bend=beta, input_norms=rho, output_weights=V, loss="squared"),
        eta <= 1 / (n * s1**2 * rho**2 * V**2 + beta * rho**2 * V),
    ],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]),
)
