"""The panels of the transition to linearity on real data: networks that gradient descent has trained on images of two digits."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.trials import trial
from paper_figures.sides import sides
from problems.digits import two_digits
from problems.families import two_layer_output
from problems.instance import Instance, Vector
from problems.linearised import trained
from problems.network_facts import normal_weights, number_of, random_signs
from problems.two_layer_networks import FIRST_LAYER
from theorems.catalogue import load, lookup

IMAGES, SIDE = 10, 4
"""Images of 0 and 1, and sums of pixels along each side of one."""

STEPS, RATE = 100, 0.25
"""Of gradient descent on half the sum of squares; the rate is below 2 over the largest eigenvalue of the kernel, about 3."""

DATA = f"{IMAGES} images of 0 and 1, {SIDE} x {SIDE} sums of pixels; {STEPS} steps of size {RATE:g} on half the sum of squares"

FINE = 2**40
"""Parameters are whole multiples of 1/FINE."""


def on_digits(width: int, streams: Sequence[Any], panels: Mapping[str, int]) -> Iterator[tuple[str, str, np.ndarray]]:
    """For each panel, by the number of its claim of ttl-linearisation, the bound and what is claimed, between the start and the trained weights."""
    theorem = load(lookup("ttl-linearisation")).theorem
    runs = [_run(width, stream) for stream in streams]
    for panel, number in panels.items():
        claim = theorem.claims[number]
        cases = [trial(theorem, claim, instance, points={"u": start, "v": end}) for instance, start, end in runs]
        values, bounds = sides(theorem, claim, cases)
        yield panel, "bound", bounds
        yield panel, "trained", values


def _run(width: int, stream: Any) -> tuple[Instance, Vector, Vector]:
    """A network, its start, and where gradient descent takes it."""
    data = two_digits(IMAGES, SIDE)
    instance = two_layer_output.build(number_of("tanh"), data.inputs, random_signs(width, stream))
    start = normal_weights(instance.dimension, stream)
    end = trained(FIRST_LAYER, instance, start, np.array(data.labels, dtype=float), RATE, (STEPS,)).last
    return instance, start, tuple(Fraction(round(entry * FINE), FINE) for entry in end.tolist())
