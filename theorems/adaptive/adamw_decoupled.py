"""AdamW takes Adam's step from decayed weights: the decay is not part of the gradients that are averaged.

Adam with an L2 penalty averages the penalty with the gradients and divides it by their root, so weights with large gradients decay less.
Idea of the proof: the decoupled update multiplies x[t] by 1 - alpha lambda once, and the moments see g alone; they are weighted means of g
and of its squares, whose weights sum to one.

Source: Loshchilov & Hutter (2019). Lectures: orvieto.
"""

from dataclasses import replace
from typing import Any

from theorems.adaptive.adam_bias_correction import alpha, averaged, beta1, beta2, eps, g, mean
from theorems.language import Eq, Theorem, constants, sqrt, t, x
from theorems.methods import AdamW

lam = constants("lam")


def from_decayed(factor: Any) -> Any:
    """Adam's step from the weights times a factor."""
    return Eq((factor * x[t] - x[t + 1]) * (sqrt(mean(beta2, 2)) + eps), alpha * mean(beta1, 1))


theorem = Theorem(
    given=[beta1 < 1, beta2 < 1, eps >= 0, alpha * lam < 1],
    method=AdamW(step=alpha, beta1=beta1, beta2=beta2, eps=eps, weight_decay=lam, gradient=g[t]),
    claim=from_decayed(1 - alpha * lam),
)

mutants = [  # at every x[0] but 0
    ("the decay twice", replace(theorem, claim=from_decayed((1 - alpha * lam) ** 2))),
    ("a decay that the learning rate does not scale", replace(theorem, claim=from_decayed(1 - lam))),
]


def proof(p):
    """Adam's step, from decayed weights."""
    p.conclude(*averaged(p, (1 - alpha * lam) * x[t] - x[t + 1]))
