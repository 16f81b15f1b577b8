"""The squared loss of a two-layer network in a parametrisation, as a function of both layers: 1/2 sum_i (F(w, a; z_i) - y_i)^2,

F(w, a; z) = c_2 sum_r a_r s(c_1 w_r . z) with the multipliers of the parametrisation: "standard" (1, 1), "ntk" (1, m^(-1/2)),
"mup" (m^(1/2), m^(-1/2)).
Its networks of growing width start from normal weights, whose variances are the parametrisation's too. Nothing is said of an infimum.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

from hypothesis import strategies as st

from problems import network_facts as shared
from problems.activations import Activation
from problems.exact.linear import Matrix, Vector
from problems.instance import Draw, Fact, Family, Instance, exactly
from problems.numbers import vector_text, vectors
from problems.parametrisations import MUP, NTK, PARAMETRISATIONS, STANDARD, Parametrisation
from problems.scaled_networks import SCALED
from problems.squared_losses import SquaredLossOf

ZERO, ONE = Fraction(0), Fraction(1)
LOSS = SquaredLossOf(SCALED)

ONE_INPUT: Matrix = ((Fraction(3, 5), Fraction(4, 5)),)
"""The input, of norm 1, of the networks of growing width, which are taught the output 1."""

WRITTEN = {STANDARD: ("", ""), NTK: ("", "{0}^(-1/2) "), MUP: ("{0}^(1/2) ", "{0}^(-1/2) ")}


def build(activation: Fraction, inputs: Matrix, width: Fraction, parametrisation: Fraction, targets: Vector) -> Instance:
    """A network of `width` neurons with an activation and a parametrisation by their numbers, inputs (n x d) and as many targets."""
    if width.denominator != 1 or width < 1 or len(targets) != len(inputs) or parametrisation not in range(len(PARAMETRISATIONS)):
        raise ValueError(f"no network: width {width}, parametrisation {parametrisation}, {len(inputs)} inputs and {len(targets)} targets")
    s, scheme, m = shared.activation_at(activation), PARAMETRISATIONS[int(parametrisation)], int(width)
    return Instance(
        family="two_layer_scaled",
        parameters={"activation": activation, "inputs": inputs, "width": width, "parametrisation": parametrisation, "targets": targets},
        arrays={**shared.arrays(inputs, s), "multipliers_sq": scheme.multipliers_sq((m,)), "targets": targets},
        dimension=m * (len(inputs[0]) + 1),
        facts=_facts(inputs, m, s, scheme),
        formula=_formula(inputs, m, s, scheme, targets),
        starts=_starts(inputs[0], m, s) if m <= shared.WRITTEN_OUT else (),
        directions=_directions(inputs[0], m) if m <= shared.WRITTEN_OUT else (),
    )


def _facts(inputs: Matrix, width: int, s: Activation, scheme: Parametrisation) -> dict[str, Fact]:
    return {
        f"both_layers_loss_{scheme.name}": Fact(f"the squared loss of a two-layer network in the {scheme.name} parametrisation"),
        "squared_loss": Fact("half the sum of the squared residuals"),
        "inputs": Fact("the number of inputs", exactly(len(inputs))),
        **shared.shared_facts(inputs, width, s),
    }


def _formula(inputs: Matrix, width: int, s: Activation, scheme: Parametrisation, targets: Vector) -> str:
    inside, outside = (text.format(width) if width > 1 else "" for text in WRITTEN[scheme])
    share = f"{outside}sum_r a_r {shared.WRITTEN[s.name]}({inside}w_r . z)" if width > 1 else f"a {shared.WRITTEN[s.name]}(w . z)"
    layers = f"u = {'(w_1, ..., a_1, ...)' if width > 1 else '(w, a)'} in R^{width * (len(inputs[0]) + 1)}"
    points = ", ".join(map(vector_text, inputs))
    return f"f(u) = 1/2 sum_i (F(u; z_i) - y_i)^2, F(u; z) = {share}, {layers}, z = {points}, y = {vector_text(targets)}"


def _starts(z: Vector, width: int, s: Activation) -> tuple[Vector, ...]:
    """Every neuron bent most with output weights 1 and -1; 0; and all output weights 1."""
    signs = tuple(ONE if r % 2 == 0 else -ONE for r in range(width))
    bent = shared.same_preactivations(z, shared.MOST_BENT_AT[s.name], width)
    half = shared.same_preactivations(z, Fraction(1, 2), width)
    return tuple(dict.fromkeys([bent + signs, (ZERO,) * (len(bent) + width), half + (ONE,) * width]))


def _directions(z: Vector, width: int) -> tuple[Vector, ...]:
    """A small change of the first neuron, and one of all output weights."""
    return shared.one_neuron(z, shared.NEAR, width, 0) + (ZERO,) * width, (ZERO,) * (width * len(z)) + (ONE,) * width


def library() -> Sequence[Instance]:
    """One neuron and four of them, in each parametrisation, and two on two inputs."""
    tanh, sine = shared.number_of("tanh"), shared.number_of("sine")
    each = [Fraction(number) for number in range(len(PARAMETRISATIONS))]
    return [
        *(build(tanh, ((ONE,),), ONE, number, (Fraction(3, 5),)) for number in each),
        *(build(sine, ((ONE,),), Fraction(4), number, (Fraction(2),)) for number in each),
        *(build(tanh, shared.LADDER_INPUTS, Fraction(2), number, (ONE, -ONE)) for number in each),
    ]


def strategy() -> Any:
    """Up to four neurons of any activation on up to three inputs, in any parametrisation."""
    return st.tuples(shared.drawn_shapes(), st.integers(0, len(PARAMETRISATIONS) - 1)).flatmap(
        lambda drawn: st.builds(
            build,
            st.just(drawn[0][0]),
            st.just(drawn[0][1]),
            st.just(Fraction(drawn[0][2])),
            st.just(Fraction(drawn[1])),
            vectors(len(drawn[0][1]), -1, 1),
        )
    )


def drawing(scheme: Parametrisation) -> Draw:
    """What draws tanh networks of growing width in a parametrisation, on one input and with the target 1."""

    def draw(width: int, stream: Any) -> tuple[Instance, Vector]:
        """Normal weights of both layers with the variances of the parametrisation, rounded."""
        number = Fraction(PARAMETRISATIONS.index(scheme))
        instance = build(shared.number_of("tanh"), ONE_INPUT, Fraction(width), number, (ONE,))
        first, second = (_root(variance) for variance in scheme.variances((width,)))
        plain = shared.normal_weights(instance.dimension, stream)
        hidden = instance.dimension - width
        return instance, tuple(first * e for e in plain[:hidden]) + tuple(second * e for e in plain[hidden:])

    return draw


def _root(variance: Fraction) -> Fraction:
    """The square root, rounded down to a multiple of 2^-30."""
    return Fraction(isqrt(variance.numerator * 2**60 // variance.denominator), 2**30)


family = Family(
    name="two_layer_scaled",
    title="Squared loss of a parametrised two-layer network",
    plural="two_layer_losses_in_parametrisations",
    build=build,
    value=LOSS.value,
    gradient=LOSS.gradient,
    library=library,
    strategy=strategy,
    network=LOSS,
    ladders={("width", "independent"): tuple(map(drawing, PARAMETRISATIONS))},
)
