"""The squared loss of a two-layer network as a function of both layers: 1/2 sum_i (F(w, a; z_i) - y_i)^2.

F(w, a; z) = m^(-1/2) sum_r a_r s(w_r . z). The targets are rational, or those of a teacher, which then attains the infimum 0. The outputs bend
without bound, as the a_r are variables.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import loss_facts
from problems import network_facts as shared
from problems.activations import Activation
from problems.exact.linear import Matrix, Vector
from problems.instance import Fact, Family, Instance, exactly
from problems.numbers import vectors
from problems.squared_losses import SquaredLossOf
from problems.two_layer_networks import BOTH_LAYERS

ZERO, ONE = Fraction(0), Fraction(1)
LOSS = SquaredLossOf(BOTH_LAYERS)


def build(activation: Fraction, inputs: Matrix, width: Fraction, targets: Vector = (), teacher: Vector = ()) -> Instance:
    """A network of `width` neurons with an activation by its number and inputs (n x d); `targets` (n) or a `teacher` (m (d + 1)), not both."""
    if width.denominator != 1 or width < 1:
        raise ValueError(f"a network has 1, 2, ... neurons, not {width}")
    s, m = shared.activation_at(activation), int(width)
    size = m * (len(inputs[0]) + 1)
    layers = f"u = {'(w_1, ..., a_1, ...)' if m > 1 else '(w, a)'} in R^{size}"
    return Instance(
        family="two_layer_loss_both",
        parameters={"activation": activation, "inputs": inputs, "width": width, "targets": targets, "teacher": teacher},
        arrays={**shared.arrays(inputs, s), **loss_facts.aims(inputs, size, targets, teacher)},
        dimension=size,
        facts={
            "both_layers_loss": Fact("the squared loss of a two-layer network both of whose layers are the variable"),
            **loss_facts.loss_facts(inputs),
            **shared.shared_facts(inputs, m, s),
        },
        formula=loss_facts.formula(inputs, m, s, layers, targets, teacher),
        infimum=exactly(0) if teacher else None,
        minimisers=(tuple(map(exactly, teacher)),) if teacher else (),
        starts=_starts(inputs[0], m, s, teacher) if m <= shared.WRITTEN_OUT else (),
        directions=_directions(inputs[0], m) if m <= shared.WRITTEN_OUT else (),
    )


def _starts(z: Vector, width: int, s: Activation, teacher: Vector) -> tuple[Vector, ...]:
    """A little beside a teacher; neurons in pairs that cancel; every neuron bent most; 0."""
    signs = tuple(ONE if r % 2 == 0 else -ONE for r in range(width))
    near = [tuple(e + Fraction(j % 3 - 1, 32) for j, e in enumerate(teacher))] if teacher else []
    bent = shared.same_preactivations(z, shared.MOST_BENT_AT[s.name], width)
    return tuple(dict.fromkeys([*near, loss_facts.in_pairs(width, len(z)) + signs, bent + (ONE,) * width, (ZERO,) * (width * (len(z) + 1))]))


def _directions(z: Vector, width: int) -> tuple[Vector, ...]:
    """A small change of what the first neuron makes of the first input, and one of all output weights."""
    return shared.one_neuron(z, shared.NEAR, width, 0) + (ZERO,) * width, (ZERO,) * (width * len(z)) + (ONE,) * width


def library() -> Sequence[Instance]:
    """Single neurons with a target and taught, two on two inputs, and four in pairs that cancel."""
    one, two, half = ONE, Fraction(2), Fraction(1, 2)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    return [
        build(tanh, ((one,),), one, targets=(half,)),
        build(sine, ((half,),), one, teacher=(one, two)),
        build(softplus, ((one, ZERO), (Fraction(3, 5), Fraction(4, 5))), two, targets=(one, -half)),
        build(log_cosh, ((one,), (half,)), Fraction(4), targets=(Fraction(1, 4), Fraction(-1, 4))),
    ]


def strategy() -> Any:
    """Up to four neurons of any activation on up to three inputs, taught or with rational targets."""
    return shared.drawn_shapes().flatmap(lambda drawn: st.one_of(_of_shape(True, *drawn), _of_shape(False, *drawn)))


def _of_shape(taught: bool, activation: Fraction, inputs: Matrix, width: int) -> Any:
    size = width * (len(inputs[0]) + 1)
    given = st.just(()) if taught else vectors(len(inputs), -1, 1)
    shapes = st.just(activation), st.just(inputs), st.just(Fraction(width))
    return st.builds(build, *shapes, given, vectors(size, -1, 1) if taught else st.just(()))


def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A tanh network on two inputs of norm 1; standard normal first-layer weights and random signs for output weights."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, Fraction(width), targets=loss_facts.LADDER_TARGETS)
    return instance, shared.normal_weights(instance.dimension - width, stream) + shared.random_signs(width, stream)


family = Family(
    name="two_layer_loss_both",
    title="Squared loss of a two-layer network, both layers",
    plural="two_layer_losses_of_both_layers",
    build=build,
    value=LOSS.value,
    gradient=LOSS.gradient,
    library=library,
    strategy=strategy,
    network=LOSS,
    ladder=ladder,
)
