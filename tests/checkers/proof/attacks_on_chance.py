"""Expectations: what is known at a step, what comes out, the tower, and what may be put under an expectation."""

from collections.abc import Iterator

from tests.checkers.proof.derivations import (
    Attack,
    Derivation,
    Step,
    Term,
    a,
    assume,
    attack,
    axiom,
    b,
    c,
    combine,
    equal,
    equation,
    i,
    inner,
    j,
    k,
    least,
    mean,
    minus,
    n,
    plus,
    square,
    statement,
    substitute,
    times,
    total,
    u,
    use,
    v,
    x,
    y,
    z,
)

AFTER, LATER, BEFORE = plus(k, 1), plus(k, 2), minus(k, 1)
DRAW = ["draw", u, k]
UNBIASED = axiom(
    "=",
    minus(mean(k, inner(DRAW, v)), inner(["gradient", u], v)),
    "unbiased",
    [("u", "point"), ("v", "point"), ("k", "integer")],
    [(">=", k)],
)
ROOT = axiom(">=", mean(k, ["sqrt", plus(a, y(AFTER))]), "root", [("a", "real"), ("k", "integer")])


def attacks() -> Iterator[Attack]:
    yield from _known()
    yield from _products()
    yield from _tower()
    yield from _put_under()
    yield from _monotone()


def comes_out(name: str, false: Term, true: Term | None, step: Term = k) -> Attack:
    return equation(f"known: {name}", (mean(step, false), false), None if true is None else (mean(step, true), true))


def _known() -> Iterator[Attack]:
    yield comes_out("the next member", y(AFTER), y(k))
    yield comes_out("the next member after the start", y(1), y(0), 0)
    yield comes_out("any member after the start", y(k), y(-3), 0)
    yield comes_out("a member at another step", y(j), y(minus(k, 3)))
    yield comes_out("a member at twice the step", y(times(2, k)), y(minus(times(2, k), k)))
    yield comes_out("a member at the negative of the step", y(times(-1, k)), y(0))
    yield comes_out("the next iterate", inner(x(AFTER), u), inner(x(k), u))
    yield comes_out("the value at the next iterate", ["f", x(AFTER)], ["f", x(k)])
    yield comes_out("the gradient at the next iterate", inner(["gradient", x(AFTER)], u), inner(["gradient", x(k)], x(BEFORE)))
    yield comes_out("this step's draw", inner(["draw", x(k), k], u), inner(["draw", x(k), BEFORE], u))
    yield comes_out("the first draw at the start", inner(["draw", x(0), 0], u), inner(["draw", x(0), -1], u), 0)
    yield comes_out("an old draw at a new point", inner(["draw", x(AFTER), BEFORE], u), inner(["draw", x(k), BEFORE], u))
    yield comes_out("a draw with any sample", inner(["draw", u, j], u), inner(["draw", u, -1], u))
    yield comes_out("a coordinate of the next iterate", ["coordinate", x(AFTER), 1], ["coordinate", x(k), 1])
    yield comes_out("an inverse of what comes", ["inv", y(AFTER)], ["inv", y(k)])
    yield comes_out("a root of what comes", ["sqrt", y(AFTER)], ["sqrt", y(k)])
    yield comes_out("a word of what comes", ["word", "p", a, y(AFTER)], ["word", "p", a, y(k)])
    yield comes_out("a word of a vector that comes", ["word", "p", x(AFTER)], ["word", "p", x(k)])
    yield comes_out("a power of what comes", ["pow", y(AFTER), n], ["pow", y(k), n])
    yield comes_out("a sum to what comes", total("i", 0, AFTER, y(i)), total("i", 0, 3, w_of(i)))
    yield comes_out("the least of what comes", least("i", 0, AFTER, y(i)), least("i", 0, n, y(0)))
    yield comes_out(
        "an integral of what comes", ["integral", "s", ["word", "p", ["real", "s"], y(AFTER)]], ["integral", "s", ["word", "p", ["real", "s"], y(k)]]
    )
    yield comes_out("a mean given more", mean(AFTER, y(LATER)), mean(k, y(LATER)))
    yield comes_out("a mean given what is not comparable", mean(j, y(LATER)), mean(0, y(LATER)))
    yield comes_out("a multiple of what comes", inner(["scaled", y(AFTER), u], v), inner(["scaled", y(k), u], v))
    both, known_both = ["vectors", x(AFTER), u], ["vectors", x(k), u]
    yield comes_out("f at a sum with what comes", ["f", both], ["f", known_both])
    yield comes_out("f at a multiple of what is known by what comes", ["f", ["vectors", u, ["scaled", y(AFTER), x(k)]]], ["f", known_both])
    yield comes_out("a square of what comes", square(y(AFTER)), square(y(k)))
    yield comes_out("f at a multiple of what comes", ["f", ["scaled", y(AFTER), u]], ["f", ["scaled", y(k), u]])


def w_of(at: Term) -> Term:
    return ["free", "w", at]


def _products() -> Iterator[Attack]:
    new, other = y(AFTER), z(AFTER)
    yield equation(
        "the mean of a product",
        (mean(k, times(new, other)), times(mean(k, new), mean(k, other))),
        (mean(k, times(y(k), other)), times(y(k), mean(k, other))),
    )
    yield equation(
        "the mean of a square", (mean(k, square(new)), square(mean(k, new))), (mean(k, times(square(y(k)), new)), times(square(y(k)), mean(k, new)))
    )
    yield equation(
        "the mean of an inverse",
        (mean(k, ["inv", new]), ["inv", mean(k, new)]),
        (mean(k, times(["inv", y(k)], new)), times(["inv", y(k)], mean(k, new))),
    )
    yield equation("the mean of 1", (mean(k, 1), 0), (mean(k, 1), 1))
    yield equation("the mean of a multiple", (mean(k, times(2, new)), mean(k, new)), (mean(k, times(2, new)), times(2, mean(k, new))))
    yield equation("means at other steps", (mean(k, new), mean(0, new)), (mean(k, new), mean(plus(k, 1, -1), new)))
    sums = total("i", 1, n, y(i))
    apart = total("i", 1, n, mean(0, y(i)))
    yield equation("the mean of the square of a sum", (mean(0, square(sums)), square(apart)), (mean(0, sums), apart))
    yield equation(
        "the mean of a sum times what is random",
        (mean(0, times(z(1), sums)), times(mean(0, z(1)), apart)),
        (mean(0, times(z(0), sums)), times(z(0), apart)),
    )
    yield equation(
        "the mean of the least", (mean(0, least("i", 1, n, y(i))), least("i", 1, n, mean(0, y(i)))), (mean(0, total("i", 1, n, y(i))), apart)
    )
    yield equation(
        "the mean of an inner product", (mean(k, inner(x(AFTER), x(AFTER))), inner(x(k), x(k))), (mean(k, inner(x(k), x(k))), inner(x(k), x(k)))
    )


def _tower() -> Iterator[Attack]:
    new = y(plus(k, 3))
    yield equation(
        "tower: the mean given more of the mean given less", (mean(AFTER, mean(k, new)), mean(AFTER, new)), (mean(AFTER, mean(k, new)), mean(k, new))
    )
    yield equation(
        "tower: the mean given less of the mean given more", (mean(k, mean(AFTER, new)), mean(AFTER, new)), (mean(k, mean(AFTER, new)), mean(k, new))
    )
    yield equation("tower: steps that are not comparable", (mean(k, mean(j, new)), mean(k, new)), (mean(0, mean(j, new)), mean(0, new)))
    yield equation("tower: steps the other way around", (mean(j, mean(0, new)), mean(j, new)), (mean(j, mean(0, new)), mean(0, new)))
    ahead, there = mean(k, times(mean(AFTER, new), y(LATER))), mean(k, times(mean(AFTER, new), y(AFTER)))
    yield equation("tower: with a factor that is not known", (ahead, mean(k, times(new, y(LATER)))), (there, mean(k, times(new, y(AFTER)))))
    yield equation(
        "tower: the square of a mean",
        (mean(k, square(mean(AFTER, new))), mean(k, square(new))),
        (mean(k, mean(AFTER, square(new))), mean(k, square(new))),
    )
    two = times(mean(AFTER, new), mean(AFTER, z(LATER)))
    yield equation(
        "tower: two means", (mean(k, two), mean(k, times(new, z(LATER)))), (mean(k, times(mean(AFTER, new), z(AFTER))), mean(k, times(new, z(AFTER))))
    )
    yield equation("tower: a negative step", (mean(minus(k, 5), mean(k, new)), mean(k, new)), (mean(-2, mean(k, new)), mean(-2, new)))
    yield equation(
        "tower: an inverse of a mean",
        (mean(k, ["inv", mean(AFTER, new)]), mean(k, ["inv", new])),
        (mean(AFTER, ["inv", mean(AFTER, new)]), ["inv", mean(AFTER, new)]),
    )


def _put_under() -> Iterator[Attack]:
    """What an axiom about all points says of a random one: only of one that is known at the step."""
    known: list[Step] = [assume(">=", k), combine(0, ">=")]

    def unbiased(at: Term, along: Term, step: Term = k, condition: int = 0) -> Step:
        return use("unbiased", {"u": at, "v": along, "k": step}, [condition])

    good, axioms = unbiased(x(k), x(k)), [UNBIASED, ROOT]
    bad = {
        "along the draw itself": unbiased(u, DRAW),
        "along the next iterate": unbiased(u, x(AFTER)),
        "at the next iterate": unbiased(x(AFTER), u),
        "at an iterate at another step": unbiased(x(j), u),
        "along the gradient at the next iterate": unbiased(u, ["gradient", x(AFTER)]),
        "along a random multiple": unbiased(u, ["scaled", y(AFTER), v]),
        "along a multiple by a mean given more": unbiased(u, ["scaled", mean(AFTER, y(LATER)), v]),
        "at the start, along the first iterate": unbiased(x(0), x(1), 0, 1),
        "at a draw": unbiased(["draw", x(k), k], u),
        "at a multiple by what is random": unbiased(["scaled", inner(DRAW, v), u], u),
        "along what a sum to the next step gives": unbiased(u, ["scaled", total("i", 0, AFTER, y(i)), v]),
    }
    for name, step in bad.items():
        yield attack(f"unbiased {name}", known, step, good, axioms)
    yield attack("unbiased before the start", known, unbiased(u, v, -1, 1), unbiased(u, v, 0, 1), axioms)
    drawn = [*known, unbiased(x(k), v)]
    yield attack(
        "later along the draw itself",
        drawn,
        substitute(2, "point", "v", ["draw", x(k), k]),
        substitute(2, "point", "v", ["draw", x(k), BEFORE]),
        axioms,
    )
    yield attack("later along the next iterate", drawn, substitute(2, "point", "v", x(AFTER)), substitute(2, "point", "v", x(k)), axioms)
    yield attack("a random number for a parameter", known, use("root", {"a": y(AFTER), "k": k}), use("root", {"a": y(k), "k": k}), axioms)
    rooted = [use("root", {"a": b, "k": k})]
    yield attack("a random number for a symbol", rooted, substitute(0, "real", "b", y(AFTER)), substitute(0, "real", "b", y(k)), axioms)
    yield attack(
        "a random number with its mean taken",
        rooted,
        substitute(0, "real", "b", mean(AFTER, y(LATER))),
        substitute(0, "real", "b", mean(k, y(LATER))),
        axioms,
    )
    inside = [use("inside", {"a": b})]
    in_a_sum = axiom(">=", total("i", 1, n, mean(k, ["word", "p", a, y(plus(k, i))])), "inside", [("a", "real")])
    yield attack(
        "a random number under an expectation in a sum", inside, substitute(0, "real", "b", y(AFTER)), substitute(0, "real", "b", y(k)), [in_a_sum]
    )
    each = axiom(">=", total("i", 1, n, mean(i, ["word", "p", a, y(plus(i, 1))])), "inside", [("a", "real")])
    yield attack(
        "a random number under expectations of all steps", inside, substitute(0, "real", "b", y(1)), substitute(0, "real", "b", y(0)), [each]
    )
    twice = axiom(">=", mean(j, ["word", "p", mean(k, ["word", "p", a, y(AFTER)])]), "inside", [("a", "real")])
    yield attack("a random number under two expectations", inside, substitute(0, "real", "b", y(k)), substitute(0, "real", "b", y(0)), [twice])
    moved = [*known, unbiased(x(k), v), combine(4, ">=", [(4,)])]
    bad_end = equal(mean(4, inner(["draw", x(5), 5], v)), inner(["gradient", x(5)], v), equalities=[[1, 4]])
    good_end = equal(mean(4, inner(["draw", x(4), 4], v)), inner(["gradient", x(4)], v), equalities=[[1, 4]])
    yield attack("unbiased at one step for the next", [*moved, substitute(2, "integer", "k", 4, [0, 3])], bad_end, good_end, axioms)


def _monotone() -> Iterator[Attack]:
    taken: Step = {"rule": "monotone", "of": "expectation", "fact": 0, "step": 0}

    def one(name: str, about: Term, legal: Term) -> Attack:
        """The mean of what is assumed to be >= 0."""
        false, true = (Derivation(statement(), (assume(">=", term), taken)) for term in (about, legal))
        return Attack(f"the mean under an assumption about {name}", false, true)

    yield one("a member", y(1), y(0))
    yield one("any member", y(k), y(-2))
    yield one("an iterate", ["f", x(1)], ["f", x(0)])
    yield one("a draw", inner(["draw", u, 0], v), inner(["gradient", u], v))
    yield one("a mean given more", mean(1, y(2)), mean(0, y(2)))
    yield one("a sum to any member", total("i", 0, n, y(i)), total("i", 0, n, w_of(i)))
    mixed: list[Step] = [
        assume(">=", y(1)),
        assume(">=", c),
        combine(times(c, y(1)), ">=", [(1, 0, 1)]),
        combine(times(c, square(y(1))), ">=", squares=[[1, [1], y(1)]]),
    ]
    yield attack("the mean under one assumption about a member", mixed, {**taken, "fact": 2}, {**taken, "fact": 3})
    yield attack(
        "the mean of what has no sign", [use("u = -v"), combine(0, ">=")], taken, {**taken, "fact": 1}, [axiom("vector", ["vectors", u, v], "u = -v")]
    )
    square_of: list[Step] = [combine(square(y(1)), ">=", squares=[[1, [], y(1)]]), taken]
    yield attack(
        "the mean of a square below the square",
        square_of,
        combine(minus(square(mean(0, y(1))), mean(0, square(y(1)))), ">=", [(1, 1)]),
        combine(mean(0, square(y(1))), ">=", [(1, 1)]),
    )
    positive: list[Step] = [assume(">", c), {**taken}]
    yield attack("the mean keeps what is strict", positive, combine(c, ">", [(1, 1)]), combine(c, ">", [(1, 0)]))
    yield attack("the mean at a step that is no integer", square_of, {**taken, "step": "1/2"}, {**taken, "step": k})
    yield attack("a mean that is no rule", square_of, {**taken, "of": "median"}, taken)
    pulled = [use("all", {"a": y(1)})]
    every = axiom(">=", minus(times(a, y(2)), b), "all", [("a", "real")])
    means: list[Step] = [*pulled, {**taken, "step": 1}]
    yield attack(
        "what is known comes out of a mean, and no more",
        means,
        combine(minus(times(y(1), y(2)), b), ">=", [(1, 1)]),
        combine(minus(times(y(1), mean(1, y(2))), b), ">=", [(1, 1)]),
        [every],
    )
