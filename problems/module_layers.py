"""Reads an nn.Module as layers that can be computed exactly: nn.Sequential of nn.Linear and known activations, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import torch
from torch import nn

from problems.activations import SOFTPLUS, TANH, Activation
from problems.exact.linear import Matrix, Vector
from problems.layers import IDENTITY, KNOWN, SIGMOID

ACTIVATIONS: dict[type, Activation] = {nn.Tanh: TANH, nn.Sigmoid: SIGMOID, nn.Softplus: SOFTPLUS, nn.Identity: IDENTITY}
HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")


@dataclass(frozen=True)
class Read:
    """A network in rational numbers: the rows that `problems.layers.layers` takes, and the numbers of weights that are fixed and trained."""

    shapes: Matrix
    fixed: Vector
    trained: Vector


def read(module: nn.Module) -> Read | str:
    """The layers of a module, or why it cannot be read."""
    shapes, fixed, trained, seen = [], list[Fraction](), list[Fraction](), set[int]()
    for part in _parts(module):
        if any(getattr(part, hooks, None) for hooks in HOOKS):
            return f"{type(part).__name__} has hooks"
        if type(part) is nn.Linear:
            if {id(p) for p in part.parameters()} & seen:
                return "two layers share their weights"
            seen |= {id(p) for p in part.parameters()}
            shapes.append(_row(part))
            for numbers in part.parameters():
                (trained if numbers.requires_grad else fixed).extend(rationals(numbers))
        elif type(part) in ACTIVATIONS and _plain(part):
            activation = ACTIVATIONS[type(part)]
            if not shapes or shapes[-1][5] != 0:
                if activation is IDENTITY:
                    continue
                return f"{type(part).__name__} does not follow an nn.Linear"
            shapes[-1] = (*shapes[-1][:5], Fraction(KNOWN.index(activation)))
        elif not _idle(part):
            known = ", ".join(kind.__name__ for kind in (nn.Linear, *ACTIVATIONS))
            return f"{type(part).__name__} is no layer that is computed exactly (these are {known})"
    return Read(tuple(shapes), tuple(fixed), tuple(trained)) if shapes else "it has no nn.Linear"


def _parts(module: nn.Module) -> Iterator[nn.Module]:
    """The modules that are applied in turn."""
    if type(module) is nn.Sequential and not any(getattr(module, hooks, None) for hooks in HOOKS):
        for part in module:
            yield from _parts(part)
    else:
        yield module


def _plain(part: nn.Module) -> bool:
    return not isinstance(part, nn.Softplus) or (part.beta == 1 and part.threshold == 20)


def _idle(part: nn.Module) -> bool:
    """Whether it does nothing to vectors: dropout in eval mode."""
    return type(part) is nn.Dropout and (not part.training or part.p == 0)


def _row(layer: nn.Linear) -> tuple[Fraction, ...]:
    bias = layer.bias
    trained = bias is not None and bias.requires_grad
    flags = (bias is not None, layer.weight.requires_grad, trained)
    return tuple(Fraction(int(e)) for e in (layer.in_features, layer.out_features, *flags, 0))


def rationals(tensor: Any) -> list[Fraction]:
    """The numbers of a tensor, row by row, exactly."""
    return [Fraction(e) for e in torch.as_tensor(tensor).detach().to(torch.float64).reshape(-1).tolist()]
