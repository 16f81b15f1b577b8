"""Normal forms: inner products are bilinear, expectations, sums and integrals linear, bound indices have one name; and what is done under them.

Conventions, all of them part of what is trusted:
- a sum from lo to hi has hi - lo + 1 terms, also where that is negative (then it is minus the sum of the terms between): so it is linear, the
  sum of 1 is hi - lo + 1, and a sum to hi is the sum to hi - 1 and the term at hi, for all integers;
- an empty sum is 0, an integral is over [0, 1];
- a power with a number from 0 to 64 for its exponent is multiplied out, so that b^0 = 1 also for b = 0;
- the expectation ("E", k, X) is conditional on all that is known at step k: iterates up to k, draws with samples before k; at steps before 0
  that is x[0] and what the method starts from. An expectation that is written down is taken to exist. That of a sum is the sum of expectations;
- a function has a value everywhere: inv(0), the root of a negative number or a least of no members is some number, the same wherever it stands, of
  which nothing is known. So what is proved holds where terms mean something, whatever one takes for the others;
- a symbol stands for a number or a point that does not depend on chance, and a fact about it holds for all of them: so for a random one too, path by
  path, but under an expectation only for one that is known at its step. What equals something may take its place anywhere but under an expectation,
  since the two may be equal on some paths only, those of an assumption.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from flint import fmpq

from checkers.proof.polynomial import BINDERS, ONE, SYMBOLS, ZERO, Atom, Basis, Polynomial, Vector, atom, bound_kind, names, product, rational, total

Change = Callable[[Any], Any]
_COUNT = count()


def fresh() -> str:
    """A name that no term has that was read."""
    return f"?{next(_COUNT)}"


class RejectedError(Exception):
    """A step that is no instance of its rule."""


def require(condition: bool, otherwise: str) -> None:
    """Reject the step unless a side condition holds."""
    if not condition:
        raise RejectedError(otherwise)


def inner(left: Vector, right: Vector) -> Polynomial:
    """The inner product: bilinear, and symmetric in basis vectors."""
    return total(a * b * _inner(one, other) for one, a in left.parts.items() for other, b in right.parts.items())


def _inner(one: Basis, other: Basis) -> Polynomial:
    first, second = sorted((one, other), key=lambda basis: atom("basis", basis).place)
    return atom("inner", first, second)


def coordinate(vector: Vector, index: Polynomial) -> Polynomial:
    """One coordinate, linear in the vector."""
    return total(c * atom("coordinate", basis, index) for basis, c in vector.parts.items())


def summed(name: str, lo: Polynomial, hi: Polynomial, body: Polynomial) -> Polynomial:
    """The sum over the integer `name`, which comes apart at sums; factors without `name` come out."""
    if (hi - lo + ONE).is_zero:
        return ZERO
    parts = ((free, bound) for free, bound in map(_parted(f"integer {name}"), body.terms))
    return total(free * (_bound("sum", name, (lo, hi), bound) if bound.generators else hi - lo + ONE) for free, bound in parts)


def integral(name: str, body: Polynomial) -> Polynomial:
    """The integral over the real `name` in [0, 1]: of powers of it the number, of all else an atom."""
    return total(free * _integral(name, bound) for free, bound in map(_parted(f"real {name}"), body.terms))


def _integral(name: str, bound: Polynomial) -> Polynomial:
    powers = bound.terms[0][1]
    if not powers or (powers[0][0] == ("real", name) and len(powers) == 1):
        return rational(fmpq(1, 1 + sum(e for _, e in powers)))
    return _bound("integral", name, (), bound)


def _parted(key: str) -> Callable[[tuple[fmpq, Any]], tuple[Polynomial, Polynomial]]:
    """A term as what is free of a symbol, and what is not."""

    def parted(term: tuple[fmpq, Any]) -> tuple[Polynomial, Polynomial]:
        c, powers = term
        free, bound = (product(atom(*a) ** e for a, e in powers if (key in names(a)) is depends) for depends in (False, True))
        return rational(c) * free, bound

    return parted


def _bound(head: str, name: str, ends: tuple[Polynomial, ...], body: Polynomial) -> Polynomial:
    """The atom of a binder; its symbol is named after how many binders lie inside."""
    canonical, kind = f"%{body.level + 1}", bound_kind((head,))
    return atom(head, canonical, *ends, substituted(body, {f"{kind} {name}": atom(kind, canonical)}))


def power(base: Polynomial, exponent: Polynomial) -> Polynomial:
    """A power with an integer for an exponent: multiplied out where that is a number from 0 to 64."""
    n = exponent.constant
    return base ** int(n) if n is not None and n.q == 1 and 0 <= n <= POWER else atom("pow", base, exponent)


POWER = 64


def extreme(head: str, name: str, lo: Polynomial, hi: Polynomial, body: Polynomial) -> Polynomial:
    """The `least` or the `greatest` of the members between two ends."""
    return _bound(head, name, (lo, hi), body)


def expectation(step: Polynomial, body: Polynomial) -> Polynomial:
    """What is known at the step comes out, and an expectation given more is no other than the one given less."""
    return total(rational(c) * _expectation(step, powers) for c, powers in body.terms)


def _expectation(step: Polynomial, powers: Iterable[tuple[Atom, int]]) -> Polynomial:
    out = product(atom(*a) ** e for a, e in powers if known(a, step))
    random = [(a, e) for a, e in powers if not known(a, step)]
    if not random:
        return out
    (first, power_of), *more = random
    if first[0] == "sum" and power_of == 1 and not more:
        _, bound, lo, hi, body = first
        name = fresh()
        return out * summed(name, lo, hi, expectation(step, substituted(body, {f"integer {bound}": atom("integer", name)})))
    inner_ones = [a for a, e in random if a[0] == "E" and e == 1 and at_most(step, a[1]) and all(b == a or known(b, a[1]) for b, _ in random)]
    if len(inner_ones) == 1:  # of two at one step, which to take apart would depend on the order of atoms
        (a,) = inner_ones
        return out * expectation(step, a[2] * product(atom(*b) ** n for b, n in random if b != a))
    return out * atom("E", step, product(atom(*a) ** e for a, e in random))


def at_most(step: Polynomial, other: Polynomial) -> bool:
    """Whether all that is known at one step is known at the other."""
    apart, value = (other - step).constant, step.constant
    return (apart is not None and apart >= 0) or (value is not None and value <= 0)


def known(thing: Any, step: Polynomial) -> bool:
    """Whether a number, a vector, an atom or a basis vector is known at a step."""
    if isinstance(thing, Polynomial):
        return all(known(a, step) for a in thing.atoms)
    if isinstance(thing, Vector):
        return all(known(b, step) and known(c, step) for b, c in thing.parts.items())
    if thing[0] in ("sequence", "iterate"):
        return at_most(thing[2], step)
    if thing[0] == "draw":
        return known(thing[1], step) and at_most(thing[2] + ONE, step)
    if thing[0] == "E":
        return at_most(thing[1], step)
    return all(known(part, step) for part in thing[1:] if not isinstance(part, str))


def substituted(thing: Any, values: Mapping[str, Any]) -> Any:
    """Symbols, as "kind name", replaced by numbers and points by vectors; under an expectation by what is known there."""

    def change(part: Any) -> Any:
        return mapped(part, image, image)

    def image(a: Atom) -> Any:
        if a[0] in SYMBOLS:
            return values.get(f"{a[0]} {a[1]}")
        if names(a).isdisjoint(values):
            return None
        if a[0] == "E":
            for key in values.keys() & a[2].names:
                require(known(values[key], change(a[1])), "under an expectation only what is known at its step can be put in place of a symbol")
        return rebuilt(a, change)

    return change(thing)


def rewritten(thing: Any, old: Atom | Basis, new: Any, inside: bool) -> Any:
    """An atom or a basis vector replaced by what equals it, not under expectations; in the points of f and of gradients only if `inside`."""
    closed = (*SYMBOLS, "E") if inside else (*SYMBOLS, "E", *AT_POINTS)

    def image(a: Atom) -> Any:
        if a == old:
            return new
        return None if a[0] in closed else rebuilt(a, lambda part: mapped(part, image, image))

    return mapped(thing, image, image)


def mapped(thing: Any, on_atom: Change, on_basis: Change) -> Any:
    """A polynomial or a vector with its atoms and basis vectors replaced; None leaves one as it is."""
    if isinstance(thing, tuple):
        thing = Vector({thing: ONE})
    if isinstance(thing, Vector):
        parts = [(on_basis(b), b, mapped(c, on_atom, on_basis)) for b, c in thing.parts.items()]
        return vector_sum((Vector({b: ONE}) if new is None else new).scaled(c) for new, b, c in parts)
    images: dict[Atom, Any] = {a: on_atom(a) for a in thing.atoms}
    if all(new is None for new in images.values()):
        return thing
    images = {a: atom(*a) if new is None else new for a, new in images.items()}
    return total(rational(c) * product(images[a] ** e for a, e in powers) for c, powers in thing.terms)


def vector_sum(vectors: Iterable[Vector]) -> Vector:
    """The sum of vectors."""
    result = Vector({})
    for one in vectors:
        result = result + one
    return result


def rebuilt(a: Atom, change: Change) -> Any:
    """An atom (as a polynomial) or a basis vector (as a vector) with its parts changed, in normal form again."""
    head = a[0]
    if head in BINDERS:
        return _rebuilt_binder(a, change)
    parts = [part if isinstance(part, str) else change(part) for part in a[1:]]
    if head in BASES:
        return Vector({(head, *parts): ONE})
    return BUILD[head](*parts) if head in BUILD else atom(head, *parts)


def _rebuilt_binder(a: Atom, change: Change) -> Polynomial:
    name, kind = fresh(), bound_kind(a)
    ends, body = [change(part) for part in a[2:-1]], substituted(a[-1], {f"{kind} {a[1]}": atom(kind, name)})
    return binder(a[0], name, ends, change(body))


def binder(head: str, name: str, ends: Iterable[Polynomial], body: Polynomial) -> Polynomial:
    """A sum, an integral, a least or a greatest member over the symbol of that name."""
    if head == "integral":
        return integral(name, body)
    lo, hi = ends
    return summed(name, lo, hi, body) if head == "sum" else extreme(head, name, lo, hi, body)


BASES = ("point", "iterate", "gradient", "draw")
"""Heads of basis vectors: a free point, a member of a sequence of vectors, the gradient at a vector, a draw at a vector with a sample."""

AT_POINTS = ("f", "gradient", "draw", "word")
"""Atoms and basis vectors whose first part is the point that they are taken at."""

BUILD: dict[str, Callable[..., Polynomial]] = {"inner": inner, "coordinate": coordinate, "E": expectation, "pow": power}


def is_integer(p: Polynomial) -> bool:
    """Whether a polynomial has integers for values: integer coefficients, and symbols that stand for integers."""
    return all(c.q == 1 and all(a[0] == "integer" for a, _ in powers) for c, powers in p.terms)


def vanishes(p: Polynomial, nonzero: set[Polynomial], roots: set[Polynomial]) -> bool:
    """Whether p is 0, where `nonzero` are numbers that are not 0, so that one may multiply with them, and `roots` numbers that have roots.

    The deepest atoms go first: of sqrt(q) powers from the second on, inv(q) altogether. What takes their place lies less deep.
    """
    while not p.is_zero:
        powers = {a: max(dict(m).get(a, 0) for _, m in p.terms) for a in p.atoms}
        squares = [a for a, e in powers.items() if a[0] == "sqrt" and e > 1 and a[1] in roots]
        inverses = [a for a in powers if a[0] == "inv" and a[1] in nonzero]
        if not squares and not inverses:
            return False
        a = max((*squares, *inverses), key=lambda a: atom(*a).depth)
        p = total(rational(c) * _cleared(a, powers[a], dict(m)) for c, m in p.terms)
    return True


def _cleared(a: Atom, most: int, powers: dict[Atom, int]) -> Polynomial:
    e, inside = powers.pop(a, 0), a[1]
    assert isinstance(inside, Polynomial)
    rest = product(atom(*b) ** n for b, n in powers.items())
    return rest * inside ** (most - e) if a[0] == "inv" else rest * inside ** (e // 2) * atom(*a) ** (e % 2)
