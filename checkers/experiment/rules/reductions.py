"""What reduces an axis: expectations and probabilities over the paths; Average, Best, Worst and Sum over steps."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from checkers.experiment.random_networks import drawn_mean, is_drawn
from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.moments import expected
from theorems import words as w

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _expectation(v: "Evaluator", e: Any) -> Value:
    if v.run.moments is not None:
        return expected(v, e)
    if is_drawn(v):
        return drawn_mean(v, e)
    array, vector = v.value(e.args[0])
    paths = array.shape[1]
    _on_all_paths(v)
    if paths == 1 or v.run.keep_paths:
        return array, vector
    if len(e.args) == 1:
        return v.m.total(array, 1)[:, None] / paths, vector
    return _conditional(v, array, v.step(e.args[1].indices[0])), vector


def _on_all_paths(v: "Evaluator") -> None:
    """A mean over the paths has a value only where every path has one."""
    if v.defined.shape[1] > 1:
        v.defined = v.defined.all(axis=1, keepdims=True)


def _conditional(v: "Evaluator", array: Array, steps: np.ndarray) -> Array:
    """The mean over all continuations of each path's history of draws before a step (paths are in lexicographic order)."""
    if v.run.support is None:
        raise TypeError("a conditional expectation needs enumerated draws")
    result = array
    for step in np.unique(steps):
        size = v.run.support ** (v.run.batch * max(v.run.horizon - max(int(step), 0), 0))
        grouped = array.reshape((array.shape[0], -1, size, *array.shape[2:]))
        mean = v.m.total(grouped, 2)[:, :, None] / size
        spread = (mean + v.m.zeros((1, 1, size) + (1,) * (len(array.shape) - 2))).reshape(array.shape)
        here = (steps == step)[None, None]
        result = v.m.choose(here.reshape(here.shape + (1,) * (len(array.shape) - here.ndim)), spread, result)
    return result


def _probability(v: "Evaluator", e: Any) -> Value:
    event = e.args[0]
    if isinstance(event, sp.Eq):
        return _probability_of_equality(v, event)
    margin = v.number(event.rhs) - v.number(event.lhs)
    _on_all_paths(v)
    if isinstance(event, (sp.Ge, sp.Gt)):
        margin = -margin
    one, none = (v.m.integers(np.full((1,) * len(margin.shape), value, dtype=np.int64)) for value in (1, 0))
    if isinstance(event, (sp.Lt, sp.Gt)):
        happens = v.m.select(margin, none, none, one)
    else:
        happens = v.m.select(none, margin, one, none)
    return _share(v, happens), False


def _probability_of_equality(v: "Evaluator", event: Any) -> Value:
    """The share of paths on which two numbers, or two vectors, agree exactly."""
    difference = v.number(w.norm_sq(event.rhs - event.lhs)) if v.value(event.lhs)[1] else v.number(event.rhs) - v.number(event.lhs)
    _on_all_paths(v)
    one, none = (v.m.integers(np.full((1,) * len(difference.shape), value, dtype=np.int64)) for value in (1, 0))
    happens = v.m.choose(v.m.is_zero(difference), one, none)
    return _share(v, happens), False


def _share(v: "Evaluator", happens: Array) -> Array:
    """The share of the paths on which an event happens; for statistics over the paths, 1 or 0 for each of them."""
    return happens if v.run.keep_paths else v.m.total(happens, 1)[:, None] / happens.shape[1]


def _over_steps(v: "Evaluator", e: Any) -> Value:
    """Average, Best, Worst, Sum: the body along a new axis, then reduced between its ends; the leftmost limits are innermost."""
    *inner_limits, (index, low, high) = e.limits
    body = e.func(e.function, *inner_limits) if inner_limits else e.function
    first, last = np.broadcast_arrays(v.step(low), v.step(high))
    empty = last < first
    if not isinstance(e, sp.Sum):
        v.require(~empty[None, None])
    if empty.all():
        return v.constant(0)
    values = np.arange(first[~empty].min(), last[~empty].max() + 1)
    child = v.inside(index, values)
    array, vector = child.value(body)
    within = (values >= first[..., None]) & (values <= last[..., None])
    v.outside |= child.outside
    v.require((child.defined | ~within[None, None]).all(axis=-1))
    reduced = _reduce(v, type(e), array, vector, values, first, last)
    if isinstance(e, w.Average):
        count = v.m.integers(np.maximum(last - first + 1, 1))[None, None]
        reduced = reduced / (count[..., None] if vector else count)
    return reduced, vector


def _reduce(v: "Evaluator", kind: type, array: Array, vector: bool, values: np.ndarray, first: np.ndarray, last: np.ndarray) -> Array:
    if kind is w.Worst:
        return -_reduce(v, w.Best, -array, vector, values, first, last)
    axis = 2 + v.axes
    array = array + v.m.zeros((1,) * axis + (len(values),) + ((1,) if vector else ()))
    plain = all(n == 1 for n in array.shape[2:axis]) and (first == first.flat[0]).all()
    if plain and not (vector and kind is w.Best):
        return _running(v, kind, array, values, first, last)
    within = (values >= first[..., None]) & (values <= last[..., None])
    if kind is w.Best:
        return _least(v, array, within)
    mask = within[None, None, ..., None] if vector else within[None, None]
    return v.m.total(v.m.choose(mask, array, v.m.zeros((1,) * len(array.shape))), axis)


def _running(v: "Evaluator", kind: type, array: Array, values: np.ndarray, first: np.ndarray, last: np.ndarray) -> Array:
    """One running sum (or minimum) read off at every upper end."""
    tail = tuple(array.shape[3 + v.axes :])
    flat = array.reshape((*array.shape[:2], len(values), *tail))
    offset = int(first.flat[0]) - int(values[0])
    run = v.m.running_least(flat, 2) if kind is w.Best else v.m.running_total(flat, 2)
    ends = np.clip(last - int(first.flat[0]) + offset, 0, len(values) - 1)
    taken = v.m.take(run, ends.reshape(-1), 2).reshape((*run.shape[:2], *last.shape, *tail))
    empty = (last < first)[(None, None, ..., *(None for _ in tail))]
    return v.m.choose(empty, v.m.zeros((1,) * len(taken.shape)), taken) if empty.any() else taken


def _least(v: "Evaluator", array: Array, within: np.ndarray) -> Array:
    result, started = None, np.zeros(within.shape[:-1], dtype=bool)
    for position in range(within.shape[-1]):
        here, inside = array[..., position], within[..., position]
        smaller = here if result is None else v.m.minimum(result, here)
        fresh = inside & ~started
        result = here if result is None else v.m.choose(fresh[None, None], here, v.m.choose(inside[None, None], smaller, result))
        started = started | inside
    return result


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    w.E: _expectation,
    w.Probability: _probability,
    w.Average: _over_steps,
    w.Best: _over_steps,
    w.Worst: _over_steps,
    sp.Sum: _over_steps,
}
