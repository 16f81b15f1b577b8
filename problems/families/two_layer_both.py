"""The output of a two-layer network as a function of both layers: f(w, a) = m^(-1/2) sum_r a_r s(w_r . z_1).

Its gradient is not Lipschitz: the curvature grows with the |a_r|, which are variables here. Further inputs z_2, ... leave f as it is; the
kernel of the network knows of them.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from problems import network_facts as shared
from problems.activations import Activation
from problems.exact.linear import Matrix, Vector
from problems.instance import Fact, Family, Instance
from problems.two_layer_networks import BOTH_LAYERS

ZERO, ONE = Fraction(0), Fraction(1)


def build(activation: Fraction, inputs: Matrix, width: Fraction) -> Instance:
    """A network of `width` neurons with an activation by its number and inputs (n x d, the first not zero)."""
    if width.denominator != 1 or width < 1:
        raise ValueError(f"a network has 1, 2, ... neurons, not {width}")
    s, z, m = shared.activation_at(activation), inputs[0], int(width)
    layers = f"u = {'(w_1, ..., a_1, ...)' if m > 1 else '(w, a)'} in R^{m * (len(z) + 1)}"
    return Instance(
        family="two_layer_both",
        parameters={"activation": activation, "inputs": inputs, "width": width},
        arrays=shared.arrays(inputs, s),
        dimension=m * (len(z) + 1),
        facts={"both_layers": Fact("a two-layer network both of whose layers are the variable"), **shared.shared_facts(inputs, m, s)},
        formula=shared.formula(inputs, m, s, layers),
        starts=_starts(z, m, s) if m <= shared.WRITTEN_OUT else (),
        directions=_directions(z, m) if m <= shared.WRITTEN_OUT else (),
    )


def _starts(z: Vector, width: int, s: Activation) -> tuple[Vector, ...]:
    """Every neuron bent most with output weights 1 and -1, the first of them a little further; 0; far out; and large output weights."""
    signs = tuple(ONE if r % 2 == 0 else -ONE for r in range(width))
    bent = shared.same_preactivations(z, shared.MOST_BENT_AT[s.name], width)
    near = shared.added(bent, shared.one_neuron(z, shared.NEAR, width, 0))
    zero, far, other = (shared.same_preactivations(z, h, width) for h in (ZERO, shared.FAR, -ONE))
    large = tuple(Fraction(3) * sign for sign in signs)
    return tuple(dict.fromkeys([bent + signs, near + signs, zero + (ZERO,) * width, far + signs, other + large]))


def _directions(z: Vector, width: int) -> tuple[Vector, ...]:
    """A small change of what the first neuron makes of the first input, and one of all output weights."""
    return shared.one_neuron(z, shared.NEAR, width, 0) + (ZERO,) * width, (ZERO,) * (width * len(z)) + (ONE,) * width


def library() -> Sequence[Instance]:
    """Single neurons, two and four of them, and two on two inputs."""
    one, two, half = ONE, Fraction(2), Fraction(1, 2)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    return [
        build(tanh, ((one,),), one),
        build(tanh, ((half,),), one),
        build(sine, ((two,),), two),
        build(log_cosh, ((one,),), Fraction(4)),
        build(softplus, ((Fraction(3, 5), Fraction(4, 5)), (one, ZERO)), two),
    ]


def strategy() -> Any:
    """Up to four neurons of any activation on up to three inputs."""
    return shared.drawn_shapes().map(lambda drawn: build(drawn[0], drawn[1], Fraction(drawn[2])))


def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A tanh network on two inputs of norm 1; standard normal first-layer weights and random signs for output weights."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, Fraction(width))
    hidden = instance.dimension - width
    return instance, shared.normal_weights(hidden, stream) + shared.random_signs(width, stream)


family = Family(
    name="two_layer_both",
    title="Two-layer output, both layers",
    plural="two_layer_outputs_of_both_layers",
    build=build,
    value=BOTH_LAYERS.value,
    gradient=BOTH_LAYERS.gradient,
    library=library,
    strategy=strategy,
    network=BOTH_LAYERS,
    ladder=ladder,
)
