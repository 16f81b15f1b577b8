"""Moves by a few units in the last place: of all that a run is made from, and of the iterates that it has left.

Rounding moves x by half a unit in each step, and each intermediate result by as much; every move here is of LEAST to MOST units, so that
what rounding has made does not survive it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from problems.float64 import Float64
from problems.instance import Array

ULP = 2.0**-52
LEAST, MOST = 4, 8
"""The least and the most units of a move; none is zero."""

START, OPTION, GRADIENT, STEP = range(4)
"""What a run with moved inputs moves."""

RERUNS = 4
"""Runs with moved inputs: up everywhere, down everywhere, and with signs that are drawn."""

PATTERNS = 6
"""Moves of recorded iterates: up and down everywhere, with signs that alternate over steps, and over steps and coordinates, and drawn ones."""

ALTERNATING = 2
"""The pattern whose signs alternate over steps."""


@dataclass(frozen=True)
class Moved:
    """A run whose start, options, rates and gradients are moved, and its x after every step; `seed` decides how, 0 up and 1 down."""

    seed: int

    def scaled(self, a: Array, *key: int) -> Array:
        """An array (I, P, ...) with each number moved by units in its own last place, all paths alike; zeros stay."""
        return a * (1 + torch.as_tensor(self._moves((a.shape[0], 1, *a.shape[2:]), *key) * ULP))

    def stepped(self, made: Array, before: Array, step: int) -> Array:
        """What a step has made of x, (d,), moved by units in the last place of the larger of both, all paths alike."""
        return made + torch.as_tensor(self._moves(tuple(made.shape), STEP, step) * ULP) * torch.maximum(made.abs(), before.abs())

    def _moves(self, shape: tuple[int, ...], *key: int) -> np.ndarray:
        stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([self.seed, *key])))
        return stream.integers(LEAST, MOST + 1, shape) * (1 - 2 * self.seed if self.seed < 2 else _signs(stream, shape))


class MovedFloat64(Float64):
    """Floats in which every member of a sequence that equations make is moved in its last places, with signs that are drawn, all paths alike."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed])))

    def guard(self, a: Array) -> Array:
        """The numbers of one step, moved."""
        shape = (a.shape[0], 1, *a.shape[2:])
        return super().guard(a) * (1 + torch.as_tensor(self._stream.integers(LEAST, MOST + 1, shape) * _signs(self._stream, shape) * ULP))


def nudged(x: np.ndarray, pattern: int, unit: float = ULP) -> np.ndarray:
    """Recorded iterates (I, P, N + 1) or (I, P, N + 1, d), each moved by itself, by LEAST to MOST times `unit` of the largest coordinate so far."""
    wide = x.reshape((*x.shape[:3], -1))
    largest = np.maximum.accumulate(np.where(np.isfinite(wide), abs(wide), 0).max(axis=3, keepdims=True), axis=2)
    shape = (1, 1, *wide.shape[2:])
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([pattern])))
    moves: Any = stream.integers(LEAST, MOST + 1, shape) * _pattern(shape, pattern, stream)
    return np.asarray(wide + moves * unit * largest).reshape(x.shape)


def _pattern(shape: tuple[int, ...], pattern: int, stream: np.random.Generator) -> Any:
    steps, coordinates = np.arange(shape[2])[:, None], np.arange(shape[3])
    regular = (1, -1, 1 - 2 * (steps % 2), 1 - 2 * ((steps + coordinates) % 2))
    return regular[pattern] if pattern < len(regular) else _signs(stream, shape)


def _signs(stream: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return 1 - 2 * stream.integers(0, 2, shape)
