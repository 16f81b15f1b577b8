"""What a hypothesis is: relations of the language that hold, and constants, each of which stands to a fact that problems certify."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError


@dataclass(frozen=True)
class Inequality:
    """One relation that holds at all points u, v of R^d; `interpolation` marks a condition that is sufficient too."""

    name: str
    relation: Any
    interpolation: bool = False


@dataclass(frozen=True)
class Bound:
    """A constant of a hypothesis, the fact that a problem certifies for it, and how the two stand: sp.Ge where every larger constant will do
    (L, sigma), sp.Le where every smaller one will (mu), sp.Eq where it is the number itself (a width)."""

    constant: Any
    certified_as: str
    relation: type = sp.Ge


class Hypothesis(ABC):
    """A property of a problem; `certified_as` names the fact that a problem certifies for it.

    `at_least` tells whether every larger constant is implied (L, sigma) or every smaller one (mu); `kinked` that f may
    lack a derivative at some points.
    """

    certified_as: str
    at_least: bool = True
    scope: str = "everywhere"
    kinked: bool = False

    @property
    def constant(self) -> Any:
        """The constant as an expression, or None for a property without one."""
        named = fields(self)[:1]  # type: ignore[arg-type]
        return getattr(self, named[0].name) if named else None

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Every constant with the fact that it stands to: that of `certified_as`, unless a hypothesis has several."""
        return () if self.constant is None else (Bound(self.constant, self.certified_as, sp.Ge if self.at_least else sp.Le),)

    @property
    def certificates(self) -> tuple[str, ...]:
        """The facts that an instance of the hypothesis certifies."""
        return tuple(dict.fromkeys([self.certified_as, *(b.certified_as for b in self.bounds)]))

    @abstractmethod
    def inequalities(self) -> tuple[Inequality, ...]:
        """What the hypothesis says, as relations of the language."""

    def implies(self) -> tuple["Hypothesis", ...]:
        """Weaker hypotheses that follow."""
        return ()


def exact(value: Any, owner: str) -> Any:
    """A constant of a hypothesis as an expression; of strings only numbers such as "1/3" are some, since others would be run as code."""
    made = _number(value) if isinstance(value, str) else sp.sympify(value)
    if not isinstance(made, sp.Expr):
        raise LanguageError(f"{owner} takes a constant, not {value!r}.", "given")
    return made


def _number(text: str) -> Any:
    try:
        return sp.Rational(Fraction(text))
    except (ValueError, ZeroDivisionError):
        return None


NUMBERS = ("width", "depth", "bottleneck", "inputs")
"""Fields that say how many of something there are."""


def settle(h: Any, *names: str) -> None:
    """Make the fields of these names expressions, where they are given; those of NUMBERS whole numbers, or of naturals of the statement."""
    for name in names:
        if getattr(h, name) is not None:
            made, owner = exact(getattr(h, name), type(h).__name__), type(h).__name__
            if name in NUMBERS:
                _check_number(made, owner, name)
            object.__setattr__(h, name, made)


def _check_number(made: Any, owner: str, name: str) -> None:
    if made.is_number and (not made.is_integer or made < 1):
        raise LanguageError(f"{owner}({name}={made}): there are 1, 2, ... of them.", "given")
    loose = sorted(str(symbol) for symbol in made.free_symbols if not isinstance(symbol, w.Natural))
    if loose:
        raise LanguageError(f'{owner}({name}={made}): {loose[0]} is no natural; declare {loose[0]} = naturals("{loose[0]}").', "given")


class WithConstant(Hypothesis, ABC):
    """A hypothesis whose first field is its constant."""

    def __post_init__(self) -> None:
        named = fields(self)[0].name  # type: ignore[arg-type]
        object.__setattr__(self, named, exact(getattr(self, named), type(self).__name__))


def identified(h: Hypothesis) -> str:
    """A hypothesis for the digest, with its norm where it has one, and all that it certifies where that is more than one fact."""
    several = "".join([*h.certificates, *(sp.srepr(b.constant) for b in h.bounds)]) if len(h.certificates) > 1 else ""
    return f"{type(h).__name__}{sp.srepr(h.constant)}{h.scope}{getattr(h, 'norm', '')}{several}"
