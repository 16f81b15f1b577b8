"""Whether facts of the kernel hold in the model: at values for their symbols, wherever the assumptions that they rest on hold."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from checkers.proof.facts import Fact
from checkers.proof.polynomial import ZERO, Vector, atom, product, rational
from checkers.proof.reading import written
from tests.checkers.proof.model import PINNED, UnmodelledError, number, vector

REALS = tuple(map(Fraction, (-2, -1, 0, 0, 1, 1, 2, 3, "1/2", "-1/2", "9/4")))

Said = tuple[str, Any]


def refuted(fact: Fact, rng: Random, tries: int) -> str:
    """The values at which a fact is false, "" where none were found."""
    for _ in range(tries):
        values = _values(fact, rng)
        try:
            if not _holds(fact, values):
                return f"{written(fact.term)} {fact.relation} 0 is false at {values}"
        except UnmodelledError:
            continue
    return ""


def _values(fact: Fact, rng: Random) -> dict[str, Any]:
    """Random values, and the model's for all that axioms speak of."""
    fixed = frozenset({"integer d"}).union(*(one.names for one in fact.premises if not one.assumed))
    free = fact.term.names.union(*(one.names for one in fact.premises)) - fixed
    return {**{key: PINNED[key] for key in fixed}, **{key: _value(key.split()[0], rng) for key in sorted(free)}}


def _value(kind: str, rng: Random) -> Any:
    if kind == "integer":
        return rng.randint(-2, 4)
    return rng.choice(REALS) if kind == "real" else (rng.choice(REALS), rng.choice(REALS))


def _holds(fact: Fact, values: dict[str, Any]) -> bool:
    assumed = [one for one in fact.premises if one.assumed]
    claims = [says(one.relation, one.term, values) for one in assumed]
    outcomes = zip(says(fact.relation, fact.term, values), *claims, strict=True)
    return all(true is not False for true, *if_all in outcomes if all(one is True for one in if_all))


def says(relation: str, term: Any, values: dict[str, Any]) -> list[bool | None]:
    """Outcome by outcome whether a number, or every coordinate of a vector, has the relation to 0; None where floats cannot tell."""
    if isinstance(term, Vector):
        every = vector(written(term), values)
        return [all(abs(one) < 1e-9 for one in ones) for ones in zip(*every, strict=True)]
    parts = [number(written(one), values) for one in _monomials(term)]
    return [_relation(relation, sum(inside), sum(map(abs, inside))) for inside in zip(*parts, strict=True)]


def _monomials(term: Any) -> Iterator[Any]:
    yield ZERO
    for c, powers in term.terms:
        yield rational(c) * product(atom(*a) ** e for a, e in powers)


def _relation(relation: str, value: Any, size: Any) -> bool | None:
    if isinstance(value, float) and abs(value) <= 1e-9 * (1 + size):
        return None
    return {">=": value >= 0, ">": value > 0, "=": value == 0}[relation]
