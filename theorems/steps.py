"""Which steps of a method a term looks at."""

from collections.abc import Mapping
from typing import Any

import sympy as sp

from theorems import words as w


def at_step(e: Any, step: int) -> Any:
    """A term with a number in place of t; nan where SymPy makes none of it, such as of the larger of 1/0 and 1."""
    try:
        return e.xreplace({w.t: sp.Integer(step)})
    except ValueError:
        return sp.nan


def last_step(e: Any, values: Mapping[Any, int]) -> int:
    """The last step that a term names at given values of the indices (and naturals); 0 where it names none after the start."""
    if isinstance(e, w.OVER_STEPS):
        *inner_limits, (index, low, high) = e.limits
        body = e.func(e.function, *inner_limits) if inner_limits else e.function
        ends = {index_value(low, values), index_value(high, values)}
        return max(last_step(body, {**values, index: end}) for end in ends)
    if isinstance(e, sp.Indexed) and isinstance(e.base, (w.Iterates, w.Sequence)):
        return index_value(e.indices[0], values)
    if isinstance(e, w.stochastic_grad):
        return max(index_value(e.args[1], values) + 1, last_step(e.args[0], values))
    if isinstance(e, w.AtRandom):
        return max(index_value(e.args[0], values) + 1, *(last_step(a, values) for a in e.args[1:]))
    return max([0, *(last_step(a, values) for a in e.args if isinstance(a, sp.Basic))])


def index_value(index: Any, values: Mapping[Any, int]) -> int:
    """An index as a number."""
    return int(index.xreplace({key: sp.Integer(value) for key, value in values.items()}))
