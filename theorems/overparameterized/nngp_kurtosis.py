"""A random ReLU network of finite width is not Gaussian: its variance is that of the limit at every width, its kurtosis is 3 + 15/m.

The outputs of wide random networks are nearly a Gaussian process; how near the fourth moment tells.
Idea of the proof: f is a sum of m independent terms X_r/sqrt(m), X_r = a_r max(0, w_r . z), symmetric and of variance ||z||^2/2, so that
E f^4 = E X^4/m + 3 (1 - 1/m) (E X^2)^2, with E X^4 = 3 * 3 ||z||^4/2 from the fourth moments of the output weight and of half a normal number.

Source: Neal (1996) for the limit, re-derived at finite width. Lectures: orvieto, simons.
"""

from dataclasses import replace

from theorems.language import E, Eq, Theorem, f, naturals, points
from theorems.networks import input_norm_sq
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")

variance = input_norm_sq(1) / 2

theorem = Theorem(
    given=[ReLUNetwork(m)],
    setting=RandomNetwork(u, output_weights="normal"),
    claim=[
        Eq(E(f(u) ** 2), variance),
        Eq(E(f(u) ** 4), 3 * (1 + 5 / m) * variance**2),
    ],
)

mutants = [
    # one neuron, z = (1, 0): 9/2 is not 3/4
    ("Gaussian at finite width", replace(theorem, claim=Eq(E(f(u) ** 4), 3 * variance**2))),
    # one neuron, z = (1, 0): 9/2 is not 3
    ("the kurtosis of linear neurons, 3 (1 + 3/m)", replace(theorem, claim=Eq(E(f(u) ** 4), 3 * (1 + 3 / m) * variance**2))),
    # one neuron, z = (1, 0): 1/2 is not 1
    ("all of the variance of the weights", replace(theorem, claim=Eq(E(f(u) ** 2), 2 * variance))),
]
