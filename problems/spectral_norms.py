"""The spectral norms of symmetric matrices that are known by their products with vectors, with what is known of their error."""

from dataclasses import dataclass

from problems.instance import Array


@dataclass(frozen=True)
class SpectralNorm:
    """What Lanczos knows of matrices, all but `products` (...,): the largest Ritz value in size, how far beyond it the Ritz pairs of both ends may
    reach with their residuals, whether that is no more than the tolerance times the value (NumPy), and how many products were taken."""

    value: Array
    residual: Array
    converged: Array
    products: int
