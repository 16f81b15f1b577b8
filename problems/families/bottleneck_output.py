"""The output of a network of four layers whose middle hidden layer is narrow, as a function of all its weights, in ntk parametrisation."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import deep_facts as deep
from problems import network_facts as shared
from problems.deep_networks import ALL_LAYERS
from problems.exact.linear import Matrix
from problems.instance import Family, Instance, Parameter
from problems.numbers import matrices
from problems.parametrisations import NTK

ONE = Fraction(1)

LADDER_BOTTLENECK = Fraction(8)
"""Neurons of the bottleneck of random networks: of a single one the Hessian's norm is as random as what that neuron takes."""


def build(activation: Fraction, inputs: Matrix, width: Fraction, bottleneck: Fraction) -> Instance:
    """A network with an activation by its number, inputs (n x d, the first not zero), and hidden widths (width, bottleneck, width)."""
    wide, narrow = deep.whole(width, 2, "a width"), deep.whole(bottleneck, 1, "the width of a bottleneck")
    if narrow >= wide:
        raise ValueError(f"a bottleneck is narrower than the layers around it, which {bottleneck} of {width} neurons are not")
    parameters: dict[str, Parameter] = {"activation": activation, "inputs": inputs, "width": width, "bottleneck": bottleneck}
    return deep.build("bottleneck_output", parameters, (wide, narrow, wide), NTK)


def library() -> Sequence[Instance]:
    """Bottlenecks of one neuron between two or three, with every activation, and one of two neurons."""
    one, two, three = Fraction(1), Fraction(2), Fraction(3)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    return [
        build(tanh, ((one,),), two, one),
        build(sine, ((one,),), two, one),
        build(sine, ((-two,),), two, one),
        build(log_cosh, ((two,),), three, one),
        build(softplus, ((Fraction(3, 5), Fraction(4, 5)), (one, Fraction(0))), two, one),
        build(tanh, ((one,),), three, two),
    ]


def strategy() -> Any:
    """Up to three neurons of any activation around one or two."""
    numbers = st.tuples(st.integers(0, 3), st.sampled_from([(2, 1), (3, 1), (3, 2)]))
    inputs = st.sampled_from([(1, 1), (2, 1), (1, 2)]).flatmap(lambda shape: matrices(*shape, -2, 2).filter(lambda z: any(z[0])))
    return st.tuples(numbers, inputs).map(lambda one: build(Fraction(one[0][0]), one[1], *map(Fraction, one[0][1])))


def ladder(width: int, stream: Any) -> tuple[Instance, Any]:
    """A tanh network on two inputs of norm 1 with a bottleneck of eight neurons; hidden weights normal, output weights 1 and -1."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, Fraction(width), LADDER_BOTTLENECK)
    return instance, deep.drawn(instance, (width, int(LADDER_BOTTLENECK), width), NTK, stream)


family = Family(
    name="bottleneck_output",
    title="Bottleneck output",
    build=build,
    value=ALL_LAYERS.value,
    gradient=ALL_LAYERS.gradient,
    library=library,
    strategy=strategy,
    network=ALL_LAYERS,
    ladder=ladder,
)
