"""Side conditions of combinations, of denominators and roots in them, and of cases."""

from collections.abc import Iterator

from tests.checkers.proof.derivations import (
    Attack,
    Step,
    a,
    assume,
    attack,
    axiom,
    b,
    c,
    combine,
    conclude,
    equal,
    goal,
    minus,
    plus,
    square,
    times,
    u,
    use,
    v,
)

WEAK = axiom(">=", a, "a ≥ 0")
STRICT = axiom(">", a, "a > 0")
ZERO = axiom("=", a, "a = 0")
OTHER = axiom(">=", b, "b ≥ 0")
SIGNS = [WEAK, STRICT, ZERO, OTHER, axiom("vector", ["vectors", u, v], "u = -v")]
MINUS_A = times(-1, a)
LINE: Step = {"rule": "combine", "goal": a, "relation": ">=", "products": [[1, [0]]]}


def attacks() -> Iterator[Attack]:
    yield from _combinations()
    yield from _denominators()
    yield from _cases()


def _combinations() -> Iterator[Attack]:
    weak, strict = [use("a ≥ 0")], [use("a > 0")]
    yield attack("a negative multiple", weak, combine(MINUS_A, ">=", [(-1, 0)]), LINE, SIGNS)
    yield attack(
        "a negative multiple, as a fraction",
        weak,
        combine(times("-1/2", a), ">=", [("-1/2", 0)]),
        combine(times("1/2", a), ">=", [("1/2", 0)]),
        SIGNS,
    )
    negative = combine(times(-1, square(b)), ">=", squares=[[-1, [], b]])
    yield attack("a negative multiple of a square", [], negative, combine(square(b), ">=", squares=[[1, [], b]]))
    yield attack("a negative constant", [], combine(-1, ">=", [(-1,)]), combine(1, ">=", [(1,)]))
    yield attack("an equality from an inequality", weak, combine(a, "=", [(1, 0)]), LINE, SIGNS)
    yield attack("an equality from squares", [], combine(square(b), "=", squares=[[1, [], b]]), combine(square(b), ">=", squares=[[1, [], b]]))
    yield attack("strict from weak", weak, {**LINE, "relation": ">"}, LINE, SIGNS)
    yield attack("strict from an equality", [use("a = 0")], {**LINE, "relation": ">"}, LINE, SIGNS)
    yield attack("strict from a multiple of 0", strict, combine(0, ">", [(0, 0)]), combine(0, ">=", [(0, 0)]), SIGNS)
    yield attack("strict from nothing", [], combine(0, ">"), combine(1, ">", [(1,)]))
    yield attack(
        "strict from a square", [], combine(square(b), ">", squares=[[1, [], b]]), combine(plus(square(b), 1), ">", [(1,)], squares=[[1, [], b]])
    )
    yield attack(
        "strict from a positive number times a square",
        strict,
        combine(times(a, square(b)), ">", squares=[[1, [0], b]]),
        combine(times(a, square(b)), ">=", squares=[[1, [0], b]]),
        SIGNS,
    )
    mixed = [use("a > 0"), use("b ≥ 0")]
    yield attack(
        "strict from a product with a weak factor", mixed, combine(times(a, b), ">", [(1, 0, 1)]), combine(square(a), ">", [(1, 0, 0)]), SIGNS
    )
    yield attack(
        "strict from a strict equality's multiple", [*strict, use("a = 0")], combine(0, ">", equalities=[[1, 1]]), combine(a, ">", [(1, 0)]), SIGNS
    )
    yield attack(
        "an inequality as an equality",
        weak,
        combine(MINUS_A, ">=", equalities=[[-1, 0]]),
        combine(MINUS_A, ">=", equalities=[[-1, 1]]),
        SIGNS,
        (),
        [*weak, use("a = 0")],
    )
    yield attack("more than the facts give", weak, combine(minus(a, 1), ">=", [(1, 0)]), combine(plus(a, 1), ">=", [(1, 0), (1,)]), SIGNS)
    yield attack(
        "one part in 10^30 more",
        weak,
        combine(times("1000000000000000000000000000001/1000000000000000000000000000000", a), ">=", [(1, 0)]),
        LINE,
        SIGNS,
    )
    yield attack(
        "a fact of unknown sign in a product",
        [use("u = -v")],
        {**LINE, "goal": 0},
        {**LINE, "goal": a, "products": [[1, [1]]]},
        SIGNS,
        (),
        [use("u = -v"), use("a ≥ 0")],
    )
    for relation in ("<=", "vector", None):
        yield attack(f"a combination with the relation {relation!r}", weak, {**LINE, "relation": relation}, LINE, SIGNS)
    for position in (7, -1, True, "0", 0.0, None):
        yield attack(f"the fact {position!r}", weak, {**LINE, "products": [[1, [position]]]}, LINE, SIGNS)
    yield attack("a fact that comes later", [], {**LINE, "products": [[1, [0]]]}, {**LINE, "goal": 1, "products": [[1, []]]})
    yield attack("a number that is not rational", weak, combine(times(a, b), ">=", [(b, 0)]), combine(times(2, a), ">=", [("2", 0)]), SIGNS)
    yield attack("a float", weak, combine(times(2, a), ">=", [(2.0, 0)]), combine(times(2, a), ">=", [("2/1", 0)]), SIGNS)
    yield attack("a division by zero", weak, combine(a, ">=", [("1/0", 0)]), combine(a, ">=", [("1/1", 0)]), SIGNS)
    yield attack(
        "a product of two squares is no square",
        [],
        combine(times(a, b), ">=", squares=[[1, [], times(a, b)]]),
        combine(times(a, a, b, b), ">=", squares=[[1, [], times(a, b)]]),
    )


def _denominators() -> Iterator[Attack]:
    weak, strict = [use("a ≥ 0")], [use("a > 0"), use("b ≥ 0")]
    one = equal(times(a, ["inv", a]), 1, nonzero=[0])
    yield attack("divides by what may be 0", weak, one, one, SIGNS, (), strict)
    yield attack("divides by what is 0", [use("a = 0")], one, one, SIGNS, (), strict)
    yield attack("divides without saying so", strict, {**one, "nonzero": []}, one, SIGNS)
    yield attack("divides by another number", strict, equal(times(b, ["inv", b]), 1, nonzero=[0]), one, SIGNS)
    yield attack("divides by a negative of it", strict, equal(times(a, ["inv", MINUS_A]), -1, nonzero=[0]), one, SIGNS)
    yield attack(
        "divides by a factor of what is not 0",
        [assume(">", times(a, b))],
        equal(times(a, ["inv", a]), 1, nonzero=[0]),
        equal(times(a, b, ["inv", times(a, b)]), 1, nonzero=[0]),
    )
    yield attack(
        "the inverse of a sum",
        strict,
        equal(["inv", plus(a, 1)], plus(["inv", a], 1), nonzero=[0]),
        equal(times(a, plus(["inv", a], 1)), plus(1, a), nonzero=[0]),
        SIGNS,
    )
    squared = equal(square(["sqrt", b]), b, roots=[1])
    yield attack("a root of what has no sign", strict, equal(square(["sqrt", c]), c, roots=[1]), squared, SIGNS)
    yield attack("a root without saying so", strict, {**squared, "roots": []}, squared, SIGNS)
    yield attack("the root of a square is the number", strict, equal(["sqrt", square(c)], c, roots=[0, 1]), squared, SIGNS)
    yield attack(
        "the cube of a root",
        strict,
        equal(["^", ["sqrt", b], 3], b, roots=[1]),
        equal(["^", ["sqrt", b], 3], times(b, ["sqrt", b]), roots=[1]),
        SIGNS,
    )
    yield attack("the root of a sum", strict, equal(square(["sqrt", plus(a, b)]), plus(a, b), roots=[0, 1]), squared, SIGNS)
    yield attack("a root of a vector", [*strict, use("u = -v")], {**squared, "roots": [1, 2]}, squared, SIGNS)
    yield attack(
        "a square of a root of a negative number",
        [use("a ≥ 0")],
        equal(square(["sqrt", MINUS_A]), MINUS_A, roots=[0]),
        equal(square(["sqrt", a]), a, roots=[0]),
        SIGNS,
    )


def _cases() -> Iterator[Attack]:
    def split(first: tuple[str, object], second: tuple[str, object]) -> list[Step]:
        return [assume(*first), assume(*second), use("b ≥ 0"), combine(b, ">=", [(1, 2)])]

    good: Step = {"rule": "cases", "first": 2, "second": 3, "assumptions": [0, 1]}
    legal = split((">=", a), (">=", MINUS_A))

    def one(name: str, before: list[Step], **changed: object) -> Attack:
        return attack(f"cases: {name}", before, {**good, **changed}, good, SIGNS, (), legal)

    with_zero = split((">", a), (">=", MINUS_A))
    yield attack("cases: 0 is in neither", split((">", a), (">", MINUS_A)), good, good, SIGNS, (), with_zero)
    yield one("strict is the second", split((">=", a), (">", MINUS_A)))
    yield one("an equality is a case", split((">=", a), ("=", MINUS_A)))
    yield one("a number and another", split((">=", a), (">=", times(-1, b))))
    yield one("a gap between them", split((">=", minus(a, 1)), (">=", MINUS_A)))
    yield one("twice the same", split((">=", a), (">=", a)))
    yield one("one is an axiom", [use("a ≥ 0"), *legal[1:]])
    yield one("two facts", [*legal, use("a ≥ 0")], second=4)
    yield one("one is no assumption", [combine(0, ">="), *legal[1:]])
    yield one("only one assumption", legal, assumptions=[0])
    stricter = [*split((">=", a), (">=", MINUS_A)), assume(">", b)]
    yield one("the first says more", stricter, first=4)
    third = [assume(">=", a), assume(">=", MINUS_A), assume(">=", c), combine(c, ">=", [(1, 2)]), {**good, "first": 2, "second": 3}]
    goals = [goal(">=", c, "c ≥ 0")]
    yield attack(
        "cases: a third assumption stays", third, conclude(4), conclude(4), [axiom(">=", c, "c ≥ 0")], goals, [*third[:2], use("c ≥ 0"), *third[3:]]
    )
    crossed = [assume(">=", a), assume(">=", MINUS_A), combine(a, ">=", [(1, 0)]), use("a ≥ 0"), {**good, "first": 2, "second": 3}]
    goals = [goal(">=", a, "a ≥ 0")]
    swapped = [*crossed[:4], {**good, "first": 3, "second": 2}]
    yield attack("cases: an assumption is used in the other case", swapped, conclude(4), conclude(4), [WEAK], goals, crossed)
