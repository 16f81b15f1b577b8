"""The squared loss 1/2 (x_1 x_2 ... x_p - y)^2 of a product: the simplest network with more parameters than data, linear and without inputs.

It has a curve of minimisers, at which it is not locally convex. For two factors the output u v bends by 1 exactly, everywhere.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.exact.linear import Vector
from problems.instance import Fact, Family, Instance, exactly
from problems.numbers import vectors
from problems.plain_models import ProductOutput
from problems.squared_losses import SquaredLossOf

ZERO, ONE = Fraction(0), Fraction(1)
LOSS = SquaredLossOf(ProductOutput())
NEAR = Fraction(1, 16)


def build(factors: Fraction, targets: Vector) -> Instance:
    """A product of two or more factors, and one target."""
    if factors.denominator != 1 or factors < 2 or len(targets) != 1:
        raise ValueError(f"a product has two or more factors and one target, not {factors} and {len(targets)}")
    size, aim = int(factors), targets[0]
    written = "u v" if size == 2 else "".join(f"x{j + 1} " for j in range(size)).rstrip()
    return Instance(
        family="product",
        parameters={"factors": factors, "targets": targets},
        arrays={"targets": targets},
        dimension=size,
        facts=_facts(size),
        formula=f"f = ({written} - {aim})^2/2 on R^{size}",
        infimum=exactly(0),
        minimisers=tuple(tuple(map(exactly, point)) for point in _solutions(size, aim)),
        starts=_starts(size, aim),
        directions=((ONE,) * size, (ONE, -ONE, *(ZERO,) * (size - 2))),
    )


def _facts(size: int) -> dict[str, Fact]:
    facts = {"squared_loss": Fact("half the squared residual of the product"), "inputs": Fact("one output", exactly(1))}
    if size > 2:
        return facts
    two = {
        "product_loss": Fact("half the squared residual of u v"),
        "output_bend": Fact("the Hessian of u v has the eigenvalues 1 and -1", exactly(1)),
    }
    return facts | two


def _solutions(size: int, aim: Fraction) -> list[Vector]:
    """Points whose coordinates multiply to the target."""
    rest = (ONE,) * (size - 2)
    return [(ONE, aim, *rest), (Fraction(2), aim / 2, *rest), (-ONE, -aim, *rest)]


def _starts(size: int, aim: Fraction) -> tuple[Vector, ...]:
    """Close to a minimiser, beyond it and before it; all ones, 0, all twos, and a half in all coordinates."""
    solved = _solutions(size, aim)[0]
    points = [
        tuple(e + NEAR for e in solved),
        tuple(e - NEAR for e in solved),
        *((scale,) * size for scale in (ONE, ZERO, Fraction(2), Fraction(1, 2))),
    ]
    return tuple(dict.fromkeys(points))


def library() -> Sequence[Instance]:
    """Two factors with the targets 1, 2 and 0, and three."""
    return [build(Fraction(2), (aim,)) for aim in (ONE, Fraction(2), ZERO)] + [build(Fraction(3), (ONE,))]


def strategy() -> Any:
    """Two to four factors."""
    return st.builds(build, st.integers(2, 4).map(Fraction), vectors(1, -3, 3))


family = Family(
    name="product",
    title="Squared loss of a product",
    plural="product_losses",
    build=build,
    value=LOSS.value,
    gradient=LOSS.gradient,
    library=library,
    strategy=strategy,
    network=LOSS,
)
