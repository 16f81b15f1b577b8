"""The output of a two-layer network as a function of its first layer: f(W) = m^(-1/2) sum_r a_r s(w_r . z_1), with fixed output weights a_r.

Its Hessian falls into blocks m^(-1/2) a_r s''(w_r . z_1) z_1 z_1^T, one for each neuron: f is smooth with L = sup|s''| |z_1|^2 max|a_r|/sqrt(m),
which is attained where the neuron with the largest |a_r| bends most, and Lipschitz with sup|s'| |z_1| |a|/sqrt(m). Nothing is said of an infimum.
Further inputs z_2, ... leave f as it is; the kernel of the network knows of them.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import network_facts as shared
from problems.activations import Activation
from problems.exact.linear import Matrix, Vector, dot
from problems.instance import Fact, Family, Instance, exactly
from problems.noise import root_above, root_below
from problems.numbers import vector_text, vectors
from problems.two_layer_networks import FIRST_LAYER

ZERO, ONE = Fraction(0), Fraction(1)


def build(activation: Fraction, inputs: Matrix, weights: Vector) -> Instance:
    """A network with an activation by its number, inputs (n x d, the first not zero) and output weights (m, not all zero)."""
    s, width, z = shared.activation_at(activation), len(weights), inputs[0]
    if not any(weights):
        raise ValueError("a network needs an output weight that is not zero")
    return Instance(
        family="two_layer_output",
        parameters={"activation": activation, "inputs": inputs, "weights": weights},
        arrays={**shared.arrays(inputs, s), "weights": weights},
        dimension=width * len(z),
        facts=_facts(inputs, weights, s),
        formula=_formula(inputs, weights, s),
        starts=_starts(z, weights, s) if width <= shared.WRITTEN_OUT else (),
        directions=_directions(z, weights) if width <= shared.WRITTEN_OUT else (),
    )


def _facts(inputs: Matrix, weights: Vector, s: Activation) -> dict[str, Fact]:
    width, square, counted = len(weights), dot(inputs[0], inputs[0]), Counter(weights)
    largest, slope = max(map(abs, counted)), square * sum(a * a * count for a, count in counted.items()) / width
    heavy, share = square * largest, Fraction(1, width)
    bend = shared.readable(s.most_bent.low * heavy * root_below(share), s.most_bent.high * heavy * root_above(share))
    return {
        "smooth": Fact("sup|s''| |z|^2 max|a_r|/sqrt(m), where the neuron of the largest |a_r| bends most", bend),
        "lipschitz": Fact(
            "sup|s'| |z| |a|/sqrt(m), where all neurons are steepest",
            shared.readable(s.steepest.low * root_below(slope), s.steepest.high * root_above(slope)),
        ),
        "first_layer": Fact("a two-layer network whose first layer is the variable"),
        "output_weights": Fact("the largest |a_r|", exactly(largest)),
        **shared.shared_facts(inputs, width, s),
    }


def _heaviest(weights: Vector) -> int:
    """The neuron with the largest |a_r|."""
    return max(range(len(weights)), key=lambda r: abs(weights[r]))


def _formula(inputs: Matrix, weights: Vector, s: Activation) -> str:
    written = vector_text(weights) if len(weights) <= shared.WRITTEN_OUT else f"{len(weights)} fixed weights"
    layers = f"u = {'(w_1, ...)' if len(weights) > 1 else 'w'} in R^{len(weights) * len(inputs[0])}, a = {written}"
    return shared.formula(inputs, len(weights), s, layers)


def _starts(z: Vector, weights: Vector, s: Activation) -> tuple[Vector, ...]:
    """Every neuron bent most, 0, a little further along the gradient, far out where slopes have come to their limits, and halfway back."""
    width = len(weights)
    bent, *others = (shared.same_preactivations(z, h, width) for h in (shared.MOST_BENT_AT[s.name], shared.FAR, -ONE, Fraction(1, 2)))
    return tuple(dict.fromkeys([bent, (ZERO,) * len(bent), _gradient_at_zero(z, weights), *others]))


def _gradient_at_zero(z: Vector, weights: Vector) -> Vector:
    """A short way along the gradient where all preactivations are equal: a_r z for neuron r."""
    return tuple(shared.NEAR * a * e for a in weights for e in z)


def _directions(z: Vector, weights: Vector) -> tuple[Vector, ...]:
    """Small changes of what the heaviest neuron makes of the first input, and of all along the gradient; a large one of all alike."""
    heaviest = shared.one_neuron(z, shared.NEAR, len(weights), _heaviest(weights))
    return heaviest, _gradient_at_zero(z, weights), shared.same_preactivations(z, ONE, len(weights))


def library() -> Sequence[Instance]:
    """Single neurons; four and sixteen of mixed signs; two and four of them on two inputs; and output weights of different sizes."""
    one, two, half = ONE, Fraction(2), Fraction(1, 2)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    flat, slanted = (one, ZERO), (Fraction(3, 5), Fraction(4, 5))
    return [
        build(log_cosh, ((one,),), (one,)),
        build(sine, ((one,),), (one,)),
        build(sine, ((two,),), (-one,)),
        build(tanh, ((one,),), (-one,)),
        build(sine, ((one,),), (one, -one, one, one)),
        build(softplus, (slanted, flat), (one, -one)),
        build(tanh, (flat, slanted), (one, -one, -one, one)),
        build(log_cosh, ((one,), (half,)), (one, -one) * 8),
        build(tanh, ((one,),), (two, -half)),
    ]


def strategy() -> Any:
    """Up to four neurons of any activation on up to three inputs, with output weights 1 and -1, or rational ones."""
    return shared.drawn_shapes().flatmap(lambda drawn: st.builds(build, st.just(drawn[0]), st.just(drawn[1]), _weights(drawn[2])))


def _weights(width: int) -> Any:
    signs = st.lists(st.sampled_from((ONE, -ONE)), min_size=width, max_size=width).map(tuple)
    return st.one_of(signs, signs, vectors(width, -2, 2).filter(any))


def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A tanh network on two inputs of norm 1 with random signs for output weights, and standard normal first-layer weights."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, shared.random_signs(width, stream))
    return instance, shared.normal_weights(instance.dimension, stream)


family = Family(
    name="two_layer_output",
    title="Two-layer output",
    build=build,
    value=FIRST_LAYER.value,
    gradient=FIRST_LAYER.gradient,
    library=library,
    strategy=strategy,
    network=FIRST_LAYER,
    ladder=ladder,
)
