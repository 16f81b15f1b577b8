"""What was run: the state of a batch of trials that claims are evaluated on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from problems.exact.arithmetic import Undecided
from problems.instance import Array, Family
from problems.spectral_norms import SpectralNorm
from theorems.settings import RandomNetwork

FOREVER = 2**62


class NotRun(Undecided):
    """A run that is not attempted: too long, or without an exact form."""


@dataclass
class Moments:
    """What stands in place of paths where expectations of quadratics are taken by propagating the first two moments.

    A random vector is its mean plus a combination of the noise of the draws, which is uncorrelated from step to step: (I, S, ..., d), in row 0
    the mean, in row 1 + step R + slot r + j the vector that coordinate j of a slot's noise at a step is multiplied by, R = r times the slots.

    vectors    : (I, S, d) in rows 1, 2, ... in turn the r vectors that the noise of a draw is a combination of, with random coordinates
    covariance : (I, 1 or N, R, R) the covariances of these coordinates, at each step unless they are the same at all of them
    hessian    : (I, d, d) that of f
    slots      : the points at which random gradients of components are taken, relative to the step t of the draw; None where the noise is the
                 same at all points
    """

    vectors: Array
    coordinates: int
    covariance: Array
    hessian: Array
    slots: tuple[Any, ...] | None
    steps: int

    @property
    def width(self) -> int:
        """The number R of coordinates of all noise vectors of one step."""
        return self.coordinates * (1 if self.slots is None else len(self.slots))

    @property
    def rows(self) -> int:
        """The number S of rows of a random vector."""
        return 1 + self.steps * self.width


@dataclass
class Trajectory:
    """Members of one sequence from step `first` on: (I, P, K) for numbers, (I, P, K, d) for vectors."""

    values: Array
    first: int
    vector: bool


@dataclass
class Run:
    """One batch in one arithmetic: I instances of one layout, P paths each.

    arrays       : the stacked arrays of the instances
    constants    : name -> (I, 1); naturals : name -> int, shared by the batch
    points       : name -> (I, 1, d), the minimiser `x_star` among them; f_star : (I, 1) or None
    noise        : (kind, stacked atoms or None) or None without randomness
    draws        : (1 or I, P, N, b) int64, or (I, P, N, b, d) for Gaussian noise
    support      : number of equally likely draws when the paths enumerate all of them in order (the first draw varies slowest), else None
    keep_paths   : whether E leaves one value for each path, for statistics over them
    defined_until: (I, P) the last step up to which the method's own equations were defined
    troubles     : number of an instance -> why a real optimizer would not run on it
    setting      : the random network that expectations range over the draws of, if any
    spectral_norms: what Lanczos found of the Hessians whose norms were asked for
    moments      : how random vectors are held where moments take the place of paths, else None
    """

    m: Any
    family: Family | None = None
    arrays: Mapping[str, Array] = field(default_factory=dict)
    instances: int = 1
    paths: int = 1
    dimension: int = 1
    constants: dict[str, Array] = field(default_factory=dict)
    naturals: dict[str, int] = field(default_factory=dict)
    points: dict[str, Array] = field(default_factory=dict)
    f_star: Array | None = None
    noise: tuple[str, Any] | None = None
    draws: Any = None
    support: int | None = None
    batch: int = 1
    keep_paths: bool = False
    horizon: int = 0
    trajectories: dict[str, Trajectory] = field(default_factory=dict)
    defined_until: np.ndarray = field(default_factory=lambda: np.full((1, 1), FOREVER))
    troubles: dict[int, str] = field(default_factory=dict)
    setting: RandomNetwork | None = None
    moments: Moments | None = None
    spectral_norms: list[SpectralNorm] = field(default_factory=list)
