"""Torch's SGD with momentum 9/10 takes a tenth of a gradient step at first.

False: its buffer starts with the whole gradient.
"""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, grad, norm, x
from theorems.methods import TorchOptimizer

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L)],
    method=TorchOptimizer(torch.optim.SGD, lr=eta, momentum=Rational(9, 10)),
    claim=norm(x[1] - x[0]) <= eta / 5 * norm(grad(x[0])),
)
