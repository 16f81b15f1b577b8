"""Symbols: what stands for every value, what a premise speaks of, what is bound."""

from collections.abc import Iterator

from tests.checkers.proof.derivations import (
    Attack,
    Step,
    Term,
    a,
    assume,
    attack,
    axiom,
    b,
    c,
    combine,
    conclude,
    equal,
    equation,
    goal,
    i,
    inner,
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
    u,
    use,
    v,
    w,
    x,
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
    yield from _substitution()
    yield from _binders()
    yield from _dimension()


def _substitution() -> Iterator[Attack]:
    k_late, three = combine(k, ">=", [(1, 0), (1,)]), combine(2, ">=", [(2,)])
    free = substitute(0, "integer", "j", 0)
    yield attack("substitute where an axiom speaks of the symbol", [use("k ≥ 1"), k_late], substitute(1, "integer", "k", -7), free, [LATE])
    yield attack("substitute a constant of an axiom", [use("L > 0")], substitute(0, "real", "L", -1), substitute(0, "real", "a", -1), [POSITIVE_L])
    condition = axiom("=", c, "where k ≥ 1", (), [(">=", minus(k, 1))])
    before = [use("k ≥ 1"), use("where k ≥ 1", conditions=[0]), equal(times(c, square(k)), 0, equalities=[[square(k), 1]])]
    yield attack("substitute a symbol of a condition", before, substitute(2, "integer", "k", 0), substitute(2, "integer", "j", 0), [LATE, condition])
    under = axiom(">=", b, "where c ≥ 0", (), [(">=", c)])
    before = [assume(">=", c), use("where c ≥ 0", conditions=[0]), combine(1, ">=", [(1,)])]
    bad, good = substitute(1, "real", "c", 1, [0, 2]), substitute(1, "real", "a", 1)
    yield attack("discharge a condition of an axiom about another number", before, bad, good, [under])
    assumed = [assume(">=", minus(k, 1)), k_late, three]
    three_late = [assume(">=", minus(k, 1)), k_late, combine(minus(3, 1), ">=", [(2,)])]
    yield attack(
        "substitute without discharging", assumed, substitute(1, "integer", "k", -7), substitute(1, "integer", "k", 3, [0, 2]), legally=three_late
    )
    yield attack(
        "discharge with a fact about another number", three_late, substitute(1, "integer", "k", -7, [0, 2]), substitute(1, "integer", "k", 3, [0, 2])
    )
    strict = [assume(">", a), {"rule": "inverse", "fact": 0}]
    yield attack(
        "discharge > with >=",
        [*strict, combine(0, ">=")],
        substitute(1, "real", "a", 0, [0, 2]),
        substitute(1, "real", "a", 4, [0, 2]),
        legally=[*strict, combine(4, ">", [(4,)])],
    )
    zero = [assume("=", a), equal(times(a, b), 0, equalities=[[b, 0]])]
    yield attack(
        "discharge = with >=",
        [*zero, combine(0, ">=")],
        substitute(1, "real", "a", 0, [0, 2]),
        legally=[*zero, combine(0, "=")],
    )
    yield attack(
        "discharge an axiom",
        [use("k ≥ 1"), k_late, combine(1, ">=", [(1,)])],
        substitute(1, "integer", "k", 2, [0, 2]),
        legally=[assume(">=", minus(k, 1)), k_late, combine(1, ">=", [(1,)])],
        axioms=[LATE],
    )
    two = [assume(">=", k), assume(">=", minus(k, j)), combine(minus(times(2, k), j), ">=", [(1, 0), (1, 1)]), combine(1, ">=", [(1,)])]
    both = substitute(2, "integer", "k", plus(j, 1), [1, 3])
    yield attack("discharge one of two assumptions", two, both, {**both, "fact": 4}, legally=[*two, combine(minus(k, j), ">=", [(1, 1)])])
    yield attack("discharge with oneself before the value is put in", [assume(">=", minus(k, 1))], substitute(0, "integer", "k", 0, [0, 0]))
    whole, number = substitute(0, "integer", "k", j), substitute(0, "real", "a", "1/2")
    start: list[Step] = [combine(square(minus(k, a)), ">=", squares=[[1, [], minus(k, a)]])]
    yield attack("a half for an integer", start, substitute(0, "integer", "k", "1/2"), number)
    yield attack("a real symbol for an integer", start, substitute(0, "integer", "k", a), whole)
    yield attack("an inverse for an integer", start, substitute(0, "integer", "k", ["inv", j]), whole)
    yield attack(
        "half of an integer for an integer", start, substitute(0, "integer", "k", times("1/2", j)), substitute(0, "integer", "k", times(2, j))
    )
    yield attack("a member of a sequence for an integer", start, substitute(0, "integer", "k", y(0)), substitute(0, "real", "a", y(0)))
    yield attack("a power for an integer", start, substitute(0, "integer", "k", ["pow", 2, j]), substitute(0, "real", "a", ["pow", 2, j]))
    norm = [{"rule": "norm", "of": u}]
    yield attack("a number for a point", norm, substitute(0, "point", "u", a), substitute(0, "point", "u", x(k)))
    yield attack("a vector for a number", start, substitute(0, "real", "a", u), number)
    yield attack("the real symbol is not the integer of its name", [assume(">=", k), combine(0, ">=")], *_of_two_kinds(), goals=[goal(">=", -1)])
    yield attack("what is no kind of symbol", start, substitute(0, "iterate", "x", u), number)


def _of_two_kinds() -> tuple[Step, Step]:
    return substitute(0, "real", "k", -1, [0, 1]), substitute(0, "integer", "k", 0, [0, 1])


def _binders() -> Iterator[Attack]:
    """Bound symbols: none is captured, none escapes, none has a name of its own."""
    sum_j = axiom("=", minus(total("i", 1, n, pair(i, j)), w(j)), "of j", [("j", "integer")])
    captured = total("i", 1, n, pair(i, i))
    moved = total("m", 1, n, pair(integer("m"), i))
    first = [use("of j", {"j": i})]
    bad, good = equal(captured, w(i), equalities=[[1, 0]]), equal(moved, w(i), equalities=[[1, 0]])
    yield attack("a parameter is captured by a sum", first, bad, good, [sum_j])
    free = [use("of j", {"j": j}), substitute(0, "integer", "j", i)]
    bad, good = equal(captured, w(i), equalities=[[1, 1]]), equal(moved, w(i), equalities=[[1, 1]])
    yield attack("a symbol is captured by a sum", free, bad, good, [sum_j])
    named = ["integer", "b1'"]
    yield attack(
        "a symbol is captured by a name that sums are written with",
        [use("of j", {"j": named})],
        equal(total("b1'", 1, n, pair(named, named)), w(named), equalities=[[1, 0]]),
        equal(total("m", 1, n, pair(integer("m"), named)), w(named), equalities=[[1, 0]]),
        [sum_j],
    )
    inside = axiom("=", minus(["integral", "s", pair(s, a)], a), "of a", [("a", "real")])
    bad = equal(["integral", "s", pair(s, s)], s, equalities=[[1, 0]])
    yield attack(
        "a parameter is captured by an integral",
        [use("of a", {"a": s})],
        bad,
        equal(["integral", "r", pair(real("r"), s)], s, equalities=[[1, 0]]),
        [inside],
    )
    smallest = axiom("=", minus(least("i", 1, n, pair(i, j)), w(j)), "of j", [("j", "integer")])
    bad = equal(least("i", 1, n, pair(i, i)), w(i), equalities=[[1, 0]])
    yield attack(
        "a parameter is captured by a least", first, bad, equal(least("m", 1, n, pair(integer("m"), i)), w(i), equalities=[[1, 0]]), [smallest]
    )
    rewriting = [use("sum"), use("a is w at i"), {"rule": "rewrite", "fact": 0, "equation": 1, "old": a, "inside": True}]
    to_i = [axiom("=", minus(total("i", 1, n, pair(i, a)), c), "sum"), axiom("=", minus(a, w(i)), "a is w at i")]
    bad = equal(total("i", 1, n, pair(i, w(i))), c, equalities=[[1, 2]])
    yield attack("rewriting is captured by a sum", rewriting, bad, equal(total("m", 1, n, pair(integer("m"), w(i))), c, equalities=[[1, 2]]), to_i)
    one_member = [axiom("=", minus(total("i", 1, n, ["word", "q", w(i)]), c), "sum"), axiom("=", minus(w(i), a), "w at i")]
    before = [use("sum"), use("w at i"), {"rule": "rewrite", "fact": 0, "equation": 1, "old": w(i), "inside": True}]
    bad = equal(times(n, ["word", "q", a]), c, equalities=[[1, 2]])
    yield attack(
        "a bound symbol is rewritten as if it were free",
        before,
        bad,
        equal(total("k", 1, n, ["word", "q", w(k)]), c, equalities=[[1, 2]]),
        one_member,
    )
    yield equation("sums over other symbols", (total("i", 1, n, w(i)), total("i", 1, n, w(j))), (total("i", 1, n, w(i)), total("j", 1, n, w(j))))
    shadowed = total("i", 1, n, total("i", 1, n, pair(i, i)))
    yield equation(
        "a symbol bound twice", (shadowed, total("i", 1, n, total("j", 1, n, pair(i, j)))), (shadowed, times(n, total("j", 1, n, pair(j, j))))
    )
    apart, turned = (total("i", 1, n, total("j", 1, 3, pair(*both))) for both in ((i, j), (j, i)))
    yield equation("a sum with its symbols exchanged", (apart, turned), (apart, total("j", 1, n, total("i", 1, 3, pair(j, i)))))
    ends = total("i", 1, i, w(i))
    bad = equal(total("m", 1, 2, w(integer("m"))), 0, equalities=[[1, 1]])
    own = axiom("=", ends, "to i", [("i", "integer")])
    yield attack(
        "an end is bound by its own sum",
        [use("to i", {"i": 3}), use("to i", {"i": 3})],
        bad,
        equal(total("m", 1, 3, w(integer("m"))), 0, equalities=[[1, 1]]),
        [own],
    )
    mixed = total("k", 1, 3, times(real("k"), w(k)))
    yield equation(
        "a sum does not bind the real symbol of its name",
        (mixed, total("k", 1, 3, times(k, w(k)))),
        (mixed, times(real("k"), total("j", 1, 3, w(j)))),
    )
    for name in ("%1", "?0", "", "a b", "1a", 7, None, ["a"], "a\n"):
        yield attack(f"a symbol with the name {name!r}", [], assume(">=", ["integer", name]), assume(">=", ["integer", "b1'"]))
    for name in ("%1", "?0"):
        yield attack(f"a sum over the name {name!r}", [], assume(">=", total(name, 1, n, 1)), assume(">=", total("b1'", 1, n, 1)))


def _dimension() -> Iterator[Attack]:
    split: list[Step] = [{"rule": "coordinates", "left": u, "right": v}, combine(1, ">=", [(1,)])]
    yield attack("no coordinates", split, substitute(0, "integer", "d", 0), substitute(0, "integer", "n", 0))
    sums: Step = {"rule": "monotone", "of": "sum", "fact": 0, "name": "d", "lo": 1, "hi": 1, "length": 1}
    yield attack("a sum over dimensions", split, sums, {**sums, "name": "n"})
    over: Step = {"rule": "bound", "head": "least", "name": "d", "lo": 1, "hi": 2, "body": inner(u, u), "by": 0, "fact": 2, "nonempty": 1}
    norm: Step = {"rule": "norm", "of": u}
    yield attack("a bound over dimensions", [*split, norm], over, {**over, "name": "n"})
    steps = [assume(">=", 0), assume(">=", minus(D, 0)), combine(0, ">=")]
    by: Step = {"rule": "induction", "name": "d", "start": 0, "relation": ">=", "claim": 0, "base": 2, "step": 2, "hypothesis": 0, "reached": 1}
    yield attack("induction over dimensions", steps, by, {**by, "name": "k"}, legally=[assume(">=", 0), assume(">=", k), combine(0, ">=")])
    body = times(["coordinate", u, i], ["coordinate", v, i])
    yield attack(
        "one coordinate more",
        split,
        equal(inner(u, v), total("i", 0, D, body), equalities=[[1, 0]]),
        equal(inner(u, v), total("i", 1, D, body), equalities=[[1, 0]]),
    )
    yield attack("a goal with another dimension", split, conclude(0), goals=[goal("=", minus(inner(u, v), total("i", 1, n, body)))])
