from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from problems.exact.arithmetic import Exact
from problems.families import separable_log_cosh
from problems.families.separable_log_cosh import build
from problems.instance import exactly, stacked

ONE, ZERO, TWO, THREE = Fraction(1), Fraction(0), Fraction(2), Fraction(3)
PAIR = build(((ONE,), (ONE,)), ((TWO,), (-TWO,)))
LOPSIDED = build(((ONE,), (TWO,)), ((ZERO,), (THREE,)))


def slope(instance, point):
    m = Exact(bits=256, balls=True)
    with m.scope():
        x = m.array(point, (1, 1, len(point)))
        return [arb(entry) for entry in separable_log_cosh.gradient(stacked([instance], m), x, m)[0, 0]]


def curvature(instance, x):
    rows = [(float(c[0]), float(a[0])) for c, a in zip(instance.parameters["weights"], instance.parameters["centres"], strict=True)]
    return np.mean([c / np.cosh(x - a) ** 2 for c, a in rows], axis=0)


def test_a_common_centre_is_the_minimiser_of_all_components():
    instance = build(((ONE, TWO), (THREE, ZERO)), ((ONE, -ONE), (ONE, THREE)))  # the centre 3 has no weight
    assert instance.infimum == exactly(0)
    assert instance.minimisers == ((exactly(1), exactly(-1)),)
    assert "interpolation" in instance.facts
    assert instance.facts["smooth"].value == exactly(2)
    assert instance.facts["lipschitz_inf"].value == exactly(2)
    assert instance.facts["gradient_bound_inf"].value == exactly(3)


def test_far_centres_keep_the_bound_of_the_curvature_cheap_and_right():
    """Far from all centres nothing bends: long intervals settle at once, and the largest curvature is that beside the heavier centre."""
    far = build(((ONE,), (TWO,)), ((ZERO,), (Fraction(10**18),))).facts["smooth"].value
    assert far.low <= ONE <= far.high <= ONE + Fraction(1, 10**5)
    near = build(((ONE,), (TWO,), (TWO,)), ((ZERO,), (ONE,), (Fraction(8),)))
    seen = max(curvature(near, x) for x in np.linspace(-2, 10, 4001))
    assert seen <= near.facts["smooth"].value.high <= seen * (1 + 1e-4)


def test_symmetric_centres_have_their_middle_as_minimiser():
    assert PAIR.minimisers == ((exactly(0),),)
    assert float(PAIR.infimum.low) == pytest.approx(np.log(np.cosh(2)), rel=1e-14)
    assert PAIR.infimum.high - PAIR.infimum.low < Fraction(1, 10**30)
    assert "interpolation" not in PAIR.facts
    shifted = build(((ONE,), (TWO,), (ONE,)), ((ZERO,), (ONE,), (TWO,)))
    assert shifted.minimisers == ((exactly(1),),)


def test_equal_centres_count_together_when_symmetry_is_looked_for():
    """Weights 1 and 1 at 0 against 2 at 2: symmetric about 1; against 1 at 2 it is not."""
    assert build(((ONE,), (ONE,), (TWO,)), ((ZERO,), (ZERO,), (TWO,))).minimisers == ((exactly(1),),)
    assert not build(((ONE,), (ONE,), (ONE,)), ((ZERO,), (ZERO,), (TWO,))).minimisers[0][0].exact


def test_a_lopsided_minimiser_lies_where_the_derivative_changes_its_sign():
    ((found,),) = LOPSIDED.minimisers
    assert ZERO < found.high - found.low < Fraction(1, 10**25)
    assert slope(LOPSIDED, (found.low,))[0] < 0 < slope(LOPSIDED, (found.high,))[0]


def test_the_smoothness_constant_is_the_largest_curvature_within_a_millionth():
    for instance in (PAIR, LOPSIDED):
        bound, seen = instance.facts["smooth"].value, curvature(instance, np.linspace(-3, 4, 70_001)).max()
        assert seen * (1 - 1e-9) <= float(bound.high) <= seen * (1 + 1e-5)
        assert float(bound.low) <= seen * (1 + 1e-9) + 1e-8


def test_the_variance_of_draws_is_bounded_by_slopes_that_fall_with_the_centres():
    """Slopes 1 and -1 between the centres 2 and -2 have variance 1; draws with one centre differ by their weights alone."""
    assert PAIR.facts["variance"].value.high == 1
    assert float(PAIR.facts["variance"].value.low) == pytest.approx(np.tanh(2) ** 2)
    assert build(((ONE,), (THREE,)), ((ZERO,), (ZERO,))).facts["variance"].value == exactly(1)
    assert build(((ONE,), (ONE,)), ((ZERO,), (ZERO,))).facts["variance"].value == exactly(0)


@pytest.mark.parametrize(
    ("weights", "centres"),
    [(((-ONE,),), ((ZERO,),)), (((ONE, ZERO),), ((ZERO, ZERO),)), (((ONE,),), ((ZERO, ONE),)), (((ZERO,), (ZERO,)), ((ZERO,), (ONE,)))],
)
def test_what_has_no_unique_minimiser_is_refused(weights, centres):
    with pytest.raises(ValueError, match="weight"):
        build(weights, centres)
