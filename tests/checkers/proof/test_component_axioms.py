"""The axioms of finite sums hold of sums, in fractions and of the project's families; wrong variants of each are seen."""

from fractions import Fraction
from functools import cache
from random import Random

import pytest
import sympy as sp

from checkers.proof import component_axioms, shown
from checkers.proof.component_axioms import of_sums
from checkers.proof.goal import read
from checkers.proof.own_words import component_value, coordinate
from checkers.proof.reading import number
from tests.checkers.proof.sums import FAMILIES, ZERO, FiniteSum, Terms, made, of_family, size_of
from theorems.hypotheses import BoundedVariance, Convex, ConvexSum, NonnegativeSum, Smooth, SmoothSum, StronglyConvex
from theorems.language import E, Eq, Theorem, constants, f, grad, inner, iterates, naturals, norm_sq, points, stochastic_grad, t, x
from theorems.methods import Method

L, mu, sigma = constants("L mu sigma")
u, v, m = *points("u v"), naturals("m")
k = component_axioms.k
SUMS = [SmoothSum(L), ConvexSum(), NonnegativeSum()]
NEEDS = {"ConvexSum": "convex", "smooth convex components": "convex", "NonnegativeSum": "nonnegative"}
"""What components are, of which an axiom speaks, by the beginning of its name; else they are smooth."""


@cache
def axioms():
    return {one["name"]: one for one in of_sums(Theorem(given=SUMS, claim=f(u) <= f(v)), {})}


def sums(name, rng, kinds, most=160):
    """Random sums of which an axiom speaks."""
    needed = NEEDS.get(name.split(":")[0])
    for _ in range(most):
        found = kinds(rng)
        if needed is None or found.has(needed):
            yield found


def symbols(of: FiniteSum, rng: Random):
    """Points, often near each other; a constant that is as small as it may be, or larger; a step."""
    far = rng.choice((1, 2, 4))
    first = tuple(Fraction(rng.randint(-8, 8), 2) for _ in range(of.dimension))
    second = tuple(a + Fraction(rng.randint(-4, 4), far) for a in first)
    constant = of.smooth * rng.choice((1, 1, 1, Fraction(3, 2))) or Fraction(1, 2)
    return {"real L": constant, "point u": first, "point v": second, "integer k": Fraction(rng.randint(0, 3))}


def worst(one, of: FiniteSum, rng: Random) -> float:
    """How far an axiom fails at most, whichever component is drawn."""
    found = symbols(of, rng)
    values = [Terms(of, found, found["integer k"], number).number(one["term"]) for number in range(len(of.components))]
    assert all(Terms(of, found, ZERO).number(term) >= 0 for _, term in one["conditions"])
    return max(abs(size_of(value)) if one["relation"] == "=" else -size_of(value) for value in values)


NAMES = sorted(axioms())


@pytest.mark.parametrize("name", NAMES)
def test_an_axiom_holds_of_sums_in_fractions(name):
    rng, count = Random(name), 0
    for of in sums(name, rng, made):
        count += 1
        assert worst(axioms()[name], of, rng) <= 0
    assert count > 30


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", NAMES)
def test_an_axiom_holds_of_the_families_with_the_constants_that_they_certify(name, family):
    rng = Random(f"{name} {family}")
    for of in sums(name, rng, lambda rng: of_family(family, rng), 8):
        assert worst(axioms()[name], of, rng) <= 1e-12  # the rounding of decimals, where a component is no rational function


@pytest.mark.parametrize("family", FAMILIES)
def test_components_of_families_are_what_their_gradients_belong_to(family):
    rng = Random(family)
    for _ in range(6):
        of = of_family(family, rng)
        at, step = symbols(of, rng)["point u"], Fraction(1, 10**6)
        for one in of.components:
            for place, slope in enumerate(one.gradient(at)):
                ends = [tuple(a + side * step * int(i == place) for i, a in enumerate(at)) for side in (1, -1)]
                # a central difference: off by the step's third power, and by the rounding of values
                assert size_of(one.value(ends[0])) - size_of(one.value(ends[1])) == pytest.approx(2e-6 * size_of(slope), abs=1e-9)


def value(at):
    return component_value(at, k)


def draw(at):
    return stochastic_grad(at, k)


def model(factor):
    return value(u) + inner(draw(u), v - u) + factor * L * norm_sq(v - u)


apart = norm_sq(draw(v) - draw(u))
HALF = sp.Rational(1, 2)
WRONG = {
    "the mean without a mean": ("components: mean", sp.Eq(value(u), f(u), evaluate=False)),
    "the mean of one point at another": ("components: mean", sp.Eq(E(value(u), x[k]), f(v), evaluate=False)),
    "the square of the mean": ("components: mean square at every step", sp.Eq(E(norm_sq(draw(u)), x[k]), norm_sq(grad(u)), evaluate=False)),
    "half the upper model": ("SmoothSum: upper model, for every component", value(v) <= model(HALF / 2)),
    "the upper model of f": ("SmoothSum: upper model, for every component", value(v) <= f(u) + inner(grad(u), v - u) + L * norm_sq(v - u) / 2),
    "half the lower model": ("SmoothSum: lower model, for every component", value(v) >= model(-HALF / 2)),
    "convex components": ("SmoothSum: lower model, for every component", value(v) >= model(0)),
    "cocoercive without convexity": (
        "SmoothSum: interpolation, for every component",
        value(v) >= model(0) + apart / (2 * L) - L * norm_sq(v - u) / 2,
    ),
    "twice the gradients": (
        "SmoothSum: interpolation, for every component",
        value(v) >= model(0) + norm_sq(draw(u) - draw(v) - L * (v - u)) / (2 * L) - L * norm_sq(v - u) / 2,
    ),
    "strongly convex": ("ConvexSum: above its tangents, for every component", value(v) >= model(HALF / 100)),
    "the tangent of f": ("ConvexSum: above its tangents, for every component", value(v) >= value(u) + inner(grad(u), v - u)),
    "twice cocoercive": ("smooth convex components: interpolation of smooth convex functions", value(v) >= model(0) + apart / L),
    "1% more cocoercive": (
        "smooth convex components: interpolation of smooth convex functions",
        value(v) >= model(0) + sp.Rational(101, 200) * apart / L,
    ),
    "positive": ("NonnegativeSum: not negative, for every component", value(u) >= HALF / 50),
}
"""Wrong variants: of which axiom, and what they say."""


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_variant_fails(wrong):
    name, relation = WRONG[wrong]
    one, rng = component_axioms.stated(name, relation, SUMS[:1], {"L"}), Random(wrong)
    assert any(worst(one, of, rng) > 0 for of in sums(name, rng, made))


def test_every_axiom_has_a_wrong_variant():
    assert {name for name, _ in WRONG.values()} == set(axioms())


def said(*given):
    return {one["name"] for one in of_sums(Theorem(given=list(given), claim=f(u) <= f(v)), {})}


def test_of_what_is_no_sum_nothing_is_said():
    assert said(Smooth(L), Convex(), StronglyConvex(mu), BoundedVariance(sigma)) == set()


def test_what_is_said_of_components_is_what_their_sum_says_of_them():
    everywhere = {"components: mean", "components: mean square at every step"}
    smooth = {f"SmoothSum: {name}, for every component" for name in ("upper model", "lower model", "interpolation")}
    assert said(SmoothSum(L), Convex()) == said(SmoothSum(L), StronglyConvex(mu)) == everywhere | smooth
    assert said(ConvexSum(), Smooth(L)) == everywhere | {"ConvexSum: above its tangents, for every component"}
    assert said(NonnegativeSum(), Smooth(L), Convex()) == everywhere | {"NonnegativeSum: not negative, for every component"}
    assert said(*SUMS) == set(NAMES)


def test_a_constant_that_may_not_be_positive_is_divided_by_only_where_it_is():
    (one,) = (
        one for one in of_sums(Theorem(given=[SmoothSum(L - mu), ConvexSum()], claim=f(u) <= f(v)), {}) if one["name"].startswith("smooth convex")
    )
    assert [relation for relation, _ in one["conditions"]] == [">=", ">"]


def test_each_axiom_has_its_reason_and_the_hypotheses_that_it_comes_from():
    sources = {name: one["from"] for name, one in axioms().items()}
    assert "L-smooth" in sources["smooth convex components: interpolation of smooth convex functions"]
    assert "convex" in sources["smooth convex components: interpolation of smooth convex functions"]
    assert "below 0" in sources["NonnegativeSum: not negative, for every component"]
    assert all(sources.values())


def test_a_statement_cannot_name_the_numbers_that_are_drawn():
    fake = iterates("drawn'")
    method = Method(Eq(x[t + 1], x[t] - stochastic_grad(x[t])), Eq(fake[t + 1], f(x[t])), start={fake[0]: 0})
    assert read(Theorem(given=SUMS, method=method, claim=E(fake[t + 1], given=x[t]) >= f(x[t]))).statement["goals"] == []


@pytest.mark.parametrize(
    "theorem",
    [
        Theorem(given=SUMS, claim=component_value(u, t) >= -1),
        Theorem(given=SUMS, claim=coordinate(u, 1) ** 2 >= 0),
        Theorem(given=[*SUMS, component_value(u, m) >= f(u) + 1], claim=norm_sq(u) <= -1),
    ],
    ids=lambda theorem: str(theorem.claims[0]),
)
def test_a_statement_cannot_name_words_of_proofs(theorem):
    """In `given` one would say of a draw what the language has no place for: that it is above its mean."""
    found = read(theorem)
    assert "no statement has" in found.unread[0]
    assert found.statement == {"axioms": [], "goals": []}


def test_a_component_is_shown_as_in_papers():
    term = axioms()["NonnegativeSum: not negative, for every component"]["term"]
    assert shown.sentence(">=", number(term)) == "f(u; ξ_k) ≥ 0"
