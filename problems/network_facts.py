"""What the families of two-layer networks share: facts that hold whichever layers are trained, where activations bend most, formulas, ladders."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.activations import ACTIVATIONS, Activation
from problems.exact.linear import Matrix, Vector, dot
from problems.instance import Enclosure, Fact, Parameter, exactly
from problems.noise import root_above, root_below
from problems.numbers import matrices, simplest_between, vector_text

ZERO, ONE = Fraction(0), Fraction(1)

MOST_BENT_AT = {"tanh": Fraction(1317, 2000), "sine": Fraction(11, 7), "softplus": ZERO, "log cosh": ZERO}
"""Where |s''| is largest, or close to it: artanh(1/sqrt 3) = 0.65847..., pi/2, 0, 0."""

WRITTEN = {"tanh": "tanh", "sine": "sin", "softplus": "softplus", "log cosh": "log cosh", "relu": "relu"}

WRITTEN_OUT = 16
"""Neurons up to which an instance has starts, directions and all its numbers in its formula; wider ones belong to ladders."""

CLOSE = Fraction(1, 2**30)
"""The share by which a bound may be moved to a rational with a small denominator."""

FAR, NEAR = Fraction(20), Fraction(1, 32)
"""A preactivation at which every slope has come close to its supremum that ever does, and a small change of one."""

GRAIN = 2**20
"""Random weights are whole multiples of 1/GRAIN."""

LADDER_INPUTS: Matrix = ((ONE, ZERO), (Fraction(3, 5), Fraction(4, 5)))
"""The inputs, of norm 1, of the networks of growing width."""


def activation_at(number: Fraction) -> Activation:
    """The activation of that number: 0 tanh, 1 sine, 2 softplus, 3 log cosh."""
    known = list(ACTIVATIONS.values())
    if number.denominator != 1 or not 0 <= number < len(known):
        raise ValueError(f"there is no activation {number}: they are numbered from 0 to {len(known) - 1}")
    return known[int(number)]


def number_of(name: str) -> Fraction:
    """The number of an activation."""
    return Fraction(list(ACTIVATIONS).index(name))


def readable(low: Fraction, high: Fraction) -> Enclosure:
    """An enclosure whose ends have few digits: rational bounds as they are, irrational ones up to CLOSE further apart."""
    if low == high:
        return exactly(low)
    return Enclosure(simplest_between(low * (1 - CLOSE), low), simplest_between(high, high * (1 + CLOSE)))


def shared_facts(inputs: Matrix, width: int, s: Activation) -> dict[str, Fact]:
    """The numbers of neurons and inputs, the bounds of the activation's derivatives and of the inputs."""
    return {
        **size_facts(inputs, width),
        "activation_slope": Fact(f"the supremum of the derivative of {s.name} in size", s.steepest),
        "activation_bend": Fact(f"the supremum of the second derivative of {s.name} in size", s.most_bent),
    }


def size_facts(inputs: Matrix, width: int) -> dict[str, Fact]:
    """The numbers of neurons and inputs, and the bound of the inputs."""
    largest = max(dot(z, z) for z in inputs)
    return {
        "width": Fact("the number of neurons", exactly(width)),
        "inputs": Fact("the number of inputs", exactly(len(inputs))),
        "input_norms": Fact("the length of the longest input", readable(root_below(largest), root_above(largest))),
    }


def arrays(inputs: Matrix, s: Activation) -> dict[str, Parameter]:
    """The inputs, and a one under the name of the activation."""
    if not inputs or not any(inputs[0]):
        raise ValueError("a network needs a first input that is not zero")
    return {"inputs": inputs, s.name: ONE}


def formula(inputs: Matrix, width: int, s: Activation, layers: str) -> str:
    """F(u; z) in numbers."""
    share = f"{width}^(-1/2) sum_r a_r {WRITTEN[s.name]}(w_r . z)" if width > 1 else f"a {WRITTEN[s.name]}(w . z)"
    more = f"; further inputs {', '.join(map(vector_text, inputs[1:]))}" if len(inputs) > 1 else ""
    return f"f(u) = F(u; z), F(u; z) = {share}, {layers}, z = {vector_text(inputs[0])}{more}"


def same_preactivations(z: Vector, h: Fraction, width: int) -> Vector:
    """First-layer weights at which every neuron makes h of the input z, none of them longer than need be."""
    return tuple(h * entry / dot(z, z) for entry in z) * width


def one_neuron(z: Vector, h: Fraction, width: int, which: int) -> Vector:
    """The change of first-layer weights that adds h to what one neuron makes of z, and nothing to the others."""
    step = same_preactivations(z, h, 1)
    return (ZERO,) * (which * len(z)) + step + (ZERO,) * ((width - which - 1) * len(z))


def added(a: Vector, b: Vector) -> Vector:
    """The sum of two vectors."""
    return tuple(p + q for p, q in zip(a, b, strict=True))


def normal_weights(count: int, stream: Any) -> Vector:
    """Standard normal numbers, rounded to multiples of 1/GRAIN."""
    return tuple(Fraction(int(number), GRAIN) for number in (stream.standard_normal(count) * GRAIN).round())


def random_signs(count: int, stream: Any) -> Vector:
    """Ones and minus ones, equally likely."""
    return tuple(ONE if up else -ONE for up in stream.integers(0, 2, count))


def drawn_shapes() -> Any:
    """Numbers of inputs, of their coordinates and of neurons, with an activation and the inputs: (activation, inputs, width)."""
    sizes: Sequence[tuple[int, int, int]] = [(1, 1, 1), (1, 1, 2), (2, 2, 1), (2, 2, 3), (3, 1, 4)]
    activations = st.integers(0, len(ACTIVATIONS) - 1).map(Fraction)
    return st.tuples(activations, st.sampled_from(sizes)).flatmap(
        lambda drawn: st.tuples(st.just(drawn[0]), matrices(drawn[1][0], drawn[1][1], -2, 2).filter(lambda z: any(z[0])), st.just(drawn[1][2]))
    )
