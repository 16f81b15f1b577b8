"""The squared loss 1/2 ||A x - b||^2 of the linear model F = A x: the case in which the tangent kernel A A^T never moves.

Its smoothness constant is the largest eigenvalue of the kernel; where the kernel is nonsingular the least one is the constant of the
Polyak-Lojasiewicz inequality, and the infimum is 0. The minimisers are the solutions of A^T A x = A^T b.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import regression
from problems.exact.linear import Matrix, Vector, apply, dot
from problems.instance import Fact, Family, Instance, exactly
from problems.numbers import matrices, vectors
from problems.plain_models import LinearOutputs
from problems.squared_losses import SquaredLossOf

ZERO, ONE = Fraction(0), Fraction(1)
LOSS = SquaredLossOf(LinearOutputs())


def build(rows: Matrix, targets: Vector) -> Instance:
    """A (n x d, not zero) and b (n)."""
    found = regression.solved(rows, targets)
    best = regression.least_squares_point(rows, targets)
    solution, minimisers = regression.around(rows, tuple(map(exactly, best)))
    away = tuple(p - q for p, q in zip(apply(rows, best), targets, strict=True))
    return Instance(
        family="linear_loss",
        parameters={"rows": rows, "targets": targets},
        arrays={"rows": rows, "targets": targets, **solution},
        dimension=len(rows[0]),
        facts=_facts(rows),
        formula=f"f(x) = 1/2 ||A x - b||^2, F(x) = A x, {regression.data_text(rows, targets)}",
        infimum=exactly(dot(away, away) / 2),
        minimisers=minimisers,
        starts=found.starts,
        directions=regression.directions(rows),
    )


def _facts(rows: Matrix) -> dict[str, Fact]:
    return {
        "squared_loss": Fact("half the sum of the squared residuals of A x"),
        "inputs": Fact("the number of rows", exactly(len(rows))),
        "output_bend": Fact("every output is linear", exactly(0)),
    }


def library() -> Sequence[Instance]:
    """One row; a diagonal matrix, of which one row is an eigenvector of the kernel; more parameters than rows; and more rows than parameters."""
    one, two, half = ONE, Fraction(2), Fraction(1, 2)
    return [
        build(((one,),), (ZERO,)),
        build(((one, ZERO), (ZERO, half)), (ZERO, ZERO)),
        build(((one, two, ZERO),), (one,)),
        build(((one, ZERO, one), (ZERO, two, one)), (one, -one)),
        build(((one,), (one,)), (one, -one)),
        build(((one, ZERO), (ZERO, one), (one, one)), (one, -one, two)),
    ]


def strategy() -> Any:
    """Up to three rows in up to four dimensions."""
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 4))
    return sizes.flatmap(lambda size: st.builds(build, matrices(*size, -2, 2).filter(lambda a: any(map(any, a))), vectors(size[0], -2, 2)))


family = Family(
    name="linear_loss",
    title="Squared loss of a linear model",
    plural="linear_losses",
    build=build,
    value=LOSS.value,
    gradient=LOSS.gradient,
    library=library,
    strategy=strategy,
    dist_sq=regression.dist_sq,
    network=LOSS,
    quadratic=True,
)
