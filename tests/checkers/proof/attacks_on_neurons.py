"""Axioms of networks, whose parameters are neurons and numbers: neurons that are none, ranges that are others, numbers that are bound."""

from collections.abc import Iterator
from typing import Any

from tests.checkers.proof.derivations import (
    Attack,
    Step,
    Term,
    a,
    assume,
    attack,
    axiom,
    combine,
    i,
    integer,
    k,
    minus,
    plus,
    point,
    real,
    s,
    square,
    times,
    total,
    u,
    use,
    v,
)

m, r, h = integer("m"), integer("r"), real("h")


def weight(at: Term, neuron: Term) -> Term:
    return ["word", "output_weight", at, neuron]


def activation(at: Term) -> Term:
    return ["word", "activation", at, 1]


WIDTH = axiom(">=", minus(m, 1), "m ≥ 1")
RANGE = [(">=", minus(r, 1)), (">=", minus(m, r))]
FIXED = axiom("=", minus(weight(u, r), weight(v, r)), "fixed", [("u", "point"), ("v", "point"), ("r", "integer")], RANGE)
STEEP = axiom(">=", minus(1, activation(h)), "steep", [("h", "real")])
ONE_STEEP = axiom(">=", minus(1, activation(h)), "steep at h")


def fixed(neuron: Term, low: int, high: int) -> Step:
    return use("fixed", {"u": u, "v": v, "r": neuron}, [low, high])


def attacks() -> Iterator[Attack]:
    yield from _neurons()
    yield from _numbers()


def _neurons() -> Iterator[Attack]:
    axioms = [WIDTH, FIXED]
    ends = [use("m ≥ 1"), combine(0, ">=")]
    yield attack("a neuron beyond the width", ends, fixed(plus(m, 1), 0, 1), fixed(m, 0, 1), axioms)
    yield attack("a neuron before the first", ends, fixed(0, 1, 0), fixed(1, 1, 0), axioms)
    yield attack("a neuron with its ends exchanged", ends, fixed(m, 1, 0), fixed(m, 0, 1), axioms)
    yield attack(
        "half a neuron", [*ends, combine("1/2", ">=", [("1/2",)]), assume(">=", minus(m, "3/2"))], fixed("3/2", 2, 3), fixed(1, 1, 0), axioms
    )
    yield attack("a number for a neuron", [*ends, assume(">=", minus(a, 1)), assume(">=", minus(m, a))], fixed(a, 2, 3), fixed(m, 0, 1), axioms)
    ranged = [*ends, assume(">=", minus(k, 1)), assume(">=", minus(m, k)), fixed(k, 2, 3), combine(m, ">=", [(1, 0), (1,)])]
    over: Step = {"rule": "monotone", "of": "sum", "fact": 4, "name": "k", "lo": 1, "hi": m, "length": 5, "range": [2, 3]}
    yield attack("all neurons, the range forgotten", ranged, {**over, "range": []}, over, axioms)
    yield attack("all neurons but from the second on", [*ranged, combine(minus(m, 1), ">=", [(1, 0)])], {**over, "lo": 2, "length": 6}, over, axioms)
    yield attack(
        "a neuron more than there are", [*ranged, combine(plus(m, 1), ">=", [(1, 5), (1,)])], {**over, "hi": plus(m, 1), "length": 6}, over, axioms
    )


def _numbers() -> Iterator[Attack]:
    axioms = [STEEP, ONE_STEEP, axiom(">=", i, "i ≥ 0")]

    def at(number: Any) -> Step:
        return use("steep", {"h": number})

    yield attack("a point for a number", [], at(point("u")), at(["inner", u, u]), axioms)
    yield attack("an axiom of one number at another", [], use("steep at h", {"h": a}), at(a), axioms)
    mean: Step = {"rule": "monotone", "of": "integral", "fact": 0, "name": "s", "range": []}
    yield attack("the integral over an axiom of one number", [use("steep at h")], {**mean, "name": "h"}, mean, axioms, legally=[at(s)])
    every = total("k", 1, 3, activation(k))
    parts = [at(1), at(2), at(3), *({"rule": "unfold", "term": total("k", 1, n, activation(k))} for n in (3, 2, 1))]
    opened, bounds = {"equalities": [[-1, 3], [-1, 4], [-1, 5]]}, [(1, 0), (1, 1), (1, 2)]
    bad, good = (combine(minus(most, every), ">=", bounds, **opened) for most in (2, 3))
    yield attack("three bounds for two", parts, bad, good, axioms)
    squared = combine(minus(1, square(activation(a))), ">=", [(1, 0), (1, 0)])
    yield attack("a bound from above squared", [at(a)], squared, combine(times(2, minus(1, activation(a))), ">=", [(2, 0)]), axioms)
