"""What scripts do with numbers before the kernel checks it: denominators taken out, atoms listed."""

from collections.abc import Sequence
from typing import Any

from checkers.proof.polynomial import Atom, Polynomial, Vector, atom, product, rational, total


def without(a: Atom, most: int, powers: dict[Atom, int]) -> Polynomial:
    """A term without an inverse, times what the inverse is of so often as it stands anywhere."""
    e, bottom = powers.pop(a, 0), a[1]
    assert isinstance(bottom, Polynomial)
    return product(atom(*b) ** n for b, n in powers.items()) * bottom ** (most - e)


def cancelled(q: Polynomial) -> Polynomial:
    """Atoms that stand beside their own inverses taken out."""
    return total(_cancelled(c, dict(powers)) for c, powers in q.terms)


def _cancelled(c: Any, powers: dict[Atom, int]) -> Polynomial:
    for a in [a for a in powers if a[0] == "inv" and len(a[1].terms) == 1]:
        (own, inside_of), times = a[1].terms[0], powers[a]
        times = min([times, *(powers.get(b, 0) // n for b, n in inside_of)]) if inside_of else 0
        for b, n in inside_of:
            powers[b] = powers.get(b, 0) - n * times
        powers[a] -= times
        c = c / own**times
    return rational(c) * product(atom(*a) ** e for a, e in powers.items() if e)


def squared(q: Polynomial) -> Polynomial:
    """Squares of roots as what the roots are of."""
    return total(rational(c) * product(_squared(a, e) for a, e in powers) for c, powers in q.terms)


def _squared(a: Atom, e: int) -> Polynomial:
    if a[0] != "sqrt":
        return atom(*a) ** e
    inside_of = a[1]
    assert isinstance(inside_of, Polynomial)
    return inside_of ** (e // 2) * atom(*a) ** (e % 2)


def quotient(q: Polynomial, a: Atom, equation: Polynomial) -> tuple[Polynomial, Polynomial]:
    """A multiplier m and a rest in which the atom a is replaced: q = m (a - new) + rest, where the equation is a - new = 0."""
    new, m, rest = atom(*a) - equation, rational(0), rational(0)
    for c, powers in q.terms:
        e = dict(powers).get(a, 0)
        others = rational(c) * product(atom(*b) ** n for b, n in powers if b != a)
        rest = rest + others * new**e
        m = m + others * total(atom(*a) ** i * new ** (e - 1 - i) for i in range(e))
    return m, rest


def inside(numbers: Sequence[Any]) -> list[Atom]:
    """Every atom in some numbers and vectors, those inside of atoms and of basis vectors too, once each; not those under a binder."""
    waiting, seen = list(numbers), dict[Atom, None]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, Vector):
            waiting += [part for b, c in one.parts.items() for part in (c, *b[1:]) if not isinstance(part, str)]
        elif isinstance(one, Polynomial):
            for a in one.atoms:
                if a not in seen:
                    seen[a] = None
                    waiting += [part for part in a[1:] if not isinstance(part, str)] if a[0] not in HIDING else []
    return list(seen)


HIDING = ("inner", "coordinate", "sum", "least", "greatest", "integral", "E")
"""Atoms that are not looked into for denominators."""
