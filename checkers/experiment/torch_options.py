"""The options of a real optimizer as torch takes them: numbers of one instance, at one step."""

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.last_places import OPTION, Moved
from checkers.experiment.run import Run
from theorems import words as w
from theorems.torch_optimizer import SCHEDULED, TorchOptimizer, accepted
from theorems.typed import free_indices


def positions(step: int, horizon: int | None) -> dict[Any, np.ndarray]:
    """The values of t, and of T where there is one horizon."""
    found: dict[Any, np.ndarray] = {w.t: np.array(step, dtype=np.int64)}
    return found if horizon is None else {**found, w.T: np.array(horizon, dtype=np.int64)}


def options_of(method: TorchOptimizer, run: Run, number: int, horizon: int | None, moved: Moved | None = None, step: int = 0) -> dict[str, Any]:
    """The options of one instance as torch takes them: floats, and whole numbers as such unless the class's own default is a float.

    Each number among them is moved by itself, and anew in every step.
    """
    place = count()

    def evaluate(e: Any) -> float:
        found = Evaluator(run, positions(step, horizon), 0).number(e)
        found = found if moved is None else moved.scaled(found, OPTION, step, next(place))
        return float(found[number if found.shape[0] > 1 else 0, 0])

    defaults = accepted(method.optimizer)[0]
    return {name: _passed(value, defaults.get(name), evaluate) for name, value in method.options}


def _passed(value: Any, default: Any, evaluate: Callable[[Any], float]) -> Any:
    if isinstance(value, tuple):
        defaults = default if isinstance(default, tuple) and len(default) == len(value) else (None,) * len(value)
        return tuple(_passed(member, own, evaluate) for member, own in zip(value, defaults, strict=True))
    if not isinstance(value, sp.Expr):
        return value
    if isinstance(value, (sp.Integer, w.Natural)) and not isinstance(default, float):
        return round(evaluate(value))
    return evaluate(value)


def depends_on_step(method: TorchOptimizer) -> bool:
    """Whether the learning rate changes from step to step."""
    rate = dict(method.options).get(SCHEDULED)
    return isinstance(rate, sp.Expr) and w.t in free_indices(rate)
