"""The same of a class of one's own, whose equations nobody knows."""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, norm_sq, t, x
from theorems.methods import TorchOptimizer

L, eta = constants("L eta")


class Descent(torch.optim.Optimizer):
    """Gradient descent."""

    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=-group["lr"])


theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=TorchOptimizer(Descent, lr=eta),
    claim=norm_sq(x[t + 1] - x[t] + eta * grad(x[t])) <= 0,
)
