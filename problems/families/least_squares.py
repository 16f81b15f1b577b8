"""Least squares 1/(2n) ||A w - b||^2 of any rank, with singular values known exactly.

A = B V with the columns of B orthogonal (some may vanish) and V = I - 2 v v^T/|v|^2 a reflection, so that A^T A = V diag(|B_j|^2) V.
Hence L = max |B_j|^2/n, and the Polyak-Lojasiewicz constant is the least nonzero |B_j|^2/n, convex or not strictly so: the model case
of convergence at a linear rate without strong convexity. As a mean of n components it is the model case of interpolation too.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import regression
from problems.exact.linear import Matrix, Vector, apply, dot, product, reflection, transpose
from problems.instance import Fact, Family, Instance, exactly
from problems.noise import root_above, root_below
from problems.numbers import factor_text, ordered, positive_number, positive_scalars, simplest_between, sizes, vectors

ZERO, ONE = Fraction(0), Fraction(1)

model = regression.Regression(regression.Link(value=lambda r, m: r * r / 2, slope=lambda r, m: r))


def build(columns: Matrix, axis: Vector, targets: Vector) -> Instance:
    """Least squares with A = `columns` (n x d, orthogonal columns) times the reflection along `axis` (d), and b = `targets` (n)."""
    squares = _squared_lengths(columns)
    rotation = reflection(axis)
    rows = product(columns, rotation)
    solution, residual = _solution(columns, squares, rotation, targets)
    return Instance(
        family="least_squares",
        parameters={"columns": columns, "axis": axis, "targets": targets},
        arrays={"rows": rows, "targets": targets, "solution": solution, "curved": _curved(rotation, squares)},
        dimension=len(axis),
        facts=_facts(rows, targets, squares, residual),
        formula=f"f(w) = {factor_text(Fraction(1, 2 * len(rows)))}||A w - b||^2 on R^{len(axis)}, {regression.data_text(rows, targets)}",
        infimum=exactly(dot(residual, residual) / (2 * len(rows))),
        minimisers=_minimisers(solution, rotation, squares),
        starts=_starts(solution, rotation, squares),
        directions=tuple(column for _, column in _by_size(rotation, squares)),
    )


def _squared_lengths(columns: Matrix) -> Vector:
    """The squared lengths of the columns, refused unless they are orthogonal and not all zero."""
    sides = transpose(columns)
    if any(dot(a, b) for i, a in enumerate(sides) for b in sides[:i]):
        raise ValueError("the columns of a least-squares problem must be orthogonal")
    squares = tuple(dot(side, side) for side in sides)
    if not any(squares):
        raise ValueError("a least-squares problem needs a nonzero matrix")
    return squares


def _solution(columns: Matrix, squares: Vector, rotation: Matrix, targets: Vector) -> tuple[Vector, Vector]:
    """The least-norm solution V B^+ b, and the residual A w - b that all solutions share."""
    weights = tuple(dot(side, targets) / square if square else ZERO for side, square in zip(transpose(columns), squares, strict=True))
    return apply(rotation, weights), tuple(p - b for p, b in zip(apply(columns, weights), targets, strict=True))


def _curved(rotation: Matrix, squares: Vector) -> Matrix:
    """The orthogonal projector onto the row space of A."""
    kept = tuple(tuple(entry if square else ZERO for entry, square in zip(row, squares, strict=True)) for row in rotation)
    return product(kept, rotation)


def _facts(rows: Matrix, targets: Vector, squares: Vector, residual: Vector) -> dict[str, Fact]:
    n, positive = len(rows), [square for square in squares if square]
    least = exactly(min(positive) / n)
    facts = {
        "smooth": Fact("the largest squared singular value over n", exactly(max(squares) / n)),
        "convex": Fact("a convex quadratic"),
        "quadratic": Fact("a convex quadratic, bounded below by 0"),
        "pl": Fact("the least nonzero squared singular value over n", least),
        "quadratic_growth": Fact("the least nonzero squared singular value over n", least),
    }
    if len(positive) == len(squares):
        facts["strongly_convex"] = Fact("A has full column rank; the least squared singular value over n", least)
    if all(r == 0 or not any(row) for r, row in zip(residual, rows, strict=True)):
        facts["interpolation"] = Fact("every component's gradient a_i (a_i^T w - b_i) vanishes at every solution")
    facts["smooth_sum"] = Fact("the longest squared row", exactly(max(dot(row, row) for row in rows)))
    facts["convex_sum"] = Fact("every component is a convex quadratic")
    facts["nonnegative_sum"] = Fact("every component is a square")
    spread = _spread(rows, targets)
    if spread is not None:
        facts["variance"] = Fact("all a_i a_i^T agree, so the components' gradients differ by constants a_i b_i only", exactly(spread))
    return facts


def _spread(rows: Matrix, targets: Vector) -> Fraction | None:
    """The variance of a component's gradient where it is the same everywhere, which takes rows equal up to sign; else None."""
    signs = regression.signs_of_equal_rows(rows)
    if signs is None:
        return None
    turned = [sign * target for sign, target in zip(signs, targets, strict=True)]
    mean = sum(turned, ZERO) / len(rows)
    return dot(rows[0], rows[0]) * sum(((target - mean) ** 2 for target in turned), ZERO) / len(rows)


def _by_size(rotation: Matrix, squares: Vector) -> list[tuple[Fraction, Vector]]:
    """Squared singular values with their right singular vectors, the largest first."""
    return sorted(zip(squares, transpose(rotation), strict=True), key=lambda pair: -pair[0])


def _minimisers(solution: Vector, rotation: Matrix, squares: Vector) -> tuple[Any, ...]:
    """The least-norm solution, and one more along each null direction."""
    flat = [column for square, column in zip(squares, transpose(rotation), strict=True) if not square]
    return tuple(tuple(exactly(entry) for entry in point) for point in (solution, *(_sum(solution, column) for column in flat)))


def _starts(solution: Vector, rotation: Matrix, squares: Vector) -> tuple[Vector, ...]:
    """A unit step from the solution along the top, the last curved and both of these singular vectors; then 0, all ones away and itself."""
    curved = [column for square, column in _by_size(rotation, squares) if square]
    steps = [curved[0], curved[-1], _sum(curved[0], curved[-1]), tuple(-entry for entry in solution), (ONE,) * len(solution)]
    return tuple(dict.fromkeys([*(_sum(solution, step) for step in steps), solution]))


def _sum(a: Vector, b: Vector) -> Vector:
    return tuple(p + q for p, q in zip(a, b, strict=True))


def library() -> Sequence[Instance]:
    """One row; two-point noise; diag(1, 1/2); a null direction, turned; underdetermined; inconsistent; equal rows; ill-conditioned."""
    one, half, two = ONE, Fraction(1, 2), Fraction(2)
    return [
        build(((one,),), (ZERO,), (ZERO,)),
        build(((one,), (one,)), (ZERO,), (one, -one)),
        build(((one, ZERO), (ZERO, half)), (ZERO, ZERO), (ZERO, ZERO)),
        build(((one, ZERO), (ZERO, ZERO)), (one, -two), (one, ZERO)),
        build(((one, ZERO, ZERO), (ZERO, two, ZERO)), (one, one, one), (one, two)),
        build(((one, one), (one, -one), (one, one), (one, -one)), (one, two), (one, ZERO, two, one)),
        build(((one, ZERO), (-one, ZERO), (one, ZERO), (one, ZERO)), (one, -two), (one, one, ZERO, two)),
        build(((two, ZERO), (ZERO, Fraction(1, 5)), (ZERO, ZERO)), (one, -two), (one, one, ZERO)),
    ]


def strategy(dimension: int | None = None, rows: int | None = None, L: Any = None, mu: Any = None) -> Any:
    """Up to eight rows in up to five dimensions: turned matrices of any rank, consistent or not, and rows equal up to sign.

    With L or mu the nonzero squared singular values over the number of rows lie between mu and L.
    """
    upper, lower = positive_number(L, "L"), positive_number(mu, "mu")
    ordered(lower, upper, ("mu", "L"))
    counts, dimensions = sizes(rows, "rows", 8), sizes(dimension, "dimension", 5)
    if upper is lower is None:
        either = st.tuples(counts, dimensions)
        return either.flatmap(lambda size: st.one_of(_general(*size), _general(*size, consistent=True), _equal_rows(*size)))
    ends = lower or (upper or ONE) / 16, upper or 16 * (lower or ONE)
    fitting = [n for n in ([rows] if rows else range(1, 9)) if root_above(n * ends[0]) <= root_below(n * ends[1])]
    if not fitting:
        raise ValueError(f"no rational squared over {rows or '1, ..., 8'} lies in [{ends[0]}, {ends[1]}]: leave more room between mu and L.")
    return st.tuples(st.sampled_from(fitting), dimensions).flatmap(
        lambda size: st.one_of(*(_general(*size, consistent, _scales(size, *ends)) for consistent in (False, True)))
    )


def _scales(size: tuple[int, int], low: Fraction, high: Fraction) -> Any:
    """Lengths of columns whose squares over n lie in [low, high], and zeros; the first of them is no zero."""
    n, d = size
    ends = root_above(n * low), root_below(n * high)
    plain = [simplest_between(*ends), *(entry for entry in map(Fraction, (1, 2, 3)) if ends[0] <= entry <= ends[1])]
    middle = simplest_between((ends[0] + 3 * ends[1]) / 4, ends[1])
    lengths = st.sampled_from(list(dict.fromkeys([*plain, middle])))
    rest = st.lists(st.one_of(lengths, st.just(ZERO)), min_size=min(n, d) - 1, max_size=min(n, d) - 1)
    return st.tuples(lengths, rest).map(lambda drawn: (drawn[0], *drawn[1]))


def _general(n: int, d: int, consistent: bool = False, scales: Any = None) -> Any:
    """Columns of a reflection, scaled; the targets free, or the image of a point."""

    def made(left: Vector, scales: Vector, axis: Vector, targets: Vector) -> Instance:
        columns = tuple(tuple(scales[j] * row[j] if j < len(scales) else ZERO for j in range(d)) for row in reflection(left))
        return build(columns, axis, apply(columns, targets) if consistent else targets)

    scales = vectors(min(n, d), 0, 3).filter(any) if scales is None else scales
    return st.builds(made, vectors(n, -2, 2), scales, vectors(d, -2, 2), vectors(d if consistent else n, -3, 3))


def _equal_rows(n: int, d: int) -> Any:
    """Rows equal up to sign."""

    def made(signs: list[int], scale: Fraction, axis: Vector, targets: Vector) -> Instance:
        columns = tuple((sign * scale, *(ZERO,) * (d - 1)) for sign in signs)
        return build(columns, axis, targets)

    signs = st.lists(st.sampled_from((1, -1)), min_size=n, max_size=n)
    return st.builds(made, signs, positive_scalars(3), vectors(d, -2, 2), vectors(n, -3, 3))


family = Family(
    name="least_squares",
    title="Least squares",
    build=build,
    value=model.value,
    gradient=model.gradient,
    library=library,
    strategy=strategy,
    dist_sq=regression.dist_sq,
    components=regression.components,
    component_gradient=model.component_gradient,
    quadratic=True,
)
