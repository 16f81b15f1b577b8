"""The squared loss of a two-layer network as a function of its first layer: 1/2 sum_i (F(W; z_i) - y_i)^2, with fixed output weights a_r.

F(W; z) = m^(-1/2) sum_r a_r s(w_r . z). The targets y_i are rational, or those of a teacher W*: then the infimum is 0 and W* attains it. The
Hessian of an output falls into blocks m^(-1/2) a_r s''(w_r . z_i) z_i z_i^T: its norm is at most sup|s''| |z_i|^2 max|a_r|/sqrt(m), which is
attained where the heaviest neuron bends most. Log cosh neurons with output weights of one sign reach no target of the other: then f is least at
W = 0. Nothing is said of f beyond that: its gradient need not be Lipschitz.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems import loss_facts
from problems import network_facts as shared
from problems.activations import LOG_COSH, Activation
from problems.exact.linear import Matrix, Vector, dot
from problems.instance import Enclosure, Fact, Family, Instance, exactly
from problems.lazy_starts import lazily
from problems.noise import root_above, root_below
from problems.numbers import vector_text, vectors
from problems.squared_losses import SquaredLossOf
from problems.two_layer_networks import FIRST_LAYER

ZERO, ONE = Fraction(0), Fraction(1)
LOSS = SquaredLossOf(FIRST_LAYER)

SIZES = (ONE, Fraction(1, 16), Fraction(1, 128), Fraction(8))
"""Of drawn targets: the smaller, the smaller the width that certifies a run from where the outputs vanish; the larger, the more the loss bends."""


def build(activation: Fraction, inputs: Matrix, weights: Vector, targets: Vector = (), teacher: Vector = ()) -> Instance:
    """A network with an activation by its number, inputs (n x d) and output weights (m); `targets` (n) or a `teacher` (m d), not both."""
    s, width = shared.activation_at(activation), len(weights)
    if not any(weights):
        raise ValueError("a network needs an output weight that is not zero")
    size = width * len(inputs[0])
    least = (ZERO,) * size if _least_at_zero(weights, s, targets) else teacher
    return Instance(
        family="two_layer_loss",
        parameters={"activation": activation, "inputs": inputs, "weights": weights, "targets": targets, "teacher": teacher},
        arrays={**shared.arrays(inputs, s), "weights": weights, **loss_facts.aims(inputs, size, targets, teacher)},
        dimension=size,
        facts=_facts(inputs, weights, s),
        formula=_formula(inputs, weights, s, targets, teacher),
        infimum=exactly(dot(targets, targets) / 2) if least else None,
        minimisers=(tuple(map(exactly, least)),) if least else (),
        starts=_starts(inputs[0], weights, s, teacher) if width <= shared.WRITTEN_OUT else (),
        directions=_directions(inputs[0], weights) if width <= shared.WRITTEN_OUT else (),
    )


def _facts(inputs: Matrix, weights: Vector, s: Activation) -> dict[str, Fact]:
    heaviest = max(map(abs, weights))
    return {
        "first_layer_loss": Fact("the squared loss of a two-layer network whose first layer is the variable"),
        "output_weights": Fact("the largest |a_r|", exactly(heaviest)),
        "output_bend": Fact("sup|s''| |z|^2 max|a_r|/sqrt(m), where the neuron of the largest |a_r| bends most", _bend(inputs, weights, s)),
        **loss_facts.loss_facts(inputs),
        **shared.shared_facts(inputs, len(weights), s),
    }


def _least_at_zero(weights: Vector, s: Activation, targets: Vector) -> bool:
    """Whether 0 is as near to the targets as outputs come: log cosh is never negative, and targets lie on the other side of 0 than the outputs."""
    return s is LOG_COSH and bool(targets) and any(all(sign * a >= 0 for a in weights) and all(sign * y <= 0 for y in targets) for sign in (1, -1))


def _bend(inputs: Matrix, weights: Vector, s: Activation) -> Enclosure:
    heavy, share = max(dot(z, z) for z in inputs) * max(map(abs, weights)), Fraction(1, len(weights))
    return shared.readable(s.most_bent.low * heavy * root_below(share), s.most_bent.high * heavy * root_above(share))


def _formula(inputs: Matrix, weights: Vector, s: Activation, targets: Vector, teacher: Vector) -> str:
    written = vector_text(weights) if len(weights) <= shared.WRITTEN_OUT else f"{len(weights)} fixed weights"
    layers = f"u = {'(w_1, ...)' if len(weights) > 1 else 'w'} in R^{len(weights) * len(inputs[0])}, a = {written}"
    return loss_facts.formula(inputs, len(weights), s, layers, targets, teacher)


def _starts(z: Vector, weights: Vector, s: Activation, teacher: Vector) -> tuple[Vector, ...]:
    """A little beside a teacher; every neuron bent most; neurons in pairs that are alike; 0; every neuron far out."""
    width = len(weights)
    bent, far, half = (shared.same_preactivations(z, h, width) for h in (shared.MOST_BENT_AT[s.name], shared.FAR, Fraction(1, 2)))
    near = [tuple(e + Fraction(j % 3 - 1, 32) for j, e in enumerate(teacher))] if teacher else []
    return tuple(dict.fromkeys([*near, bent, loss_facts.in_pairs(width, len(z)), (ZERO,) * len(bent), half, far]))


def _directions(z: Vector, weights: Vector) -> tuple[Vector, ...]:
    """A small change of what the first neuron makes of the first input, and one of all alike."""
    return shared.one_neuron(z, shared.NEAR, len(weights), 0), shared.same_preactivations(z, ONE, len(weights))


def library() -> Sequence[Instance]:
    """Single neurons, close to their targets and far from any; two inputs, with neurons in pairs that cancel; taught ones; a target out of reach."""
    one, two, half = ONE, Fraction(2), Fraction(1, 2)
    tanh, sine, softplus, log_cosh = map(shared.number_of, ("tanh", "sine", "softplus", "log cosh"))
    plane, small = shared.LADDER_INPUTS, (Fraction(1, 32), Fraction(-1, 64))
    return [
        build(tanh, ((one,),), (one,), targets=(Fraction(3, 5),)),
        build(tanh, ((one,),), (one,), targets=(two,)),
        build(log_cosh, ((one,),), (one,), targets=(Fraction(-1, 64),)),
        build(sine, ((two,),), (-half,), teacher=(half,)),
        build(tanh, plane, (one, -one) * 2, targets=small),
        build(tanh, plane, (one, -one) * 8, targets=(Fraction(1, 8), Fraction(-1, 8))),
        build(softplus, ((one, ZERO), (Fraction(3, 5), Fraction(4, 5))), (one, two), teacher=(one, ZERO, -half, one)),
        build(sine, ((one,), (half,)), (one, -one), targets=(one, -half)),
        build(log_cosh, ((one,),), (one,), targets=(Fraction(-8),)),
    ]


def strategy() -> Any:
    """Up to four neurons of any activation on up to three inputs, taught or with rational targets, large and small."""
    return shared.drawn_shapes().flatmap(lambda drawn: st.one_of(_of_shape(True, *drawn), _of_shape(False, *drawn)))


def _of_shape(taught: bool, activation: Fraction, inputs: Matrix, width: int) -> Any:
    weights = st.lists(st.sampled_from((ONE, -ONE, Fraction(1, 2))), min_size=width, max_size=width).map(tuple)
    targets = st.just(()) if taught else st.builds(_scaled, st.sampled_from(SIZES), vectors(len(inputs), -1, 1))
    return st.builds(build, st.just(activation), st.just(inputs), weights, targets, vectors(width * len(inputs[0]), -1, 1) if taught else st.just(()))


def _scaled(size: Fraction, targets: Vector) -> Vector:
    return tuple(size * target for target in targets)


def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A tanh network on two inputs of norm 1 with random signs for output weights, and standard normal first-layer weights."""
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, shared.random_signs(width, stream), targets=loss_facts.LADDER_TARGETS)
    return instance, shared.normal_weights(instance.dimension, stream)


def doubled(width: int, stream: Any) -> tuple[Instance, Vector]:
    """The same with standard normal weights in pairs of neurons whose outputs cancel, so that F = 0 at the start where the width is even."""
    weights = tuple(ONE if r % 2 == 0 else -ONE for r in range(width))
    instance = build(shared.number_of("tanh"), shared.LADDER_INPUTS, weights, targets=loss_facts.LADDER_TARGETS)
    d = len(shared.LADDER_INPUTS[0])
    drawn = shared.normal_weights((width + 1) // 2 * d, stream)
    return instance, tuple(drawn[r // 2 * d + j] for r in range(width) for j in range(d))


family = Family(
    name="two_layer_loss",
    title="Squared loss of a two-layer network",
    plural="two_layer_losses",
    build=build,
    value=LOSS.value,
    gradient=LOSS.gradient,
    library=library,
    strategy=strategy,
    network=LOSS,
    ladder=ladder,
    doubled=doubled,
    ladders={("scale", "independent"): (lazily(build, pairs=False),), ("scale", "antisymmetric"): (lazily(build, pairs=True),)},
)
