"""Geman-McClure regression: the mean of r_i^2/(1 + r_i^2) over residuals r_i = a_i^T w - b_i, a robust loss that is not convex.

Everything is rational. The link bends by at most 2 (where the residual vanishes) and at least -1/2 (where it is +-1), and its slope is at
most 3 sqrt(3)/8 (at 1/sqrt(3)), so L = 2 lambda_max(A^T A)/n. Where b = A c the infimum is 0 and exactly the solutions of A w = b minimise.
On R, Sturm sequences tell the infimum, a single minimiser and L for up to three different rows that contradict each other.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from problems import regression
from problems.exact.linear import Matrix, Vector, dot
from problems.exact.quotients import quotient
from problems.exact.sturm import polynomial
from problems.instance import Array, Enclosure, Fact, Family, Instance, exactly
from problems.line_facts import Line
from problems.noise import root_above, root_below, root_enclosure
from problems.numbers import factor_text

ZERO, ONE = Fraction(0), Fraction(1)
MOST_DIFFERENT = 3
"""Different rows up to which the objective on R is looked at as a rational function."""

STEEPEST_SQ = Fraction(27, 64)
"""The square of the link's largest slope, 3 sqrt(3)/8."""


def _value(r: Array, m: Any) -> Array:
    del m
    return r * r / (1 + r * r)


def _slope(r: Array, m: Any) -> Array:
    del m
    return 2 * r / ((1 + r * r) * (1 + r * r))


model = regression.Regression(regression.Link(_value, _slope))


def build(rows: Matrix, targets: Vector) -> Instance:
    """Geman-McClure regression with A = `rows` (n x d, not all zero) and b = `targets` (n)."""
    solved = regression.solved(rows, targets)
    line = None if solved.consistent else _line(rows, targets)
    single = tuple(line.minimisers) if line is not None and len(line.minimisers) == 1 else None
    arrays, minimisers = (solved.arrays, solved.minimisers) if solved.consistent else regression.around(rows, single)
    mean = factor_text(Fraction(1, len(rows)))
    return Instance(
        family="geman_mcclure",
        parameters={"rows": rows, "targets": targets},
        arrays={"rows": rows, "targets": targets, **arrays},
        dimension=len(rows[0]),
        facts={**_facts(rows, solved.consistent), **(_bend(line) if line else {})},
        formula=f"f(w) = {mean}sum_i r_i^2/(1 + r_i^2), r = A w - b, on R^{len(rows[0])}, {regression.data_text(rows, targets)}",
        infimum=exactly(0) if solved.consistent else line.infimum if line else None,
        minimisers=minimisers,
        starts=solved.starts,
        directions=regression.directions(rows),
    )


def _line(rows: Matrix, targets: Vector) -> Line | None:
    """The objective as a rational function, where it is one of one variable and few rows differ."""
    parts = Counter((row[0] / target, abs(target)) if target else (row[0], ZERO) for row, target in zip(rows, targets, strict=True))
    if len(rows[0]) > 1 or len(parts) > MOST_DIFFERENT:
        return None
    found = quotient(polynomial([0]), polynomial([1]))
    for row, target in zip(rows, targets, strict=True):
        square = polynomial([target * target, -2 * row[0] * target, row[0] * row[0]])
        found = found.plus(quotient(square, 1 + square), Fraction(1, len(rows)))
    return Line(found)


def _bend(line: Line) -> dict[str, Fact]:
    """The smoothness constant of a rational function."""
    return {"smooth": line.facts()["smooth"]}


def _facts(rows: Matrix, consistent: bool) -> dict[str, Fact]:
    n, norm, single = len(rows), regression.gram_norm(rows), len(rows) == 1
    bent = 2 * norm.low / n if consistent else _bent(rows)
    slope_sq = STEEPEST_SQ * regression.steepest(rows, (-1, 1)).high
    facts = {
        "smooth": Fact("the link bends by at most 2, and by that where a residual vanishes: at most 2 ||A||^2/n", Enclosure(bent, 2 * norm.high / n)),
        "smooth_sum": Fact("twice the longest squared row, attained where its residual vanishes", exactly(2 * max(dot(row, row) for row in rows))),
        "nonnegative_sum": Fact("no value of the link is negative"),
        "lipschitz": Fact(
            "the link's slope is at most 3 sqrt(3)/8; an upper bound, attained for one row",
            Enclosure(root_below(slope_sq) if single else ZERO, root_above(slope_sq) / n),
        ),
        "variance": Fact(
            "at most the largest over all slopes in +-3 sqrt(3)/8, whether or not some w has these slopes",
            Enclosure(ZERO, STEEPEST_SQ * regression.noisiest(rows, (-1, 1))),
        ),
    }
    longest, largest = max(dot(row, row) for row in rows), max(abs(e) for row in rows for e in row)
    for name, square in (("gradient_bound", STEEPEST_SQ * longest), ("gradient_bound_inf", STEEPEST_SQ * largest**2)):
        facts[name] = Fact("that of one component, where its residual is 1/sqrt(3)", root_enclosure(exactly(square)))
    if consistent:
        facts["interpolation"] = Fact("all residuals, and with them all components' gradients, vanish at every minimiser")
    return facts


def _bent(rows: Matrix) -> Fraction:
    """The curvature that f has at least along some row a_i, at a point where the residual of a_i vanishes and the others bend by -1/2."""
    found = [ZERO]
    for i, row in enumerate(rows):
        if any(row):
            others = sum((dot(row, other) ** 2 for j, other in enumerate(rows) if j != i), ZERO)
            found.append((2 * dot(row, row) - others / (2 * dot(row, row))) / len(rows))
    return max(found)


def library() -> Sequence[Instance]:
    """One row; two opposite targets; consistent systems, underdetermined and overdetermined; an inconsistent one."""
    return [build(*system) for system in regression.plain_systems()]


def strategy() -> Any:
    """Up to eight rows in up to five dimensions, consistent or not."""
    return regression.drawn_systems().map(lambda system: build(*system))


family = Family(
    name="geman_mcclure",
    title="Geman-McClure regression",
    build=build,
    value=model.value,
    gradient=model.gradient,
    library=library,
    strategy=strategy,
    dist_sq=regression.dist_sq,
    components=regression.components,
    component_gradient=model.component_gradient,
)
