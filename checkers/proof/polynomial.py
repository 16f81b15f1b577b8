"""The numbers and vectors of the kernel: polynomials over Q in atoms, and combinations of basis vectors with such coefficients.

An atom is a number that is not looked into: a symbol, f at a vector, an inner product of two basis vectors, a root, a sum with its bound index.
It is a tuple whose first member says what it is; the others are names, polynomials and vectors. Equal atoms are equal tuples, so the normal form
of a polynomial over them is a normal form of the number. Arithmetic is python-flint's, on `fmpq_mpoly`; nothing is simplified.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

Atom = tuple[Any, ...]
Basis = tuple[Any, ...]

_ATOMS: list[Atom] = []
_PLACES: list[str] = []
_NUMBERS: dict[Atom, int] = {}


def _number_of(atom: Atom) -> int:
    """The atom's generator: one for the whole process."""
    if atom not in _NUMBERS:
        _NUMBERS[atom] = len(_ATOMS)
        _ATOMS.append(atom)
        _PLACES.append(f"{_PLAIN.get(atom[0], 'z')} {_spelled(atom)}")
    return _NUMBERS[atom]


_PLAIN = {"real": "a", "integer": "b", "sequence": "c", "free": "d", "f": "e"}
"""Heads of atoms that stand first in a polynomial."""


def _spelled(part: Any) -> str:
    """An atom, a basis vector or a part of one as text, the same in every process: polynomials are ordered by it, whatever came before."""
    if isinstance(part, str):
        return part
    if isinstance(part, Polynomial):
        return "+".join(f"{c}" + "".join(f"*{_place_of(a)}^{e}" for a, e in powers) for c, powers in part.terms)
    if isinstance(part, Vector):
        return "&".join(sorted(f"({_spelled(c)})*({_spelled(b)})" for b, c in part.parts.items()))
    return f"{part[0]}({','.join(map(_spelled, part[1:]))})"


def _place_of(atom: Atom) -> str:
    return _PLACES[_number_of(atom)]


def _in_order(generators: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(generators, key=_PLACES.__getitem__))


def _context(generators: tuple[int, ...]) -> Any:
    return fmpq_mpoly_ctx.get(tuple(f"a{number}" for number in generators), Ordering.lex)


class Polynomial:
    """A polynomial over Q in atoms; immutable, with only the generators that occur in it."""

    __slots__ = ("__dict__", "generators", "value")

    def __init__(self, value: Any, generators: tuple[int, ...]) -> None:
        unused = set(value.unused_gens())
        if unused:
            generators = tuple(number for number in generators if f"a{number}" not in unused)
            value = value.project_to_context(_context(generators))
        self.value, self.generators = value, generators

    def _with(self, other: "Polynomial") -> tuple[Any, Any, tuple[int, ...]]:
        """Both values over the same generators."""
        if self.generators == other.generators:
            return self.value, other.value, self.generators
        union = _in_order({*self.generators, *other.generators})
        context = _context(union)
        return self.value.project_to_context(context), other.value.project_to_context(context), union

    def __add__(self, other: "Polynomial") -> "Polynomial":
        left, right, generators = self._with(other)
        return Polynomial(left + right, generators)

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        left, right, generators = self._with(other)
        return Polynomial(left - right, generators)

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        left, right, generators = self._with(other)
        return Polynomial(left * right, generators)

    def __neg__(self) -> "Polynomial":
        return Polynomial(-self.value, self.generators)

    def __pow__(self, exponent: int) -> "Polynomial":
        return Polynomial(self.value**exponent, self.generators)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.generators == other.generators and self.value == other.value

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.generators, tuple((m, (int(c.p), int(c.q))) for m, c in sorted(self.value.to_dict().items()))))

    @property
    def is_zero(self) -> bool:
        """Whether it is the number 0."""
        return bool(self.value.is_zero())

    @property
    def constant(self) -> fmpq | None:
        """The rational number that it is, None where atoms occur in it."""
        return None if self.generators else self.value.leading_coefficient() if not self.is_zero else fmpq(0)

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """The atoms that occur in it, not those inside of atoms."""
        return tuple(_ATOMS[number] for number in self.generators)

    @cached_property
    def terms(self) -> tuple[tuple[fmpq, tuple[tuple[Atom, int], ...]], ...]:
        """Coefficients with their monomials, as atoms with powers."""
        found = sorted(self.value.to_dict().items(), reverse=True)
        return tuple((c, tuple((a, int(e)) for a, e in zip(self.atoms, exponents, strict=True) if e)) for exponents, c in found)

    @property
    def place(self) -> str:
        """Where a single atom stands in the order of atoms."""
        return _PLACES[self.generators[0]]

    @cached_property
    def names(self) -> frozenset[str]:
        """The free symbols in it, those inside of atoms too."""
        return frozenset().union(*(names(atom) for atom in self.atoms))

    @cached_property
    def level(self) -> int:
        """How many binders lie inside each other at most."""
        return max(map(level, self.atoms), default=0)

    @cached_property
    def depth(self) -> int:
        """How deep atoms lie inside each other."""
        return max(map(depth, self.atoms), default=0)


class Vector:
    """A combination of basis vectors: x_star or a free point, an iterate, a gradient at a vector, a draw at a vector; immutable."""

    __slots__ = ("__dict__", "parts")

    def __init__(self, parts: Mapping[Basis, Polynomial]) -> None:
        self.parts = {basis: c for basis, c in parts.items() if not c.is_zero}

    def __add__(self, other: "Vector") -> "Vector":
        return Vector({b: self.parts.get(b, ZERO) + other.parts.get(b, ZERO) for b in {**self.parts, **other.parts}})

    def scaled(self, factor: Polynomial) -> "Vector":
        """Every coefficient times a number."""
        return Vector({basis: factor * c for basis, c in self.parts.items()})

    def __sub__(self, other: "Vector") -> "Vector":
        return self + other.scaled(-ONE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and self.parts == other.parts

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.parts.items()))

    @property
    def is_zero(self) -> bool:
        """Whether it is the vector 0."""
        return not self.parts

    @cached_property
    def names(self) -> frozenset[str]:
        """The free symbols in it."""
        return frozenset().union(*(names(b) | c.names for b, c in self.parts.items()))

    @cached_property
    def level(self) -> int:
        """How many binders lie inside each other at most."""
        return max((max(level(b), c.level) for b, c in self.parts.items()), default=0)

    @cached_property
    def depth(self) -> int:
        """How deep atoms lie inside each other."""
        return max((max(depth(b), c.depth) for b, c in self.parts.items()), default=0)


def rational(value: Any) -> Polynomial:
    """A number of Q."""
    return Polynomial(_context(()).constant(fmpq(value)), ())


ZERO, ONE = rational(0), rational(1)


def atom(*parts: Any) -> Polynomial:
    """An atom as a polynomial."""
    number = _number_of(parts)
    return Polynomial(_context((number,)).gens()[0], (number,))


def unit(*parts: Any) -> Vector:
    """A basis vector."""
    return Vector({parts: ONE})


SYMBOLS = ("real", "integer", "point")
"""What is a free symbol: it has a name, and can be replaced."""

BINDERS = ("sum", "least", "greatest", "integral")
"""Atoms whose second member is the symbol that they bind."""


def names(atom: Atom) -> frozenset[str]:
    """The free symbols of an atom or of a basis vector; a symbol is its kind and its name."""
    if atom[0] in SYMBOLS:
        return frozenset({f"{atom[0]} {atom[1]}"})
    inside = frozenset[str]().union(*(_inside(part).names for part in atom[1:] if not isinstance(part, str)))
    return inside - {f"{bound_kind(atom)} {atom[1]}"} if atom[0] in BINDERS else inside


def bound_kind(atom: Atom) -> str:
    """The kind of the symbol that a binder binds."""
    return "real" if atom[0] == "integral" else "integer"


def _inside(part: Any) -> Any:
    return Vector({part: ONE}) if isinstance(part, tuple) else part


def level(atom: Atom) -> int:
    """How many binders lie inside each other in an atom."""
    inside = max((_inside(part).level for part in atom[1:] if not isinstance(part, str)), default=0)
    return inside + (atom[0] in BINDERS)


def depth(atom: Atom) -> int:
    """How deep atoms lie inside each other, this one counted."""
    return 1 + max((_inside(part).depth for part in atom[1:] if not isinstance(part, str)), default=0)


def total(summands: Iterable[Polynomial]) -> Polynomial:
    """The sum of polynomials."""
    result = ZERO
    for one in summands:
        result = result + one
    return result


def product(factors: Iterable[Polynomial]) -> Polynomial:
    """The product of polynomials."""
    result = ONE
    for one in factors:
        result = result * one
    return result
