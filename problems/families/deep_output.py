"""The output of a network of two layers or more as a function of all its weights, its hidden layers all of one width."""

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
from problems.parametrisations import NTK, PARAMETRISATIONS

ONE = Fraction(1)

WIDTHS = (16, 32, 64, 128, 256)
"""Of random networks: their parameters grow like the square of the width."""

NARROW = 32
"""The width of networks of growing depth."""

NTK_NUMBER = Fraction(PARAMETRISATIONS.index(NTK))


def build(activation: Fraction, inputs: Matrix, width: Fraction, depth: Fraction, parametrisation: Fraction) -> Instance:
    """A network with an activation and a parametrisation by their numbers, inputs (n x d, the first not zero), and `depth` layers."""
    parameters: dict[str, Parameter] = {
        "activation": activation,
        "inputs": inputs,
        "width": width,
        "depth": depth,
        "parametrisation": parametrisation,
    }
    hidden = (deep.whole(width, 1, "a width"),) * (deep.whole(depth, 2, "the depth of a network") - 1)
    return deep.build("deep_output", parameters, hidden, deep.parametrisation_at(parametrisation))


def library() -> Sequence[Instance]:
    """Single neurons in a row, two and three next to each other, four layers, two inputs; the other parametrisations; two layers."""
    one, two, three = Fraction(1), Fraction(2), Fraction(3)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    return [
        build(tanh, ((one,),), one, three, NTK_NUMBER),
        build(sine, ((two,),), two, three, NTK_NUMBER),
        build(log_cosh, ((one,),), two, three, NTK_NUMBER),
        build(softplus, ((Fraction(3, 5), Fraction(4, 5)), (one, Fraction(0))), two, three, NTK_NUMBER),
        build(tanh, ((one,),), two, Fraction(4), Fraction(0)),
        build(tanh, ((one,),), three, three, Fraction(2)),
        build(tanh, ((one,),), one, two, NTK_NUMBER),
        build(tanh, ((-two,),), one, two, NTK_NUMBER),
        build(sine, ((two,),), three, two, NTK_NUMBER),
        build(log_cosh, ((one,), (-one,)), two, two, Fraction(0)),
        build(tanh, ((one,),), two, two, Fraction(2)),
    ]


def strategy() -> Any:
    """Up to three neurons of any activation in each of one to three hidden layers."""
    numbers = st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(2, 4), st.integers(0, 2))
    inputs = st.sampled_from([(1, 1), (2, 1), (1, 2)]).flatmap(lambda shape: matrices(*shape, -2, 2).filter(lambda z: any(z[0])))
    return st.tuples(numbers, inputs).map(lambda one: build(Fraction(one[0][0]), one[1], *map(Fraction, one[0][1:])))


def ladder(width: int, stream: Any, depth: int = 3) -> tuple[Instance, Any]:
    """A tanh network on two inputs of norm 1 in ntk parametrisation; hidden weights normal, output weights 1 and -1."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, Fraction(width), Fraction(depth), NTK_NUMBER)
    return instance, deep.drawn(instance, (width,) * (depth - 1), NTK, stream)


def antisymmetric(width: int, stream: Any) -> tuple[Instance, Any]:
    """The same with the neurons of the last hidden layer in pairs, so that every output is 0."""
    instance, point = ladder(width, stream)
    return instance, deep.antisymmetric(point, (width, width))


def deepening(depth: int, stream: Any) -> tuple[Instance, Any]:
    """One of NARROW neurons in each hidden layer, and of any depth."""
    return ladder(NARROW, stream, depth)


family = Family(
    name="deep_output",
    title="Deep output",
    build=build,
    value=ALL_LAYERS.value,
    gradient=ALL_LAYERS.gradient,
    library=library,
    strategy=strategy,
    network=ALL_LAYERS,
    ladder=ladder,
    ladders={("width", "antisymmetric"): (antisymmetric,), ("depth", "independent"): (deepening,)},
    widths=WIDTHS,
)
