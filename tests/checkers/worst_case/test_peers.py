"""The worst-case reader against closed forms, against the same claim written otherwise, and (slow) against PEPit's models of the same claims."""

from fractions import Fraction

import pytest

from checkers.worst_case.bracket import row
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.solving.solve import Solution, solve
from tests.checkers.worst_case.peers import duplicates
from tests.checkers.worst_case.peers.cases import CASES

CLOSE = 1e-4
"""Relative, against PEPit, whose own error reaches 2e-5."""

EXACT, NEARLY = 1e-6, 1e-5
"""Against closed forms; the second where the solver says itself that it came close only."""

SWIFT = ("gd-convex-tight", "gd-nonconvex-rate#1", "pl-gd#0", "simplified-acceleration", "subgradients#0", "smooth-convex-points#0")
"""Claims whose closed forms are compared in every run, at the shorter horizons."""


def worst(theorem, claim, constants, N):
    """The branch of the claim that uses most of the bound, solved."""
    solutions = [solve(program) for program in programs(theorem, claim, constants, N)]
    assert all(isinstance(one, Solution) for one in solutions), [getattr(one, "reason", "") for one in solutions]
    return max(solutions, key=lambda one: one.value)


def largest(theorem, claim, constants, N):
    """The largest share of the bound that is used."""
    return worst(theorem, claim, constants, N).value


def ours(case, N):
    return largest(*case.stated(), case.constants, N)


def labelled(cases):
    return [pytest.param(case, N, id=f"{case.name}-{N}-{'-'.join(map(str, case.constants.values()))}") for case in cases for N in case.steps]


@pytest.mark.parametrize(("case", "N"), [one for one in labelled(CASES) if one.values[0].name in SWIFT and one.values[1] < 5])
def test_a_known_worst_case_is_found(case, N):
    if case.share is not None:
        assert ours(case, N) == pytest.approx(float(case.share(N)), rel=EXACT)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "N"), [one for one in labelled(CASES) if one.values[0].share is not None])
def test_every_known_worst_case_is_found(case, N):
    found = worst(*case.stated(), case.constants, N)
    assert found.value == pytest.approx(float(case.share(N)), rel=NEARLY if found.status == "AlmostSolved" else EXACT)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "N"), [one for one in labelled(CASES) if one.values[0].share is not None and one.values[1] < 5])
def test_a_known_worst_case_lies_between_what_is_attained_and_what_is_certified(case, N):
    found, truth = row(*case.stated(), case.constants, N), case.share(N)
    assert truth <= found.upper <= truth * (1 + Fraction(1, 10**6))
    assert found.lower is None or found.lower <= truth
    if case.attained and found.lower is not None:
        assert found.lower >= truth * (1 - Fraction(1, 10**4))


@pytest.mark.slow
@pytest.mark.parametrize(("case", "N"), [one for one in labelled(CASES) if one.values[0].share is None and one.values[1] < 5])
def test_an_unknown_worst_case_lies_between_what_is_attained_and_what_is_certified(case, N):
    found = row(*case.stated(), case.constants, N)
    if found.upper is None:
        assert "irrational" in found.reason
    else:
        assert found.lower is not None
        assert found.lower <= found.upper
        assert float(found.upper) == pytest.approx(found.sharpness, rel=CLOSE)


@pytest.fixture(scope="module")
def models():
    """The models in PEPit, by name."""
    from tests.checkers.worst_case.peers import of_gradient_descent, of_other_methods, of_points

    return {**vars(of_gradient_descent), **vars(of_other_methods), **vars(of_points)}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Solution may be inaccurate")  # PEPit's solution, whose error CLOSE allows for
@pytest.mark.parametrize(("case", "N"), labelled(CASES))
def test_pepit_finds_the_same(case, N, models):
    theirs = models[case.model](N, **{name: float(value) for name, value in case.constants.items()})
    assert ours(case, N) == pytest.approx(theirs, rel=CLOSE)


def test_enough_is_compared():
    assert len({case.name for case in CASES}) >= 50
    assert sum(case.share is not None for case in CASES) >= 30
    assert all(case.share is None or case.rests_on for case in CASES)


@pytest.mark.parametrize("how", duplicates.OF_GRADIENT_DESCENT)
def test_the_same_claim_of_gradient_descent_written_otherwise(how):
    theorem, constants = duplicates.OF_GRADIENT_DESCENT[how]
    assert largest(theorem, theorem.claims[0], constants, 2) == pytest.approx(1, rel=EXACT)


@pytest.mark.parametrize("how", duplicates.OTHERS)
def test_the_same_claim_written_otherwise(how):
    (plain, other), constants = duplicates.OTHERS[how]
    expected = largest(plain, plain.claims[0], constants, 2)
    assert largest(other, other.claims[0], constants, 2) == pytest.approx(expected, rel=EXACT)


@pytest.mark.parametrize("factor", [Fraction(1, 2), Fraction(101, 100), Fraction(3)])
def test_a_bound_times_a_factor_is_used_that_much_less(factor):
    theorem, constants = duplicates.larger_by(factor)
    assert largest(theorem, theorem.claims[0], constants, 2) == pytest.approx(float(1 / factor), rel=EXACT)
