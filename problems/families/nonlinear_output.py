"""A function phi, not linear, of the output of a network of two layers or more, as a function of all its weights, in ntk parametrisation."""

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
from problems.output_functions import HALF_SQUARE, IDENTITY, OUTPUT_FUNCTIONS, output_function_at
from problems.parametrisations import NTK

ONE = Fraction(1)
HALF_SQUARED = Fraction(OUTPUT_FUNCTIONS.index(HALF_SQUARE))


def build(activation: Fraction, inputs: Matrix, width: Fraction, depth: Fraction, after: Fraction) -> Instance:
    """A network with an activation and an output function by their numbers, inputs (n x d, the first not zero), and `depth` layers."""
    phi = output_function_at(after)
    parameters: dict[str, Parameter] = {"activation": activation, "inputs": inputs, "width": width, "depth": depth, "after": after}
    if phi is IDENTITY:
        raise ValueError("this network's output function is not the identity")
    hidden = (deep.whole(width, 1, "a width"),) * (deep.whole(depth, 2, "the depth of a network") - 1)
    return deep.build("nonlinear_output", parameters, hidden, NTK, phi)


def library() -> Sequence[Instance]:
    """Single neurons and two or three of them, in two and three layers, with every output function."""
    one, two, three, four = Fraction(1), Fraction(2), Fraction(3), Fraction(4)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    return [
        build(tanh, ((one,),), one, two, HALF_SQUARED),
        build(log_cosh, ((one,),), two, two, HALF_SQUARED),
        build(sine, ((two,),), two, two, two),
        build(softplus, ((Fraction(3, 5), Fraction(4, 5)), (one, Fraction(0))), two, two, three),
        build(tanh, ((one,),), two, three, HALF_SQUARED),
        build(sine, ((one,),), three, two, four),
    ]


def strategy() -> Any:
    """Up to three neurons of any activation in each of one or two hidden layers, with any output function but the identity."""
    numbers = st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(2, 3), st.integers(1, 4))
    inputs = st.sampled_from([(1, 1), (2, 1), (1, 2)]).flatmap(lambda shape: matrices(*shape, -2, 2).filter(lambda z: any(z[0])))
    return st.tuples(numbers, inputs).map(lambda one: build(Fraction(one[0][0]), one[1], *map(Fraction, one[0][1:])))


def ladder(width: int, stream: Any) -> tuple[Instance, Any]:
    """Half the square of a tanh network of two layers on inputs of norm 1; hidden weights normal, output weights 1 and -1."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, Fraction(width), Fraction(2), HALF_SQUARED)
    return instance, deep.drawn(instance, (width,), NTK, stream)


family = Family(
    name="nonlinear_output",
    title="Nonlinear output",
    build=build,
    value=ALL_LAYERS.value,
    gradient=ALL_LAYERS.gradient,
    library=library,
    strategy=strategy,
    network=ALL_LAYERS,
    ladder=ladder,
)
