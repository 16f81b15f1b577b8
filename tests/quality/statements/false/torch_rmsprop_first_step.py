"""The first step of torch's RMSprop is as long as its rate, or shorter.

False: its average of squares starts from 0 and is not corrected: g/sqrt(g^2/100) = 10.
"""

import torch

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, norm, oo, x
from theorems.methods import TorchOptimizer

L, alpha = constants("L alpha")

theorem = Theorem(
    given=[Smooth(L)],
    method=TorchOptimizer(torch.optim.RMSprop, lr=alpha),
    claim=norm(x[1] - x[0], oo) <= alpha,
)
