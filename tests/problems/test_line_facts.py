"""The certified facts of rational functions on R against independent roads: numpy's roots, SciPy's minimisation, dense grids."""

from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq_poly
from scipy.optimize import minimize_scalar

from problems.exact.quotients import Quotient, quotient
from problems.exact.sturm import polynomial
from problems.instance import Enclosure, exactly
from problems.line_facts import Line, largest_modulus, readable

X, ONE = polynomial([0, 1]), polynomial([1])


def whole(p: fmpq_poly) -> Line:
    return Line(quotient(p, ONE))


def floats(h: Quotient, x: np.ndarray) -> np.ndarray:
    top, bottom = (np.array([float(c.p) / float(c.q) for c in p.coeffs()][::-1]) for p in (h.top, h.bottom))
    return np.polyval(top, x) / np.polyval(bottom, x)


@pytest.mark.parametrize("seed", range(20))
def test_infimum_and_minimisers_of_polynomials_are_those_of_numpys_roots(seed: int) -> None:
    rng = np.random.default_rng(seed)
    c = [Fraction(int(n), int(q)) for n, q in zip(rng.integers(-9, 10, 4), rng.integers(1, 5, 4), strict=True)]
    line = whole(polynomial([*c, 1]))
    power = np.polynomial.Polynomial([*map(float, c), 1.0])
    roots = power.deriv().roots()
    at = roots[np.abs(roots.imag) < 1e-9].real
    assert float(line.infimum.low) == pytest.approx(power(at).min(), abs=1e-9)
    assert float(line.minimisers[0].low) == pytest.approx(at[np.argmin(power(at))], abs=1e-6)


def test_the_double_well_has_two_exact_minimisers_and_quadratic_growth_from_both() -> None:
    line = whole(X**4 / 4 - X**2 / 2)
    assert line.infimum == exactly(Fraction(-1, 4))
    assert line.minimisers == (exactly(-1), exactly(1))
    facts = line.facts()
    assert set(facts) == {"quadratic_growth"}  # a maximum at 0: no Polyak-Lojasiewicz inequality, not convex, not smooth
    x = np.linspace(-4, 4, 80_001)
    away = np.minimum(np.abs(x - 1), np.abs(x + 1))
    far = away > 1e-4
    assert float(facts["quadratic_growth"].value.low) == pytest.approx(np.min((2 * (x**4 / 4 - x**2 / 2 + 0.25))[far] / away[far] ** 2), rel=1e-4)


@pytest.mark.parametrize(
    ("p", "known"),
    [
        (X**4, {"convex"}),
        (X**6 + X, {"convex"}),
        (X**4 + X**2, {"convex", "strongly_convex", "pl", "quadratic_growth"}),
        (X**2 / 2 - 3 * X, {"smooth", "convex", "strongly_convex", "pl", "quadratic_growth"}),
        (X**4 - X**2, set()),
        ((X - 1) ** 2 * (X + 2) ** 2, {"quadratic_growth"}),
        (X**4 / 12 - X**3 / 3 + X**2 / 2, {"convex", "pl", "quadratic_growth"}),  # f'' = (x - 1)^2 vanishes at 1 only
    ],
)
def test_classes_are_decided(p: fmpq_poly, known: set[str]) -> None:
    assert set(whole(p).facts()) == known


def test_convexity_is_lost_by_a_hair() -> None:
    """f'' = 12 (x^2 - 2)^2 is nowhere negative; less 10^-60 it is, at an irrational point."""
    p = 12 * (X**6 / 30 - X**4 / 3 + 2 * X**2)
    assert "convex" in whole(p).facts()
    assert "convex" not in whole(p - X**2 / 10**60).facts()
    assert "strongly_convex" in whole(p + X**2 / 10**60).facts()


@pytest.mark.parametrize("seed", range(12))
def test_constants_are_tight_from_both_sides(seed: int) -> None:
    """A grid comes within 0.1 % of every constant, and never beyond it."""
    rng = np.random.default_rng(seed)
    c, b = Fraction(int(rng.integers(-9, 10)), 3), Fraction(int(rng.integers(1, 15)), 3) * (1 if seed % 3 else -1)
    bump = quotient(polynomial([-b]), polynomial([1 + c * c, -2 * c, 1]))
    line = Line(quotient(X**2 / 2, ONE).plus(bump))
    x, facts = np.linspace(-9, 9, 360_001), line.facts()
    bend, slope, value = (floats(h, x) for h in (line.slope.derivative(), line.slope, line.f))
    found = {"smooth": max(np.max(np.abs(bend)), 1.0), "strongly_convex": np.min(bend)}
    if "pl" in facts:
        near = value - float(line.infimum.low) > 1e-7
        found["pl"] = np.min(slope[near] ** 2 / 2 / (value[near] - float(line.infimum.low)))
    for name, seen in found.items():
        if name in facts:
            assert float(facts[name].value.low) <= seen * (1 + 1e-9) or name == "smooth"
            assert float(facts[name].value.high) >= seen * (1 - 1e-9) or name != "smooth"
            assert float(facts[name].value.low) == pytest.approx(seen, rel=1e-3)
    assert ("strongly_convex" in facts) == (np.min(bend) > 0)
    assert float(line.infimum.low) == pytest.approx(np.min(value), abs=1e-8)


def test_a_bounded_well_is_lipschitz_and_attains_the_steepest_slope() -> None:
    line = Line(quotient(-ONE, X**2 + 1))
    steepest = minimize_scalar(lambda x: -2 * x / (1 + x * x) ** 2, bounds=(0, 3), method="bounded", options={"xatol": 1e-12})
    assert float(line.facts()["lipschitz"].value.low) == pytest.approx(-steepest.fun, rel=1e-5)
    assert line.facts()["lipschitz"].value.high ** 2 >= Fraction(27, 64) >= line.facts()["lipschitz"].value.low ** 2
    assert "pl" not in line.facts()


def test_an_infimum_that_is_not_attained_has_no_minimisers() -> None:
    line = Line(quotient(ONE, X**2 + 1))
    assert line.infimum == exactly(0)
    assert line.minimisers == ()
    assert set(line.facts()) == {"smooth", "lipschitz"}


def test_what_is_unbounded_below_is_refused() -> None:
    with pytest.raises(ValueError, match="unbounded"):
        _ = whole(X**3).infimum


def test_the_largest_modulus_holds_both_signs() -> None:
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert largest_modulus((-half, -third), (third, half)) == (third, half)
    assert largest_modulus((-Fraction(2), -Fraction(2)), (third, half)) == (2, 2)
    assert largest_modulus((third, half), (Fraction(3), Fraction(4))) == (3, 4)


def test_readable_ends_lie_outside() -> None:
    low, high = Fraction(14142135623730950488, 10**19), Fraction(14142135623730950489, 10**19)
    found = readable((low, high))
    assert found.low <= low < high <= found.high
    assert found.high.denominator < 10**5
    assert readable((low, low)) == Enclosure(low, low)
