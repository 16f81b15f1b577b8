"""Least squares on data that a person brings: weight/(2n) ||A w - b||^2, A of any rank and any rational entries (floats are rationals).

f is a convex quadratic with Hessian H = weight/n A^T A. Its largest eigenvalue is L and its least nonzero one mu: |grad f|^2 =
(w - w*)^T H^2 (w - w*) >= mu (w - w*)^T H (w - w*) = 2 mu (f - f*) with w* the nearest solution, and equality along that eigenvector. Both are
enclosed by LDL^T over the rationals; solutions, infimum and distances are rational. The weight is 1, or 2 for a mean of squares without the half.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import regression
from problems.exact.linear import Matrix, Vector, apply, dot, least_nonzero_eigenvalue, null_space, product, row_space_projector, transpose
from problems.instance import Array, Enclosure, Fact, Family, Instance, exactly
from problems.network_facts import readable
from problems.numbers import factor_text

ZERO, ONE = Fraction(0), Fraction(1)

model = regression.Regression(regression.Link(value=lambda r, m: r * r / 2, slope=lambda r, m: r))


def build(rows: Matrix, targets: Vector, weight: Fraction = ONE, at: Vector = ()) -> Instance:
    """Least squares with the rows of A (n x d, not all zero) and b (n); `at` is a point that a person starts from."""
    if weight <= 0 or len(rows) != len(targets) or not any(map(any, rows)):
        raise ValueError("least squares needs a positive weight, a nonzero matrix, and as many targets as rows")
    centre, across = regression.least_squares_point(rows, targets), transpose(rows)
    curved = _projector(rows)
    residual = tuple(p - b for p, b in zip(apply(rows, centre), targets, strict=True))
    flat = null_space(rows)
    return Instance(
        family="linear_model",
        parameters={"rows": rows, "targets": targets, "weight": weight, "at": at},
        arrays={"rows": rows, "targets": targets, "weight": weight, "solution": centre, "curved": curved},
        dimension=len(centre),
        facts=_facts(rows, product(across, rows), curved, weight / len(rows), all(r == 0 for r in residual)),
        formula=f"f(w) = {factor_text(weight / (2 * len(rows)))}||A w - b||^2 on R^{len(centre)}, {_data_text(rows, targets)}",
        infimum=exactly(weight * dot(residual, residual) / (2 * len(rows))),
        minimisers=tuple(tuple(exactly(e) for e in point) for point in (centre, *(_sum(centre, e) for e in flat))),
        starts=_starts(rows, centre, at),
        directions=regression.directions(rows),
    )


def _projector(rows: Matrix) -> Matrix:
    """Onto the row space; the identity where the columns are independent."""
    d = len(rows[0])
    if null_space(rows):
        return row_space_projector(rows)
    return tuple(tuple(Fraction(int(i == j)) for j in range(d)) for i in range(d))


def _facts(rows: Matrix, gram: Matrix, curved: Matrix, scale: Fraction, solved: bool) -> dict[str, Fact]:
    top, low = regression.gram_norm(rows), Enclosure(*least_nonzero_eigenvalue(gram, curved))
    facts = {
        "smooth": Fact("the largest eigenvalue of A^T A, scaled, enclosed by LDL^T", readable(scale * top.low, scale * top.high)),
        "convex": Fact("a convex quadratic"),
        "quadratic": Fact("a convex quadratic, bounded below by 0"),
    }
    facts["smooth_sum"] = Fact("the longest squared row, scaled", exactly(scale * len(rows) * max(dot(row, row) for row in rows)))
    facts["convex_sum"] = Fact("every component is a convex quadratic")
    facts["nonnegative_sum"] = Fact("every component is a square")
    if low.low > 0:
        least = readable(scale * low.low, scale * low.high)
        known = ["pl", "quadratic_growth", *(["strongly_convex"] if all(row[i] == 1 for i, row in enumerate(curved)) else [])]
        facts |= {name: Fact("the least nonzero eigenvalue of A^T A, scaled, enclosed by LDL^T", least) for name in known}
    if solved:
        facts["interpolation"] = Fact("A w = b has a solution, at which every component's gradient vanishes")
    return facts


def _data_text(rows: Matrix, targets: Vector) -> str:
    large = max(len(str(e)) for row in rows for e in row) > 12 or len(rows) * len(rows[0]) > 24
    return f"A and b the {len(rows)} x {len(rows[0])} data given" if large else regression.data_text(rows, targets)


def _starts(rows: Matrix, centre: Vector, at: Vector) -> tuple[Vector, ...]:
    """The person's own, the origin, all ones, a unit step from the solution, and the longest row away from it."""
    unit = tuple(Fraction(int(i == 0)) for i in range(len(centre)))
    longest = max(rows, key=lambda row: dot(row, row))
    points = [*([at] if at else []), (ZERO,) * len(centre), (ONE,) * len(centre), _sum(centre, unit), _sum(centre, longest)]
    return tuple(dict.fromkeys(points))


def _sum(a: Vector, b: Vector) -> Vector:
    return tuple(p + q for p, q in zip(a, b, strict=True))


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """weight/(2n) |A x - b|^2."""
    return model.value(p, x, m) * p["weight"][:, None]


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """weight/n A^T (A x - b)."""
    return model.gradient(p, x, m) * p["weight"][:, None, None]


def component_gradient(p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
    """weight (a_i^T x - b_i) a_i."""
    return model.component_gradient(p, x, which, m) * p["weight"][:, None, None]


def library() -> Sequence[Instance]:
    """x^2/2, and a small system of each kind."""
    return [build(rows, targets, weight) for rows, targets in regression.plain_systems() for weight in (ONE, Fraction(2))]


def strategy() -> Any:
    """Small systems of any shape."""
    return st.tuples(regression.drawn_systems(), st.sampled_from((ONE, Fraction(2)))).map(lambda drawn: build(drawn[0][0], drawn[0][1], drawn[1]))


family = Family(
    name="linear_model",
    title="Least squares on data",
    build=build,
    value=value,
    gradient=gradient,
    library=library,
    strategy=strategy,
    dist_sq=regression.dist_sq,
    components=regression.components,
    component_gradient=component_gradient,
    quadratic=True,
)
