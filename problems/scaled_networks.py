"""Two-layer networks F_i(u) = c_2 sum_r a_r s(c_1 w_r . z_i) with multipliers, both of whose layers are trained.

F is m^(-1/2) sum_r a'_r s(w'_r . z_i) at w' = c_1 w, a' = sqrt(m) c_2 a, so that all derivatives are those of the plain network, scaled.
As there, p holds the arrays `inputs` (I, n, d) and one named like the activation; and `multipliers_sq` (I, 2), the squares c_1^2 and c_2^2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from problems.instance import Array
from problems.two_layer_networks import BOTH_LAYERS, TwoLayerNetwork, first_input


@dataclass(frozen=True)
class ScaledNetwork(TwoLayerNetwork):
    """A two-layer network with multipliers."""

    both: bool = True

    def preactivations(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """c_1 w_r . z_i : (I, M, m, n)."""
        return BOTH_LAYERS.preactivations(p, x, m) * self._scales(p, x, m)[0][:, None, None, None]

    def value(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F_1 : (I, M)."""
        return self.outputs(first_input(p), x, m)[..., 0]

    def gradient(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """That of F_1 : (I, M, p)."""
        return self._scaled(p, BOTH_LAYERS.gradient(p, self._scaled(p, x, m), m), m)

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F_1, ..., F_n : (I, M, n)."""
        return BOTH_LAYERS.outputs(p, self._scaled(p, x, m), m)

    def pullback(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i grad F_i : (I, M, p), for c : (I, M, n)."""
        return self._scaled(p, BOTH_LAYERS.pullback(p, self._scaled(p, x, m), c, m), m)

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The gradients of F_1, ..., F_n : (I, M, n, p)."""
        plain = BOTH_LAYERS.jacobian(p, self._scaled(p, x, m), m)
        count, far, n, size = plain.shape
        return self._scaled(p, plain.reshape((count, far * n, size)), m).reshape((count, far, n, size))

    def blocks(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i Hess F_i falls into blocks, one for each neuron, in w_r and a_r : (I, M, m, d + 1, d + 1)."""
        found = BOTH_LAYERS.blocks(p, self._scaled(p, x, m), c, m)
        first, second = (scale[:, None, None, None] for scale in self._scales(p, x, m))
        found[..., :-1, :-1] = found[..., :-1, :-1] * (first * first)[..., None]
        found[..., :-1, -1] = found[..., -1, :-1] = found[..., :-1, -1] * first * second
        return found

    def hessian_norm(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The spectral norm of the Hessian of F_1 : (I, M)."""
        return self.bending_norm(first_input(p), x, m.array([1], (1, 1, 1)), m)

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The inner products of the gradients of F_1, ..., F_n : (I, M, n, n)."""
        found = self.jacobian(p, x, m)
        return m.matmul(found, m.swap(found))

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """The sum over i of the squared distances between the gradients of F_i at x and at y : (I, M)."""
        away = self.jacobian(p, x, m) - self.jacobian(p, y, m)
        return m.total(m.total(away * away, -1), -1)

    def _scales(self, p: Mapping[str, Array], x: Array, m: Any) -> tuple[Array, Array]:
        """c_1 and sqrt(m) c_2, each (I,)."""
        squares = p["multipliers_sq"]
        return m.sqrt(squares[:, 0]), m.sqrt(squares[:, 1] * self.width(p, x))

    def _scaled(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """(c_1 w, sqrt(m) c_2 a) for (w, a) : (I, M, p)."""
        found, hidden = m.zeros(tuple(x.shape)), x.shape[2] - self.width(p, x)
        first, second = (scale[:, None, None] for scale in self._scales(p, x, m))
        found[:, :, :hidden], found[:, :, hidden:] = x[:, :, :hidden] * first, x[:, :, hidden:] * second
        return found


SCALED = ScaledNetwork()
