"""A step of torch's gradient descent is the rate times the gradient, up to the grid that floats lie on."""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, norm_sq, t, x
from theorems.methods import TorchOptimizer

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L)],
    method=TorchOptimizer(torch.optim.SGD, lr=eta),
    claim=norm_sq(x[t + 1] - x[t] + eta * grad(x[t])) <= 0,
)
