"""An Adam whose rate grows by half before each step does not move by the rate at most."""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, norm, oo, x
from theorems.methods import TorchOptimizer

L, alpha = constants("L alpha")


class Growing(torch.optim.Adam):
    """Adam with a fault."""

    def step(self, closure=None):
        self.param_groups[0]["lr"] *= 1.5
        return super().step(closure)


theorem = Theorem(
    given=[Smooth(L)],
    method=TorchOptimizer(Growing, lr=alpha),
    claim=norm(x[1] - x[0], oo) <= alpha,
)
