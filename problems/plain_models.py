"""Models whose outputs are polynomials of the parameters: linear ones F = A x, and the product F = x_1 x_2 ... x_p.

In floats, rationals and balls alike: x : (I, M, p) are parameters, c : (I, M, n) weights of the outputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.instance import Array
from problems.network import largest_size


@dataclass(frozen=True)
class LinearOutputs:
    """F = A x, with the array `rows` A : (I, n, p)."""

    @property
    def neurons(self) -> None:
        """There are none."""

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """A x : (I, M, n)."""
        return m.matmul(x, m.swap(p["rows"]))

    def pullback(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """A^T c : (I, M, p)."""
        return m.matmul(c, p["rows"])

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """A, at every point : (I, M, n, p)."""
        return p["rows"][:, None] + m.zeros((1, x.shape[1], 1, 1))

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """A A^T, at every point : (I, M, n, n)."""
        return m.matmul(p["rows"], m.swap(p["rows"]))[:, None] + m.zeros((1, x.shape[1], 1, 1))

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """0 : (I, M)."""
        return m.zeros((x.shape[0], x.shape[1]))

    def bending(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """0 : (I, M, p, p)."""
        return m.zeros((*x.shape, x.shape[2]))

    def bending_norm(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """0 : (I, M)."""
        return m.zeros((x.shape[0], x.shape[1]))


@dataclass(frozen=True)
class ProductOutput:
    """F = x_1 x_2 ... x_p, one output."""

    @property
    def neurons(self) -> None:
        """There are none."""

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The product : (I, M, 1)."""
        return _product(x, m)[..., None]

    def pullback(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """c times the products of all but one coordinate : (I, M, p)."""
        return self.jacobian(p, x, m)[:, :, 0] * c

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The products of all but one coordinate : (I, M, 1, p)."""
        size, found = x.shape[2], m.zeros((*x.shape[:2], 1, x.shape[2]))
        for j in range(size):
            found[:, :, 0, j] = _product(_without(x, (j,), m), m)
        return found

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The squared length of the gradient : (I, M, 1, 1)."""
        jacobian = self.jacobian(p, x, m)
        return m.matmul(jacobian, m.swap(jacobian))

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """The squared distance of gradients : (I, M)."""
        away = (self.jacobian(p, x, m) - self.jacobian(p, y, m))[:, :, 0]
        return m.total(away * away, -1)

    def bending(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """c times the products of all but two coordinates, zero on the diagonal : (I, M, p, p)."""
        size, found = x.shape[2], m.zeros((*x.shape, x.shape[2]))
        for j in range(size):
            for k in range(j):
                found[:, :, j, k] = found[:, :, k, j] = c[..., 0] * _product(_without(x, (j, k), m), m)
        return found

    def bending_norm(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """The spectral norm of that matrix : (I, M)."""
        return largest_size(m.eigenvalues(self.bending(p, x, c, m)), m)


def _without(x: Array, left_out: tuple[int, ...], m: Any) -> Array:
    """All coordinates but some : (I, M, p - k)."""
    kept = np.array([j for j in range(x.shape[2]) if j not in left_out], dtype=np.int64)
    return m.take(x, kept, 2)


def _product(x: Array, m: Any) -> Array:
    """The product of all coordinates, 1 where there are none : (I, M, k) : (I, M)."""
    found = m.integers(np.ones(tuple(x.shape[:2]), dtype=np.int64))
    for j in range(x.shape[2]):
        found = found * x[:, :, j]
    return found
