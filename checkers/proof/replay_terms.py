"""Numbers and vectors of the second checker: sums of monomials with Fractions, over atoms that are numbered; the standard library only.

A number is {monomial: coefficient}, a monomial the sorted pairs (atom, exponent), a vector {basis vector: number}. Atoms and basis vectors are nodes
of a table, (head, *parts), equal nodes once; parts are names, numbers, vectors and numbers of basis vectors. A bound symbol has no name: it is
("bound", i), where i counts the binders between it and its own, so terms that differ in bound names are one term. Every operation counts as work;
more than WORK of it, or terms beyond the other bounds, are refused: so a check ends, whatever is in the file.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

WORK, TERMS, DEGREE, BITS, DEPTH = 20_000_000, 5_000, 400, 4_000, 40
"""At most: work in all, terms of one number, degree of a monomial, bits of a coefficient, nodes inside each other."""

BINDERS = ("sum", "least", "greatest", "integral")
SYMBOLS = ("real", "integer", "point")
BASES = ("point", "iterate", "gradient", "draw")

Monomial = tuple[tuple[int, int], ...]


class RejectedError(Exception):
    """The certificate does not show what it says: where, and why."""


def require(condition: bool, otherwise: str) -> None:
    """Reject unless a condition holds."""
    if not condition:
        raise RejectedError(otherwise)


class Number:
    """A number; immutable."""

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: dict[Monomial, Fraction]) -> None:
        self.terms, self._hash = terms, 0

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Number) and self.terms == other.terms)

    def __hash__(self) -> int:
        self._hash = self._hash or hash(frozenset(self.terms.items()))
        return self._hash

    @property
    def constant(self) -> Fraction | None:
        """The rational number that it is, None where atoms occur in it."""
        return Fraction(0) if not self.terms else self.terms.get(()) if len(self.terms) == 1 else None

    @property
    def atoms(self) -> list[int]:
        """The atoms that occur in it, not those inside of atoms."""
        return sorted({a for monomial in self.terms for a, _ in monomial})


class Vector:
    """A combination of basis vectors; immutable."""

    __slots__ = ("_hash", "parts")

    def __init__(self, parts: dict[int, Number]) -> None:
        self.parts, self._hash = {b: c for b, c in parts.items() if c.terms}, 0

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Vector) and self.parts == other.parts)

    def __hash__(self) -> int:
        self._hash = self._hash or hash(frozenset(self.parts.items()))
        return self._hash


class Table:
    """The nodes of one check, and the arithmetic over them with its account of work."""

    def __init__(self, work: int = WORK) -> None:
        self.nodes: list[tuple[Any, ...]] = []
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.names: list[frozenset[str]] = []
        self.depth: list[int] = []
        self.loose: list[int] = []
        self.left, self.symbols = work, 0

    def spend(self, work: int) -> None:
        """Count work."""
        self.left -= work
        require(self.left >= 0, f"it asks for more than {WORK} operations")

    def node(self, *node: Any) -> int:
        """The number of a node; `names` are its free symbols, `loose` how many binders around it its bound symbols still ask for."""
        if node not in self.numbers:
            head, *parts = node
            inside = [] if head == "bound" else [a for part in parts for a in self.inside(part)]
            shift = [head in BINDERS and number == len(parts) - 1 for number, part in enumerate(parts) for _ in self.inside(part)] if inside else []
            names = frozenset().union(*(self.names[a] for a in inside)) if head not in SYMBOLS else frozenset({f"{head} {parts[0]}"})
            depth = 1 + max((self.depth[a] for a in inside), default=0)
            require(depth <= DEPTH, f"terms lie more than {DEPTH} deep inside each other")
            self.spend(20 + len(inside) + len(names))
            loose = max((self.loose[a] - bound for a, bound in zip(inside, shift, strict=True)), default=0) if head != "bound" else parts[0] + 1
            self.numbers[node] = len(self.nodes)
            self.nodes.append(node)
            self.names.append(names)
            self.depth.append(depth)
            self.loose.append(max(loose, 0))
        return self.numbers[node]

    def inside(self, part: Any) -> list[int]:
        """The nodes at the surface of a part."""
        if isinstance(part, Number):
            return part.atoms
        if isinstance(part, Vector):
            return [*part.parts, *(a for c in part.parts.values() for a in c.atoms)]
        return [part] if isinstance(part, int) else []

    def names_of(self, thing: Any) -> frozenset[str]:
        """The free symbols of a number or a vector."""
        return frozenset().union(*(self.names[a] for a in self.inside(thing)))

    def fresh(self, kind: str) -> int:
        """A symbol that is nowhere else."""
        self.symbols += 1
        return self.node(kind, f"?{self.symbols}")

    def atom(self, *node: Any) -> Number:
        """An atom as a number."""
        return single(self.node(*node))

    def basis(self, *node: Any) -> Vector:
        """A basis vector as a vector."""
        return Vector({self.node(*node): ONE})

    def plus(self, one: Number, other: Number, times: Fraction | int = 1) -> Number:
        """one + times * other."""
        terms = dict(one.terms)
        self.spend(1 + len(terms) // 8)
        for monomial, c in other.terms.items():
            self._add(terms, monomial, c if times == 1 else self.checked(c * times))
        return Number(terms)

    def times(self, one: Number, other: Number) -> Number:
        """The product."""
        terms: dict[Monomial, Fraction] = {}
        for m, c in one.terms.items():
            for n, d in other.terms.items():
                self._add(terms, self._joined(m, n), self.checked(c * d))
        return Number(terms)

    def _joined(self, one: Monomial, other: Monomial) -> Monomial:
        if not one or not other:
            return one or other
        self.spend(len(one) + len(other))
        powers = dict(one)
        for a, e in other:
            powers[a] = powers.get(a, 0) + e
        require(sum(powers.values()) <= DEGREE, f"a degree is more than {DEGREE}")
        return tuple(sorted(powers.items()))

    def _add(self, terms: dict[Monomial, Fraction], monomial: Monomial, c: Fraction) -> None:
        self.spend(4)
        value = self.checked(terms.get(monomial, Fraction(0)) + c)
        if value:
            terms[monomial] = value
            require(len(terms) <= TERMS, f"a number has more than {TERMS} terms")
        else:
            terms.pop(monomial, None)

    def checked(self, value: Fraction) -> Fraction:
        """A coefficient that is not too long."""
        bits = value.numerator.bit_length() + value.denominator.bit_length()
        self.spend(bits // 64)
        require(bits <= BITS, f"a coefficient has more than {BITS} bits")
        return value

    def power(self, one: Number, exponent: int) -> Number:
        """A power with an exponent from 0 on."""
        return self.product([one] * exponent)

    def total(self, numbers: Iterable[Number]) -> Number:
        """The sum of numbers."""
        terms: dict[Monomial, Fraction] = {}
        for one in numbers:
            for monomial, c in one.terms.items():
                self._add(terms, monomial, c)
        return Number(terms)

    def product(self, numbers: Iterable[Number]) -> Number:
        """The product of numbers."""
        result = ONE
        for one in numbers:
            result = self.times(result, one)
        return result

    def vectors(self, vectors: Iterable[Vector]) -> Vector:
        """The sum of vectors."""
        parts: dict[int, Number] = {}
        for one in vectors:
            for b, c in one.parts.items():
                parts[b] = self.plus(parts[b], c) if b in parts else c
            self.spend(1 + len(one.parts))
        return Vector(parts)

    def scaled(self, vector: Vector, factor: Number) -> Vector:
        """A vector times a number."""
        return Vector({b: self.times(c, factor) for b, c in vector.parts.items()})

    def minus(self, one: Any, other: Any) -> Any:
        """The difference of two numbers, or of two vectors."""
        if isinstance(one, Vector):
            return self.vectors((one, self.scaled(other, rational(-1))))
        return self.plus(one, other, -1)


def single(a: int) -> Number:
    """An atom, by its number, as a number."""
    return Number({((a, 1),): Fraction(1)})


def rational(value: Fraction | int) -> Number:
    """A number of Q."""
    return Number({(): Fraction(value)} if value else {})


ZERO, ONE = rational(0), rational(1)
