"""The two sides of a claim as a quotient."""

from fractions import Fraction

import pytest

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.claims import quotients
from checkers.worst_case.reading.translation import Reading, Translation
from theorems.language import Best, Eq, T, constants, f, f_star, grad, inner, iterates, norm, norm_sq, points, sqrt, t, x, x_star
from theorems.normal_form import gap
from theorems.scaling import Tends
from theorems.words import unknown

L, eta = constants("L eta")
u, v = points("u v")
A = iterates("A")
c = unknown("c")
VALUES = {"L": Fraction(2), "eta": Fraction(1, 3)}


def split(claim, sequences=None):
    constant = Translation(Reading(VALUES), {T: 3, t: 1}).constant
    return quotients(claim, sequences or {"x": "vector"}, constant)


def written(terms):
    return {t.measured: t.coefficient for t in terms}


def test_nonnegative_terms_of_the_larger_side_are_the_denominator():
    (q,) = split(f(x[T]) - f_star + norm_sq(grad(x[T])) <= L * norm_sq(x[0] - x_star) / 4 + inner(u, v))
    assert written(q.denominator) == {norm_sq(x[0] - x_star): Fraction(1, 2)}
    assert written(q.numerator) == {gap(x[T]): 1, norm_sq(grad(x[T])): 1, inner(u, v): -1}
    assert (q.goal, q.squared, q.nonnegative_below) == ("sharpness", False, True)


def test_what_the_smaller_side_subtracts_counts_for_the_larger():
    (q,) = split(f(v) >= f(u) + inner(grad(u), v - u) - L / 2 * norm_sq(v - u))
    assert written(q.denominator) == {norm_sq(v - u): 1}
    assert written(q.numerator) == {f(u): 1, inner(grad(u), v - u): 1, f(v): -1}


def test_where_only_the_smaller_side_is_nonnegative_the_quotient_is_turned_round():
    (q,) = split(f(x[t + 1]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])))
    assert written(q.numerator) == {norm_sq(grad(x[t])): Fraction(2, 9)}
    assert written(q.denominator) == {f(x[t]): 1, f(x[t + 1]): -1}
    assert not q.nonnegative_below


def test_the_sign_of_a_coefficient_is_that_at_the_constants():
    """1 - 2 eta L is negative, so the term goes to the larger side."""
    (q,) = split(f(u) + (1 - 2 * eta * L) * norm_sq(u) <= f(v))
    assert written(q.denominator) == {norm_sq(u): Fraction(1, 3)}


def test_the_same_term_on_both_sides_stays():
    (q,) = split(norm_sq(u) <= norm_sq(u) + norm_sq(v))
    assert (written(q.numerator), written(q.denominator)) == ({norm_sq(u): 1}, {norm_sq(u): 1, norm_sq(v): 1})


def test_terms_that_vanish_at_the_constants_fall_away():
    (q,) = split(norm_sq(u) <= (1 - L / 2) * norm_sq(u) + norm_sq(v))
    assert written(q.denominator) == {norm_sq(v): 1}


@pytest.mark.parametrize("claim", [f(u) <= f(v), inner(u, v) <= f(u) - f(v), Eq(f(u), f(v))])
def test_claims_without_anything_nonnegative_have_no_quotient(claim):
    with pytest.raises(NotReadError, match="manifestly nonnegative"):
        split(claim)


def test_an_equality_has_a_quotient_for_each_direction():
    one, other = split(Eq(norm_sq(u), norm_sq(v)))
    assert written(one.numerator) == written(other.denominator) == {norm_sq(u): 1}


def test_an_equality_with_one_nonnegative_side_is_turned_round_once():
    one, other = split(Eq(norm_sq(u), f(v)))
    assert (one.nonnegative_below, other.nonnegative_below) == (False, True)
    assert written(other.numerator) == {f(v): 1}


def test_members_of_sequences_of_numbers_are_coefficients():
    reading = Reading(VALUES, members={("A", 3): Fraction(5)})
    reading.member = lambda reading, key: reading.members[key]
    (q,) = quotients(A[T] * (f(x[T]) - f_star) <= norm_sq(u), {"x": "vector", "A": "number"}, Translation(reading, {T: 3}).constant)
    assert written(q.numerator) == {gap(x[T]): 5}


def test_single_norms_are_squared():
    (q,) = split(Best(norm(grad(x[t])), (t, 0, T)) <= sqrt(4 * L * (f(x[0]) - f_star) / (3 * T + 2)))
    assert written(q.numerator) == {Best(norm_sq(grad(x[t])), (t, 0, T)): 1}
    assert written(q.denominator) == {gap(x[0]): Fraction(8, 11)}
    assert q.squared


def test_a_norm_squared_at_once_is_none():
    (q,) = split(norm(u) ** 2 <= L * norm_sq(v))
    assert (written(q.numerator), q.squared) == ({norm_sq(u): 1}, False)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (norm(u) + f(v) <= norm(v), "beside other terms"),
        (norm(u) * norm(v) <= norm_sq(u), "beside other terms"),
        (norm(u) <= -L * norm(v), "negative"),
        (norm(u, 1) <= L, "beside other terms"),
    ],
)
def test_other_norms_are_refused(claim, reason):
    with pytest.raises(NotReadError, match=reason):
        split(claim)


def test_the_least_constant_of_a_hole():
    (q,) = split(f(x[T]) - f_star <= c * L * norm_sq(x[0] - x_star) + norm_sq(u))
    assert written(q.numerator) == {gap(x[T]): 1, norm_sq(u): -1}
    assert (written(q.denominator), q.goal) == ({norm_sq(x[0] - x_star): 2}, "least")


def test_the_greatest_constant_of_a_hole():
    (q,) = split(f(x[t + 1]) <= f(x[t]) - c * norm_sq(grad(x[t])))
    assert (written(q.numerator), q.goal, q.nonnegative_below) == ({norm_sq(grad(x[t])): 1}, "greatest", False)
    assert written(q.denominator) == {f(x[t]): 1, f(x[t + 1]): -1}


@pytest.mark.parametrize(("claim", "goal"), [(norm(u) <= c * L * norm(v), "least"), (c * norm(v) <= norm(u), "greatest")])
def test_a_hole_between_norms_is_squared(claim, goal):
    (q,) = split(claim)
    assert (q.goal, q.squared) == (goal, True)


def test_a_hole_before_what_has_both_signs_is_refused():
    with pytest.raises(NotReadError, match="one sign"):
        split(f(u) - f_star <= c * inner(u, v))


def test_a_strict_claim_says_that_equality_is_not_excluded():
    (q,) = split(norm_sq(u) < norm_sq(v))
    assert any("strict" in remark for remark in q.remarks)


def test_growth_bounds_nothing():
    with pytest.raises(NotReadError, match="fixed number of steps"):
        split(Tends(f(x[T]), T, f_star))
