"""The one translation from statements to numbers: any term of the language, evaluated on a run in whatever arithmetic it has.

A number is an array (I, P, *axes), a vector (I, P, *axes, d): I instances, P paths, and one axis for each index in scope (the free t and T
and those that sums bind). Axes on which a value does not depend have length one.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.run import FOREVER, Run
from problems.noise import stochastic_gradient
from theorems import words as w
from theorems.normal_form import gap

Array = Any
Value = tuple[Array, bool]
"""An array, and whether it is a vector."""


class Evaluator:
    """Evaluates terms on a run; `positions` gives the values of the indices in scope, each an int64 array over the index axes.

    `defined` marks where every term met so far has a value (no division by zero, no step before the first or after the last).
    """

    def __init__(self, run: Run, positions: Mapping[Any, np.ndarray], axes: int) -> None:
        self.run, self.m, self.positions, self.axes = run, run.m, dict(positions), axes
        self.known: dict[Any, Value] = {}
        self.defined: Any = np.ones((1, 1) + (1,) * axes, dtype=bool)

    def number(self, e: Any) -> Array:
        """The value of a number-valued term: (I or 1, P or 1, *axes)."""
        return self.value(e)[0]

    def value(self, e: Any) -> Value:
        """The value of any term, computed once."""
        found = self.known.get(e)
        if found is None:
            found = self.known[e] = _rule(e)(self, e)
        return found

    def step(self, e: Any) -> np.ndarray:
        """A whole-number index expression as int64 over the index axes."""
        if e.is_Integer:
            return np.full((1,) * self.axes, int(e), dtype=np.int64)
        if isinstance(e, w.Index):
            return np.asarray(self.positions[e])
        if isinstance(e, w.Natural):
            return np.full((1,) * self.axes, self.run.naturals[e.name], dtype=np.int64)
        parts = [self.step(a) for a in e.args]
        combined = np.add.reduce(np.broadcast_arrays(*parts)) if e.is_Add else np.multiply.reduce(np.broadcast_arrays(*parts)) if e.is_Mul else None
        return np.asarray(parts[0] ** parts[1] if combined is None else combined)

    def require(self, condition: Any) -> None:
        """Mark as undefined wherever a condition over (I, P, *axes) fails."""
        self.defined = self.defined & condition

    def constant(self, value: Any) -> Value:
        """An exact number as an array."""
        return self.m.array([value], (1, 1) + (1,) * self.axes), False

    def spread(self, a: Array) -> Array:
        """(I, P) or (I, P, d) data without index axes, given them."""
        return a.reshape((*a.shape[:2], *(1,) * self.axes, *a.shape[2:]))

    def inside(self, index: Any, values: np.ndarray) -> "Evaluator":
        """An evaluator with one more index in scope, along a new last axis."""
        positions = {key: value[..., None] for key, value in self.positions.items()}
        positions[index] = values.reshape((1,) * self.axes + (-1,))
        return Evaluator(self.run, positions, self.axes + 1)


def aligned(values: list[Value]) -> tuple[list[Array], bool]:
    """Arrays that broadcast: numbers among vectors get a trailing axis."""
    vector = any(is_vector for _, is_vector in values)
    return [a[..., None] if vector and not is_vector else a for a, is_vector in values], vector


def _rule(e: Any) -> Callable[[Evaluator, Any], Value]:
    for cls in type(e).__mro__:
        if cls in RULES:
            return RULES[cls]
    raise TypeError(f"{e} ({type(e).__name__}) has no numeric form")


def _add(v: Evaluator, e: Any) -> Value:
    arrays, vector = aligned([v.value(a) for a in e.args])
    return sum(arrays[1:], arrays[0]), vector


def _mul(v: Evaluator, e: Any) -> Value:
    arrays, vector = aligned([v.value(a) for a in e.args])
    result = arrays[0]
    for a in arrays[1:]:
        result = result * a
    return result, vector


def _pow(v: Evaluator, e: Any) -> Value:
    base, exponent = e.args
    array, vector = v.value(base)
    if exponent.is_Rational:
        array = _check_base(v, array, exponent, vector)
        return _rational_power(v, array, exponent), vector
    (a, b), vector = aligned([(array, vector), v.value(exponent)])
    return v.m.power(a, b), vector


def _check_base(v: Evaluator, base: Array, exponent: Any, vector: bool) -> Array:
    """Where a divisor is zero or a radicand negative the term has no value; it is computed on with a one there."""
    bad = np.zeros((1,) * len(base.shape), dtype=bool)
    if exponent < 0:
        bad = bad | v.m.is_zero(base)
    if exponent.q % 2 == 0:
        bad = bad | v.m.is_negative(base)
    if not bad.any():
        return base
    v.require(~(bad.any(axis=-1) if vector else bad))
    return v.m.choose(bad, v.m.integers(np.ones((1,) * len(base.shape), dtype=np.int64)), base)


def _rational_power(v: Evaluator, base: Array, exponent: Any) -> Array:
    if exponent == -1:
        return 1 / base
    if exponent == 2:
        return base * base
    if exponent.is_Integer:
        return base ** int(exponent)
    if exponent == sp.Rational(1, 2):
        return v.m.sqrt(base)
    if exponent == sp.Rational(-1, 2):
        return 1 / v.m.sqrt(base)
    return v.m.power(base, v.constant(_fraction(exponent))[0])


def _fraction(e: Any) -> Any:
    from fractions import Fraction

    return Fraction(int(e.p), int(e.q))


def _indexed(v: Evaluator, e: Any) -> Value:
    found = v.run.trajectories[str(e.base)]
    where = v.step(e.indices[0])
    last = found.first + found.values.shape[2] - 1
    v.require(((where >= found.first) & (where <= last))[None, None])
    if (v.run.defined_until != FOREVER).any():
        v.require(where[None, None] <= v.run.defined_until.reshape((*v.run.defined_until.shape, *(1,) * v.axes)))
    positions = np.clip(where, found.first, last) - found.first
    values = found.values[:, :1] if (where <= 0).all() else found.values
    taken = v.m.take(values, positions.reshape(-1), 2)
    return taken.reshape((*taken.shape[:2], *positions.shape, *taken.shape[3:])), found.vector


def at_points(v: Evaluator, point: Any) -> tuple[Array, tuple[int, ...]]:
    """A vector-valued term as (I, M, d), with the shape (P, *axes) that M stands for."""
    array = v.value(point)[0]
    if array.shape[0] != v.run.instances:
        array = array + v.m.zeros((v.run.instances,) + (1,) * (len(array.shape) - 1))
    shape = tuple(array.shape[1:-1])
    return array.reshape((v.run.instances, -1, v.run.dimension)), shape


def _f(v: Evaluator, e: Any) -> Value:
    assert v.run.family is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.value(v.run.arrays, x, v.m).reshape((v.run.instances, *shape)), False


def _gap(v: Evaluator, e: Any) -> Value:
    return _f(v, e)[0] - v.number(w.f_star), False


def _grad(v: Evaluator, e: Any) -> Value:
    assert v.run.family is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.gradient(v.run.arrays, x, v.m).reshape((v.run.instances, *shape, v.run.dimension)), True


def _dist_sq(v: Evaluator, e: Any) -> Value:
    assert v.run.family is not None
    assert v.run.family.dist_sq is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.dist_sq(v.run.arrays, x, v.m).reshape((v.run.instances, *shape)), False


def _stochastic(v: Evaluator, e: Any) -> Value:
    """The mean of `batch` random gradients at a point, each with the draw that belongs to its sample index."""
    assert v.run.family is not None
    assert v.run.noise is not None
    sample, batch = v.step(e.args[1]), int(v.step(e.args[2]).flat[0])
    steps = v.run.draws.shape[2]
    v.require(((sample >= 0) & (sample < steps))[None, None])
    draws = (
        v.m.take(v.run.draws, np.clip(sample, 0, steps - 1).reshape(-1), 2)
        if v.run.noise[0] == "gaussian"
        else v.run.draws[:, :, np.clip(sample, 0, steps - 1).reshape(-1)]
    )
    x, x_shape = at_points(v, e.args[0])
    shape = np.broadcast_shapes(x_shape, (v.run.draws.shape[1], *sample.shape))
    wide = (x.reshape((v.run.instances, *x_shape, v.run.dimension)) + v.m.zeros((1, *shape, 1))).reshape((v.run.instances, -1, v.run.dimension))
    drawn = [_one_draw(v, wide, draws[:, :, :, one], shape, sample.shape) for one in range(batch)]
    total = sum(drawn[1:], drawn[0])
    return (total / batch).reshape((v.run.instances, *shape, v.run.dimension)), True


def _one_draw(v: Evaluator, x: Array, draw: Any, shape: tuple[int, ...], steps: tuple[int, ...]) -> Array:
    assert v.run.family is not None
    assert v.run.noise is not None
    if v.run.noise[0] == "gaussian":
        wide = draw.reshape((draw.shape[0], draw.shape[1], *steps, v.run.dimension)) + v.m.zeros((1, *shape, 1))
        which: Any = wide.reshape(x.shape)
    else:
        wide_index = draw.reshape((draw.shape[0], draw.shape[1], *steps))
        which = np.broadcast_to(wide_index, (v.run.instances, *shape)).reshape(v.run.instances, -1)
    return stochastic_gradient(v.run.family, v.run.arrays, v.run.noise, x, which, v.m)


def _inner(v: Evaluator, e: Any) -> Value:
    a, b = (v.value(part)[0] for part in e.args)
    return v.m.total(a * b, -1), False


def _norm_sq(v: Evaluator, e: Any) -> Value:
    array, vector = v.value(e.args[0])
    return (v.m.total(array * array, -1) if vector else array * array), False


def _norm(v: Evaluator, e: Any) -> Value:
    return v.m.sqrt(_norm_sq(v, e)[0]), False


def _expectation(v: Evaluator, e: Any) -> Value:
    array, vector = v.value(e.args[0])
    paths = array.shape[1]
    if v.defined.shape[1] > 1:
        v.defined = v.defined.all(axis=1, keepdims=True)
    if paths == 1 or v.run.keep_paths:
        return array, vector
    if len(e.args) == 1:
        return v.m.total(array, 1)[:, None] / paths, vector
    return _conditional(v, array, v.step(e.args[1].indices[0])), vector


def _conditional(v: Evaluator, array: Array, steps: np.ndarray) -> Array:
    """The mean over all continuations of each path's history of draws before a step (paths are in lexicographic order)."""
    if v.run.support is None:
        raise TypeError("a conditional expectation needs enumerated draws")
    result = array
    for step in np.unique(steps):
        size = v.run.support ** (v.run.batch * max(v.run.horizon - int(step), 0))
        grouped = array.reshape((array.shape[0], -1, size, *array.shape[2:]))
        mean = v.m.total(grouped, 2)[:, :, None] / size
        spread = (mean + v.m.zeros((1, 1, size) + (1,) * (len(array.shape) - 2))).reshape(array.shape)
        here = (steps == step)[None, None]
        result = v.m.choose(here.reshape(here.shape + (1,) * (len(array.shape) - here.ndim)), spread, result)
    return result


def _probability(v: Evaluator, e: Any) -> Value:
    event = e.args[0]
    margin = v.number(event.rhs) - v.number(event.lhs)
    if isinstance(event, (sp.Ge, sp.Gt)):
        margin = -margin
    one, none = (v.m.integers(np.full((1,) * len(margin.shape), value, dtype=np.int64)) for value in (1, 0))
    if isinstance(event, (sp.Lt, sp.Gt)):
        happens = v.m.select(margin, none, none, one)
    else:
        happens = v.m.select(none, margin, one, none)
    return v.m.total(happens, 1)[:, None] / happens.shape[1], False


def _over_steps(v: Evaluator, e: Any) -> Value:
    """Average, Best, Sum: the body along a new axis, then reduced between its ends; the leftmost limits are innermost."""
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
    v.require((child.defined | ~within[None, None]).all(axis=-1))
    reduced = _reduce(v, type(e), array, vector, values, first, last)
    if isinstance(e, w.Average):
        count = v.m.integers(np.maximum(last - first + 1, 1))[None, None]
        reduced = reduced / (count[..., None] if vector else count)
    return reduced, vector


def _reduce(v: Evaluator, kind: type, array: Array, vector: bool, values: np.ndarray, first: np.ndarray, last: np.ndarray) -> Array:
    axis = 2 + v.axes
    array = array + v.m.zeros((1,) * axis + (len(values),) + ((1,) if vector else ()))
    plain = all(n == 1 for n in array.shape[2:axis]) and (first == first.flat[0]).all()
    if plain and not vector:
        return _running(v, kind, array, values, first, last)
    within = (values >= first[..., None]) & (values <= last[..., None])
    if kind is w.Best:
        return _least(v, array, within)
    mask = within[None, None, ..., None] if vector else within[None, None]
    return v.m.total(v.m.choose(mask, array, v.m.zeros((1,) * len(array.shape))), axis)


def _running(v: Evaluator, kind: type, array: Array, values: np.ndarray, first: np.ndarray, last: np.ndarray) -> Array:
    """One running sum (or minimum) read off at every upper end."""
    flat = array.reshape((*array.shape[:2], len(values)))
    offset = int(first.flat[0]) - int(values[0])
    run = v.m.running_least(flat, 2) if kind is w.Best else v.m.running_total(flat, 2)
    ends = np.clip(last - int(first.flat[0]) + offset, 0, len(values) - 1)
    taken = v.m.take(run, ends.reshape(-1), 2).reshape((*run.shape[:2], *last.shape))
    empty = (last < first)[None, None]
    return v.m.choose(empty, v.m.zeros((1,) * len(taken.shape)), taken) if empty.any() else taken


def _least(v: Evaluator, array: Array, within: np.ndarray) -> Array:
    result, started = None, np.zeros(within.shape[:-1], dtype=bool)
    for position in range(within.shape[-1]):
        here, inside = array[..., position], within[..., position]
        smaller = here if result is None else v.m.minimum(result, here)
        fresh = inside & ~started
        result = here if result is None else v.m.choose(fresh[None, None], here, v.m.choose(inside[None, None], smaller, result))
        started = started | inside
    return result


def _function(operation: str) -> Callable[[Evaluator, Any], Value]:
    def rule(v: Evaluator, e: Any) -> Value:
        array, vector = v.value(e.args[0])
        return getattr(v.m, operation)(array), vector

    return rule


def _log(v: Evaluator, e: Any) -> Value:
    array, vector = v.value(e.args[0])
    bad = v.m.is_zero(array) | v.m.is_negative(array)
    if bad.any():
        v.require(~(bad.any(axis=-1) if vector else bad))
        array = v.m.choose(bad, v.m.integers(np.ones((1,) * len(array.shape), dtype=np.int64)), array)
    return v.m.log(array), vector


def _fold(operation: str) -> Callable[[Evaluator, Any], Value]:
    def rule(v: Evaluator, e: Any) -> Value:
        arrays, vector = aligned([v.value(a) for a in e.args])
        result = arrays[0]
        for a in arrays[1:]:
            result = getattr(v.m, operation)(result, a)
        return result, vector

    return rule


def _composed(formula: Callable[[Any], Any]) -> Callable[[Evaluator, Any], Value]:
    return lambda v, e: v.value(formula(e.args[0]))


def _point(v: Evaluator, e: Any) -> Value:
    return v.spread(v.run.points[e.name]), True


def _index(v: Evaluator, e: Any) -> Value:
    return v.m.integers(v.positions[e])[None, None], False


def _special(v: Evaluator, e: Any) -> Value:
    if e == w.f_star:
        assert v.run.f_star is not None
        return v.spread(v.run.f_star), False
    return v.constant(v.run.dimension)


RULES: dict[type, Callable[[Evaluator, Any], Value]] = {
    sp.Rational: lambda v, e: v.constant(_fraction(e)),
    sp.core.numbers.Pi: lambda v, e: (v.m.pi() + v.constant(0)[0], False),
    sp.core.numbers.Exp1: lambda v, e: (v.m.exp(v.constant(1)[0]), False),
    w.Constant: lambda v, e: (v.spread(v.run.constants[e.name]), False),
    w.Real: lambda v, e: (v.spread(v.run.constants[e.name]), False),
    w.Natural: lambda v, e: v.constant(v.run.naturals[e.name]),
    w.Index: _index,
    w.Special: _special,
    w.Point: _point,
    sp.Indexed: _indexed,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    w.f: _f,
    gap: _gap,
    w.grad: _grad,
    w.stochastic_grad: _stochastic,
    w.inner: _inner,
    w.norm_sq: _norm_sq,
    w.norm: _norm,
    w.dist_sq: _dist_sq,
    w.E: _expectation,
    w.Probability: _probability,
    w.Average: _over_steps,
    w.Best: _over_steps,
    sp.Sum: _over_steps,
    sp.Max: _fold("maximum"),
    sp.Min: _fold("minimum"),
    sp.log: _log,
    sp.Abs: _function("abs"),
    sp.exp: _function("exp"),
    sp.sin: _function("sin"),
    sp.cos: _function("cos"),
    sp.tanh: _function("tanh"),
    sp.atan: _function("atan"),
    sp.sign: _function("sign"),
    sp.floor: _function("floor"),
    sp.ceiling: _composed(lambda a: -sp.floor(-a)),
    sp.tan: _composed(lambda a: sp.sin(a) / sp.cos(a)),
    sp.sinh: _composed(lambda a: (sp.exp(a) - sp.exp(-a)) / 2),
    sp.cosh: _composed(lambda a: (sp.exp(a) + sp.exp(-a)) / 2),
}
