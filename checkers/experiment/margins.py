"""A claim on a finished run: both sides, the margin between them, the size of its terms, and how much of the bound is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.run import Run
from theorems import words as w
from theorems.normal_form import NormalForm, Term
from theorems.steps import last_step
from theorems.typed import free_indices

Array = Any


@dataclass(frozen=True)
class Sides:
    """Values over (I, P, t, T): `small` <= `large` is claimed wherever `defined` holds; `outside`: steps beyond the run were asked for."""

    small: Array
    large: Array
    defined: np.ndarray
    outside: bool = False


@dataclass(frozen=True)
class Margins:
    """In floats over (I, P, t, T): margin = large - small (minus its modulus for an equality), the size of the terms, and the used share."""

    margin: np.ndarray
    scale: np.ndarray
    used: np.ndarray
    defined: np.ndarray


def grids(form: NormalForm, steps: Sequence[int], horizons: Sequence[int]) -> dict[Any, np.ndarray]:
    """The values of the free t and T over the two index axes; an index that is not free has the axis of length one."""
    free = free_indices(form.small) | free_indices(form.large)
    found = {}
    if w.t in free:
        found[w.t] = np.array(steps, dtype=np.int64).reshape(-1, 1)
    if w.T in free:
        found[w.T] = np.array(horizons, dtype=np.int64).reshape(1, -1)
    return found


def sides(form: NormalForm, run: Run, positions: dict[Any, np.ndarray], evaluator: Evaluator | None = None) -> Sides:
    """Both sides of a claim at every (t, T) of the grid, in the run's arithmetic."""
    evaluator = evaluator or Evaluator(run, positions, 2)
    small, large = (_number(evaluator, side) for side in (form.small, form.large))
    defined = evaluator.defined
    if w.t in positions and w.T in positions:
        defined = defined & (positions[w.t] <= positions[w.T])[None, None]
    return Sides(small, large, defined, evaluator.outside)


def _number(evaluator: Evaluator, side: Any) -> Array:
    array, vector = evaluator.value(side)
    if vector:
        raise TypeError("an equality of vectors is checked as norm_sq(difference) = 0")
    return array


def margins(form: NormalForm, run: Run, positions: dict[Any, np.ndarray]) -> Margins:
    """The float margins of a claim, with the scale that a rounding error is measured by and the share of the bound that is used."""
    evaluator = Evaluator(run, positions, 2)
    found = sides(form, run, positions, evaluator)
    small_terms, large_terms = (_terms(evaluator, form_terms) for form_terms in (form.small_terms, form.large_terms))
    margin, scale = found.large - found.small, abs(found.large) + abs(found.small)
    for term in _terms(evaluator, form.plain):
        scale = scale + abs(term[0])
    used = _used(form, margin, scale, small_terms, large_terms)
    if form.idle_at_start and w.t in positions:
        used = used * run.m.choose((positions[w.t] == 0)[None, None], nothing_used(run.m), run.m.integers(np.ones((1, 1, 1, 1), dtype=np.int64)))
    if form.equality:
        margin = -abs(margin)
    shape = np.broadcast_shapes(tuple(margin.shape), tuple(scale.shape), found.defined.shape)
    floats = [np.broadcast_to(run.m.floats(a), shape) for a in (margin, scale, used)]
    return Margins(floats[0], floats[1], floats[2], np.broadcast_to(found.defined, shape))


def nothing_used(m: Any) -> Array:
    """NaN: no share of the bound."""
    zero = m.zeros((1, 1, 1, 1))
    return zero / zero


def _terms(evaluator: Evaluator, terms: Sequence[Term]) -> list[tuple[Array, bool]]:
    """The value of each term, and whether its measured part is manifestly nonnegative."""
    return [(evaluator.number(t.coefficient) * evaluator.number(t.measured), t.nonnegative) for t in terms]


def _used(form: NormalForm, margin: Array, scale: Array, small: list[tuple[Array, bool]], large: list[tuple[Array, bool]]) -> Array:
    """D/S with S the nonnegative terms of the larger side and D the rest; S/D where only the smaller side has such terms; NaN where neither."""
    nothing = margin * 0
    if form.equality:
        return nothing / nothing
    above = sum((a.clamp(min=0) for a, ok in large if ok), nothing) + sum(((-a).clamp(min=0) for a, ok in small if ok), nothing)
    below = sum((a.clamp(min=0) for a, ok in small if ok), nothing) + sum(((-a).clamp(min=0) for a, ok in large if ok), nothing)
    tiny = scale * 1e-7
    share = ((above - margin) / above).where(above > tiny, nothing / nothing)
    inverse = (below / (below + margin)).where((below > tiny) & (below + margin > tiny), nothing / nothing)
    return share.where(above > tiny, inverse)


def steps_needed(form: NormalForm, t: int, T: int, naturals: Mapping[Any, int]) -> int:
    """How many steps of the method the claim looks at for one t and T."""
    values = {w.t: t, w.T: T, **naturals}
    return max(last_step(side, values) for side in (form.small, form.large))
