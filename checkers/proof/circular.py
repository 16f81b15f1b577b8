"""Claims that are axioms: an inequality of a hypothesis that says what a claim says, at points of its own, is none of the axioms of that claim.

The descent lemma is one of the inequalities that stand for a Lipschitz gradient in other proofs; in its own proof only the others may be used.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product as every
from typing import Any

from checkers.proof.algebra import inside
from checkers.proof.forms import RejectedError, is_integer, substituted, vanishes
from checkers.proof.polynomial import ONE, Atom, Polynomial, Vector, atom, product, rational
from checkers.proof.reading import number

CONSTANT = ("real", "integer", "inv", "sqrt", "log", "pow")
"""Atoms that say nothing of f, of the method or of what is given, where they speak of such atoms only."""


def claims_among(axioms: Iterable[Mapping[str, Any]], goals: Iterable[Mapping[str, Any]]) -> list[set[str]]:
    """For each goal the names of the axioms that it is, with points and steps for their parameters and up to a factor that is made of constants."""
    said = [(one, number(one["term"])) for one in axioms if one["relation"] != "vector"]
    shapes = [_shape(term) for _, term in said]
    found = list[set[str]]()
    for goal in goals:
        claimed = None if goal["relation"] == "vector" else number(goal["term"])
        shape = None if claimed is None else _shape(claimed)
        alike = [axiom for axiom, own in zip(said, shapes, strict=True) if own == shape or _takes_numbers(axiom[0])]
        found.append({axiom["name"] for axiom, term in alike if _is_instance(claimed, term, axiom["parameters"])})
    return found


def _takes_numbers(axiom: Mapping[str, Any]) -> bool:
    """Whether an axiom holds for any numbers: those that a claim is about may be words, so its shape tells nothing."""
    return any(kind == "real" for _, kind in axiom["parameters"])


def _is_instance(claimed: Any, said: Polynomial, parameters: Iterable[tuple[str, str]]) -> bool:
    kinds = {f"{kind} {name}": kind for name, kind in parameters}
    few = {"real": (rational(0), ONE, -ONE)}
    places = {kind: list(dict.fromkeys((*_places(claimed, kind), *few.get(kind, ())))) for kind in kinds.values()}
    return any(_at(said, dict(zip(kinds, values, strict=True)), claimed) for values in every(*(places[kind] for kind in kinds.values())))


def _at(said: Polynomial, values: Mapping[str, Any], claimed: Polynomial) -> bool:
    try:
        return _proportional(_coefficients(substituted(said, values)), _coefficients(claimed))
    except RejectedError:
        return False


def _coefficients(q: Polynomial) -> dict[Any, Polynomial]:
    """For each product of other atoms, the number made of constants that it is multiplied with."""
    found: dict[Any, Polynomial] = {}
    for c, powers in q.terms:
        key = frozenset((a, e) for a, e in powers if not _constant(a))
        found[key] = found.get(key, rational(0)) + rational(c) * product(atom(*a) ** e for a, e in powers if _constant(a))
    return found


def _constant(a: Atom) -> bool:
    parts = [part for part in a[1:] if not isinstance(part, str)]
    return a[0] in CONSTANT and a != ("real", "f_star") and all(_constant(b) for part in parts for b in part.atoms)


def _shape(q: Polynomial) -> list[list[tuple[str, int]]]:
    """What kinds of atoms are multiplied: it stays where points are renamed."""
    return sorted(sorted((a[0], e) for a, e in key) for key in _coefficients(q))


def _proportional(one: Mapping[Any, Polynomial], other: Mapping[Any, Polynomial]) -> bool:
    if one.keys() != other.keys():
        return False
    bottoms = {a[1] for a in inside([*one.values(), *other.values()]) if a[0] == "inv"}
    first = next(iter(one))
    return all(vanishes(one[key] * other[first] - other[key] * one[first], bottoms, set()) for key in one)


def _places(thing: Any, kind: str) -> Iterator[Any]:
    """The points and iterates, the steps and neurons, or the numbers in words, that a number speaks of."""
    if isinstance(thing, Vector):
        for basis, c in thing.parts.items():
            yield from _places(basis, kind)
            yield from _places(c, kind)
    elif isinstance(thing, Polynomial):
        for a in thing.atoms:
            yield from _places(a, kind)
    elif isinstance(thing, tuple):
        if kind == "point" and thing[0] in ("point", "iterate"):
            yield Vector({thing: ONE})
        if kind == "integer":
            yield from (part for part in thing[1:] if isinstance(part, Polynomial) and thing[0] in ("draw", "E", "iterate"))
        if kind in ("integer", "real") and thing[0] == "word":
            yield from (part for part in thing[1:] if isinstance(part, Polynomial) and (kind == "real" or is_integer(part)))
        for part in thing[1:]:
            yield from _places(part, kind)
