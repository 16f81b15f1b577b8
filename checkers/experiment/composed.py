"""A function of the objective, phi(f): the spectral norm of its Hessian, from products with vectors alone.

The products come from differentiating the values twice, and from no formula for them; Lanczos' method finds the eigenvalue that is largest in size.
It converges fast where that eigenvalue stands apart from the others, as it does where phi bends; `residual` tells how far it came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from scipy.sparse.linalg import LinearOperator, eigsh

from checkers.experiment.case import Case
from problems.float64 import Float64
from problems.instance import Vector, stacked


@dataclass(frozen=True)
class SpectralNorm:
    """The norm; `residual` : ||H q - value q|| for the unit vector q that was found; `products` : with how many vectors H was multiplied."""

    value: float
    residual: float
    products: int


def hessian_norm(case: Case, point: Vector, outer: Callable[[Any], Any], accuracy: float = 1e-12) -> SpectralNorm:
    """The spectral norm of the Hessian of outer(f) at a point, for `outer` on torch tensors; `accuracy` is relative."""
    m, counted = Float64(), [0]
    with m.scope(), torch.inference_mode(False), torch.enable_grad():
        product = _products(case, point, outer, m)

        def multiplied(vector: np.ndarray) -> np.ndarray:
            counted[0] += 1
            return product(vector)

        size = len(point)
        operator = LinearOperator((size, size), matvec=multiplied, dtype=np.float64)
        values, vectors = eigsh(operator, k=1, which="LM", v0=np.ones(size), tol=accuracy)
        away = multiplied(vectors[:, 0]) - values[0] * vectors[:, 0]
    return SpectralNorm(float(abs(values[0])), float(np.linalg.norm(away)), counted[0])


def _products(case: Case, point: Vector, outer: Callable[[Any], Any], m: Float64) -> Callable[[np.ndarray], np.ndarray]:
    """v -> H v : (d,) float64, on a graph of the gradient that is built once."""
    arrays = stacked([case.instance], m)
    x = m.array(np.array([float(e) for e in point]), (1, 1, len(point))).requires_grad_(True)
    (slope,) = torch.autograd.grad(outer(case.family.value(arrays, x, m)).sum(), x, create_graph=True)

    def product(vector: np.ndarray) -> np.ndarray:
        along = torch.tensor(vector.reshape(-1), dtype=torch.float64).reshape(slope.shape)
        (found,) = torch.autograd.grad(slope, x, along, retain_graph=True)
        return np.asarray(found.reshape(-1))

    return product
