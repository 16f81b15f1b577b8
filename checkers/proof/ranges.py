"""Whether the indices of a statement keep a number from being negative, so that a sum never ends more than one before its start.

The language has an empty sum be 0, the kernel has a sum from lo to hi be hi - lo + 1 terms for all integers: the two agree where hi >= lo - 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from theorems import words as w

Range = tuple[Any, Any]
"""The least and the greatest value of an index; None where there is no greatest."""


def never_negative(e: Any, ranges: Mapping[Any, Range]) -> bool:
    """Whether e >= 0 for all values of its indices; ranges are from outer to inner, naturals, the dimension and T are at least 1.

    An index that stands in e once, times a number, takes the end of its range where e is least; any other is its least value and a bit more. False
    where this does not show it.
    """
    rest, more = sp.expand(e), list[sp.Symbol]()
    for index, (least, greatest) in [*reversed(list(ranges.items())), *((one, (1, None)) for one in _at_least_one(e, ranges))]:
        slope = rest.coeff(index, 1)
        if slope.is_number and sp.expand(rest - slope * index).has(index) is False:
            end = least if slope >= 0 else greatest
            if end is None:
                return False
        else:
            more.append(sp.Dummy())
            end = least + more[-1]
        rest = sp.expand(rest.xreplace({index: end}))
    return _with_positive_coefficients(rest, more)


def _at_least_one(e: Any, ranges: Mapping[Any, Range]) -> list[Any]:
    ends = [sp.sympify(end) for ends in ranges.values() for end in ends if end is not None]
    found = set().union(*(one.free_symbols for one in (e, *ends)))
    return [one for one in sorted(found, key=str) if (isinstance(one, w.Natural) or one in (w.d, w.T)) and one not in ranges]


def _with_positive_coefficients(e: Any, symbols: Sequence[Any]) -> bool:
    if e.free_symbols - set(symbols):
        return False
    coefficients = sp.Poly(e, *symbols).coeffs() if symbols else [e]
    return all(c.is_Rational and c >= 0 for c in coefficients)
