"""The first step of torch's Adam is as long as its rate in every coordinate, or shorter.

Both corrected moments are those of one gradient: lr |g|/(|g| + eps) <= lr.
"""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, norm, oo, x
from theorems.methods import TorchOptimizer

L, alpha = constants("L alpha")

theorem = Theorem(
    given=[Smooth(L)],
    method=TorchOptimizer(torch.optim.Adam, lr=alpha),
    claim=norm(x[1] - x[0], oo) <= alpha,
)
