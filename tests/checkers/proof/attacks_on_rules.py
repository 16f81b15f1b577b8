"""Side conditions: of roots, logarithms, powers, rewriting, vectors, axioms and conclusions."""

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
    inner,
    integer,
    j,
    k,
    least,
    mean,
    minus,
    n,
    plus,
    point,
    square,
    times,
    total,
    u,
    use,
    v,
    w,
    x,
    y,
)

WEAK = axiom(">=", a, "a ≥ 0")
STRICT = axiom(">", a, "a > 0")
ZERO = axiom("=", a, "a = 0")
OTHER = axiom(">=", b, "b ≥ 0")
SIGNS = [WEAK, STRICT, ZERO, OTHER, axiom("vector", ["vectors", u, v], "u = -v")]
MINUS_A = times(-1, a)
LINE: Step = {"rule": "combine", "goal": a, "relation": ">=", "products": [[1, [0]]]}


def attacks() -> Iterator[Attack]:
    yield from _functions()
    yield from _rewriting()
    yield from _vectors()
    yield from _axioms()
    yield from _conclusions()


def _functions() -> Iterator[Attack]:
    weak, strict = [use("a ≥ 0"), use("b ≥ 0")], [use("a > 0"), use("b ≥ 0")]
    inverse: Step = {"rule": "inverse", "fact": 0}
    yield attack("the inverse of what may be 0", weak, inverse, inverse, SIGNS, (), strict)
    no_sign = [assume(">=", 0), use("u = -v")]
    yield attack("the root of what has no sign", no_sign, {"rule": "root", "fact": 1}, {"rule": "root", "fact": 0}, SIGNS)
    goals, root = [goal(">", ["sqrt", a], "a ≥ 0", "a > 0")], {"rule": "root", "fact": 0}
    yield attack("the root of what may be 0 is positive", [*weak, root], conclude(2), conclude(2), SIGNS, goals, [*strict, root])
    larger = [use("b ≥ 0"), assume(">=", minus(square(b), square(a))), assume(">", minus(square(b), square(a)))]
    compare: Step = {"rule": "compare", "larger": 0, "squares": 1, "smaller": a}
    unsigned = [assume("=", 0), *larger[1:]]
    yield attack("compare without the sign of the larger", unsigned, compare, compare, SIGNS, (), larger)
    yield attack("compare with another square", larger, {**compare, "smaller": c}, compare, SIGNS)
    yield attack("compare the other way around", [*larger, use("a ≥ 0")], {**compare, "larger": 3, "smaller": b}, compare, SIGNS)
    yield attack("compare with a fact about a vector", [*larger, use("u = -v")], {**compare, "squares": 3}, compare, SIGNS)
    smaller = [use("b ≥ 0"), assume(">=", minus(b, a))]
    yield attack("compare numbers for squares", smaller, compare, compare, SIGNS, (), larger)
    equal_squares = [use("b ≥ 0"), assume("=", minus(square(b), square(a))), compare]
    yield attack("equal squares are of equal numbers", equal_squares, equal(a, b, equalities=[[-1, 2]]), combine(minus(b, a), ">=", [(1, 2)]), SIGNS)
    both = [assume(">=", minus(a, b)), assume(">=", minus(b, a)), assume(">=", b), assume("=", a), use("u = -v")]
    same: Step = {"rule": "equal", "above": 0, "below": 1}
    yield attack("equal to what it is at least", both, {**same, "below": 0}, same, SIGNS)
    yield attack("equal by a sign of another number", both, {**same, "below": 2}, same, SIGNS)
    yield attack("equal numbers from vectors", both, {**same, "above": 4, "below": 4}, same, SIGNS)
    log: Step = {"rule": "logarithm", "fact": 0}
    yield attack("the logarithm of what may be 0", weak, log, log, SIGNS, (), strict)
    product: Step = {"rule": "product", "first": 0, "second": 0}
    yield attack("the logarithm of a product that may be 0", strict, {**product, "second": 1}, product, SIGNS)
    yield attack("the logarithm of a product that may be 0, first", strict, {**product, "first": 1}, product, SIGNS)
    known = [assume("=", minus(a, b)), assume(">=", minus(a, b)), use("u = -v")]
    same: Step = {"rule": "congruence", "head": "log", "left": a, "right": b, "fact": 0}
    yield attack("congruence of what is at least", known, {**same, "fact": 1}, same, SIGNS)
    yield attack("congruence of others", known, {**same, "right": c}, same, SIGNS)
    yield attack("congruence the other way around", known, {**same, "left": b, "right": a}, same, SIGNS)
    yield attack("congruence of no function", known, {**same, "head": "E"}, {**same, "head": "sqrt"}, SIGNS)
    yield attack(
        "congruence of a power that is no integer", known, {**same, "head": "pow", "exponent": "1/2"}, {**same, "head": "pow", "exponent": n}, SIGNS
    )
    power: Step = {"rule": "unfold", "term": ["pow", b, j], "positive": 1}
    reached = [assume(">=", j), assume(">=", minus(j, 1))]
    yield attack("unfold a power that may be 0", reached, {**power, "positive": 0}, power)
    yield attack("unfold a power without a sign of its exponent", reached, {"rule": "unfold", "term": ["pow", b, j]}, power)
    yield attack("unfold another power", reached, {**power, "term": ["pow", b, k]}, power)
    yield attack("unfold a least", reached, {**power, "term": least("i", 1, n, w(j))}, {**power, "term": total("i", 1, n, w(integer("i")))})
    yield attack("unfold twice a power", reached, {**power, "term": times(2, power["term"])}, power)
    yield attack("unfold the square of a power", reached, {**power, "term": square(power["term"])}, power)


def _rewriting() -> Iterator[Attack]:
    at_a = axiom(">=", ["f", ["vectors", ["scaled", a, u]]], "f at a u")
    axioms = [*SIGNS, axiom("=", minus(a, c), "a = c"), at_a, axiom("=", minus(mean(0, y(1)), c), "mean"), axiom("=", minus(y(1), c), "y[1] = c")]
    before = [use("a ≥ 0"), use("a = c"), use("b ≥ 0"), use("u = -v"), assume(">=", minus(a, c)), use("f at a u"), assume("=", minus(square(a), c))]
    good: Step = {"rule": "rewrite", "fact": 0, "equation": 1, "old": a}
    yield attack("rewrite with an inequality", before, {**good, "equation": 4}, good, axioms)
    yield attack("rewrite with a vector", before, {**good, "equation": 3}, good, axioms)
    yield attack("rewrite a vector with a number", before, {**good, "old": u}, good, axioms)
    yield attack("rewrite a square", before, {**good, "old": square(a), "equation": 6}, good, axioms)
    yield attack("rewrite twice a number", before, {**good, "old": times(2, a)}, good, axioms)
    yield attack("rewrite a sum", before, {**good, "old": plus(a, b)}, good, axioms)
    yield attack("rewrite a rational number", before, {**good, "old": 1}, good, axioms)
    yield attack("rewrite inside by a number", before, {**good, "inside": 1}, {**good, "inside": True}, axioms)
    yield attack("rewrite two vectors", before, {**good, "old": ["vectors", u, v], "equation": 3}, good, axioms)
    bad, right = combine(c, ">=", [(1, 7)]), combine(plus(minus(b, a), c), ">=", [(1, 7)])
    yield attack("rewrite with an equation of others", [*before, {**good, "fact": 2, "old": b}], bad, right, axioms)
    random = [use("mean"), assume("=", y(1)), {"rule": "rewrite", "fact": 0, "equation": 1, "old": y(1), "inside": True}]
    goals = [goal("=", times(-1, c), "mean")]
    yield attack(
        "rewrite under an expectation",
        random,
        equal(times(-1, c), 0, equalities=[[1, 2]]),
        equal(minus(mean(0, y(1)), c), 0, equalities=[[1, 2]]),
        axioms,
        goals,
    )
    f_at = ["f", ["vectors", ["scaled", c, u]]]
    outside, inside = {**good, "fact": 5}, {**good, "fact": 5, "inside": True}
    yield attack(
        "rewrite inside of f without saying so",
        [*before, outside],
        combine(f_at, ">=", [(1, 7)]),
        combine(f_at, ">=", [(1, 7)]),
        axioms,
        (),
        [*before, inside],
    )


def _vectors() -> Iterator[Attack]:
    norm, cauchy = {"rule": "norm", "of": u}, {"rule": "cauchy", "left": u, "right": v}
    goals = [goal(">=", inner(u, v))]
    yield attack("an inner product has a sign", [norm], combine(inner(u, v), ">=", [(1, 0)]), combine(inner(u, u), ">=", [(1, 0)]), goals=goals)
    larger, lower = times(inner(u, u), inner(v, v)), square(inner(u, v))
    yield attack(
        "Cauchy and Schwarz the other way around",
        [cauchy],
        combine(minus(lower, larger), ">=", [(1, 0)]),
        combine(minus(larger, lower), ">=", [(1, 0)]),
    )
    z = point("z")
    yield attack(
        "Cauchy and Schwarz for another vector",
        [cauchy],
        combine(minus(larger, square(inner(u, z))), ">=", [(1, 0)]),
        combine(minus(larger, lower), ">=", [(1, 0)]),
    )
    before = [use("a = 0"), use("u = -v")]
    dot: Step = {"rule": "dot", "fact": 1, "along": v}
    yield attack("a number as a vector that is 0", before, {**dot, "fact": 0}, dot, SIGNS)
    yield attack(
        "a number as a vector with coordinates 0",
        before,
        {"rule": "component", "fact": 0, "index": 1},
        {"rule": "component", "fact": 1, "index": 1},
        SIGNS,
    )
    yield attack(
        "a coordinate at a half", before, {"rule": "component", "fact": 1, "index": "1/2"}, {"rule": "component", "fact": 1, "index": j}, SIGNS
    )
    yield attack(
        "orthogonal to one vector is 0",
        [*before, dot],
        equal(inner(u, z), 0, equalities=[[1, 2]]),
        equal(inner(u, v), times(-1, inner(v, v)), equalities=[[1, 2]]),
        SIGNS,
    )
    yield attack(
        "the coordinates of others",
        [{"rule": "coordinates", "left": u, "right": v}],
        equal(inner(u, u), 0, equalities=[[1, 0]]),
        equal(inner(u, v), total("i", 1, integer("d"), times(["coordinate", u, integer("i")], ["coordinate", v, integer("i")])), equalities=[[1, 0]]),
    )


def _axioms() -> Iterator[Attack]:
    late = axiom(">=", y(k), "late", [("k", "integer")], [(">=", minus(k, 3))])
    below = axiom(">=", minus(["f", u], c), "infimum", [("u", "point")])
    positive = axiom(">=", minus(b, a), "where a > 0", (), [(">", a)])
    zero = axiom(">=", minus(b, a), "where a = 0", (), [("=", a)])
    axioms = [*SIGNS, late, below, positive, zero]
    before = [combine(0, ">="), use("a ≥ 0"), use("a > 0"), use("a = 0"), assume(">=", minus(k, 3)), assume(">=", minus(k, 2))]
    good, at_u = use("late", {"k": 3}, [0]), use("infimum", {"u": x(k)})
    yield attack("an axiom without its condition", before, use("late", {"k": 2}), good, axioms)
    yield attack("an axiom before its first step", before, use("late", {"k": 2}, [0]), good, axioms)
    yield attack("an axiom with its condition elsewhere", before, use("late", {"k": k}, [0]), use("late", {"k": k}, [4]), axioms)
    yield attack("an axiom with a weaker condition", before, use("late", {"k": k}, [5]), use("late", {"k": plus(k, 1)}, [5]), axioms)
    yield attack("an axiom with >= for >", before, use("where a > 0", conditions=[1]), use("where a > 0", conditions=[2]), axioms)
    yield attack("an axiom with >= for =", before, use("where a = 0", conditions=[1]), use("where a = 0", conditions=[3]), axioms)
    yield attack("an axiom with a condition too many", before, use("infimum", {"u": u}, [0]), at_u, axioms)
    yield attack("an axiom at no point", before, use("infimum"), at_u, axioms)
    yield attack("an axiom at a number", before, use("infimum", {"u": a}), at_u, axioms)
    yield attack("an axiom at a half of a step", before, use("late", {"k": "7/2"}, [0]), good, axioms)
    yield attack("an axiom with a value for a constant", before, use("infimum", {"u": u, "c": 5}), at_u, axioms)
    yield attack("an axiom that is none", before, use("supremum", {"u": u}), at_u, axioms)
    yield attack(
        "a constant of an axiom",
        [use("infimum", {"u": u})],
        combine(minus(["f", u], 5), ">=", [(1, 0)]),
        combine(minus(["f", u], c), ">=", [(1, 0)]),
        axioms,
    )
    yield attack("an assumption about a vector", [], assume("vector", ["vectors", u]), assume(">=", inner(u, u)))
    yield attack("a relation that is none", [], assume("!=", a), assume(">=", a))


def _conclusions() -> Iterator[Attack]:
    axioms = [*SIGNS, axiom(">=", minus(integer("T"), 1), "T ≥ 1")]
    goals = [goal(">=", a, "a ≥ 0", "a > 0"), goal(">", a, "a > 0"), goal("=", a, "a = 0"), goal(">=", integer("T"), "T ≥ 1")]
    weak, strict = [use("a ≥ 0")], [use("a > 0")]
    yield attack("a weaker claim is concluded", weak, conclude(0, 1), conclude(0, 0), axioms, goals)
    yield attack("an inequality for a claimed equality", weak, conclude(0, 2), conclude(0, 0), axioms, goals)
    yield attack("another number is concluded", [use("b ≥ 0")], conclude(0), conclude(0), axioms, goals, strict)
    named = axiom(">=", b, "assumed")
    both = [named, axiom(">=", a, "a ≥ 0")]
    assumed = [assume(">=", a)]
    claims = [goal(">=", a, "assumed", "a ≥ 0")]
    yield attack("an axiom with the name that assumptions have", assumed, conclude(0), conclude(0), both, claims, weak)
    yield attack("a claim is assumed", assumed, conclude(0), conclude(0), axioms, goals, weak)
    yield attack(
        "the range of another claim",
        [use("T ≥ 1"), combine(integer("T"), ">=", [(1, 0), (1,)]), *weak],
        conclude(1, 0),
        conclude(1, 3),
        axioms,
        goals,
    )
    foreign = [use("T ≥ 1"), *weak, combine(plus(a, integer("T"), -1), ">=", [(1, 0), (1, 1)])]
    only_a = [goal(">=", plus(a, integer("T"), -1), "a ≥ 0"), goal(">=", plus(a, integer("T"), -1), "a ≥ 0", "T ≥ 1")]
    yield attack("an axiom that the claim does not have", foreign, conclude(2, 0), conclude(2, 1), axioms, only_a)
    for claim in (4, -1, True, "0", None):
        yield attack(f"the claim {claim!r}", weak, conclude(0, claim), conclude(0, 0), axioms, goals)
    yield attack("a vector that is 0 for a number", [use("u = -v")], conclude(0), conclude(0), axioms, goals, weak)
