"""The outputs F_i(u) = m^(-1/2) sum_r a_r s(w_r . z_i) of a two-layer network, with derivatives and kernels from its neurons.

The parameters u are w_1, ..., w_m, and where both layers are trained a_1, ..., a_m after them; else the a_r are fixed. f = F_1.
In floats, rationals and balls alike: p holds the arrays `inputs` (I, n, d), `weights` (I, m) where they are fixed, and one named like the
activation; x : (I, M, p) are parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.activations import NAMED, Activation
from problems.instance import Array
from problems.network import largest_size


@dataclass(frozen=True)
class TwoLayerNetwork:
    """A two-layer network whose first layer, or `both`, are trained."""

    both: bool

    @property
    def neurons(self) -> "TwoLayerNetwork":
        """Itself."""
        return self

    @property
    def loss(self) -> None:
        """f is no loss but an output."""

    def activation(self, p: Mapping[str, Array]) -> Activation:
        """The activation, which all networks of a batch share."""
        return next(NAMED[name] for name in p if name in NAMED)

    def width(self, p: Mapping[str, Array], x: Array) -> int:
        """m."""
        return int(x.shape[2] // (p["inputs"].shape[2] + 1) if self.both else p["weights"].shape[1])

    def output_weights(self, p: Mapping[str, Array], x: Array) -> Array:
        """a_r : (I, M, m), with M = 1 where they are fixed."""
        return x[:, :, -self.width(p, x) :] if self.both else p["weights"][:, None]

    def preactivations(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """w_r . z_i : (I, M, m, n)."""
        (count, _, d), width, far = p["inputs"].shape, self.width(p, x), x.shape[1]
        rows = x[:, :, : width * d].reshape((count, far * width, d))
        return m.matmul(rows, m.swap(p["inputs"])).reshape((count, far, width, -1))

    def value(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F_1 : (I, M)."""
        h = self.preactivations(first_input(p), x, m)[..., 0]
        return m.total(self.output_weights(p, x) * self.activation(p).value(h, m), -1) / _root(self.width(p, x), m)

    def gradient(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """m^(-1/2) (a_r s'(w_r . z_1) z_1, ..., s(w_r . z_1), ...) : (I, M, p)."""
        first, width = first_input(p), self.width(p, x)
        h, found = self.preactivations(first, x, m)[..., 0], m.zeros(tuple(x.shape))
        back = self.output_weights(p, x) * self.activation(p).slope(h, m) / _root(width, m)
        hidden = width * first["inputs"].shape[2]
        found[:, :, :hidden] = (back[..., None] * first["inputs"][:, :, None]).reshape((*x.shape[:2], hidden))
        if self.both:
            found[:, :, hidden:] = self.activation(p).value(h, m) / _root(width, m)
        return found

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F_1, ..., F_n : (I, M, n)."""
        values = self.activation(p).value(self.preactivations(p, x, m), m)
        return m.total(self.output_weights(p, x)[..., None] * values, 2) / _root(self.width(p, x), m)

    def pullback(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i grad F_i : (I, M, p), for c : (I, M, n)."""
        back, forth = self._signals(p, x, m)
        hidden = m.matmul(back * c[:, :, None], p["inputs"][:, None]) / _root(self.width(p, x), m)
        flat = hidden.reshape((*x.shape[:2], -1))
        if not self.both:
            return flat
        found = m.zeros(tuple(x.shape))
        found[:, :, : flat.shape[2]] = flat
        found[:, :, flat.shape[2] :] = m.total(forth * c[:, :, None], -1) / _root(self.width(p, x), m)
        return found

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The gradients of F_1, ..., F_n : (I, M, n, p)."""
        n = p["inputs"].shape[1]
        found = m.zeros((*x.shape[:2], n, x.shape[2]))
        for i in range(n):
            found[:, :, i] = self.gradient({**p, "inputs": p["inputs"][:, i : i + 1]}, x, m)
        return found

    def blocks(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i Hess F_i falls into blocks, one for each neuron: in w_r, and in a_r where it is trained : (I, M, m, d or d + 1, d or d + 1)."""
        h, z, s, root = self.preactivations(p, x, m), p["inputs"], self.activation(p), _root(self.width(p, x), m)
        width, d = self.width(p, x), z.shape[2]
        bends = self.output_weights(p, x)[..., None] * s.bend(h, m) * c[:, :, None] / root
        squares = (z[:, :, :, None] * z[:, :, None, :]).reshape((*z.shape[:2], d * d))
        own = m.matmul(bends, squares[:, None]).reshape((*x.shape[:2], width, d, d))
        if not self.both:
            return own
        found = m.zeros((*x.shape[:2], width, d + 1, d + 1))
        found[..., :d, :d] = own
        found[..., :d, d] = found[..., d, :d] = m.matmul(s.slope(h, m) * c[:, :, None] / root, z[:, None])
        return found

    def bending(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """sum_i c_i Hess F_i : (I, M, p, p)."""
        blocks, found = self.blocks(p, x, c, m), m.zeros((*x.shape, x.shape[2]))
        width, d = self.width(p, x), p["inputs"].shape[2]
        for r in range(width):
            here, own = slice(r * d, (r + 1) * d), width * d + r
            found[:, :, here, here] = blocks[:, :, r, :d, :d]
            if self.both:
                found[:, :, here, own] = found[:, :, own, here] = blocks[:, :, r, :d, d]
        return found

    def bending_norm(self, p: Mapping[str, Array], x: Array, c: Array, m: Any) -> Array:
        """The spectral norm of sum_i c_i Hess F_i from its blocks : (I, M)."""
        sizes = largest_size(m.eigenvalues(self.blocks(p, x, c, m)), m)
        return -m.running_least(-sizes, 2)[:, :, -1]

    def hessian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The Hessian of F_1, neuron by neuron : (I, M, p, p)."""
        return self.bending(first_input(p), x, m.integers(np.ones((1, 1, 1), dtype=np.int64)), m)

    def hessian_norm(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The spectral norm of the Hessian of F_1 from its blocks, one for each neuron : (I, M)."""
        first, width, s = first_input(p), self.width(p, x), self.activation(p)
        h, square = self.preactivations(first, x, m)[..., 0], m.total(first["inputs"] * first["inputs"], -1)[:, :, None]
        most = m.abs(self.output_weights(p, x) * s.bend(h, m) * square)
        if self.both:
            slope = s.slope(h, m)
            most = (most + m.sqrt(most * most + 4 * slope * slope * square)) / 2
        return -m.running_least(-most, 2)[:, :, -1] / _root(width, m)

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The inner products of the gradients of F_1, ..., F_n, without forming any : (I, M, n, n)."""
        back, forth = self._signals(p, x, m)
        found = m.matmul(m.swap(back), back) * m.matmul(p["inputs"], m.swap(p["inputs"]))[:, None]
        return (found + m.matmul(m.swap(forth), forth) if self.both else found) / self.width(p, x)

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """The sum over i of the squared distances between the gradients of F_i at x and at y : (I, M)."""
        (back, forth), (back_y, forth_y) = self._signals(p, x, m), self._signals(p, y, m)
        squares = m.total(p["inputs"] * p["inputs"], -1)[:, None]
        away = m.total((back - back_y) * (back - back_y), 2) * squares
        found = away + m.total((forth - forth_y) * (forth - forth_y), 2) if self.both else away
        return m.total(found, -1) / self.width(p, x)

    def _signals(self, p: Mapping[str, Array], x: Array, m: Any) -> tuple[Array, Array]:
        """a_r s'(w_r . z_i) and s(w_r . z_i), each (I, M, m, n)."""
        h, s = self.preactivations(p, x, m), self.activation(p)
        return self.output_weights(p, x)[..., None] * s.slope(h, m), s.value(h, m)


def first_input(p: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays with the first input alone."""
    return {**p, "inputs": p["inputs"][:, :1]}


def _root(width: int, m: Any) -> Array:
    """sqrt(m), to divide by."""
    return m.sqrt(m.array([width], (1,)))[0]


FIRST_LAYER, BOTH_LAYERS = TwoLayerNetwork(both=False), TwoLayerNetwork(both=True)
