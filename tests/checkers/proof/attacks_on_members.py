"""What holds for all members: induction, sums, bounds, integrals, and their ranges."""

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
    integer,
    j,
    k,
    least,
    minus,
    n,
    plus,
    real,
    s,
    square,
    substitute,
    times,
    total,
    use,
    w,
    y,
)

LATE = axiom(">=", minus(k, 1), "k ≥ 1")
POSITIVE_L = axiom(">", real("L"), "L > 0")
GROWS = axiom(">=", minus(y(plus(k, 1)), y(k)), "grows", [("k", "integer")])
ALL_W = axiom(">=", w(k), "w", [("k", "integer")])
ONE_W = axiom(">=", w(k), "w at k")
D = integer("d")


def pair(first: Term, second: Term) -> Term:
    return ["word", "p", first, second]


def attacks() -> Iterator[Attack]:
    yield from _induction()
    yield from _members()


def _induction() -> Iterator[Attack]:
    """y[k] >= 0 from y[0] >= 0 and y[k + 1] >= y[k]."""
    claim, start, grows = y(k), axiom(">=", y(0), "start"), use("grows", {"k": k})
    before = [use("start"), assume(">=", y(k)), assume(">=", k), grows, combine(y(plus(k, 1)), ">=", [(1, 1), (1, 3)])]
    good: Step = {**dict(rule="induction", name="k", start=0, relation=">=", claim=claim), "base": 0, "step": 4, "hypothesis": 1, "reached": 2}
    axioms = [start, GROWS, LATE, axiom(">=", y(1), "later"), axiom(">=", minus(y(plus(k, 1)), y(k)), "grows at k"), axiom(">=", y(k), "here")]

    def one(why: str, bad: Any = None, steps: Any = None, **changed: Any) -> Attack:
        return attack(f"induction: {why}", before if steps is None else steps, {**good, **changed} if bad is None else bad, good, axioms, (), before)

    def put(place: int, *steps: Step) -> list[Step]:
        return [*before[:place], *steps, *before[place + 1 :]]

    yield one("the base is another member", steps=put(0, use("later")))
    yield one("the base is the step", base=4)
    other = [*before[:4], assume(">=", minus(y(k), 5)), combine(y(plus(k, 1)), ">=", [(1, 4), (1, 3), (5,)])]
    yield one("the step rests on more than the claim", steps=other, bad={**good, "hypothesis": 4, "step": 5})
    from_two = [axiom(">=", y(2), "at 2"), GROWS]
    ranged = [
        use("at 2"),
        assume(">=", y(k)),
        assume(">=", minus(k, 2)),
        assume(">=", minus(2, k)),
        assume(">=", plus(k, 2)),
        combine(k, ">=", [(1, 2), (2,)]),
    ]
    ranged = [*ranged, use("grows", {"k": k}, []), combine(y(plus(k, 1)), ">=", [(1, 1), (1, 6)])]
    from_2 = {**good, "start": 2, "step": 7}
    for name, reached in (("down to its start", 3), ("from before its start", 4)):
        yield attack(f"induction: the range is {name}", ranged, {**from_2, "reached": reached}, from_2, from_two)
    yield one("the step is the hypothesis", step=1)
    yield one("the step is the base", step=0)
    yield one("starts later than its base", start=1)
    yield one("starts earlier than its base", start=-1)
    yield one("starts at its own symbol", start=k)
    yield one("of another claim", claim=y(plus(k, 1)))
    yield one("of a stricter claim", relation=">")
    yield one("of an equality", relation="=")
    yield one("the hypothesis is an axiom", steps=put(1, use("here")))
    yield one("the range is an axiom", steps=put(2, use("k ≥ 1")), start=1)
    yield one("the hypothesis is the range", hypothesis=2)
    yield one("over another symbol", name="j")
    yield one("the range is from below", steps=put(2, assume(">=", times(-1, k))))
    yield one("the range is strict", steps=put(2, assume(">", k)))
    yield one("the step rests on an axiom about k", steps=put(3, use("grows at k")))
    twice = [*before[:4], combine(y(plus(k, 1)), ">=", [(1, 1), (1, 3)]), assume(">=", y(k)), combine(y(plus(k, 1)), ">=", [(1, 5), (1, 3)])]
    yield one("the step rests on a second assumption of the same name", steps=twice, bad={**good, "step": 6})
    skip = [*before, use("grows", {"k": plus(k, 1)}), combine(y(plus(k, 2)), ">=", [(1, 4), (1, 5)])]
    yield one("the step goes two further", steps=skip, bad={**good, "step": 6})
    every = substitute(5, "integer", "k", 3)
    yield attack(
        "induction: its range is forgotten",
        [*before, good],
        every,
        {**every, "discharged": [[2, 6]]},
        axioms,
        (),
        [*before, good, combine(3, ">=", [(3,)])],
    )
    minus_one = [*before, good, combine(0, ">="), substitute(5, "integer", "k", 0, [2, 6])]
    yield attack("induction: goes below its start", minus_one[:-1], substitute(5, "integer", "k", -1, [2, 6]), minus_one[-1], axioms)
    yield attack(
        "induction: the base rests on the range", [*before, combine(plus(y(0), k), ">=", [(1, 0), (1, 2)])], {**good, "base": 5}, good, axioms
    )


def _members() -> Iterator[Attack]:
    """A sum, an integral and a bound over a symbol of which a premise speaks; ends that speak of it; ranges that are none."""
    length, axioms = combine(3, ">=", [(3,)]), [ALL_W, ONE_W, axiom(">=", minus(n, k), "end"), axiom(">=", minus(n, 1), "n ≥ 1")]
    legal = [use("w", {"k": k}), length]
    sums: Step = {"rule": "monotone", "of": "sum", "fact": 0, "name": "k", "lo": 1, "hi": 3, "length": 1}
    yield attack("sum of a fact about one member", [use("w at k"), length], sums, axioms=axioms, legally=legal)
    yield attack("sum of a fact with an assumption about its symbol", [assume(">=", w(k)), length], sums, axioms=axioms, legally=legal)
    reaching = [*legal, assume(">=", k), assume(">=", minus(4, k))]
    yield attack(
        "sum to an end that speaks of its symbol",
        reaching,
        {**sums, "hi": k, "length": 2},
        {**sums, "hi": j, "length": 4},
        axioms,
        (),
        [*reaching, assume(">=", j)],
    )
    yield attack("sum from an end that speaks of its symbol", reaching, {**sums, "lo": k, "length": 3}, sums, axioms)
    yield attack("sum between ends that speak of its symbol", legal, {**sums, "lo": minus(k, 2), "hi": k}, sums, axioms)
    yield attack(
        "sum of a negative length",
        [*legal, combine(1, ">=", [(1,)])],
        {**sums, "hi": -3},
        {**sums, "hi": 0, "length": 2},
        axioms,
        (),
        [*legal, combine(0, ">=")],
    )
    yield attack("sum of a length that is another", legal, {**sums, "hi": -9}, sums, axioms)
    inside = [
        assume(">=", minus(k, 1)),
        assume(">=", minus(3, k)),
        combine(minus(k, 1), ">=", [(1, 0)]),
        combine(minus(3, k), ">=", [(1, 1)]),
        length,
    ]
    ranged: Step = {**sums, "fact": 2, "length": 4, "range": [0, 1]}
    wide = [*inside[:4], combine(4, ">=", [(4,)])]
    yield attack("sum from before its range", wide, {**ranged, "lo": 0}, ranged, legally=inside)
    yield attack("sum to behind its range", wide, {**ranged, "fact": 3, "hi": 4}, {**ranged, "fact": 3}, legally=inside)
    yield attack("sum with its range upside down", inside, {**ranged, "range": [1, 0]}, ranged)
    yield attack(
        "sum with a third assumption for a range",
        [*inside, assume(">=", minus(k, 2)), combine(minus(k, 2), ">=", [(1, 5)])],
        {**ranged, "fact": 6, "range": [0, 1, 5]},
        ranged,
    )
    at_most_three = [assume(">=", minus(3, k)), combine(minus(3, k), ">=", [(1, 0)]), length]
    yield attack("sum with one end of its range for the other", at_most_three, {**sums, "fact": 1, "length": 2, "range": [0]}, ranged, legally=inside)
    strict = [assume(">", minus(k, 1)), assume(">=", minus(3, k)), combine(minus(k, 1), ">", [(1, 0)]), combine(minus(3, k), ">=", [(1, 1)]), length]
    yield attack("sum with a strict range", strict, ranged, legally=inside)
    yield attack("sum of what is not known to have a sign", [assume("=", 0), length], {**sums, "fact": 2}, {**sums, "fact": 0})
    over: Step = {"rule": "bound", "head": "least", "name": "k", "lo": 1, "hi": 3, "body": w(k), "by": 0, "fact": 0, "nonempty": 1}
    nonempty = [use("w", {"k": k}), combine(2, ">=", [(2,)])]
    yield attack("bound by a fact about one member", [use("w at k"), nonempty[1]], over, axioms=axioms, legally=nonempty)
    yield attack("bound of no members", [nonempty[0], combine(0, ">=")], {**over, "hi": 0}, {**over, "hi": 1}, axioms)
    yield attack("bound the greatest from below", nonempty, {**over, "head": "greatest"}, over, axioms)
    speaks = [*nonempty, combine(minus(plus(w(k), k), k), ">=", [(1, 0)])]
    yield attack("bound by what speaks of the member", speaks, {**over, "body": plus(w(k), k), "by": k, "fact": 2}, over, axioms)
    yield attack("bound to an end that speaks of the member", [*nonempty, assume(">=", minus(k, 1))], {**over, "hi": k, "nonempty": 2}, over, axioms)
    yield attack(
        "bound from an end that speaks of the member", [*nonempty, assume(">=", minus(3, k))], {**over, "lo": k, "nonempty": 2}, over, axioms
    )
    above = [*nonempty, combine(minus(plus(w(k), 2), 2), ">=", [(1, 0)])]
    by_two = {**over, "body": plus(w(k), 2), "by": 2, "fact": 2}
    yield attack("bound by the negative of a number", above, {**by_two, "by": -2}, by_two, axioms)
    bounded = [*above, by_two]
    limit = least("k", 1, 3, plus(w(k), 2))
    yield attack("bounded by more", bounded, combine(minus(limit, 3), ">=", [(1, 3)]), combine(minus(limit, 2), ">=", [(1, 3)]), axioms)
    yield attack("bounded by a sign", bounded, combine(plus(limit, -4), ">=", [(1, 3)]), combine(plus(limit, -2), ">=", [(1, 3)]), axioms)
    yield attack("bound by another number", nonempty, {**over, "by": 1}, over, axioms)
    at: Step = {"rule": "member", "term": least("k", 1, 3, w(k)), "at": 2, "conditions": [0, 0]}
    one = [combine(1, ">=", [(1,)]), combine(2, ">=", [(2,)]), combine(3, ">=", [(3,)])]
    yield attack("member before the first", one, {**at, "at": 0, "conditions": [0, 2]}, at)
    yield attack("member behind the last", one, {**at, "at": 4, "conditions": [2, 0]}, at)
    yield attack("member at a half", one, {**at, "at": "3/2"}, at)
    yield attack("member of twice a least", one, {**at, "term": times(2, at["term"])}, at)
    yield attack("member of the square of a least", one, {**at, "term": square(at["term"])}, at)
    yield attack("member of a sum", one, {**at, "term": total("k", 1, 3, w(k))}, at)
    yield attack("member at a real number", [*one, assume(">=", minus(a, 1)), assume(">=", minus(3, a))], {**at, "at": a, "conditions": [3, 4]}, at)
    unit = [
        assume(">=", s),
        assume(">=", minus(1, s)),
        combine(s, ">=", [(1, 0)]),
        assume(">=", minus(s, "1/2")),
        combine(minus(s, "1/2"), ">=", [(1, 3)]),
    ]
    integral: Step = {"rule": "monotone", "of": "integral", "fact": 2, "name": "s", "range": [0, 1]}
    yield attack("integral over half of the range", unit, {**integral, "fact": 4}, integral)
    yield attack("integral over a range that is another", unit, {**integral, "fact": 4, "range": [3, 1]}, integral)
    yield attack("integral with its range upside down", unit, {**integral, "range": [1, 0]}, integral)
    late = axiom(">=", s, "late s")
    yield attack(
        "integral over a symbol of an axiom",
        [use("late s"), *unit[:1], combine(s, ">=", [(1, 1)])],
        {**integral, "fact": 0, "range": []},
        {**integral, "range": [1]},
        [late],
    )
