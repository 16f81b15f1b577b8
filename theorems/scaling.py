"""Claims about growth: `Scales(quantity, m, Rational(-1, 2))` and `Tends(expression, t, value)`.

Both speak of a limit, which no finite run reaches: what is measured is consistent with them or is not, and nothing refutes them.
The size that grows is a natural of the statement (the width of a network), the step t or the horizon T.
"""

from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError


class Asymptotic(sp.Basic):
    """A claim about a quantity as a size grows without bound."""

    example = ""

    def __new__(cls, quantity: Any, size: Any, stated: Any) -> "Asymptotic":
        """A claim of three expressions; raises LanguageError where one is none, or where what should grow is no size."""
        for written in (quantity, size, stated):
            if isinstance(written, (str, bool)) or not isinstance(written, (sp.Basic, int, float)):
                raise LanguageError(f"{cls.__name__} takes expressions, as in {cls.example}: {written!r} is none.")
        made: Asymptotic = sp.Basic.__new__(cls, sp.sympify(quantity), _size(cls, sp.sympify(size)), sp.sympify(stated))
        return made

    @property
    def quantity(self) -> Any:
        """What is looked at as the size grows."""
        return self.args[0]

    @property
    def size(self) -> Any:
        """What grows: a natural, t or T."""
        return self.args[1]

    @property
    def stated(self) -> Any:
        """The exponent, or the limit, that is claimed."""
        return self.args[2]


class Scales(Asymptotic):
    """`Scales(quantity, m, Rational(-1, 2))`: between two positive multiples of m**(-1/2) once m is large."""

    example = "Scales(quantity, m, Rational(-1, 2))"


class Tends(Asymptotic):
    """`Tends(expression, t, value)`: the expression comes as near to the value as one likes once t is large."""

    example = "Tends(expression, t, value)"


def _size(cls: type[Asymptotic], size: Any) -> Any:
    if isinstance(size, w.Natural) or size in (w.t, w.T):
        return size
    if isinstance(size, (w.Constant, w.Real)):
        raise LanguageError(f'{cls.__name__} runs over a size: {size} is a constant; declare {size} = naturals("{size}"), or use t or T.')
    if isinstance(size, w.Index):
        raise LanguageError(f"{cls.__name__} runs over t, T or a natural: {size} is an index that a sum binds.")
    if isinstance(size, sp.Symbol) and not isinstance(size, (w.Special, w.Point)):
        raise LanguageError(f'the symbol "{size}" is not declared: write {size} = naturals("{size}").')
    raise LanguageError(f"{cls.__name__} runs over a natural, t or T, as in {cls.example}: {size} is none.")
