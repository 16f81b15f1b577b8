"""The squared loss f = 1/2 sum_i (F_i - y_i)^2 of a model: its gradient DF^T r and its Hessian DF^T DF + sum_i r_i Hess F_i, r = F - y.

The targets are the array `targets` (I, n), or the outputs at the parameters `teacher` (I, p), which then attain f = 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from problems.instance import Array
from problems.network import Model, largest_size
from problems.two_layer_networks import TwoLayerNetwork


@dataclass(frozen=True)
class SquaredLossOf:
    """The squared loss of a model."""

    model: Model

    @property
    def neurons(self) -> TwoLayerNetwork | None:
        """Those of the model."""
        return self.model.neurons

    @property
    def loss(self) -> "SquaredLossOf":
        """Itself."""
        return self

    def targets(self, p: Mapping[str, Array], m: Any) -> Array:
        """y : (I, n)."""
        return p["targets"] if "targets" in p else self.model.outputs(p, p["teacher"][:, None], m)[:, 0]

    def residuals(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F - y : (I, M, n)."""
        return self.model.outputs(p, x, m) - self.targets(p, m)[:, None]

    def value(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """1/2 sum_i (F_i - y_i)^2 : (I, M)."""
        r = self.residuals(p, x, m)
        return m.total(r * r, -1) / 2

    def gradient(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """DF^T r : (I, M, p)."""
        return self.model.pullback(p, x, self.residuals(p, x, m), m)

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F : (I, M, n)."""
        return self.model.outputs(p, x, m)

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """DF : (I, M, n, p)."""
        return self.model.jacobian(p, x, m)

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """DF DF^T : (I, M, n, n)."""
        return self.model.kernel(p, x, m)

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """The squared Frobenius distance of Jacobians : (I, M)."""
        return self.model.jacobian_dist_sq(p, x, y, m)

    def hessian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """DF^T DF + sum_i r_i Hess F_i : (I, M, p, p)."""
        jacobian = self.model.jacobian(p, x, m)
        return m.matmul(m.swap(jacobian), jacobian) + self.model.bending(p, x, self.residuals(p, x, m), m)

    def hessian_norm(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The spectral norm of the dense Hessian : (I, M)."""
        return largest_size(m.eigenvalues(self.hessian(p, x, m)), m)

    def gauss_newton_error(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The spectral norm of sum_i r_i Hess F_i : (I, M)."""
        return self.model.bending_norm(p, x, self.residuals(p, x, m), m)
