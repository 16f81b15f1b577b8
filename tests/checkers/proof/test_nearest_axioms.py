"""What is said of the minimisers nearest to iterates holds of functions whose minimisers are known, and is said where it means something."""

from fractions import Fraction
from random import Random

import pytest

from checkers.proof.goal import read
from checkers.proof.own_words import NEAREST
from checkers.proof.prove import prove
from tests.checkers.proof.sums import ZERO, Component, FiniteSum, Terms, wells
from theorems.hypotheses import Interpolation, Quadratic, Smooth, StrongGrowth
from theorems.language import Eq, RandomNetwork, Theorem, constants, dist_sq, f, f_star, grad, iterates, norm_sq, points, t, x
from theorems.methods import GradientDescent, Method
from theorems.printing import in_words, phrase

L, eta = constants("L eta")
u, y = points("u"), iterates("y")
METHOD = GradientDescent(step=eta)
GIVEN = [Quadratic(), Smooth(L), Interpolation()]


def axioms(theorem):
    return {one["name"]: one for one in read(theorem).statement["axioms"] if one["name"].startswith("nearest")}


NAMES = sorted(axioms(Theorem(given=GIVEN, method=GradientDescent(step=eta), claim=dist_sq(x[t]) >= 0)))
STATED = axioms(Theorem(given=GIVEN, method=GradientDescent(step=eta), claim=dist_sq(x[t]) >= 0))


def dot(a, b):
    return sum((p * q for p, q in zip(a, b, strict=True)), ZERO)


def solved(rng):
    """Least squares of any rank that a point solves, and the projection on its solutions, row by row."""
    size, count = rng.choice((1, 2, 3)), rng.choice((1, 2, 3))
    rows = [tuple(Fraction(rng.randint(-2, 2)) for _ in range(size)) for _ in range(count)]
    point = tuple(Fraction(rng.randint(-3, 3)) for _ in range(size))
    targets, axes = [dot(row, point) for row in rows], []
    for row in rows:
        for axis in axes:
            row = tuple(p - dot(row, axis) / dot(axis, axis) * q for p, q in zip(row, axis, strict=True))
        axes += [row] if any(row) else []

    def nearest(at):
        for axis in axes:
            at = tuple(p - (dot(axis, at) - dot(axis, point)) / dot(axis, axis) * q for p, q in zip(at, axis, strict=True))
        return at

    def component(row, target):
        return Component(lambda v: (dot(row, v) - target) ** 2 / 2, lambda v: tuple((dot(row, v) - target) * p for p in row), ZERO, True, True)

    return FiniteSum([component(*pair) for pair in zip(rows, targets, strict=True)], size), nearest, point


def two_wells(rng):
    """Two minimisers on the line."""
    of = FiniteSum([Component(lambda v: wells(v[0])[0], lambda v: (wells(v[0])[1],), ZERO, False, True)], 1)
    return of, lambda at: (Fraction(2 if at[0] > 0 else -2),), (Fraction(rng.choice((-2, 2))),)


def terms_of(kind, rng):
    of, nearest, point = kind(rng)
    at, other = (tuple(Fraction(rng.randint(-8, 8), 2) for _ in range(of.dimension)) for _ in range(2))

    def distance(v):
        return dot(*[tuple(p - q for p, q in zip(v, nearest(v), strict=True))] * 2)

    symbols = {"integer k": ZERO, "real f_star": ZERO, "dist_sq": distance, "point u": other, "point x_star": point}
    return Terms(of, {**symbols, "start of x": at, f"start of {NEAREST}": nearest(at)}, ZERO, rng.randrange(len(of.components)))


def fails(one, terms):
    if one["relation"] == "vector":
        return any(terms.vector(one["term"]))
    found = terms.number(one["term"])
    return found < 0 if one["relation"] == ">=" else found != 0


@pytest.mark.parametrize("kind", [solved, two_wells])
@pytest.mark.parametrize("name", NAMES)
def test_an_axiom_holds_where_minimisers_are_known(name, kind):
    rng = Random(name)
    assert not any(fails(STATED[name], terms_of(kind, rng)) for _ in range(100))


def in_place(term, old, new):
    return new if term == old else [in_place(part, old, new) for part in term] if isinstance(term, list) else term


CLOSEST, STAR, X = ["iterate", NEAREST, ["integer", "k"]], ["point", "x_star"], ["iterate", "x", ["integer", "k"]]
WRONG = {
    "any minimiser is nearest": ("nearest minimiser: distance", CLOSEST, STAR),
    "the distance of another point": ("nearest minimiser: distance", X, ["point", "u"]),
    "a point that is no minimiser": ("nearest minimiser: gradient", CLOSEST, X),
    "its value": ("nearest minimiser: value", CLOSEST, X),
    "its noise": ("nearest minimiser: no noise", CLOSEST, X),
    "the distance from the iterate": ("nearest minimiser: distance of any point", CLOSEST, X),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_variant_fails(wrong):
    name, old, new = WRONG[wrong]
    rng = Random(wrong)
    assert any(fails({**STATED[name], "term": in_place(STATED[name]["term"], old, new)}, terms_of(solved, rng)) for _ in range(60))


def test_every_axiom_has_a_wrong_variant():
    assert {name for name, *_ in WRONG.values()} == set(NAMES)


def test_each_axiom_comes_from_what_has_a_minimiser():
    """The absence of noise at minimisers has none."""
    assert all(
        "convex quadratic" in one["from"] for one in axioms(Theorem(given=GIVEN, method=METHOD, claim=[dist_sq(x[t]) >= 0, f(u) <= f(x[t])])).values()
    )


def test_no_noise_comes_from_the_member_of_given_that_implies_interpolation():
    """Else a proof were said to hold without it."""
    given = [*GIVEN[:2], StrongGrowth(L)]
    found = axioms(Theorem(given=given, method=METHOD, claim=dist_sq(x[t]) >= 0))["nearest minimiser: no noise"]
    assert in_words(phrase(given[-1]))[0] in found["from"]


def test_no_noise_is_said_under_interpolation_alone():
    found = axioms(Theorem(given=GIVEN[:2], method=GradientDescent(step=eta), claim=dist_sq(x[t]) >= 0))
    assert set(NAMES) - set(found) == {"nearest minimiser: no noise"}


@pytest.mark.parametrize(
    "theorem",
    [
        Theorem(given=GIVEN, claim=dist_sq(u) >= 0),
        Theorem(given=GIVEN, method=GradientDescent(step=eta), claim=f(x[t]) >= f_star),
        Theorem(claim=norm_sq(u) + dist_sq(u) >= 0, setting=RandomNetwork(u)),
        Theorem(given=GIVEN, method=Method(Eq(y[t + 1], y[t] / 2), start={y[0]: 1}), claim=y[t] * dist_sq(u) >= 0),
        Theorem(given=GIVEN, method=Method(Eq(x[t + 1], x[t] / 2), on_the_line=True), claim=x[t] ** 2 * dist_sq(u) >= 0),
    ],
)
def test_without_distances_or_iterates_that_are_points_nothing_is_said(theorem):
    assert axioms(theorem) == {}


def test_a_claim_that_speaks_of_no_minimiser_has_none():
    """Of two claims one speaks of distances; f = x has none."""
    said = read(Theorem(given=Smooth(L), method=GradientDescent(step=eta), claim=[dist_sq(x[t]) >= 0, norm_sq(grad(x[t])) >= 0])).statement
    named = [{name for name in goal["axioms"] if name.startswith("nearest")} for goal in said["goals"]]
    assert [bool(names) for names in named] == [True, False]


def test_a_statement_cannot_name_the_sequence():
    fake = iterates(NEAREST)
    method = Method(Eq(x[t + 1], x[t] - eta * grad(x[t])), Eq(fake[t + 1], x[t]), start={fake[0]: x[0]})
    theorem = Theorem(given=Quadratic(), method=method, claim=norm_sq(fake[t] - x[t]) <= dist_sq(x[t]))
    assert read(theorem).statement["goals"] == []


def test_the_nearest_minimiser_before_the_start_is_not_known():
    theorem = Theorem(given=GIVEN, method=GradientDescent(step=eta), claim=dist_sq(x[t]) >= 0)
    assert "it is not known" in prove(theorem, lambda p: p.use("nearest minimiser: value", k=t - 1)).reason
    assert prove(theorem, lambda p: p.use("nearest minimiser: value", k=t)).reason == ""
