from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq, fmpq_poly

from problems.exact.quotients import Quotient, compared, extremes, least, quotient, value_at
from problems.exact.sturm import polynomial, real_roots

X = polynomial([0, 1])
ONE = polynomial([1])


def whole(p: fmpq_poly) -> Quotient:
    return quotient(p, ONE)


def drawn(seed: int) -> Quotient:
    """A random rational function without poles."""
    rng = np.random.default_rng(seed)
    top = polynomial([int(c) for c in rng.integers(-9, 10, 5)])
    bottom = polynomial([int(rng.integers(5, 9)), int(rng.integers(-3, 4)), 1]) * polynomial([int(rng.integers(1, 4)), 0, 1])
    return quotient(top, bottom)


def sampled(h: Quotient, x: np.ndarray) -> np.ndarray:
    top, bottom = (np.array([float(c.p) / float(c.q) for c in p.coeffs()][::-1]) for p in (h.top, h.bottom))
    return np.polyval(top, x) / np.polyval(bottom, x)


@pytest.mark.parametrize("seed", range(25))
def test_extremes_are_those_of_a_fine_grid_and_of_numpys_roots(seed: int) -> None:
    h = drawn(seed)
    lowest, highest = extremes(h)
    slope = h.derivative().top
    at = np.roots([float(c.p) / float(c.q) for c in slope.coeffs()][::-1])
    x = np.concatenate([np.linspace(-60, 60, 240_001), at[np.abs(at.imag) < 1e-7].real, [1e7, -1e7]])
    values = sampled(h, x)
    np.testing.assert_allclose([float(lowest.value[0]), float(highest.value[1])], [values.min(), values.max()], rtol=1e-6, atol=1e-6)
    assert lowest.value[0] <= min(h(Fraction(k, 7)) for k in range(-50, 51))
    assert highest.value[1] >= max(h(Fraction(k, 7)) for k in range(-50, 51))


@pytest.mark.parametrize("seed", range(10))
def test_extremes_on_an_interval(seed: int) -> None:
    h, low, high = drawn(seed), Fraction(-3, 2), Fraction(5, 4)
    lowest, highest = extremes(h, low, high)
    values = sampled(h, np.linspace(float(low), float(high), 50_001))
    np.testing.assert_allclose([float(lowest.value[0]), float(highest.value[1])], [values.min(), values.max()], rtol=1e-6, atol=1e-6)


def test_irrational_minimisers_of_equal_value_are_both_found() -> None:
    found = least(whole(X**4 / 4 - X**2))
    assert found.value == (Fraction(-1), Fraction(-1))
    assert [float(root.ends[0]) for root in found.attained] == pytest.approx([-(2**0.5), 2**0.5])


def test_values_that_agree_and_are_irrational_are_told_to_agree() -> None:
    """An even function of degree 6 whose two least values are irrational, and the same with a tilt of 10^-60."""
    even = X**6 - 3 * X**4 + X**2
    assert len(least(whole(even)).attained) == 2
    assert least(whole(even)).value[0] != least(whole(even)).value[1]
    (only,) = least(whole(even + fmpq(1, 10**60) * X)).attained
    assert float(only.ends[0]) < 0


def test_comparing_values_across_factors() -> None:
    h = whole(X**2)
    roots = real_roots((X**2 - 2) * (X - 1) * (X**2 - 3) * (X**4 - 2))
    order = [[compared(h, a, b) for b in roots] for a in roots]
    squares = [3, 2, 2**0.5, 1, 2**0.5, 2, 3]
    assert order == [[int(np.sign(round(a - b, 9))) for b in squares] for a in squares]


def test_rational_values_at_irrational_points_are_exact() -> None:
    root = real_roots(X**2 - 2)[1]
    assert value_at(whole(X**4 - X**2 / 3), root) == (Fraction(10, 3),) * 2
    assert value_at(quotient(X**2, X**2 + 1), root) == (Fraction(2, 3),) * 2


def test_limits_are_extremes_that_are_not_attained() -> None:
    lowest, highest = extremes(quotient(X**2 - 1, X**2 + 1))
    assert (lowest.value[0], highest.value[1]) == (-1, 1)
    assert (len(lowest.attained), len(highest.attained)) == (1, 0)
    assert least(quotient(ONE, X**2 + 1)) is not None
    assert least(quotient(ONE, X**2 + 1)).attained == ()


def test_a_value_a_hair_above_a_limit_is_not_the_least_one() -> None:
    """x^2 (x^2 - 2)/(x^4 + 1) + small bump: the limit 1 against a local minimum above it."""
    h = quotient((X**2 - 1) ** 2 + 1, X**4 + 1)
    assert least(h).value[1] < 1
    above = quotient((X**2 + 1) ** 2 + 1, X**4 + 1)  # tends to 1 from above, and is never below
    assert least(above).value == (1, 1)
    assert least(above).attained == ()


@pytest.mark.parametrize(("p", "bounded"), [(X**3, (False, False)), (X**2, (True, False)), (-(X**4), (False, True)), (X, (False, False))])
def test_polynomials_are_bounded_where_their_ends_say(p: fmpq_poly, bounded: tuple[bool, bool]) -> None:
    assert tuple(found is not None for found in extremes(whole(p))) == bounded


def test_constants() -> None:
    lowest, highest = extremes(whole(polynomial([Fraction(2, 3)])))
    assert lowest.value == highest.value == (Fraction(2, 3), Fraction(2, 3))


def test_arithmetic_of_quotients() -> None:
    h, g = quotient(X, X**2 + 1), quotient(ONE, X**2 + 4)
    at = Fraction(3, 7)
    assert h.plus(g, Fraction(-2))(at) == h(at) - 2 * g(at)
    assert h.over(g)(at) == h(at) / g(at)
    assert h.squared()(at) == h(at) ** 2
    assert h.derivative()(at) == (1 - at**2) / (1 + at**2) ** 2
    with pytest.raises(ZeroDivisionError):
        quotient(ONE, polynomial([0]))
