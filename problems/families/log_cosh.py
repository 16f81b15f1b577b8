"""Log-cosh regression: the sum of log cosh(a_i^T w - b_i), a smooth stand-in for the sum of absolute residuals.

Convex, Lipschitz and smooth with L = ||A||^2, attained where all residuals vanish. Where b = A c the infimum is 0 and exactly the
solutions of A w = b minimise; otherwise duality certifies the infimum, and the curvature where all residuals are small a minimiser.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from problems import regression
from problems.certified_minimum import Convex, by_duality, by_local_convexity, newton
from problems.exact.arithmetic import Exact
from problems.exact.linear import Matrix, Vector, dot, transpose
from problems.instance import Array, Enclosure, Entries, Fact, Family, Instance, exactly
from problems.noise import root_above, root_below

ZERO, ONE = Fraction(0), Fraction(1)


def _curvature(r: Array, m: Any) -> Array:
    """1/cosh(r)^2."""
    return m.exp(-2 * m.log_cosh(r))


def _conjugate(slopes: Array, m: Any) -> Array:
    """((1 + u) log(1 + u) + (1 - u) log(1 - u))/2 on [-1, 1]."""
    return (regression.x_log_x(1 + slopes, m) + regression.x_log_x(1 - slopes, m)) / 2


model = regression.Regression(
    regression.Link(value=lambda r, m: m.log_cosh(r), slope=lambda r, m: m.tanh(r), curvature=_curvature, conjugate=_conjugate),
    mean=False,
)


def build(rows: Matrix, targets: Vector) -> Instance:
    """Log-cosh regression with A = `rows` (n x d, not all zero) and b = `targets` (n)."""
    solved = regression.solved(rows, targets)
    infimum, arrays, minimisers = (exactly(0), solved.arrays, solved.minimisers) if solved.consistent else _minimum(rows, targets)
    return Instance(
        family="log_cosh",
        parameters={"rows": rows, "targets": targets},
        arrays={"rows": rows, "targets": targets, **arrays},
        dimension=len(rows[0]),
        facts=_facts(rows, solved.consistent),
        formula=f"f(w) = sum_i log cosh(a_i^T w - b_i) on R^{len(rows[0])}, {regression.data_text(rows, targets)}",
        infimum=infimum,
        minimisers=minimisers,
        starts=solved.starts,
        directions=regression.directions(rows),
    )


def _facts(rows: Matrix, consistent: bool) -> dict[str, Fact]:
    norm, steep = regression.gram_norm(rows), regression.steepest(rows, (-1, 1))
    least = norm.low if consistent else max(dot(row, row) for row in rows)
    return {
        "smooth": Fact("the link bends by at most 1, and by that where a residual vanishes: at most ||A||^2", Enclosure(least, norm.high)),
        "convex": Fact("the link is convex"),
        "lipschitz": Fact(
            "the longest sum of a_i with weights in [-1, 1], which the gradient comes near far out along it",
            Enclosure(root_below(steep.low), root_above(steep.high)),
        ),
        "lipschitz_inf": Fact("the largest sum of |a_ij| over i, which the gradient comes near far out along axis j", exactly(_widest(rows))),
    }


def _widest(rows: Matrix) -> Fraction:
    return max(sum(map(abs, column), ZERO) for column in transpose(rows))


def _minimum(rows: Matrix, targets: Vector) -> tuple[Enclosure | None, Mapping[str, Entries], tuple[tuple[Enclosure, ...], ...]]:
    """The infimum and the minimisers of an inconsistent system."""
    m = Exact(balls=True)
    with m.scope():
        f = Convex(model, {"rows": rows, "targets": targets}, m)
        point = newton(f, regression.least_squares_point(rows, targets), lambda point: False)
        return by_duality(f, point, (-1, 1)), *regression.around(rows, by_local_convexity(f, point))


def library() -> Sequence[Instance]:
    """One row; two opposite targets; a consistent system, underdetermined and overdetermined; inconsistent ones."""
    return [build(*system) for system in regression.plain_systems()]


def strategy() -> Any:
    """Up to eight rows in up to five dimensions, consistent or not."""
    return regression.drawn_systems().map(lambda system: build(*system))


family = Family("log_cosh", "Log-cosh regression", build, model.value, model.gradient, library, strategy, regression.dist_sq)
