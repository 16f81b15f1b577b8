"""Rows: what is attained and what is certified stand on both sides of the truth, and what goes wrong is a reason."""

from fractions import Fraction

import pytest

from checkers.worst_case import bracket, ends
from checkers.worst_case.bracket import row
from checkers.worst_case.reader import CERTIFIED, INCONCLUSIVE, NOT_APPLICABLE, REFUTED, SUPPORTED, answered, rows
from checkers.worst_case.solving.solve import Unsolved
from theorems.hypotheses import PL, Convex, Smooth, StronglyConvex
from theorems.language import Best, E, Eq, T, Theorem, constants, dist_sq, f, f_star, grad, inner, norm_sq, points, t, x, x_star
from theorems.methods import SGD, GradientDescent

L, mu = constants("L mu")
u, v = points("u v")
ONE = Fraction(1)
CONVEX = f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + 2)


def descent(claim, *given, **changes):
    return Theorem(**{"given": [Smooth(L), *given], "method": GradientDescent(step=1 / L), "claim": claim, **changes})


def of(theorem, steps=1, light=False, **values):
    return row(theorem, theorem.claims[0], {"L": ONE, **values}, steps, light)


def test_a_sharp_claim_is_attained_and_certified():
    found = of(descent(CONVEX, Convex()))
    assert (found.lower, found.upper, found.certified, found.refuted, found.sharpness) == (1, 1, True, False, 1.0)
    assert found.as_json()["lower"] == "1"
    assert found.as_json()["slack"] == "0"
    assert found.spots == ({"T": 1},)


def test_a_claim_that_is_too_strong_is_refuted_by_a_function():
    found = of(descent(f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + 3), Convex()))
    assert found.refuted
    assert not found.certified
    assert found.upper == Fraction(7, 6)
    assert 1 < found.lower <= found.upper
    assert answered([found]).verdict == REFUTED


def test_light_rows_ask_for_no_function_where_the_claim_stands():
    found = of(descent(CONVEX, Convex()), light=True)
    assert found.certified
    assert found.shown is None


def test_a_loose_claim_is_certified_with_its_worst_case():
    found = of(descent(Best(norm_sq(grad(x[t])), (t, 0, T)) <= 2 * L * (f(x[0]) - f_star)))
    assert (found.lower, found.upper) == (Fraction(2, 5), Fraction(2, 5))
    assert found.certified
    assert found.sharpness == 0.4


def test_conditions_that_do_not_suffice_refute_nothing():
    claim = f(x[t + 1]) - f_star <= (1 - 5 * mu / (2 * L)) * (f(x[t]) - f_star)
    found = of(descent(claim, PL(mu), mu <= L), mu=Fraction(1, 10))
    assert found.upper == Fraction(8, 7)
    assert not found.certified
    if not found.refuted:
        assert "do not suffice" in found.reason
        assert answered([found]).verdict == INCONCLUSIVE


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (CONVEX, "certified"),
        (f(x[T]) - f_star < L * norm_sq(x[0] - x_star) / (4 * T + 2), "certified but for equality, which the strict claim excludes"),
        (f(x[T]) - f_star < L * norm_sq(x[0] - x_star) / (2 * T), "certified but for equality, which the strict claim excludes"),
        (f(x[T]) - f_star < L * (norm_sq(x[0] - x_star) + 1) / (2 * T), "certified but for equality, which the strict claim excludes"),
    ],
)
def test_a_strict_claim_is_certified_only_with_room(claim, reason):
    found = of(descent(claim, Convex()), light=True)
    assert found.reason == reason
    assert found.certified == (reason == "certified")


def test_an_equality_is_never_certified_by_a_bound_of_one_side():
    found = of(descent(Eq(f(x[T]) - f_star, L * norm_sq(x[0] - x_star) / 6), Convex()), light=True)
    assert not found.certified


@pytest.mark.parametrize(
    "theorem",
    [
        Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) <= f(x[t])),
        Theorem(given=[PL(mu)], method=SGD(step=1 / L), claim=E(f(x[t]) - f_star) <= f(x[0]) - f_star),
    ],
)
def test_what_is_no_program_is_told_with_its_reason(theorem):
    found = row(theorem, theorem.claims[0], {"L": ONE, "mu": Fraction(1, 10)}, 1)
    if not found.read:
        assert found.reason
        assert answered([found]).verdict == NOT_APPLICABLE
        assert found.as_json()["certified"] is False
    else:
        assert not found.refuted


def test_a_failure_of_the_solver_is_a_reason(monkeypatch):
    monkeypatch.setattr(ends, "solve", lambda program: Unsolved("the semidefinite program was not solved: NumericalError"))
    answer = answered([of(descent(CONVEX, Convex()))])
    assert answer.verdict == INCONCLUSIVE
    assert "NumericalError" in answer.reason


def test_a_theorem_about_points_has_the_same_row_at_every_horizon(monkeypatch):
    theorem = Theorem(given=[Smooth(L), Convex()], claim=norm_sq(grad(u) - grad(v)) / L <= inner(grad(u) - grad(v), u - v))
    counted, read = [], bracket.programs
    monkeypatch.setattr(bracket, "programs", lambda *arguments: counted.append(1) or read(*arguments))
    found = list(rows(theorem, theorem.claims[0], ({"L": ONE},), (1, 2, 3), light=True))
    assert [one.N for one in found] == [1, 2, 3]
    assert len(counted) == 1


def test_the_scope_names_horizons_and_constants():
    theorem = descent(CONVEX, Convex())
    answer = answered(rows(theorem, theorem.claims[0], ({"L": ONE}, {"L": Fraction(2)}), (1, 2), light=True))
    assert answer.verdict == CERTIFIED
    assert answer.scope == "N = 1, 2 at L = 1 and at L = 2"
    assert answer.reason == f"certified for {answer.scope}"


def test_a_claim_certified_in_part_is_supported():
    theorem = descent(f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / 10, Convex())
    found = list(rows(theorem, theorem.claims[0], ({"L": ONE},), (2, 3), light=True))
    open_ = bracket.Row(9, {"L": ONE}, reason="not certified: no multipliers")
    answer = answered([*found, open_])
    assert answer.verdict == SUPPORTED
    assert answer.reason == "certified for N = 2, 3 at L = 1; not certified: no multipliers (N = 9 at L = 1)"


def test_a_bound_of_zero_on_a_square_says_nothing_of_the_larger_side():
    """Zero is at most f(x0) - f(x1) times zero, whether gradient descent climbs or not."""
    climbing = GradientDescent(step=4 / L)
    found = of(descent(norm_sq(grad(x_star)) <= f(x[t]) - f(x[t + 1]), Convex(), method=climbing))
    assert not found.certified
    assert found.upper is None
    assert of(descent(norm_sq(grad(x_star)) <= f(x[t]) - f(x[t + 1]), Convex())).certified


def test_a_strict_claim_fails_where_both_sides_are_zero():
    """At a stationary start nothing decreases, however small the worst share of the bound is."""
    found = of(descent(f(x[t + 1]) - f_star < f(x[t]) - f_star, StronglyConvex(mu)), mu=Fraction(1, 10))
    assert found.upper == Fraction(81, 100)
    assert not found.certified
    within = of(descent(f(x[T]) - f_star < L / (4 * T + 1), Convex(), norm_sq(x[0] - x_star) <= 1))
    assert within.certified


def test_a_bound_that_vanishes_at_one_step_is_not_left_out():
    """At t = T it says that the gap is zero."""
    found = of(descent(f(x[t]) - f_star <= (1 - t / T) * L * norm_sq(x[0] - x_star), Convex()))
    assert not found.certified
    assert not found.read
    assert "t = 1, T = 1" in found.reason


def test_a_claim_about_every_t_whose_last_step_is_fixed_is_not_read():
    """At t = 0 it is false, and at t = 2, where its last step is N as well, it is true."""
    found = of(descent(f(x[2]) - f_star <= t * L * norm_sq(x[0] - x_star), Convex()), 2)
    assert not found.certified
    assert not found.read


def test_sides_that_are_equal_by_the_method_are_no_fault():
    found = of(descent(Eq(norm_sq(x[t + 1] - x[t]), norm_sq(grad(x[t])) / L**2), Convex()))
    assert found.upper == 1
    assert not found.certified


def test_a_function_whose_distance_to_the_minimisers_is_unknown_decides_nothing():
    found = of(descent(dist_sq(x[t + 1]) <= dist_sq(x[t])), 2)
    assert not found.certified
    assert not found.refuted


def test_a_bound_that_was_asked_for_is_no_worst_case():
    """The square is zero: nothing of the bound is used, though it is certified as it stands."""
    found = of(descent(norm_sq(grad(x_star)) <= f(x[t]) - f(x[t + 1]), Convex()))
    assert found.upper == 1
    assert abs(found.sharpness) < 1e-6
