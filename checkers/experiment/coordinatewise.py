"""Whether an optimizer treats each coordinate by itself, so that many trials can run as one parameter: checked, not assumed.

One optimizer on several blocks and one on each block alone take the same steps, with gradients that hold zeros, huge and tiny numbers. Norms,
clipping, trust ratios and line searches couple the blocks, and an optimizer's own randomness tells them apart; both are seen as a difference. A
vector instruction may round otherwise than a scalar one, so that equal means: to CLOSE of the largest value that the coordinate has had.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import torch

from problems.instance import Array

CLOSE = 1e-10
BLOCKS, STEPS = 5, 6
SIZES = (1.0, 1e-9, 0.0, 1e6, 1e-3)
"""How large the gradients of the blocks are, in turn from step to step."""


def coordinatewise(optimizer: type, options: Mapping[str, Any], dimension: int) -> bool:
    """Whether blocks of `dimension` coordinates run together as they run alone, with these options; torch is set for training."""
    return _checked(optimizer, tuple(options.items()), dimension)


@lru_cache(maxsize=512)
def _checked(optimizer: Any, options: tuple[tuple[str, Any], ...], dimension: int) -> bool:
    stream = torch.Generator().manual_seed(0)
    start = torch.randn((BLOCKS, dimension), generator=stream)
    start[0] = 0
    gradients = torch.randn((STEPS, BLOCKS, dimension), generator=stream)
    for step in range(STEPS):
        gradients[step] *= torch.tensor([SIZES[(step + block) % len(SIZES)] for block in range(BLOCKS)])[:, None]
    try:
        together = run_alone(optimizer, dict(options), start.reshape(-1), gradients.reshape(STEPS, -1)).reshape(STEPS + 1, BLOCKS, dimension)
        apart = [run_alone(optimizer, dict(options), start[block], gradients[:, block]) for block in range(BLOCKS)]
    except (Exception, SystemExit):
        return False
    return same(together, torch.stack(apart, dim=1))


def run_alone(optimizer: Any, options: dict[str, Any], start: Array, gradients: Array) -> Array:
    """x[0], x[1], ... under given gradients : (N + 1, n)."""
    parameter = torch.nn.Parameter(start.clone(), requires_grad=not options.get("differentiable", False))
    stepped, made = optimizer([parameter], **options), [start.clone()]
    for gradient in gradients:
        parameter.grad = gradient.clone()
        stepped.step()
        made.append(parameter.detach().clone())
    return torch.stack(made)


def same(a: Array, b: Array) -> bool:
    """Whether two runs agree to CLOSE in each coordinate, and are infinite or undefined at the same places : (N + 1, ...)."""
    finite = torch.isfinite(a)
    if not bool((finite == torch.isfinite(b)).all()):
        return False
    a, b = torch.where(finite, a, 0), torch.where(finite, b, 0)
    largest = torch.maximum(a.abs(), b.abs()).cummax(dim=0).values
    return bool(((a - b).abs() <= CLOSE * largest).all())
