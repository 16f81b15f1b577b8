"""Steps that are barely longer than the grid that floats lie on are no longer than the rate times the slope."""

import torch

from theorems.hypotheses import Lipschitz
from theorems.language import Rational, Theorem, constants, norm, t, x
from theorems.methods import TorchOptimizer

G, eta = constants("G eta")

theorem = Theorem(
    given=[Lipschitz(G), eta <= Rational(1, 10**12)],
    method=TorchOptimizer(torch.optim.SGD, lr=eta),
    claim=norm(x[t + 1] - x[t]) <= eta * G,
)
