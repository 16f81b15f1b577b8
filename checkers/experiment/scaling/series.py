"""A quantity at growing sizes: the widths of a network, or the steps of a run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.hessians import Lanczos
from checkers.experiment.margins import margins
from checkers.experiment.run import Run
from problems.spectral_norms import SpectralNorm
from theorems.normal_form import NormalForm, normal_form
from theorems.scaling import Asymptotic

GROUPS = 8
"""Groups of seeds over which expectations are averaged; the spread between the groups is the error of the means."""


@dataclass(frozen=True)
class Series:
    """A quantity on one case, or on one family's networks, at growing sizes.

    family : the family of problems; where : the case in a few words; unit : what the sizes count, `m`, `t` or `T`
    sizes  : (n,) increasing; first : the least size that a slope is fitted from, the smaller ones are not yet asymptotic
    window : (n, K), the sizes that are looked at for each of them: the first `near` are its neighbours, the others lie within a factor of two
    values : (S, n, K), one row for each seed or group of seeds, a single row where nothing is random; NaN where there is no value
    terms  : (S, n, K), the size of the quantity's terms, which its rounding error is measured by
    stated : (S,), the exponent or the limit that is claimed, with the constants of the case
    seeds  : draws behind all rows together; drawn : whether chance has a part in the values; missing : why there are no values, where that is known
    lanczos : the error of the Hessian norms among them
    """

    family: str
    where: str
    unit: str
    sizes: np.ndarray
    window: np.ndarray
    near: int
    first: int
    values: np.ndarray
    terms: np.ndarray
    stated: np.ndarray
    seeds: int = 1
    drawn: bool = False
    missing: str = ""
    lanczos: Lanczos | None = None

    @property
    def fitted(self) -> np.ndarray:
        """Which sizes a slope is fitted to : (n,) bool."""
        return np.asarray(self.sizes >= self.first)


@dataclass(frozen=True)
class Measured:
    """A quantity on a run over (I, P, n): values, sizes of its terms, and the claimed number; the norms by Lanczos among them."""

    values: np.ndarray
    terms: np.ndarray
    stated: np.ndarray
    spectral_norms: tuple[SpectralNorm, ...] = field(default=(), kw_only=True)


def measured(claim: Asymptotic, quantity: Any, run: Run, positions: dict[Any, np.ndarray]) -> Measured:
    """A quantity of a claim at every step (or horizon) of the positions, in floats; call it within the arithmetic's scope."""
    before = len(run.spectral_norms)
    found = margins(_form(quantity), run, positions)
    shape = (*found.margin.shape[:2], -1)
    values = np.where(found.defined, found.margin, np.nan).reshape(shape)
    stated = run.m.floats(Evaluator(run, {}, 0).number(claim.stated))[..., None]
    terms = np.where(found.defined, found.scale, np.nan).reshape(shape)
    return Measured(values, terms, np.broadcast_to(stated, values.shape), spectral_norms=tuple(run.spectral_norms[before:]))


def _form(quantity: Any) -> NormalForm:
    """The quantity as the larger side of a relation, which tells its terms."""
    return normal_form(sp.Ge(quantity, 0, evaluate=False))


def averaged(rows: np.ndarray) -> np.ndarray:
    """Means over GROUPS groups of consecutive rows : (S, ...)."""
    return np.stack([part.mean(axis=0) for part in np.array_split(rows, GROUPS)])


def grouped(seeds: int) -> list[Sequence[int]]:
    """The numbers of seeds, in GROUPS groups."""
    return [part.tolist() for part in np.array_split(np.arange(seeds), GROUPS)]
