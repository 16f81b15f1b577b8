"""The strategies that people import: what they draw, how they refuse, and to what planted mistakes shrink."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.errors import InvalidArgument

import lemmata
from lemmata import strategies
from problems.discovery import families
from problems.matching import facts_of
from theorems.hypotheses import PL, BoundedVariance, Convex, Interpolation, Lipschitz, Quadratic, Smooth, StronglyConvex
from theorems.language import constants

L, mu, eta, sigma, G = constants("L mu eta sigma G")
NAMES = [family.strategy_name for family in families().values()]
FEW = settings(max_examples=15, database=None, derandomize=True)
NO_EXPLANATION = settings(database=None, derandomize=True, phases=[Phase.generate, Phase.shrink])


def test_every_family_has_a_plural_noun():
    assert {"quadratics", "least_squares", "logistic_regressions", "huber_functions"} <= set(NAMES)
    assert len(set(NAMES)) == len(families())
    assert set(dir(strategies)) == {*NAMES, "problems_with"}
    assert all(getattr(strategies, name).__doc__ for name in NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_strategy_passes_the_health_checks_of_a_default_test(name):
    @settings(database=None)
    @given(getattr(strategies, name)())
    def draws(problem):
        assert problem.gradient(problem.start).shape == (problem.dimension,)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draws()


ARGUMENTS = [
    ("quadratics", {"dimension": 3, "L": 4, "mu": 1}),
    ("quadratics", {"L": "1/3"}),
    ("least_squares", {"dimension": 2, "rows": 3, "L": 2, "mu": Fraction(1, 3)}),
    ("least_squares", {"L": 2, "mu": 2}),
    ("huber_functions", {"L": 2, "G": 0.5}),
    ("logistic_regressions", {"dimension": 2, "rows": 3, "mu": 1}),
]


@pytest.mark.parametrize(("name", "given_"), ARGUMENTS, ids=str)
def test_arguments_bind_every_problem(name, given_):
    @FEW
    @given(getattr(strategies, name)(**given_))
    def draws(problem):
        bounds = {key: Fraction(str(value)) for key, value in given_.items() if key not in ("rows", "dimension")}
        assert problem.dimension == given_.get("dimension", problem.dimension)
        assert all(problem.constants[key] >= value if key == "mu" else problem.constants[key] <= value for key, value in bounds.items())

    draws()


WRONG = [
    (lambda: strategies.quadratics(kappa=3), r"quadratics\(\) takes dimension, L, mu, not kappa"),
    (lambda: strategies.quadratics(L=1, mu=2), "mu is at most L, but mu = 2 and L = 1"),
    (lambda: strategies.quadratics(dimension=0), "dimension is a whole number from 1 to 64, not 0"),
    (lambda: strategies.quadratics(L=-1), "L is positive, not -1"),
    (lambda: strategies.quadratics(L="one"), "L is a positive number, as in L=2"),
    (lambda: strategies.least_squares(rows=2, L=1, mu=1), r"no rational squared over 2 lies in \[1, 1\]"),
    (lambda: strategies.zigzags(L=1), "takes no arguments, not L"),
    (lambda: lemmata.problems_with(), "takes hypotheses"),
    (lambda: lemmata.problems_with(Convex), r"write Convex\(\.\.\.\)"),
    (lambda: lemmata.problems_with("smooth"), "is neither a hypothesis"),
    (lambda: lemmata.problems_with(PL(mu), Lipschitz(G)), r"no family of problems certifies all of PL\(mu\), Lipschitz\(G\)"),
    (lambda: lemmata.problems_with(Smooth(1), StronglyConvex(2)), r"certifies all of Smooth\(1\), StronglyConvex\(2\)"),
]


@pytest.mark.parametrize(("made", "said"), WRONG, ids=[said for _, said in WRONG])
def test_bad_arguments_are_refused_at_once(made, said):
    with pytest.raises(InvalidArgument, match=said):
        made()


def test_an_unknown_strategy_is_no_attribute():
    with pytest.raises(AttributeError, match=r"Did you mean quadratics\?"):
        strategies.quadratic  # noqa: B018


HYPOTHESES = [
    (Smooth(L), PL(mu), mu <= L, eta <= 1 / L),
    *(
        pytest.param(hypotheses, marks=pytest.mark.slow)
        for hypotheses in (
            (Smooth(4), StronglyConvex(1)),
            (Smooth("1/3"), PL("1/5")),
            (Quadratic(), StronglyConvex(mu)),
            (Smooth(L), BoundedVariance(sigma)),
            (PL(mu), Smooth(L), Interpolation()),
            (Convex(), Lipschitz(1)),
        )
    ),
]


@pytest.mark.parametrize("hypotheses", HYPOTHESES, ids=str)
def test_what_is_drawn_certifies_every_hypothesis_under_default_health_checks(hypotheses):
    @settings(max_examples=25, database=None, derandomize=True)
    @given(lemmata.problems_with(*hypotheses))
    def draws(problem):
        facts = facts_of(problem.instance, problem.noise)
        for h in hypotheses:
            for bound in getattr(h, "bounds", ()):
                value = problem.chosen[str(bound.constant)] if bound.constant.is_Symbol else Fraction(str(bound.constant))
                known = facts[bound.certified_as].value
                assert value >= known.high if h.at_least else value <= known.low
            assert getattr(h, "certified_as", "smooth") in facts
        if "eta" in problem.constants:
            assert problem.constants["eta"] * problem.constants["L"] <= 1
        assert (problem.noise is not None) == any(isinstance(h, (BoundedVariance, Interpolation)) for h in hypotheses)

    draws()


def heavy_ball(problem, steps, forgotten):
    """Momentum 1/2 with the step 1/(2L); the mistake multiplies the buffer by nine."""
    x, buffer = problem.start, np.zeros(problem.dimension)
    for _ in range(steps):
        buffer = buffer / 2 + problem.gradient(x)
        x = x - (buffer + (8 * buffer if forgotten else 0)) / (2 * problem.L)
    return x


def test_a_planted_mistake_shrinks_to_a_parabola_on_the_line():
    def grown(problem):
        return problem.value(heavy_ball(problem, 12, forgotten=True)) > problem.value(problem.start) + 1e-6

    found = find(lemmata.problems_with(Smooth(L), Convex()), grown, settings=NO_EXPLANATION)
    assert found.dimension == 1
    assert len(found.formula) < 30
    assert found.instance.parameters["spectrum"] == (1,)


def test_a_mistake_in_the_second_coordinate_shrinks_to_two_dimensions_and_plain_numbers():
    found = find(
        strategies.quadratics(), lambda problem: problem.dimension > 1 and abs(problem.gradient(problem.start)[1]) > 0, settings=NO_EXPLANATION
    )
    assert found.dimension == 2
    assert all(value.denominator == 1 and abs(value) <= 1 for value in found.instance.parameters["spectrum"])
    assert len(repr(found)) < 250
