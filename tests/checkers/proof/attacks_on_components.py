"""Axioms of finite sums and of balls: components that were not drawn, or not yet; a component for f, one step for another; points outside."""

from collections.abc import Iterator
from typing import Any

from tests.checkers.proof.attacks_on_chance import comes_out
from tests.checkers.proof.derivations import (
    Attack,
    Step,
    Term,
    a,
    assume,
    attack,
    axiom,
    combine,
    equal,
    equation,
    inner,
    integer,
    j,
    k,
    mean,
    minus,
    n,
    plus,
    point,
    real,
    substitute,
    times,
    total,
    u,
    use,
    v,
    x,
    y,
)

AFTER, BEFORE = plus(k, 1), minus(k, 1)


def number(step: Term) -> Term:
    """The number of the component that a step draws."""
    return ["sequence", "drawn'", plus(step, 1)]


def value(at: Term, step: Term) -> Term:
    return ["word", "component'", at, number(step)]


def batch(step: Term) -> Term:
    """The mean of the draws of a step."""
    return ["iterate", "batch_m'", plus(step, 1)]


def nearest(step: Term) -> Term:
    """The minimiser nearest to an iterate."""
    return ["iterate", "nearest'", step]


def draw(at: Term, step: Term) -> Term:
    return ["draw", at, step]


def ahead(at: Term, step: Term) -> Term:
    return ["vectors", at, ["scaled", -1, draw(at, step)]]


POINT = [("u", "point"), ("k", "integer")]
PAIR = [("u", "point"), ("v", "point"), ("k", "integer")]
MEAN = axiom("=", minus(mean(k, value(u, k)), ["f", u]), "mean", POINT, [(">=", k)])
ALIKE = axiom("=", minus(mean(k, inner(draw(u, k), draw(u, k))), mean(0, inner(draw(u, 0), draw(u, 0)))), "alike", POINT, [(">=", k)])
POSITIVE = axiom(">=", value(u, k), "positive", POINT, [(">=", k)])
TANGENT = axiom(">=", minus(value(v, k), plus(value(u, k), inner(draw(u, k), ["vectors", v, ["scaled", -1, u]]))), "tangent", PAIR, [(">=", k)])
ALL = [MEAN, ALIKE, POSITIVE, TANGENT]
REACHED: list[Step] = [assume(">=", k), combine(0, ">=")]


def at(name: str, point_of: Term, step: Term = k, condition: int = 0, **more: Term) -> Step:
    return use(name, {"u": point_of, "k": step, **more}, [condition])


def attacks() -> Iterator[Attack]:
    yield from _known()
    yield from _means()
    yield from _for_another()
    yield from _in_a_ball()


def _known() -> Iterator[Attack]:
    """What is known of a component at a step."""
    yield comes_out("the value of this step's component", value(u, k), value(u, BEFORE))
    yield comes_out("the value of the first component at the start", value(u, 0), value(u, -1), 0)
    yield comes_out("the value of any step's component", value(u, j), value(u, minus(k, 2)))
    yield comes_out("the value of an old component at a new point", value(x(AFTER), BEFORE), value(x(k), BEFORE))
    yield comes_out("the value of an old component where this step's leads to", value(ahead(u, k), BEFORE), value(ahead(u, BEFORE), BEFORE))
    yield comes_out("the number of this step's component", number(k), number(BEFORE))
    yield comes_out("the mean of this step's batch", inner(batch(k), u), inner(batch(BEFORE), u))
    yield comes_out("the minimiser nearest to the next iterate", inner(nearest(AFTER), u), inner(nearest(k), u))
    yield equation("a component at another step", (value(u, k), value(u, AFTER)), (value(u, k), value(u, minus(AFTER, 1))))
    yield equation("a component at another point", (value(u, k), value(v, k)), (value(u, k), value(["vectors", u], k)))
    yield equation("a component for f", (value(u, k), ["f", u]), (["f", u], ["f", ["vectors", u]]))


def _means() -> Iterator[Attack]:
    bad: dict[str, Step] = {
        "where its own step leads to": at("mean", ahead(u, k)),
        "at the next iterate": at("mean", x(AFTER)),
        "at an iterate at another step": at("mean", x(j)),
        "at a draw": at("mean", draw(u, k)),
        "at a multiple by its own value": at("mean", ["scaled", value(u, k), u]),
        "at a multiple by its number": at("mean", ["scaled", number(k), u]),
        "at a multiple by what a sum to the next step gives": at("mean", ["scaled", total("i", 0, AFTER, y(integer("i"))), u]),
    }
    for name, step in bad.items():
        yield attack(f"the mean of a component {name}", REACHED, step, at("mean", x(k)), ALL)
    yield attack("the mean of a component before the start", REACHED, at("mean", u, -1, 1), at("mean", u, 0, 1), ALL)
    yield attack("the mean square of the first iterate's draw, as at the start", REACHED, at("alike", x(1)), at("alike", x(0)), ALL)
    yield attack("the mean square of every iterate's draw, as at the start", REACHED, at("alike", x(k)), at("alike", point("x_star")), ALL)
    yield attack("the mean square before the start", REACHED, at("alike", u, -1, 1), at("alike", u, 0, 1), ALL)
    drawn = [*REACHED, at("mean", v)]
    yield attack(
        "the mean of a component at a point, put where its step leads to",
        drawn,
        substitute(2, "point", "v", ahead(u, k)),
        substitute(2, "point", "v", ahead(u, BEFORE)),
        ALL,
    )
    later = [*REACHED, at("positive", u), {"rule": "monotone", "of": "expectation", "fact": 2, "step": AFTER}, at("mean", u)]
    now = [*later[:3], {**later[3], "step": k}, later[4]]
    f_of: Any = combine(["f", u], ">=", [(1, 3)], equalities=[[-1, 4]])
    yield attack("the mean of a component given the draw", later, f_of, f_of, ALL, legally=now)
    squares = [*REACHED, at("mean", u)]
    twice = mean(k, times(value(u, k), value(u, k)))
    yield attack(
        "the mean of the square of a component",
        squares,
        equal(twice, times(["f", u], ["f", u]), equalities=[[["f", u], 2]]),
        equal(times(mean(k, value(u, k)), ["f", u]), times(["f", u], ["f", u]), equalities=[[["f", u], 2]]),
        ALL,
    )


def _for_another() -> Iterator[Attack]:
    """What holds of one component is put for another, or for f."""
    one = [*REACHED, at("positive", u)]
    yield attack(
        "f is never below 0, as the component that is drawn", one, combine(["f", u], ">=", [(1, 2)]), combine(value(u, k), ">=", [(1, 2)]), ALL
    )
    yield attack("the next component, as this one", one, combine(value(u, AFTER), ">=", [(1, 2)]), combine(value(u, k), ">=", [(1, 2)]), ALL)
    yield attack("a component before the start", REACHED, at("positive", u, -1, 1), at("positive", u, 0, 1), ALL)
    yield attack("a component that has no number", REACHED, at("positive", u, a), at("positive", u, k), ALL)
    both = [*REACHED, at("tangent", u, v=v), at("tangent", v, v=u), assume(">=", j), at("tangent", v, j, 4, v=u)]
    way = ["vectors", u, ["scaled", -1, v]]
    monotone = inner(["vectors", draw(u, k), ["scaled", -1, draw(v, k)]], way)
    mixed = inner(["vectors", draw(u, k), ["scaled", -1, draw(v, j)]], way)
    yield attack("two components monotone", both, combine(mixed, ">=", [(1, 2), (1, 5)]), combine(monotone, ">=", [(1, 2), (1, 3)]), ALL)
    of_f = inner(["vectors", ["gradient", u], ["scaled", -1, ["gradient", v]]], way)
    yield attack(
        "f monotone, as the component that is drawn", both, combine(of_f, ">=", [(1, 2), (1, 3)]), combine(monotone, ">=", [(1, 2), (1, 3)]), ALL
    )
    yield attack(
        "the component of a step for the whole number of it",
        one,
        combine(["word", "component'", u, n], ">=", [(1, 2)]),
        combine(["word", "component'", u, number(k)], ">=", [(1, 2)]),
        ALL,
    )


def _in_a_ball() -> Iterator[Attack]:
    """What holds where ||u - x[0]||^2 <= R^2 needs that of its point, with the square and with the start."""
    radius = real("R")

    def within(at: Term, square: Term, centre: Term) -> Term:
        way = ["vectors", at, ["scaled", -1, centre]]
        return minus(square, inner(way, way))

    near = within(u, times(radius, radius), x(0))
    slope = axiom(">=", minus(inner(["gradient", u], ["gradient", u]), ["f", u]), "slope", [("u", "point")], [(">", radius), (">=", near)])
    positive, axioms = axiom(">", radius, "R > 0"), [slope]
    said: list[Step] = [use("R > 0"), assume(">=", near)]

    def one(name: str, second: Term, point_of: Term = u, first: int = 0) -> Attack:
        bad = [said[0], assume(">=", second)]
        return attack(
            f"a ball: {name}", bad, use("slope", {"u": point_of}, [first, 1]), use("slope", {"u": u}, [0, 1]), [positive, *axioms], (), said
        )

    yield one("the radius in place of its square", within(u, radius, x(0)))
    yield one("another centre", within(u, times(radius, radius), x(1)))
    yield one("another point", near, v)
    yield one("the next iterate, as the one before", within(x(k), times(radius, radius), x(0)), x(AFTER))
    yield one("its radius is not known to be positive", near, u, 1)
    no_room = [said[0], combine(times(radius, radius), ">=", [(1, 0, 0)])]
    yield attack("a ball: any point", no_room, use("slope", {"u": u}, [0, 1]), use("slope", {"u": x(0)}, [0, 1]), [positive, *axioms])
