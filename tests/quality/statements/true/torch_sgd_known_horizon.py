"""Torch's subgradient descent with a rate made for its horizon finds the infimum at the textbook's rate, on average."""

import torch

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Average, T, Theorem, constants, f, f_star, norm_sq, sqrt, t, x, x_star
from theorems.methods import TorchOptimizer

G, eta = constants("G eta")

theorem = Theorem(
    given=[Lipschitz(G), Convex()],
    method=TorchOptimizer(torch.optim.SGD, lr=eta / sqrt(T)),
    claim=Average(f(x[t]) - f_star, (t, 0, T - 1)) <= (norm_sq(x[0] - x_star) / eta + eta * G**2) / (2 * sqrt(T)),
)
