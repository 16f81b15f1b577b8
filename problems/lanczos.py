"""The spectral norm of symmetric matrices that are known by their products with vectors: Lanczos with full reorthogonalisation, in floats.

Both ends of the spectrum are followed: where they are nearly of one size, as those of a network's Hessian, the Rayleigh quotient of power iteration
settles nowhere. A Ritz value never lies outside the spectrum, and within its residual lies an eigenvalue.
"""

from collections.abc import Callable
from math import prod

import torch

from problems.spectral_norms import SpectralNorm

TOLERANCE, MOST = 1e-3, 200
"""How far beyond the value, as a share of it, a converged Ritz pair of either end may reach; products after which to give up."""

FIRST = 32
"""Directions that are made room for at first."""

VANISHED = 1e-13
"""The share of the largest entry of T below which a new direction is rounding, so that the directions before it span an invariant subspace."""


def spectral_norm(
    product: Callable[[torch.Tensor], torch.Tensor], shape: tuple[int, ...], tolerance: float = TOLERANCE, most: int = MOST
) -> SpectralNorm:
    """The norms of many symmetric matrices at once: `shape` (..., p), products (M, p) -> (M, p) for their number M; the start is always the same."""
    size, rows = shape[-1], prod(shape[:-1])
    generator = torch.Generator().manual_seed(0)
    directions = torch.empty((rows, FIRST, size), dtype=torch.float64)
    directions[:, 0] = _unit(torch.randn(1, size, generator=generator, dtype=torch.float64))
    diagonal: list[torch.Tensor] = []
    beside: list[torch.Tensor] = []
    for step in range(min(most, size)):
        image = product(directions[:, step])
        diagonal.append((image * directions[:, step]).sum(dim=1))
        size_before = torch.linalg.vector_norm(image, dim=1)
        image = image - diagonal[-1][:, None] * directions[:, step] - (beside[-1][:, None] * directions[:, step - 1] if step else 0)
        image, length = _orthogonal(image, directions[:, : step + 1], size_before)
        beside.append(length)
        found = _ends(torch.stack(diagonal, dim=1), torch.stack(beside, dim=1), tolerance, step + 1)
        if found.converged.all():
            break
        if step + 1 == directions.shape[1]:
            directions = torch.cat([directions, torch.empty_like(directions)], dim=1)
        directions[:, step + 1] = image
    return SpectralNorm(
        found.value.reshape(shape[:-1]), found.residual.reshape(shape[:-1]), found.converged.reshape(shape[:-1]).numpy(), found.products
    )


def _unit(vectors: torch.Tensor) -> torch.Tensor:
    length: torch.Tensor = torch.linalg.vector_norm(vectors, dim=1, keepdim=True)
    return vectors / length


def _orthogonal(image: torch.Tensor, directions: torch.Tensor, before: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """What of (M, size) is orthogonal to (M, k, size), as unit vectors, and its length; zeros where that is rounding of a vector as
    long as `before` (M,), of which the last two directions have been taken away once."""
    image = image - (directions.mT @ (directions @ image[:, :, None]))[:, :, 0]
    length = torch.linalg.vector_norm(image, dim=1)
    real = length > VANISHED * before
    return torch.where(real[:, None], image / torch.where(real, length, 1.0)[:, None], 0.0), torch.where(real, length, 0.0)


def _ends(diagonal: torch.Tensor, beside: torch.Tensor, tolerance: float, products: int) -> SpectralNorm:
    """The Ritz pairs of both ends of tridiagonal matrices: diagonals (M, k), and beside them (M, k), whose last entries belong to the next step."""
    inner = beside[:, :-1]
    matrix = torch.diag_embed(diagonal) + torch.diag_embed(inner, 1) + torch.diag_embed(inner, -1)
    values, vectors = torch.linalg.eigh(matrix)
    sizes, last = values[:, [0, -1]].abs(), vectors[:, -1, [0, -1]].abs()
    value = sizes.amax(dim=1)
    residual = (sizes + last * beside[:, -1:]).amax(dim=1) - value
    return SpectralNorm(value, residual, residual <= tolerance * value, products)
