"""The functions through data: exactly through them, of the class that is certified, and between all others of that class."""

from fractions import Fraction as Q
from random import Random

import numpy as np
import pytest
import torch

from problems.discovery import families
from problems.exact.arithmetic import Exact, fraction
from problems.families import interpolant, piecewise
from problems.float64 import Float64
from problems.instance import stacked
from problems.interpolation import through

ENDS = [(Q(0), Q(1)), (Q(1, 4), Q(1)), (Q(-1), Q(1)), (Q(-1, 2), Q(2))]


def exact(instance, points):
    """Values and gradients at rational points."""
    m, family = Exact(), families()[instance.family]
    x, p = m.array([a for point in points for a in point], (1, len(points), instance.dimension)), stacked([instance], m)
    return [fraction(v) for v in family.value(p, x, m)[0]], [tuple(map(fraction, row)) for row in family.gradient(p, x, m)[0]]


def source(rng, lower, upper, dimension):
    """Data at random points of a function of the class: in each coordinate one of piecewise linear slope."""
    while True:
        breaks = [tuple(sorted({Q(rng.randint(-12, 12), 4) for _ in range(3)})) for _ in range(dimension)]
        slopes = [tuple(rng.choice((lower, upper, (lower + upper) / 2)) for _ in range(len(one) + 1)) for one in breaks]
        if all(map(any, slopes)):
            break
    parts = [piecewise.build(one, many, Q(rng.randint(-4, 4), 2)) for one, many in zip(breaks, slopes, strict=True)]
    points = tuple(dict.fromkeys(tuple(Q(rng.randint(-20, 20), 4) for _ in range(dimension)) for _ in range(4)))
    found = [exact(part, [(x[k],) for x in points]) for k, part in enumerate(parts)]
    values = tuple(sum(one[0][i] for one in found) for i in range(len(points)))
    gradients = tuple(tuple(one[1][i][0] for one in found) for i in range(len(points)))
    return points, gradients, values, parts


@pytest.mark.parametrize(("lower", "upper"), ENDS)
@pytest.mark.parametrize("dimension", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_it_passes_through_the_data_and_bounds_every_other_function_through_them(lower, upper, dimension):
    """Exactly; from below where it is convex, else from above: also of the function that the data were taken from."""
    rng = Random(f"{lower} {upper} {dimension}")
    for _ in range(4):
        points, gradients, values, parts = source(rng, lower, upper, dimension)
        try:
            instance = interpolant.build(points, gradients, values, lower, upper)
        except ValueError as reason:
            assert "parabola" in str(reason)  # noqa: PT017
            continue
        assert exact(instance, points) == (list(values), list(gradients))
        elsewhere = [tuple(Q(rng.randint(-60, 60), 7) for _ in range(dimension)) for _ in range(12)]
        others = [sum(exact(part, [(x[k],)])[0][0] for k, part in enumerate(parts)) for x in elsewhere]
        sign = 1 if lower >= 0 else -1
        assert all(sign * own <= sign * other for own, other in zip(exact(instance, elsewhere)[0], others, strict=True))


@pytest.mark.parametrize(("lower", "upper"), ENDS)
def test_its_curvature_stays_between_the_ends(lower, upper):
    """Exactly, at pairs of points near and far: f - lower/2 |x|^2 and upper/2 |x|^2 - f are convex."""
    rng = Random(f"{upper} {lower}")
    points, gradients, values, _ = source(rng, lower, upper, 2)
    instance = interpolant.build(points, gradients, values, lower, upper)
    places = [tuple(Q(rng.randint(-40, 40), q) for _ in range(2)) for q in (1, 5, 9) for _ in range(8)] + list(points)
    found = list(zip(places, *exact(instance, places), strict=True))
    for x, f, g in found:
        for y, h, s in found:
            step, change = [a - b for a, b in zip(x, y, strict=True)], [a - b for a, b in zip(g, s, strict=True)]
            above, square = f - h - sum(a * b for a, b in zip(s, step, strict=True)), sum(a * a for a in step) / 2
            assert lower * square <= above <= upper * square
            lifted = sum((c - lower * a) ** 2 for c, a in zip(change, step, strict=True)) / (2 * (upper - lower))
            assert above >= lower * square + lifted


@pytest.mark.parametrize(("lower", "upper"), ENDS[2:])
def test_the_infimum_is_a_value_and_no_descent_passes_it(lower, upper):
    rng = Random(f"least {lower}")
    for _ in range(2):
        points, gradients, values, _ = source(rng, lower, upper, 2)
        instance = interpolant.build(points, gradients, values, lower, upper)
        lowest = [tuple(end.low for end in z) for z in instance.minimisers]
        assert exact(instance, lowest) == ([instance.infimum.low] * len(lowest), [(0, 0)] * len(lowest))
        m, x = Float64(), torch.as_tensor(np.random.default_rng(5).uniform(-12, 12, (1, 200, 2)))
        p = stacked([instance], m)
        for _ in range(100):
            x = x - interpolant.gradient(p, x, m) / float(upper)
        ends = interpolant.value(p, x, m)[0].numpy() - float(instance.infimum.low)
        assert ends.min() > -1e-9


@pytest.mark.parametrize(("lower", "upper"), ENDS)
def test_on_the_line_it_is_a_function_of_piecewise_linear_slope(lower, upper):
    """The same gradients everywhere, the same values up to a constant, and the constants that are certified agree."""
    rng = Random(f"line {lower}")
    for _ in range(8):
        points, gradients, values, _ = source(rng, lower, upper, 1)
        try:
            general = interpolant.build(points, gradients, values, lower, upper)
        except ValueError:
            continue
        special = through(points, gradients, values, lower, upper)
        assert special.family == "piecewise"
        places = [(Q(rng.randint(-90, 90), 7),) for _ in range(20)] + list(points)
        (heights, slopes), (others, same) = exact(general, places), exact(special, places)
        assert slopes == same
        assert len({a - b for a, b in zip(heights, others, strict=True)}) == 1
        assert not general.minimisers or special.infimum.low == 0 == exact(special, [(general.minimisers[0][0].low,)])[0][0]
        for known in set(general.facts) & set(special.facts) - {"convex"}:
            low, high = general.facts[known].value.low, general.facts[known].value.high
            assert low <= special.facts[known].value.low <= high


def test_data_of_a_parabola_give_that_parabola():
    """Of curvature lower, where f is convex; else of curvature upper."""
    convex = through(((Q(1), Q(2)),), ((Q(1, 2), Q(0)),), (Q(3),), Q(1, 4), Q(1))
    assert convex.family == "quadratic"
    assert exact(convex, [(Q(1), Q(2))]) == ([Q(3)], [(Q(1, 2), Q(0))])
    assert convex.facts["smooth"].value.high == Q(1, 4)
    nonconvex = through(((Q(0),),), ((Q(1),),), (Q(1, 2),), Q(-1), Q(1))
    assert nonconvex.infimum.low == 0
    with pytest.raises(ValueError, match="linear"):
        through(((Q(0),),), ((Q(1),),), (Q(1),), Q(0), Q(1))


@pytest.mark.parametrize(
    ("gradients", "values", "said"),
    [
        (((Q(1),), (Q(-1),)), (Q(0), Q(0)), "no function of curvature"),
        (((Q(0),), (Q(3),)), (Q(0), Q(9, 2)), "no function of curvature"),
        (((Q(0),), (Q(0),)), (Q(0), Q(0)), "parabola"),
    ],
    ids=["falls towards itself", "bends more than L", "constant"],
)
def test_data_of_no_such_function_are_refused(gradients, values, said):
    with pytest.raises(ValueError, match=said):
        interpolant.build(((Q(0),), (Q(1),)), gradients, values, Q(0), Q(1))


def test_a_datum_one_part_in_a_million_off_is_refused():
    """Huber data are on the edge of what a smooth convex function can do."""
    points, gradients = ((Q(0), Q(0)), (Q(1), Q(0))), ((Q(0), Q(0)), (Q(1, 3), Q(0)))
    interpolant.build(points, gradients, (Q(0), Q(5, 18)), Q(0), Q(1))
    for values in ((Q(0), Q(1, 18) - Q(1, 10**6)), (Q(0), Q(5, 18) + Q(1, 10**6))):
        with pytest.raises(ValueError, match="no function"):
            interpolant.build(points, gradients, values, Q(0), Q(1))


@pytest.mark.parametrize(("lower", "upper"), [(Q(1), Q(1)), (Q(-2), Q(0)), (Q(2), Q(1))])
def test_ends_that_leave_no_class_are_refused(lower, upper):
    with pytest.raises(ValueError, match="curvatures lower < upper"):
        interpolant.build(((Q(0),),), ((Q(1),),), (Q(0),), lower, upper)
