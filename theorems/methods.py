"""The methods by name: gradient descent, heavy ball, Nesterov's method, the optimizers of torch.optim with torch's conventions.

A method of one's own is a `Method` of equations; `TorchOptimizer` runs a real optimizer in place of equations.
"""

from theorems.adaptive_methods import Adagrad, Adam, AdamW, NAdam, RMSprop
from theorems.first_order_methods import SGD, GradientDescent, HeavyBall, Nesterov
from theorems.method import Method
from theorems.torch_optimizer import TorchOptimizer

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "GradientDescent", "HeavyBall", "Method", "NAdam", "Nesterov", "RMSprop", "TorchOptimizer"]
