"""Problems on digits that have names: two-layer networks, least squares and logistic regression on images of 0 and 1.

Each holds its data and is never moved off them; `digits:NAME` names it on the command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from problems.digits import Digits, two_digits
from problems.families import logistic, two_layer_both, two_layer_loss, two_layer_output
from problems.instance import Instance, Vector
from problems.models import linear_model
from problems.network_facts import normal_weights, number_of, random_signs
from problems.noise import Noise
from problems.problem import Problem

TANH = number_of("tanh")
NEURONS, WIDE = 8, 160
"""Of the networks, whose output weights are 1 and -1 in turn where they are fixed."""

RIDGE = Fraction(1, 20)


def _data(side: int, count: int) -> tuple[Digits, str]:
    found = two_digits(count, side)
    return found, f"{count} images of 0 and 1 of scikit-learn's digits, {side} x {side} sums of pixels, norms at most 1"


def _alternating(width: int) -> Vector:
    """1, -1, 1, ..."""
    return tuple(Fraction(1 - 2 * (r % 2)) for r in range(width))


def network() -> Problem:
    """The output of a two-layer tanh network at the first of six images, the first layer trained."""
    data, told = _data(4, 6)

    def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
        instance = two_layer_output.build(TANH, data.inputs, random_signs(width, stream))
        return instance, normal_weights(instance.dimension, stream)

    return Problem(two_layer_output.build(TANH, data.inputs, _alternating(NEURONS)), notes=(told,), ladder=ladder)


def network_both() -> Problem:
    """The same with both layers trained."""
    data, told = _data(4, 6)

    def ladder(width: int, stream: Any) -> tuple[Instance, Vector]:
        instance = two_layer_both.build(TANH, data.inputs, Fraction(width))
        return instance, normal_weights(instance.dimension - width, stream) + random_signs(width, stream)

    return Problem(two_layer_both.build(TANH, data.inputs, Fraction(NEURONS)), notes=(told,), ladder=ladder)


def squared_loss() -> Problem:
    """Half the sum of squares of a two-layer tanh network's outputs at four images less their labels, the first layer trained."""
    data, told = _data(4, 4)
    return Problem(two_layer_loss.build(TANH, data.inputs, _alternating(NEURONS), data.labels), notes=(told,))


def wide_loss() -> Problem:
    """The same at two images with labels 1/16 and -1/16, wide enough for a certified ball, from neurons in pairs that cancel."""
    data, told = _data(4, 2)
    targets = tuple(label / 16 for label in data.labels)
    instance = two_layer_loss.build(TANH, data.inputs, _alternating(WIDE), targets)
    size, drawn = len(data.inputs[0]), normal_weights(instance.dimension // 2, np.random.Generator(np.random.Philox(key=[0, WIDE])))
    start = tuple(drawn[r // 2 * size + j] for r in range(WIDE) for j in range(size))
    return Problem(replace(instance, starts=(start,)), notes=(told,))


def least_squares() -> Problem:
    """Least squares, labels 1 and -1, more images than coordinates."""
    data, told = _data(4, 24)
    return Problem(linear_model.build(data.inputs, data.labels), Noise("finite_sum"), notes=(told,))


def interpolation() -> Problem:
    """Least squares with as many images as coordinates, so that all labels are fitted."""
    data, told = _data(2, 4)
    return Problem(linear_model.build(data.inputs, data.labels), Noise("finite_sum"), notes=(told,))


def underdetermined() -> Problem:
    """Least squares with fewer images than coordinates: all labels are fitted by many points."""
    data, told = _data(4, 8)
    return Problem(linear_model.build(data.inputs, data.labels), Noise("finite_sum"), notes=(told,))


def logistic_regression() -> Problem:
    """Logistic regression without a ridge; a line tells 0 from 1, so that there is no minimiser."""
    data, told = _data(4, 24)
    return Problem(logistic.build(data.inputs, data.labels, Fraction(0)), Noise("finite_sum"), notes=(told,))


def logistic_with_ridge() -> Problem:
    """Logistic regression with a ridge, which makes it strongly convex."""
    data, told = _data(2, 12)
    return Problem(logistic.build(data.inputs, data.labels, RIDGE), Noise("finite_sum"), notes=(told,))


PROBLEMS: Mapping[str, Callable[[], Problem]] = {
    "network": network,
    "network-both": network_both,
    "squared-loss": squared_loss,
    "wide-loss": wide_loss,
    "least-squares": least_squares,
    "interpolation": interpolation,
    "underdetermined": underdetermined,
    "logistic": logistic_regression,
    "logistic-ridge": logistic_with_ridge,
}


def problem_on_digits(name: str) -> Problem:
    """The problem of that name, labelled digits:NAME; KeyError where there is none, DataError where scikit-learn is missing."""
    return replace(PROBLEMS[name](), label=f"digits:{name}")
