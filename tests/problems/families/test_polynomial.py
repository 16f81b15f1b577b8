from fractions import Fraction

import pytest
from flint import fmpq

from problems.exact.arithmetic import Exact
from problems.families import polynomial
from problems.instance import exactly, stacked

ZERO, ONE = Fraction(0), Fraction(1)


def test_everything_stays_rational() -> None:
    instance, m = polynomial.build((ONE, ZERO, Fraction(-1, 2), ZERO, Fraction(1, 4))), Exact()
    x = m.array([Fraction(1, 3), Fraction(2)], (1, 2, 1))
    assert list(polynomial.family.value(stacked([instance], m), x, m)[0]) == [1 - fmpq(1, 18) + fmpq(1, 324), fmpq(3)]
    assert list(polynomial.family.gradient(stacked([instance], m), x, m)[0, :, 0]) == [fmpq(-1, 3) + fmpq(1, 27), fmpq(6)]


def test_none_but_the_quadratics_is_smooth() -> None:
    """A theorem that needs smoothness must find no instance of degree four here."""
    assert not any("smooth" in instance.facts for instance in polynomial.library())
    assert polynomial.build((ONE, ZERO, ONE)).facts["smooth"].value == exactly(2)


def test_the_library_has_a_nonconvex_valley_with_its_exact_constant() -> None:
    """f' = x ((x - 1)^2 + 1/4): the least f'^2/(2f) lies below 1/6, and the constant is not 0."""
    valley = polynomial.library()[-1]
    assert "convex" not in valley.facts
    assert valley.facts["pl"].value.low > Fraction(1, 7)
    x = Fraction(9, 10)
    f, df = 5 * x**2 / 8 - 2 * x**3 / 3 + x**4 / 4, x * ((x - 1) ** 2 + Fraction(1, 4))
    assert df**2 / 2 / f < Fraction(1, 6)


def test_distances_are_those_to_the_nearest_of_two_minimisers() -> None:
    well, m = polynomial.library()[2], Exact()
    x = m.array([ZERO, Fraction(3), Fraction(-1, 2)], (1, 3, 1))
    assert list(polynomial.family.dist_sq(stacked([well], m), x, m)[0]) == [fmpq(1), fmpq(4), fmpq(1, 4)]


def test_distances_to_irrational_minimisers_are_balls_around_the_truth() -> None:
    """x^4/4 - x^2: from 0 both minimisers, +-sqrt(2), are sqrt(2) away."""
    instance, m = polynomial.build((ZERO, ZERO, -ONE, ZERO, Fraction(1, 4))), Exact()
    with m.scope():
        away = polynomial.family.dist_sq(stacked([instance], m), m.array([ZERO], (1, 1, 1)), m)[0, 0]
        assert away.contains(2)
        assert away.rad() < 1e-30


def test_formulas_read_as_people_write_them() -> None:
    assert polynomial.build((ZERO, ONE / 5, -ONE, ZERO, ONE / 4)).formula == "f(x) = 1/4 x^4 - x^2 + 1/5 x on R"
    assert polynomial.build((-ONE, ZERO, ONE)).formula == "f(x) = x^2 - 1 on R"


@pytest.mark.parametrize("coefficients", [(ONE, ONE), (ONE, ZERO, ZERO), (ONE, ZERO, -ONE), (ONE,) * 4, (ONE,) * 9])
def test_odd_degrees_and_falling_ends_are_refused(coefficients: tuple[Fraction, ...]) -> None:
    with pytest.raises(ValueError, match="coefficients"):
        polynomial.build(coefficients)
