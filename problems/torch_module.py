"""A problem from a network of a person's own and their data: the training loss as a function of the trained weights.

Where the structure allows, the constants are certified: least squares with a linear model, logistic regression, networks of known layers with one
of them trained. Other networks of known layers are computed exactly, but their constants are observed only; of any other module or loss nothing
is certified, and it runs as torch code.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.func import functional_call

from problems import seen
from problems.discovery import families, family_of
from problems.exact.linear import Matrix, Vector
from problems.float64 import DTYPE, Float64
from problems.instance import EVERYWHERE, Instance, stacked
from problems.layers import layers
from problems.models import feedforward, linear_model
from problems.module_layers import Read, rationals, read
from problems.noise import Noise
from problems.problem import Problem
from problems.torch_function import MOST, RELATIVE, ProblemError, checked, from_code

NAMED = ("squared", "mse", "logistic")
"""Losses by name: the mean of |F - y|^2/2 over samples, torch's mean of squares over all entries, the mean of log(1 + exp(-y F))."""

MODULES: Mapping[type, str] = {nn.MSELoss: "mse", nn.BCEWithLogitsLoss: "logistic", nn.SoftMarginLoss: "logistic"}

MOST_COLUMNS, MOST_NUMBERS = 24, 4096
"""Variables of a linear model whose spectrum is certified, and numbers of samples times weights that are computed exactly."""

GRID = 2**16


@dataclass(frozen=True)
class _Data:
    """A network in float64 (a copy), its data and its loss."""

    module: nn.Module
    inputs: torch.Tensor
    targets: torch.Tensor
    loss: str | Callable[..., torch.Tensor]

    @property
    def trained(self) -> dict[str, nn.Parameter]:
        """The weights that are variables."""
        return {name: p for name, p in self.module.named_parameters() if p.requires_grad}

    def of(self, w: torch.Tensor) -> torch.Tensor:
        """The loss with the trained weights w : (d,)."""
        parts, at = {}, 0
        for p in self.trained.values():
            parts[id(p)], at = w[at : at + p.numel()].reshape(p.shape), at + p.numel()
        named = {name: parts[id(p)] for name, p in self._places if id(p) in parts}
        return self._of_outputs(functional_call(self.module, named, (self.inputs,), tie_weights=False))

    @cached_property
    def _places(self) -> list[tuple[str, nn.Parameter]]:
        """Where each weight stands, those that several modules share once for each."""
        modules = self.module.named_modules()
        return [(f"{path}.{name}".lstrip("."), p) for path, part in modules for name, p in part._parameters.items() if p is not None]

    def _of_outputs(self, outputs: torch.Tensor) -> torch.Tensor:
        if not isinstance(self.loss, str):
            return self.loss(outputs, self.targets)
        targets = self.targets.reshape(outputs.shape)
        if self.loss == "logistic":
            return nn.functional.softplus(-targets * outputs).mean()
        return ((outputs - targets) ** 2).sum() / (2 * len(outputs) if self.loss == "squared" else outputs.numel())


def problem_of(module: nn.Module, inputs: Any, targets: Any, loss: Any = "squared", name: str = "") -> Problem:
    """The problem of training the weights of a module that require a gradient, all samples in one batch; the module is copied, never changed.

    inputs (n, ...) and targets (n, ...) are arrays or tensors. `loss` is "squared" (the mean of |F - y|^2/2), "mse", "logistic" (labels 1 and -1,
    or 1 and 0), nn.MSELoss(), nn.BCEWithLogitsLoss(), or a function of outputs and targets. ProblemError says what is wrong with any of them;
    `notes` of the problem tell what is certified and what is not, and why.
    """
    data, notes = _data(module, inputs, targets, loss)
    label = name or type(module).__name__
    start = tuple(e for p in data.trained.values() for e in rationals(p))
    starts = (start, *((Fraction(round(e * GRID), GRID) for e in _near(start, number)) for number in range(2)))
    checked(data.of, np.array([[float(e) for e in map(float, start)]]), label)
    found = _exact(data, start)
    if isinstance(found, str):
        notes += (f"nothing is certified: {found}",)
        made = from_code(
            data.of, label, tuple(map(tuple, starts)), 0 if isinstance(data.loss, str) else None, f"training loss of {label} on R^{len(start)}"
        )
        return replace(made, notes=notes)
    certified = ", ".join(name for name, fact in found.facts.items() if fact.scope == EVERYWHERE) or "nothing but the infimum's lower bound"
    noise = Noise("finite_sum") if family_of(found).components is not None else None
    return Problem(found, noise, label=label, notes=(*notes, f"certified: {certified}"))


def _near(start: Vector, number: int) -> np.ndarray:
    stream = np.random.Generator(np.random.Philox(key=[1, number]))
    return np.array([float(e) for e in start]) + stream.standard_normal(len(start)) / 2


def _data(module: Any, inputs: Any, targets: Any, loss: Any) -> tuple[_Data, tuple[str, ...]]:
    """The data as float64, refused with a message where they make no problem."""
    if not isinstance(module, nn.Module):
        raise ProblemError(f"problem_of takes a torch.nn.Module, not {type(module).__name__}: lemmata.problem(f, dimension) takes a function.")
    unsettled = [type(part).__name__ for part in module.modules() if part.training and _unsettled(part)]
    if unsettled:
        raise ProblemError(f"{unsettled[0]} in training mode draws at random or depends on the batch: call module.eval() first.")
    weights = [p for p in module.parameters() if p.requires_grad]
    size = sum(p.numel() for p in weights)
    if not 1 <= size <= MOST:
        raise ProblemError(f"the module has {size} trained weights: a problem has from 1 to {MOST} (requires_grad_(False) fixes a layer).")
    if not all(torch.isfinite(p).all() for p in module.parameters()):
        raise ProblemError("a weight of the module is not a finite number.")
    notes = ("its weights are converted to float64",) if any(p.dtype != DTYPE for p in module.parameters()) else ()
    x, y = (_tensor(array, what) for array, what in ((inputs, "inputs"), (targets, "targets")))
    if len(x) != len(y):
        raise ProblemError(f"there are {len(x)} inputs, but {len(y)} targets.")
    copied = copy.deepcopy(module).to(torch.device("cpu"), DTYPE)
    chosen, y = _loss(loss, y, copied, x)
    return _Data(copied, x, y, chosen), notes


def _unsettled(part: nn.Module) -> bool:
    if isinstance(part, nn.modules.batchnorm._BatchNorm):
        return True
    return isinstance(part, nn.modules.dropout._DropoutNd) and part.p > 0


def _tensor(array: Any, what: str) -> torch.Tensor:
    try:
        made = torch.as_tensor(array).detach().cpu()
    except (TypeError, ValueError, RuntimeError) as error:
        raise ProblemError(f"{what} are an array of numbers, one row for each sample: {error}.") from None
    if made.is_complex():
        raise ProblemError(f"{what} are real numbers, not of {made.dtype}.")
    if made.ndim == 0 or len(made) == 0 or (made.is_floating_point() and not torch.isfinite(made).all()):
        raise ProblemError(f"{what} are finite numbers, one row for each of at least one sample; these have the shape {tuple(made.shape)}.")
    return made.to(DTYPE) if made.is_floating_point() or what == "inputs" else made


def _loss(loss: Any, targets: torch.Tensor, module: nn.Module, inputs: torch.Tensor) -> tuple[Any, torch.Tensor]:
    """The loss by its name where it is a known one, and the targets in its terms."""
    if isinstance(loss, str) and loss not in NAMED:
        raise ProblemError(f'no loss is called "{loss}". There are: {", ".join(NAMED)}; or give a function of outputs and targets.')
    if not isinstance(loss, str) and not callable(loss):
        raise ProblemError(f"a loss is a name ({', '.join(NAMED)}) or a function of outputs and targets, not {type(loss).__name__}.")
    named = loss if isinstance(loss, str) else MODULES.get(type(loss)) if _plain(loss) else None
    if named is None:
        return loss, targets
    try:
        with torch.no_grad():
            outputs = module(inputs)
    except Exception as error:
        raise ProblemError(f"{type(module).__name__} raises {type(error).__name__} at inputs of shape {tuple(inputs.shape)}: {error}") from error
    same = outputs.shape == targets.shape or (isinstance(loss, str) and outputs.numel() == targets.numel())
    if not same or len(outputs) != len(targets):
        raise ProblemError(f"outputs have the shape {tuple(outputs.shape)}, targets {tuple(targets.shape)}: they must have one shape.")
    values = set(targets.reshape(-1).tolist())
    if named == "logistic":
        own = {-1.0, 1.0} if isinstance(loss, nn.SoftMarginLoss) else {0.0, 1.0} if isinstance(loss, nn.BCEWithLogitsLoss) else None
        if not any(values <= known for known in ([own] if own else [{0.0, 1.0}, {-1.0, 1.0}])):
            raise ProblemError(f"the targets of a logistic loss are labels, {sorted(own) if own else '1 and -1, or 1 and 0'}.")
        targets = torch.where(targets.to(DTYPE) > 0, 1.0, -1.0).to(DTYPE)
    return named, targets.to(DTYPE)


def _plain(loss: Any) -> bool:
    weights = (getattr(loss, name, None) for name in ("weight", "pos_weight"))
    return getattr(loss, "reduction", "mean") == "mean" and all(w is None for w in weights)


def _exact(data: _Data, start: Vector) -> Instance | str:
    """The instance of a family that computes the same loss, or why there is none."""
    net = read(data.module)
    if isinstance(net, str) or not isinstance(data.loss, str):
        return net if isinstance(net, str) else "the loss is a function of one's own"
    if data.inputs.ndim != 2 or len(data.inputs) * max(len(net.trained) + len(net.fixed), data.inputs.shape[1]) > MOST_NUMBERS:
        return f"exact numbers are kept for vectors, up to {MOST_NUMBERS} samples times weights"
    made = _of_family(data, net, start)
    return made if isinstance(made, str) or _agrees(made, data, start) else "the module computes something else than its layers say"


def _of_family(data: _Data, net: Read, start: Vector) -> Instance | str:
    outputs = layers(net.shapes)[-1].outputs
    inputs, targets = _matrix(data.inputs), _matrix(data.targets.reshape((-1, outputs)))
    only = layers(net.shapes)[0] if len(net.shapes) == 1 and not net.fixed else None
    if only is not None and only.activation.name == "identity" and len(start) <= MOST_COLUMNS:
        rows = _rows(inputs, outputs, only.has_bias)
        if not any(map(any, rows)):
            return "the loss does not depend on the weights"
        flat = tuple(e for row in targets for e in row)
        if data.loss != "logistic":
            return linear_model.build(rows, flat, Fraction(outputs if data.loss == "squared" else 2), start)
        if outputs == 1:
            made: Instance = families()["logistic"].build(rows, flat, Fraction(0))
            return replace(made, starts=tuple(dict.fromkeys((start, *made.starts))))
    loss = feedforward.LOGISTIC if data.loss == "logistic" else feedforward.SQUARED
    weight = Fraction(1) if data.loss == "squared" else Fraction(1 if data.loss == "logistic" else 2, outputs)
    shape = (net.shapes, inputs, targets, net.fixed, loss, weight, start)
    looked = _seen(feedforward.build(*shape))
    best = tuple(Fraction(round(e * GRID), GRID) for e in looked.least_at.tolist())
    made = feedforward.build(*shape, best)
    return replace(made, facts={**looked.facts(), **made.facts})


def _matrix(tensor: torch.Tensor) -> Matrix:
    flat, width = rationals(tensor), tensor.shape[1]
    return tuple(tuple(flat[r * width : (r + 1) * width]) for r in range(len(tensor)))


def _rows(inputs: Matrix, outputs: int, bias: bool) -> Matrix:
    """What multiplies (W, c) in each output on each sample."""
    zero = (Fraction(0),) * len(inputs[0])
    own = [tuple(Fraction(int(k == o)) for k in range(outputs)) if bias else () for o in range(outputs)]
    return tuple((*(e for k in range(outputs) for e in (a if k == o else zero)), *own[o]) for a in inputs for o in range(outputs))


def _seen(one: Instance) -> seen.Seen:
    m, family = Float64(), family_of(one)
    p = stacked([one], m)
    return seen.constants(lambda x: family.value(p, x[None], m)[0], lambda x: family.gradient(p, x[None], m)[0], one.starts, 0.0)


def _agrees(one: Instance, data: _Data, start: Vector) -> bool:
    """Whether the family computes the module's loss, up to rounding, at the start and at two points near it."""
    m = Float64()
    points = torch.tensor(np.array([[float(e) for e in start], _near(start, 0), _near(start, 1)]), dtype=DTYPE)
    with torch.no_grad():
        found = family_of(one).value(stacked([one], m), points[None], m)[0]
        return torch.allclose(found, torch.stack([data.of(point) for point in points]), rtol=RELATIVE, atol=RELATIVE)
