"""Logistic regression: the mean of log(1 + exp(-y_i a_i^T w)) plus ridge/2 ||w||^2, with ridge >= 0.

Convex and smooth with L = lambda_max(A^T A)/(4n) + ridge, attained at w = 0. Without a ridge it is Lipschitz, its components have bounded
variance, and on separable data it has no minimiser; on other data the curvature near a point that all but minimises certifies one. With a
ridge it is strongly convex with exactly that constant, which far away is its Polyak-Lojasiewicz constant too.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from problems import regression
from problems.certified_minimum import Convex, by_duality, by_local_convexity, by_strong_convexity, newton
from problems.exact.arithmetic import Exact
from problems.exact.linear import Matrix, Vector, apply, dot, transpose
from problems.instance import Array, Enclosure, Entries, Fact, Family, Instance, Parameter, exactly
from problems.noise import root_above, root_below, root_enclosure
from problems.numbers import between, factor_text, matrices, positive_number, positive_scalars, sizes

ZERO, ONE = Fraction(0), Fraction(1)
Minimum = tuple[Enclosure | None, dict[str, Entries], tuple[tuple[Enclosure, ...], ...], str]


def _falling(r: Array, m: Any) -> Array:
    """1/(1 + exp(r)), without overflow and with small relative error far to the right."""
    return m.exp(-m.softplus(r))


def _entropy(slopes: Array, m: Any) -> Array:
    """The conjugate of log(1 + exp(-r)) on [-1, 0]: p log p + (1 - p) log(1 - p) with p = -slope."""
    return regression.x_log_x(-slopes, m) + regression.x_log_x(1 + slopes, m)


model = regression.Regression(
    regression.Link(
        value=lambda r, m: m.softplus(-r),
        slope=lambda r, m: -_falling(r, m),
        curvature=lambda r, m: _falling(r, m) * _falling(-r, m),
        conjugate=_entropy,
    )
)


def build(features: Matrix, labels: Vector, ridge: Fraction) -> Instance:
    """Logistic regression of `labels` (n, each 1 or -1) on `features` (n x d, not all zero)."""
    if ridge < 0 or not set(labels) <= {ONE, -ONE} or not any(any(row) for row in features):
        raise ValueError("logistic regression needs a ridge >= 0, labels 1 and -1, and a nonzero feature")
    rows = tuple(tuple(label * entry for entry in row) for label, row in zip(labels, features, strict=True))
    arrays: dict[str, Parameter] = {"rows": rows, "targets": (ZERO,) * len(rows), "ridge": ridge}
    infimum, known, minimisers, why = _minimum(arrays, rows, ridge)
    return Instance(
        family="logistic",
        parameters={"features": features, "labels": labels, "ridge": ridge},
        arrays={**arrays, **known},
        dimension=len(rows[0]),
        facts=_facts(rows, ridge),
        formula=_formula(rows, ridge, why),
        infimum=infimum,
        minimisers=minimisers,
        starts=_starts(rows),
        directions=regression.directions(rows),
    )


def _facts(rows: Matrix, ridge: Fraction) -> dict[str, Fact]:
    n, norm = len(rows), regression.gram_norm(rows)
    facts = {
        "smooth": Fact(
            "the link bends by at most 1/4, and by that at w = 0: lambda_max(A^T A)/(4n) + ridge",
            Enclosure(norm.low / (4 * n) + ridge, norm.high / (4 * n) + ridge),
        ),
        "convex": Fact("the link is convex and the ridge is not negative"),
        "smooth_sum": Fact("the longest squared a_i over 4, attained at w = 0, plus the ridge", exactly(max(dot(a, a) for a in rows) / 4 + ridge)),
        "convex_sum": Fact("the link is convex and the ridge is not negative"),
        "nonnegative_sum": Fact("the link is the logarithm of more than 1, and the ridge is not negative"),
        "variance": _variance(rows),
    }
    if ridge == 0:
        steep = regression.steepest(rows, (0, 1))
        facts["lipschitz"] = Fact(
            "the longest sum of y_i a_i/n with weights in [0, 1], which the gradient comes near far out against it",
            Enclosure(root_below(steep.low) / n, root_above(steep.high) / n),
        )
        return {**facts, **_bounds(rows)}
    facts["strongly_convex"] = Fact("the ridge; the rest is convex and flattens far away", exactly(ridge))
    facts["pl"] = Fact("strong convexity, and far away the ridge is all that counts", exactly(ridge))
    facts["quadratic_growth"] = Fact("strong convexity, and far away the ridge is all that counts", exactly(ridge))
    return facts


def _bounds(rows: Matrix) -> dict[str, Fact]:
    """Of the gradient's entries, where all slopes are 0 or 1 far out against an axis, and of the components' gradients."""
    sums = [sum((max(side * e, ZERO) for e in column), ZERO) for column in transpose(rows) for side in (1, -1)]
    longest = max(dot(row, row) for row in rows)
    return {
        "lipschitz_inf": Fact("the largest sum of the y_i a_ij/n of one sign", exactly(max(sums) / len(rows))),
        "gradient_bound": Fact("the longest a_i, far out against it", root_enclosure(exactly(longest))),
        "gradient_bound_inf": Fact("the largest |a_ij|, far out against it", exactly(max(abs(e) for row in rows for e in row))),
    }


def _variance(rows: Matrix) -> Fact:
    """Exact for rows +-z: there the slopes are s and 1 - s, and the components' gradients -s z and (1 - s) z differ by z everywhere."""
    n, signs = len(rows), regression.signs_of_equal_rows(rows)
    if signs is not None:
        share = Fraction(signs.count(1), n)
        return Fact(
            "all y_i a_i agree up to sign, so the components' gradients differ by +-a_i everywhere",
            exactly(share * (1 - share) * dot(rows[0], rows[0])),
        )
    mean = [sum(column, ZERO) / n for column in zip(*rows, strict=True)]
    at_zero = (sum((dot(row, row) for row in rows), ZERO) / n - dot(mean, mean)) / 4
    reason = "between that at w = 0, where all slopes are 1/2, and the largest over all slopes in [0, 1], whether or not some w has them"
    return Fact(reason, Enclosure(at_zero, regression.noisiest(rows, (0, 1))))


def _minimum(arrays: dict[str, Parameter], rows: Matrix, ridge: Fraction) -> Minimum:
    """The infimum, the arrays that tell distances to the minimisers, these, and a note."""

    def separates(w: Vector) -> bool:
        likely = ridge == 0 and bool((f.rows @ np.array(w, dtype=float) > 0).all())
        return likely and all(margin > 0 for margin in apply(rows, w))

    m = Exact(balls=True)
    with m.scope():
        f = Convex(model, arrays, m)
        point = newton(f, (ZERO,) * len(rows[0]), separates)
        if ridge > 0:
            infimum, minimiser = by_strong_convexity(f, point, ridge)
            d = range(len(minimiser))
            return infimum, {"solution": minimiser, "curved": tuple(tuple(Fraction(i == j) for j in d) for i in d)}, (minimiser,), ""
        if separates(point):
            return exactly(0), {}, (), "separable: the infimum 0 is not attained"
        return by_duality(f, point, (-1, 0)), *regression.around(rows, by_local_convexity(f, point)), ""


def _formula(rows: Matrix, ridge: Fraction, why: str) -> str:
    extra = f" + {factor_text(ridge / 2)}||w||^2" if ridge else ""
    note = f" ({why})" if why else ""
    mean = factor_text(Fraction(1, len(rows)))
    return f"f(w) = {mean}sum_i log(1 + exp(-z_i^T w)){extra} on R^{len(rows[0])}, z = y a = {regression.rows_text(rows)}{note}"


def _starts(rows: Matrix) -> tuple[Vector, ...]:
    """0; all ones; and the sum of all y_i a_i, its negative, and four times the longest against it."""
    drift = tuple(sum(column, ZERO) for column in zip(*rows, strict=True))
    longest = max(rows, key=lambda row: dot(row, row))
    points = [(ZERO,) * len(drift), (ONE,) * len(drift), drift, tuple(-e for e in drift), tuple(-4 * e for e in longest)]
    return tuple(dict.fromkeys(points))


def library() -> Sequence[Instance]:
    """Two opposite labels, one label (separable), a ridge, and small problems in two dimensions of each kind."""
    one, half = ONE, Fraction(1, 2)
    square = ((one, ZERO), (ZERO, one), (one, one), (half, -one))
    mixed, separable = (one, one, -one, -one), (one, one, one, one)
    return [
        build(((one,), (one,)), (one, -one), ZERO),
        build(((one,),), (one,), ZERO),
        build(((one,), (one,)), (one, -one), Fraction(1, 4)),
        build(((one,),), (one,), Fraction(1, 10)),
        build(((one, ZERO), (ZERO, one), (one, one), (half, -one)), mixed, ZERO),
        build(square, separable, ZERO),
        build(square, mixed, Fraction(1, 10)),
        build(((one, ZERO), (-one, ZERO)), (one, one), ZERO),
    ]


def strategy(dimension: int | None = None, rows: int | None = None, mu: Any = None) -> Any:
    """Up to eight rows in up to five dimensions, with or without a ridge; with the ridge mu, where it is given."""
    ridge, shapes = positive_number(mu, "mu"), st.tuples(sizes(rows, "rows", 8), sizes(dimension, "dimension", 5))
    ridges = st.one_of(st.just(ZERO), positive_scalars(2)) if ridge is None else between(ridge, 4 * ridge)
    return shapes.flatmap(lambda size: _of_size(*size, ridges))


def _of_size(n: int, d: int, ridges: Any) -> Any:
    labels = st.lists(st.sampled_from((ONE, -ONE)), min_size=n, max_size=n).map(tuple)
    return st.builds(build, matrices(n, d, -3, 3).filter(lambda rows: any(map(any, rows))), labels, ridges)


family = Family(
    name="logistic",
    title="Logistic regression",
    build=build,
    value=model.value,
    gradient=model.gradient,
    library=library,
    strategy=strategy,
    dist_sq=regression.dist_sq,
    components=regression.components,
    component_gradient=model.component_gradient,
)
