"""What the families of deep networks share: how an instance is made from widths and parametrisation, its facts, its formula, its random points."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from problems import network_facts as shared
from problems.exact.linear import Matrix, Vector
from problems.instance import Fact, Instance, Parameter, exactly
from problems.numbers import vector_text
from problems.output_functions import IDENTITY, OutputFunction
from problems.parametrisations import PARAMETRISATIONS, Parametrisation

ZERO, ONE = Fraction(0), Fraction(1)

FEWEST = 64
"""Parameters up to which an instance has starts; wider ones belong to ladders."""


def whole(number: Fraction, least: int, what: str) -> int:
    """A count as an int; ValueError where it is none, or too small."""
    if number.denominator != 1 or number < least:
        raise ValueError(f"{what} is a whole number from {least} on, not {number}")
    return int(number)


def parametrisation_at(number: Fraction) -> Parametrisation:
    """The parametrisation of that number: 0 standard, 1 ntk, 2 mup."""
    if number.denominator != 1 or not 0 <= number < len(PARAMETRISATIONS):
        raise ValueError(f"there is no parametrisation {number}: they are numbered from 0 to {len(PARAMETRISATIONS) - 1}")
    return PARAMETRISATIONS[int(number)]


def shapes_of(d: int, hidden: Sequence[int]) -> list[tuple[int, int]]:
    """(m_l, m_(l-1)) for l = 1, ..., L."""
    return [(wide, narrow) for narrow, wide in pairwise((d, *hidden, 1))]


def build(
    family: str,
    parameters: dict[str, Parameter],
    hidden: Sequence[int],
    parametrisation: Parametrisation,
    after: OutputFunction = IDENTITY,
) -> Instance:
    """The network of hidden widths m_1, ..., m_(L-1) with the `activation` and the `inputs` of the parameters, all of its layers trained."""
    s, inputs = shared.activation_at(parameters["activation"]), parameters["inputs"]  # type: ignore[arg-type]
    assert isinstance(inputs, tuple)
    names = (f"then {after.name}", "widths " + " ".join(map(str, hidden)))
    size = sum(map(prod, shapes_of(len(inputs[0]), hidden)))  # type: ignore[arg-type]
    return Instance(
        family=family,
        parameters=parameters,
        arrays={**shared.arrays(inputs, s), "multipliers_sq": parametrisation.multipliers_sq(hidden), **dict.fromkeys(names, ONE)},  # type: ignore[arg-type]
        dimension=size,
        facts=_facts(inputs, hidden, parametrisation, after, s),  # type: ignore[arg-type]
        formula=_formula(inputs, hidden, parametrisation, after, shared.WRITTEN[s.name]),  # type: ignore[arg-type]
        starts=starts(inputs[0], hidden) if size <= FEWEST else (),  # type: ignore[arg-type]
    )


def _facts(inputs: Matrix, hidden: Sequence[int], one: Parametrisation, after: OutputFunction, s: Any) -> dict[str, Fact]:
    narrowest, width = min(hidden), max(hidden)
    kind = f"{one.name}_{'bottleneck' if narrowest < width else 'deep'}_{'linear' if after is IDENTITY else 'nonlinear'}"
    said = f"all layers of the network are the variable, in {one.name} parametrisation"
    return {
        kind: Fact(said + ("" if after is IDENTITY else f", and {after.name} follows it")),
        "depth": Fact("the number of layers, the output layer among them", exactly(len(hidden) + 1)),
        "bottleneck": Fact("the number of neurons of the narrowest hidden layer", exactly(narrowest)),
        **shared.shared_facts(inputs, width, s),
    }


def _formula(inputs: Matrix, hidden: Sequence[int], one: Parametrisation, after: OutputFunction, s: str) -> str:
    """f in numbers, with the squares of the multipliers."""
    depth, squares = len(hidden) + 1, ", ".join(map(str, one.multipliers_sq(hidden)))
    chain = f"c_{depth} W_{depth}" + "".join(f" {s}(c_{layer} W_{layer}" for layer in range(depth - 1, 0, -1)) + " z" + ")" * (depth - 1)
    widths = ", ".join(map(str, hidden))
    said = f"f(u) = phi(F(u; z)), F(u; z) = {chain}, phi(y) = {after.written}, u = (W_1, ..., W_{depth}) row by row"
    further = f"; further inputs {', '.join(map(vector_text, inputs[1:]))}" if len(inputs) > 1 else ""
    return f"{said}, hidden widths {widths}, squared multipliers {squares}, z = {vector_text(inputs[0])}{further}"


def starts(z: Vector, hidden: Sequence[int]) -> tuple[Vector, ...]:
    """Weights of one size and of many; output weights 0; all but the first layer's and the last hidden one's 0; all 0; and far out."""
    shapes = shapes_of(len(z), hidden)
    even = [_filled(shape, lambda k: ONE) for shape in shapes]
    mixed = [_filled(shape, lambda k: Fraction((-1) ** (k // 2) * (1 + k % 3), 2)) for shape in shapes]
    empty = [_filled(shape, lambda k: ZERO) for shape in shapes]
    quiet = [*even[:-1], empty[-1]]
    folded = [even[0], *empty[1:-2], even[-2], empty[-1]] if len(shapes) > 3 else [even[0], *empty[1:]]
    far = [tuple(20 * entry for entry in layer) for layer in mixed]
    return tuple(dict.fromkeys(sum(layers, ()) for layers in (even, mixed, quiet, folded, [*mixed[:-1], empty[-1]], far, empty)))


def _filled(shape: tuple[int, int], entry: Any) -> Vector:
    return tuple(entry(k) for k in range(prod(shape)))


def drawn(instance: Instance, hidden: Sequence[int], one: Parametrisation, stream: Any) -> Any:
    """A random point : (p,) float64: hidden weights normal with the parametrisation's deviations, rounded to whole multiples of 1/GRAIN, and
    output weights plus or minus theirs."""
    *layers, outer = zip(shapes_of(len(instance.parameters["inputs"][0]), hidden), one.variances(hidden), strict=True)  # type: ignore[index, arg-type]
    weights = [stream.standard_normal(prod(shape)) * float(variance) ** 0.5 for shape, variance in layers]
    weights.append(stream.choice([-1.0, 1.0], prod(outer[0])) * float(outer[1]) ** 0.5)
    return (np.concatenate(weights) * shared.GRAIN).round() / shared.GRAIN


def antisymmetric(point: Any, hidden: Sequence[int]) -> Any:
    """The point with the second half of the last hidden layer made a copy of the first, of opposite output weights, so that every output is 0; the
    neuron that an odd width leaves over has output weight 0."""
    below, width = hidden[-2] if len(hidden) > 1 else (len(point) // (hidden[-1]) - 1), hidden[-1]
    made, half = point.copy(), width // 2
    last = made[len(made) - width * (below + 1) : len(made) - width].reshape(width, below)
    outer = made[len(made) - width :]
    last[half : 2 * half], outer[half : 2 * half] = last[:half], -outer[:half]
    outer[2 * half :] = 0
    return made
