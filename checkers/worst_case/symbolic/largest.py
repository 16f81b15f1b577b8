"""Absolute values and largest terms of constants, which a symbolic reading replaces by the one that is largest on its part of the region."""

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

Choose = Callable[[Sequence[Any]], int]
"""Which of several expressions is the largest."""


def without_largest(e: Any, choose: Choose) -> Any:
    """The expression with every Abs, Max and Min replaced, from the inside out; an even power of one takes the squares of its arguments."""
    if not isinstance(e, sp.Basic) or not e.has(sp.Abs, sp.Max, sp.Min):
        return e
    if isinstance(e, sp.Pow) and e.exp.is_Integer and e.exp > 0 and e.exp % 2 == 0 and isinstance(e.base, (sp.Abs, sp.Max)):
        half = e.exp / 2
        if isinstance(e.base, sp.Abs):
            return without_largest(e.base.args[0], choose) ** e.exp
        if all(isinstance(a, sp.Abs) for a in e.base.args):
            return _largest([without_largest(a.args[0], choose) ** 2 for a in e.base.args], choose) ** half
    inside = [without_largest(a, choose) for a in e.args]
    if isinstance(e, sp.Abs):
        return _largest([inside[0], -inside[0]], choose)
    if isinstance(e, sp.Max):
        return _largest(inside, choose)
    return -_largest([-a for a in inside], choose) if isinstance(e, sp.Min) else e.func(*inside)


def _largest(several: Sequence[Any], choose: Choose) -> Any:
    return several[choose(several)]
