"""The output of a two-layer ReLU network as a function of its first layer: f(W) = m^(-1/2) sum_r a_r max(0, w_r . z_1), a_r fixed signs.

f is piecewise linear, and has no derivative where some w_r . z_1 is 0: what counts as its gradient there takes the slope 0. So nothing is certified
that speaks of derivatives everywhere, and no second derivative is bounded. Further inputs z_2, ... leave f as it is.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import network_facts as shared
from problems.activations import RELU
from problems.exact.linear import Matrix, Vector
from problems.instance import Fact, Family, Instance
from problems.numbers import matrices, vector_text
from problems.two_layer_networks import FIRST_LAYER

ZERO, ONE = Fraction(0), Fraction(1)


def build(inputs: Matrix, signs: Vector) -> Instance:
    """A network on inputs (n x d, none of them zero) with output weights 1 and -1 (m)."""
    if not signs or not set(signs) <= {ONE, -ONE}:
        raise ValueError("a ReLU network needs output weights 1 and -1")
    if not all(map(any, inputs)):
        raise ValueError("a ReLU network needs inputs that are not zero")
    width, z = len(signs), inputs[0]
    return Instance(
        family="relu_output",
        parameters={"inputs": inputs, "signs": signs},
        arrays={**shared.arrays(inputs, RELU), "weights": signs},
        dimension=width * len(z),
        facts={"relu_first_layer": Fact("a two-layer ReLU network whose first layer is the variable"), **shared.size_facts(inputs, width)},
        formula=_formula(inputs, signs),
        starts=_starts(z, width) if width <= shared.WRITTEN_OUT else (),
        directions=_directions(z, width) if width <= shared.WRITTEN_OUT else (),
    )


def _formula(inputs: Matrix, signs: Vector) -> str:
    written = vector_text(signs) if len(signs) <= shared.WRITTEN_OUT else f"{len(signs)} fixed signs"
    layers = f"u = {'(w_1, ...)' if len(signs) > 1 else 'w'} in R^{len(signs) * len(inputs[0])}, a = {written}"
    return shared.formula(inputs, len(signs), RELU, layers)


def _starts(z: Vector, width: int) -> tuple[Vector, ...]:
    """All neurons at work, half of them, none, and all at the kink."""
    on, off = (shared.same_preactivations(z, h, 1) for h in (ONE, -ONE))
    mixed = tuple(entry for r in range(width) for entry in (on if r % 2 == 0 else off))
    return tuple(dict.fromkeys([shared.same_preactivations(z, ONE, width), mixed, off * width, (ZERO,) * (width * len(z))]))


def _directions(z: Vector, width: int) -> tuple[Vector, ...]:
    """Small changes of what the first neuron, and of what all neurons make of the first input."""
    return shared.one_neuron(z, shared.NEAR, width, 0), shared.same_preactivations(z, shared.NEAR, width)


def library() -> Sequence[Instance]:
    """Single neurons on inputs of norm 1 at several angles, near ones among them; wider networks, and inputs of other norms."""
    one, tilted, far = (ONE, ZERO), (Fraction(3, 5), Fraction(4, 5)), (Fraction(-5, 13), Fraction(12, 13))
    return [
        build((one, tilted), (ONE,)),
        build((one, far), (ONE, -ONE)),
        build(((ONE,),), (-ONE,)),
        build(((ONE,),), (ONE, -ONE) * 8),
        build((one, (Fraction(9999, 10001), Fraction(200, 10001))), (ONE, ONE, -ONE)),
        build((one, tilted, far), (ONE, -ONE, -ONE, ONE)),
        build(((ONE, ZERO, ZERO), (ZERO, ONE, ZERO), (Fraction(1, 3), Fraction(2, 3), Fraction(-2, 3))), (ONE, -ONE) * 8),
        build(((Fraction(2), ZERO), (Fraction(1), Fraction(-3, 2)), (Fraction(-1), ZERO)), (ONE, -ONE)),
    ]


def strategy() -> Any:
    """Up to four neurons on up to three inputs."""
    sizes = st.sampled_from([(1, 1, 1), (2, 2, 1), (2, 2, 3), (3, 2, 2), (2, 3, 4)])
    return sizes.flatmap(
        lambda size: st.builds(
            build,
            matrices(size[0], size[1], -2, 2).filter(lambda z: all(map(any, z))),
            st.lists(st.sampled_from((ONE, -ONE)), min_size=size[2], max_size=size[2]).map(tuple),
        )
    )


def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A network on two inputs of norm 1 with random signs for output weights, and standard normal first-layer weights."""
    instance = build(shared.LADDER_INPUTS, shared.random_signs(width, stream))
    return instance, shared.normal_weights(instance.dimension, stream)


family = Family(
    name="relu_output",
    title="Two-layer ReLU output",
    build=build,
    value=FIRST_LAYER.value,
    gradient=FIRST_LAYER.gradient,
    library=library,
    strategy=strategy,
    network=FIRST_LAYER,
    ladder=ladder,
    kinked=True,
)
