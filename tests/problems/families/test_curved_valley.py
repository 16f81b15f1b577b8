from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq

from problems.exact.arithmetic import Exact
from problems.families import curved_valley
from problems.instance import Instance, exactly, stacked

ZERO, ONE = Fraction(0), Fraction(1)


def gradient(instance: Instance, point: tuple[Fraction, ...]) -> list[fmpq]:
    m = Exact()
    return list(curved_valley.family.gradient(stacked([instance], m), m.array(point, (1, 1, 2)), m)[0, 0])


@pytest.mark.parametrize("instance", curved_valley.library(), ids=lambda instance: instance.formula)
def test_the_gradient_points_away_from_the_minimiser_somewhere(instance: Instance) -> None:
    """Decided exactly: <grad f(p), p - x_star> < 0 at a start, which no such function on R allows."""
    products = [sum(g * fmpq(e.numerator, e.denominator) for g, e in zip(gradient(instance, start), start, strict=True)) for start in instance.starts]
    assert min(products) < 0 or instance.parameters["tilt"]


def test_without_a_tilt_the_best_constant_is_attained_where_the_curve_is_flat() -> None:
    instance, m = curved_valley.build(Fraction(3), Fraction(2), ZERO), Exact()
    above = (ONE, Fraction(5, 2))  # g(1) = 1, g'(1) = 0
    gap = curved_valley.family.value(stacked([instance], m), m.array(above, (1, 1, 2)), m)[0, 0]
    assert sum(g * g for g in gradient(instance, above)) / 2 == 3 * gap
    assert instance.facts["pl"].value == exactly(3)
    assert "quadratic_growth" not in instance.facts  # only what the inequality implies: the distance to a curve is not known


@pytest.mark.parametrize(("bend", "tilt"), [(ONE, ONE), (Fraction(2), Fraction(1, 2)), (Fraction(-3), Fraction(2)), (Fraction(1, 5), Fraction(1))])
def test_with_a_tilt_the_constant_is_the_least_eigenvalue_at_the_minimiser(bend: Fraction, tilt: Fraction) -> None:
    instance, a = curved_valley.build(ONE, bend, tilt), float(bend)
    least = np.linalg.eigvalsh([[a * a + float(tilt), -a], [-a, 1.0]])[0]
    assert float(instance.facts["pl"].value.low) == pytest.approx(least, rel=1e-5)
    rng = np.random.default_rng(0)
    x, off = rng.normal(size=(2, 200_000)) * 10.0 ** rng.uniform(-3, 1, 200_000)
    slope = a * (1 - x * x) / (1 + x * x) ** 2
    ratio = ((float(tilt) * x - off * slope) ** 2 + off**2) / (off**2 + float(tilt) * x * x)
    assert ratio.min() >= float(instance.facts["pl"].value.low) * (1 - 1e-9)
    assert ratio.min() <= float(instance.facts["pl"].value.high) * 1.01


def test_points_along_the_curve_are_minimisers_exactly() -> None:
    instance, m = curved_valley.library()[0], Exact()
    for point in instance.minimisers:
        at = m.array([z.low for z in point], (1, 1, 2))
        assert curved_valley.family.value(stacked([instance], m), at, m)[0, 0] == 0


def test_nothing_smooth_or_convex_is_claimed() -> None:
    assert all(set(instance.facts) <= {"pl", "quadratic_growth"} for instance in curved_valley.library())


@pytest.mark.parametrize(("scale", "bend", "tilt"), [(ZERO, ONE, ONE), (ONE, ZERO, ONE), (ONE, ONE, -ONE)])
def test_what_is_no_curved_valley_is_refused(scale: Fraction, bend: Fraction, tilt: Fraction) -> None:
    with pytest.raises(ValueError, match="valley"):
        curved_valley.build(scale, bend, tilt)
