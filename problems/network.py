"""What every network offers: its outputs F = (F_1, ..., F_n) and their derivatives in the parameters, and the Hessian of the objective f.

f is the first output, or the squared loss 1/2 sum_i (F_i - y_i)^2. In floats, rationals and balls alike: p holds the arrays of I instances,
x : (I, M, p) are parameters, `m` is the arithmetic.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from problems.instance import Array

if TYPE_CHECKING:
    from problems.two_layer_networks import TwoLayerNetwork

Arrays = Mapping[str, Array]


class Outputs(Protocol):
    """F = (F_1, ..., F_n), twice differentiable."""

    @property
    def neurons(self) -> "TwoLayerNetwork | None":
        """The two-layer network itself where its neurons are known one by one, else None."""

    def outputs(self, p: Arrays, x: Array, m: Any) -> Array:
        """F_1, ..., F_n : (I, M, n)."""

    def jacobian(self, p: Arrays, x: Array, m: Any) -> Array:
        """The gradients of F_1, ..., F_n : (I, M, n, p)."""

    def kernel(self, p: Arrays, x: Array, m: Any) -> Array:
        """The inner products of these gradients : (I, M, n, n)."""

    def jacobian_dist_sq(self, p: Arrays, x: Array, y: Array, m: Any) -> Array:
        """The squared Frobenius distance between the Jacobians at x and at y : (I, M)."""


class Network(Outputs, Protocol):
    """What an objective f is made of, with the Hessian of f."""

    @property
    def loss(self) -> "Loss | None":
        """The squared loss where f is one, else None."""

    def hessian(self, p: Arrays, x: Array, m: Any) -> Array:
        """The Hessian of f : (I, M, p, p)."""

    def hessian_norm(self, p: Arrays, x: Array, m: Any) -> Array:
        """Its spectral norm : (I, M)."""


class Model(Outputs, Protocol):
    """Outputs that can be fitted to targets: what a squared loss asks of them; c : (I, M, n) are weights of the outputs."""

    def pullback(self, p: Arrays, x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i grad F_i : (I, M, p)."""

    def bending(self, p: Arrays, x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i Hess F_i : (I, M, p, p)."""

    def bending_norm(self, p: Arrays, x: Array, c: Array, m: Any) -> Array:
        """Its spectral norm : (I, M)."""


class Loss(Network, Protocol):
    """The squared loss of a model."""

    def targets(self, p: Arrays, m: Any) -> Array:
        """y_1, ..., y_n : (I, n)."""

    def gauss_newton_error(self, p: Arrays, x: Array, m: Any) -> Array:
        """The spectral norm of the Hessian of f minus DF^T DF : (I, M)."""


def largest_size(eigenvalues: Array, m: Any) -> Array:
    """The largest absolute value along the last axis of (..., k) : (...)."""
    sizes = m.abs(eigenvalues)
    return -m.running_least(-sizes, len(sizes.shape) - 1)[..., -1]
