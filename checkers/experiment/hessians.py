"""Hessians of the objective: dense ones in floats by automatic differentiation of its values, in exact arithmetic from a network's own derivatives;
the norms of large ones by Lanczos, in floats only, with what is known of their error kept by the run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkers.experiment.run import NotRun
from problems.instance import Array
from problems.spectral_norms import SpectralNorm

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

LARGEST = 256
"""Dimensions up to which the matrix is formed."""


@dataclass(frozen=True)
class Lanczos:
    """What is known of the error of spectral norms by Lanczos: how many there are, how many have not converged, the largest residual as a share of
    its value, and the most products that one took."""

    norms: int
    open: int
    residual: float
    products: int

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "norms": self.norms,
            "converged": not self.open,
            "not_converged": self.open,
            "largest_residual": self.residual,
            "products": self.products,
        }

    def __str__(self) -> str:
        said = f"{self.norms} Hessian norms by Lanczos, within {self.residual:.1g} of their size, from at most {self.products} products"
        return said + (f", {self.open} of them not converged" if self.open else "")


def gathered(found: Sequence[SpectralNorm]) -> Lanczos | None:
    """The largest error of all, None of none."""
    if not found:
        return None
    shares = [float((one.residual / one.value.clamp(min=1e-300)).max()) for one in found]
    norms, open_ = sum(one.value.numel() for one in found), sum(int((~one.converged).sum()) for one in found)
    return Lanczos(norms, open_, max(shares), max(one.products for one in found))


def dense_hessian(v: "Evaluator", x: Array) -> Array:
    """The Hessians at x : (I, M, d) : (I, M, d, d)."""
    assert v.run.family is not None
    family, p, m = v.run.family, v.run.arrays, v.m
    if m.name == "float64":
        return m.hessians(lambda arrays, at: family.value(arrays, at, m), p, x)
    if family.network is None:
        raise NotRun("no exact Hessian is known of this family")
    return family.network.hessian(p, x, m)


def by_lanczos(v: "Evaluator", found: SpectralNorm) -> Array:
    """The norms (I, M) where Lanczos has converged, NaN elsewhere; the run keeps all that is known of them."""
    v.run.spectral_norms.append(found)
    return v.m.choose(found.converged, found.value, v.m.zeros((1, 1)) * float("nan"))
