"""Separable sums of log cosh: f(x) = (1/n) sum_i sum_j c_ij log cosh(x_j - a_ij), whose draws are the gradients of the n components.

The gradients of f and of every component are bounded, in each coordinate by the weights, which is what adaptive methods ask for. f is smooth
with at most L = max_j mean_i c_ij, attained where a coordinate's centres agree, convex, and has one minimiser: coordinate by coordinate
exact where centres agree or lie symmetrically, else between two points where the derivative is seen to have opposite signs.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from flint import arb
from hypothesis import strategies as st

from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact
from problems.instance import Array, Enclosure, Fact, Family, Instance, Matrix, Vector, exactly
from problems.noise import root_enclosure
from problems.numbers import factor_text, matrices, simplest_between
from problems.regression import rows_text

ZERO, ONE = Fraction(0), Fraction(1)
HALVINGS, BITS, NARROW = 128, 384, Fraction(1, 2**18)
Column = list[tuple[Fraction, Fraction]]
"""The pairs (c, a) of one coordinate."""


def build(weights: Matrix, centres: Matrix) -> Instance:
    """The sum with c = `weights` and a = `centres` (n x d each), weights >= 0 and in each coordinate one that is positive."""
    columns = _columns(weights, centres)
    with Exact(bits=BITS).scope():
        minimiser = tuple(_minimiser(column) for column in columns)
        infimum = _infimum(columns, minimiser)
        facts, starts = _facts(weights, columns), _starts(columns, minimiser)
    parameters = {"weights": weights, "centres": centres}
    return Instance(
        family="separable_log_cosh",
        parameters=parameters,
        arrays=parameters,
        dimension=len(columns),
        facts=facts,
        formula=_formula(weights, centres),
        infimum=infimum,
        minimisers=(minimiser,),
        starts=starts,
        directions=_directions(columns),
    )


def _columns(weights: Matrix, centres: Matrix) -> list[Column]:
    if [len(row) for row in weights] != [len(row) for row in centres]:
        raise ValueError("there is one weight for each centre")
    columns = [list(zip(c, a, strict=True)) for c, a in zip(zip(*weights, strict=True), zip(*centres, strict=True), strict=True)]
    if not columns or any(min(c for c, _ in column) < 0 or not any(c for c, _ in column) for column in columns):
        raise ValueError("weights are not negative, and in each coordinate one is positive")
    return columns


def _mean(terms: Sequence[Any]) -> Any:
    return sum(terms[1:], terms[0]) / len(terms)


def _in_balls(column: Column) -> list[tuple[arb, arb]]:
    return [(_number(c), _number(a)) for c, a in column if c]


def _sum(balls: Sequence[tuple[arb, arb]], x: arb, link: Callable[[arb], arb]) -> arb:
    """sum_i c_i phi(x - a_i)."""
    return sum((c * link(x - a) for c, a in balls), arb(0))


def _number(x: Fraction) -> arb:
    return Exact(bits=BITS, balls=True).number(x)


def _bend(r: arb) -> arb:
    """sech(r)^2, the second derivative of log cosh."""
    return arb(1) / r.cosh() ** 2


def _agree(column: Column) -> bool:
    """Whether the centres that count are one."""
    return len({a for c, a in column if c}) == 1


def _middle(column: Column) -> Fraction:
    """The middle of the centres that count."""
    counted = [a for c, a in column if c]
    return (min(counted) + max(counted)) / 2


def _minimiser(column: Column) -> Enclosure:
    """The middle of symmetric centres; else the derivative is negative on the left end and positive on the right, seen in balls."""
    centre, counted = _middle(column), sorted((a, c) for c, a in column if c)
    if _merged(counted) == _merged(sorted((2 * centre - a, c) for a, c in counted)):
        return exactly(centre)
    low, high, balls = counted[0][0], counted[-1][0], _in_balls(column)
    for _ in range(HALVINGS):
        between = (low + high) / 2
        slope = _sum(balls, _number(between), lambda r: r.tanh())
        if slope > 0:
            high = between
        elif slope < 0:
            low = between
        else:
            break
    return Enclosure(low, high)


def _merged(counted: Sequence[tuple[Fraction, Fraction]]) -> dict[Fraction, Fraction]:
    """Each centre with the sum of its weights."""
    return {a: sum((c for b, c in counted if b == a), ZERO) for a, _ in counted}


def _infimum(columns: Sequence[Column], minimiser: Sequence[Enclosure]) -> Enclosure:
    if all(map(_agree, columns)):
        return exactly(0)
    m, n = Exact(bits=BITS), len(columns[0])
    least = [_sum(_in_balls(column), arb(m.number((z.low, z.high))), lambda r: r.cosh().log()) for column, z in zip(columns, minimiser, strict=True)]
    low, high = ends(sum(least, arb(0)) / n)
    return Enclosure(max(low, ZERO), high)


def _facts(weights: Matrix, columns: Sequence[Column]) -> dict[str, Fact]:
    means = [_mean([c for c, _ in column]) for column in columns]
    longest = max(sum((c * c for c in row), ZERO) for row in weights)
    steep = sum((mean * mean for mean in means), ZERO)
    shared = {"interpolation": Fact("every coordinate has one centre, where the gradients of all components vanish")}
    bends = list(map(_most_curved, columns))
    return {
        "smooth": Fact(
            "in each coordinate the mean of c/cosh(x - a)^2, largest at a common centre, else bounded on intervals",
            Enclosure(max(bend.low for bend in bends), max(bend.high for bend in bends)),
        ),
        "convex": Fact("log cosh is convex and no weight is negative"),
        "smooth_sum": Fact("the largest weight, at its centre", exactly(max(max(row) for row in weights))),
        "convex_sum": Fact("log cosh is convex and no weight is negative"),
        "lipschitz": Fact("each partial derivative comes near the mean weight far out", root_enclosure(exactly(steep))),
        "lipschitz_inf": Fact("each partial derivative comes near the mean weight far out", exactly(max(means))),
        "gradient_bound": Fact("the component of the longest weights, far out", root_enclosure(exactly(longest))),
        "gradient_bound_inf": Fact("the largest weight, far out", exactly(max(max(row) for row in weights))),
        "variance": Fact(
            "in each coordinate convex in the slopes, so at most that at slopes -1 up to some centre and 1 beyond",
            Enclosure(sum(map(_least_variance, columns), ZERO), sum(map(_most_variance, columns), ZERO)),
        ),
        **(shared if all(map(_agree, columns)) else {}),
    }


def _most_curved(column: Column) -> Enclosure:
    """The largest mean of c sech^2(x - a), at a common centre, else between the centres; intervals are halved until `_bend_below` settles them."""
    n, counted, balls = len(column), [a for c, a in column if c], _in_balls(column)
    if _agree(column):
        return exactly(sum((c for c, _ in column), ZERO) / n)
    waiting, seen = [(min(counted), max(counted))], max(ends(_sum(balls, a, _bend))[0] for _, a in balls)
    while waiting:
        low, high = waiting.pop()
        p = (low + high) / 2
        seen = max(seen, ends(_sum(balls, _number(p), _bend))[0])
        if not _bend_below(column, low, high, seen * (1 + NARROW)):
            waiting += [(low, p), (p, high)]
    return Enclosure(seen / n, simplest_between(seen / n * (1 + NARROW), seen / n * (1 + 2 * NARROW)))


def _bend_below(column: Column, low: Fraction, high: Fraction, bound: Fraction) -> bool:
    """Whether the sum g of c sech^2(x - a) is certified to be at most `bound` on [low, high].

    Each term is largest where x is nearest to its centre, which settles long intervals far from all centres. And |g''| <= 2 sum c, so on
    [p - r, p + r] g is at most g(p) + |g'(p)| r + sum c r^2.
    """
    nearest = sum((_number(c) * _bend(_number(min(max(a, low), high) - a)) for c, a in column if c), arb(0))
    if nearest <= _number(bound):
        return True
    p, r, balls, total = (low + high) / 2, (high - low) / 2, _in_balls(column), sum((c for c, _ in column), ZERO)
    bend, slope = _sum(balls, _number(p), _bend), _sum(balls, _number(p), lambda z: 2 * z.tanh() * _bend(z))
    return bool(bend + abs(slope) * _number(r) + _number(total * r * r) <= _number(bound))


def _variance(slopes: Sequence[Any]) -> Any:
    """That of equally likely numbers."""
    return _mean([s * s for s in slopes]) - _mean(slopes) * _mean(slopes)


def _most_variance(column: Column) -> Fraction:
    """The slopes tanh(x - a) fall with a, so they lie in the hull of the slopes that are 1 up to some centre and -1 beyond."""
    turns = [min(a for _, a in column) - 1, *(a for _, a in column)]
    largest: Fraction = max(_variance([c if a <= turn else -c for c, a in column]) for turn in turns)
    return largest


def _least_variance(column: Column) -> Fraction:
    """The larger of that far out, where all slopes agree, and that seen at the noisiest point."""
    far: Fraction = _variance([c for c, _ in column])
    return max(far, ends(_seen_variance(column, _noisiest(column)))[0])


def _seen_variance(column: Column, x: Fraction) -> arb:
    m = Exact(bits=BITS, balls=True)
    return arb(_variance([m.number(c) * m.number(x - a).tanh() for c, a in column]))


def _noisiest(column: Column) -> Fraction:
    """The point of largest variance among those midway between neighbouring centres, or the centre itself."""
    centres = sorted({a for _, a in column})
    midway = [(a + b) / 2 for a, b in pairwise(centres)] or centres
    return max(midway, key=lambda x: float(_seen_variance(column, x)))


def _starts(columns: Sequence[Column], minimiser: Sequence[Enclosure]) -> tuple[Vector, ...]:
    """One away from the minimiser, the minimiser (or the nearest quarter), twenty away, the noisiest point, and 0."""
    centre = tuple(z.low if z.exact else Fraction(round(4 * z.low), 4) for z in minimiser)
    noisy = tuple(map(_noisiest, columns))
    found = [tuple(z + 1 for z in centre), centre, tuple(z + 20 for z in centre), noisy, (ZERO,) * len(centre)]
    return tuple(dict.fromkeys(found))


def _directions(columns: Sequence[Column]) -> tuple[Vector, ...]:
    """The axes, the steepest first."""
    d = len(columns)
    order = sorted(range(d), key=lambda j: -_mean([c for c, _ in columns[j]]))
    return tuple(tuple(ONE if i == j else ZERO for i in range(d)) for j in order)


def _formula(weights: Matrix, centres: Matrix) -> str:
    mean, d = factor_text(Fraction(1, len(weights))), len(weights[0])
    return f"f(x) = {mean}sum_i sum_j c_ij log cosh(x_j - a_ij) on R^{d}, c = {rows_text(weights)}, a = {rows_text(centres)}"


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The mean over i of sum_j c_ij log cosh(x_j - a_ij)."""
    terms = p["weights"][:, None] * m.log_cosh(_residuals(p, x))
    return m.total(m.total(terms, -1), -1) / terms.shape[2]


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The mean over i of c_ij tanh(x_j - a_ij)."""
    slopes = p["weights"][:, None] * m.tanh(_residuals(p, x))
    return m.total(slopes, 2) / slopes.shape[2]


def _residuals(p: Mapping[str, Array], x: Array) -> Array:
    """x_j - a_ij : (I, M, n, d)."""
    return x[:, :, None] - p["centres"][:, None]


def components(instance: Instance) -> int:
    """One for each row of weights."""
    weights = instance.parameters["weights"]
    assert isinstance(weights, tuple)
    return len(weights)


def component_gradient(p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
    """c_ij tanh(x_j - a_ij) for the component i = which : (I, M) int64."""
    count, n, d = p["weights"].shape
    picked = np.asarray(which)
    flat = (picked + n * np.arange(count)[:, None]).reshape(-1)
    weights, centres = (m.take(p[name].reshape((count * n, d)), flat, 0).reshape((*picked.shape, d)) for name in ("weights", "centres"))
    return weights * m.tanh(x - centres)


def library() -> Sequence[Instance]:
    """One component; two at distance 4, where draws disagree; a common centre and unequal weights; a lopsided pair; two coordinates of each kind."""
    half, two, three = Fraction(1, 2), Fraction(2), Fraction(3)
    return [
        build(((ONE,),), ((ZERO,),)),
        build(((ONE,), (ONE,)), ((two,), (-two,))),
        build(((ONE,), (three,)), ((ZERO,), (ZERO,))),
        build(((ONE, half), (ONE, two)), ((two, ZERO), (-two, ZERO))),
        build(((ONE,), (two,)), ((ZERO,), (three,))),
        build(((three, half),), ((ZERO, ONE),)),
        build(((ONE, ZERO), (ZERO, two), (half, ONE)), ((ZERO, ZERO), (ONE, -ONE), (three, ONE))),
    ]


def strategy() -> Any:
    """Up to four components in up to three dimensions."""
    sizes = st.tuples(st.integers(1, 4), st.integers(1, 3))
    return sizes.flatmap(lambda size: st.builds(build, matrices(*size, 0, 3).filter(_counts), matrices(*size, -4, 4)))


def _counts(weights: Matrix) -> bool:
    return all(map(any, zip(*weights, strict=True)))


family = Family(
    name="separable_log_cosh",
    title="Separable sums of log cosh",
    plural="separable_sums_of_log_cosh",
    build=build,
    value=value,
    gradient=gradient,
    library=library,
    strategy=strategy,
    components=components,
    component_gradient=component_gradient,
)
