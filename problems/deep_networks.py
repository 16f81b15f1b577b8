"""The outputs F_i(u) = c_L W_L s(c_(L-1) W_(L-1) ... s(c_1 W_1 z_i)) of networks of depth L, and f = phi(F_1), from forward and backward signals.

The parameters u are W_1, ..., W_L row by row, with W_L = a where the output layer is trained; else a is fixed.
In floats, rationals and balls alike: p holds the arrays `inputs` (I, n, d), `multipliers_sq` (I, L) with the c_l^2, `weights` (I, m_(L-1)) where a is
fixed, and ones under the name of the activation, under "then phi" and under the hidden widths ("widths 4 1 4"), which all networks of a batch share;
x : (I, M, p) are parameters. Forward, h_l = c_l W_l y_(l-1) and y_l = s(h_l) from y_0 = z; backward, b_l is the derivative in h_l of F, or of phi(F).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from problems.activations import ACTIVATIONS, Activation
from problems.instance import Array
from problems.network import largest_size
from problems.output_functions import IDENTITY, OUTPUT_FUNCTIONS, OutputFunction
from problems.spectral_norms import SpectralNorm
from problems.two_layer_networks import first_input

LARGEST = 256
"""Parameters up to which a Hessian is formed in floats."""


@dataclass(frozen=True)
class Signals:
    """c_l (I, 1, 1, 1), W_l (I, M, m_l, m_(l-1)), h_l and b_l (I, M, m_l, n) for l = 1, ..., L; y_(l-1) (I, M, m_(l-1), n)."""

    multipliers: Sequence[Array]
    weights: Sequence[Array]
    taken: Sequence[Array]
    given: Sequence[Array]
    back: Sequence[Array]


@dataclass(frozen=True)
class DeepNetwork:
    """A network all of whose layers are trained (`both`: the hidden ones and the output layer), or all but the output layer."""

    both: bool

    @property
    def neurons(self) -> None:
        """No output is a sum over neurons with parameters of their own."""

    @property
    def loss(self) -> None:
        """f is no loss."""

    def activation(self, p: Mapping[str, Array]) -> Activation:
        """The activation, which all networks of a batch share."""
        return next(ACTIVATIONS[name] for name in p if name in ACTIVATIONS)

    def output_function(self, p: Mapping[str, Array]) -> OutputFunction:
        """phi, which all networks of a batch share."""
        return next(phi for phi in OUTPUT_FUNCTIONS if f"then {phi.name}" in p)

    def hidden(self, p: Mapping[str, Array]) -> tuple[int, ...]:
        """m_1, ..., m_(L-1)."""
        return next(tuple(map(int, name.split()[1:])) for name in p if name.startswith("widths "))

    def width(self, p: Mapping[str, Array], x: Array) -> int:
        """The width of the last hidden layer."""
        return self.hidden(p)[-1]

    def output_weights(self, p: Mapping[str, Array], x: Array) -> Array:
        """a : (I, M, m), with M = 1 where they are fixed."""
        return x[:, :, -self.hidden(p)[-1] :] if self.both else p["weights"][:, None]

    def preactivations(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """h_(L-1) of every input : (I, M, m, n)."""
        return self.signals(p, x, m).taken[-2]

    def outputs(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """F_1, ..., F_n : (I, M, n)."""
        return self.signals(p, x, m).taken[-1][..., 0, :]

    def value(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """f : (I, M)."""
        return self.output_function(p).value(self.outputs(first_input(p), x, m)[..., 0], m)

    def gradient(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The gradient of f : (I, M, p)."""
        return self._gradient_of(first_input(p), x, m, self.output_function(p))

    def jacobian(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The gradients of F_1, ..., F_n, one by one : (I, M, n, p)."""
        n = p["inputs"].shape[1]
        found = m.zeros((*x.shape[:2], n, x.shape[2]))
        for i in range(n):
            found[:, :, i] = self._gradient_of({**p, "inputs": p["inputs"][:, i : i + 1]}, x, m, IDENTITY)
        return found

    def _gradient_of(self, p: Mapping[str, Array], x: Array, m: Any, phi: OutputFunction) -> Array:
        s = self.signals(p, x, m, phi)
        layers = zip(s.multipliers, s.back, s.given, strict=True)
        return self._flat([c * m.matmul(b, m.swap(y)) for c, b, y in layers], x, m)

    def curvature(self, p: Mapping[str, Array], x: Array, m: Any, after: OutputFunction | None = None) -> Callable[[Array], Array]:
        """The map v -> H v, each (I, M, p), of the Hessian H at x of f, or of another function `after` F_1: the gradient's signals along v."""
        s, phi = self.activation(p), after or self.output_function(p)
        now = self.signals(first_input(p), x, m, phi)
        hidden, top = now.taken[:-1], phi.bend(now.taken[-1], m)
        rises = [s.slope(h, m) for h in hidden]
        above = zip(now.multipliers[1:], now.weights[1:], now.back[1:], hidden, strict=True)
        bends = [c * m.matmul(m.swap(w), b) * s.bend(h, m) for c, w, b, h in above]

        def product(v: Array) -> Array:
            along = self._matrices(p, v, moving=True, m=m)
            taken, given = _forward_along(now, along, rises, m)
            back = _backward_along(now, along, rises, [bend * h for bend, h in zip(bends, taken, strict=False)], top * taken[-1], m)
            layers = zip(now.multipliers, now.back, back, now.given, given, strict=True)
            return self._flat([c * (m.matmul(db, m.swap(y)) + m.matmul(b, m.swap(dy))) for c, b, db, y, dy in layers], v, m)

        return product

    def hessian(self, p: Mapping[str, Array], x: Array, m: Any, after: OutputFunction | None = None) -> Array:
        """The Hessian of f, or of another function `after` F_1, column by column : (I, M, p, p)."""
        count, far, size = x.shape
        units = m.integers(np.broadcast_to(np.eye(size, dtype=np.int64), (count, far, size, size)).reshape((count, far * size, size)).copy())
        at = m.take(x, np.repeat(np.arange(far), size), 1)
        return self.curvature(p, at, m, after)(units).reshape((count, far, size, size))

    def hessian_norm(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The spectral norm of the Hessian of f; in floats, beyond LARGEST parameters, by Lanczos, and NaN where that has not converged : (I, M)."""
        if m.name == "float64" and x.shape[2] > LARGEST:
            found = self.spectral_norm(p, x, m)
            return m.choose(found.converged, found.value, m.zeros((1, 1)) * float("nan"))
        return largest_size(m.eigenvalues(self.hessian(p, x, m)), m)

    def spectral_norm(self, p: Mapping[str, Array], x: Array, m: Any, after: OutputFunction | None = None) -> SpectralNorm:
        """That of the Hessian of f, or of another function `after` F_1, by Lanczos in floats, with residuals : (I, M)."""
        product, rows = self.curvature(p, x, m, after), tuple(x.shape)
        found: SpectralNorm = m.spectral_norm(lambda v: product(v.reshape(rows)).reshape(v.shape), rows)
        return found

    def kernel(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The inner products of the gradients of F_1, ..., F_n, from one forward and one backward pass : (I, M, n, n)."""
        s = self.signals(p, x, m)
        layers = self._trained(zip(s.multipliers, s.back, s.given, strict=True))
        return sum(c * c * m.matmul(m.swap(b), b) * m.matmul(m.swap(y), y) for c, b, y in layers)

    def jacobian_dist_sq(self, p: Mapping[str, Array], x: Array, y: Array, m: Any) -> Array:
        """The sum over i of the squared distances between the gradients of F_i at x and at y : (I, M)."""
        one, other = self.signals(p, x, m), self.signals(p, y, m)
        layers = self._trained(zip(one.multipliers, one.back, other.back, one.given, other.given, strict=True))
        return m.total(sum(c[..., 0] * c[..., 0] * _rank_one_dist_sq(m, *signals) for c, *signals in layers), -1)

    def signals(self, p: Mapping[str, Array], x: Array, m: Any, phi: OutputFunction = IDENTITY) -> Signals:
        """All that one forward pass and one backward pass from phi(F) see."""
        s, roots, weights = self.activation(p), m.sqrt(p["multipliers_sq"]), self._matrices(p, x)
        multipliers = [roots[:, layer, None, None, None] for layer in range(len(weights))]
        given, taken = [m.swap(p["inputs"])[:, None]], []
        for c, w in zip(multipliers, weights, strict=True):
            taken.append(c * m.matmul(w, given[-1]))
            given.append(s.value(taken[-1], m))
        back = [phi.slope(taken[-1], m)]
        for c, w, h in zip(multipliers[:0:-1], weights[:0:-1], taken[-2::-1], strict=True):
            back.insert(0, c * m.matmul(m.swap(w), back[0]) * s.slope(h, m))
        return Signals(multipliers, weights, taken, given[:-1], back)

    def _trained(self, layers: Any) -> list[Any]:
        """Those of L layers whose weights are parameters."""
        return list(layers) if self.both else list(layers)[:-1]

    def _shapes(self, p: Mapping[str, Array]) -> list[tuple[int, int]]:
        """(m_l, m_(l-1)) for l = 1, ..., L."""
        return [(wide, narrow) for narrow, wide in pairwise((p["inputs"].shape[2], *self.hidden(p), 1))]

    def _matrices(self, p: Mapping[str, Array], x: Array, moving: bool = False, m: Any = None) -> list[Array]:
        """W_1, ..., W_L from parameters; where x is a direction that the parameters move in, fixed output weights stand still."""
        found, at = [], 0
        for shape in self._trained(self._shapes(p)):
            found.append(x[:, :, at : at + prod(shape)].reshape((*x.shape[:2], *shape)))
            at += prod(shape)
        if not self.both:
            fixed = p["weights"][:, None, None]
            found.append(m.zeros(tuple(fixed.shape)) if moving else fixed)
        return found

    def _flat(self, layers: Sequence[Array], x: Array, m: Any) -> Array:
        """One vector of the trained layers' (I, M, m_l, m_(l-1)) : (I, M, p)."""
        found, at = m.zeros(tuple(x.shape)), 0
        for layer in self._trained(layers):
            size = prod(layer.shape[2:])
            found[:, :, at : at + size] = layer.reshape((*layer.shape[:2], size))
            at += size
        return found


def _forward_along(now: Signals, along: Sequence[Array], rises: Sequence[Array], m: Any) -> tuple[list[Array], list[Array]]:
    """The derivatives of h_1, ..., h_L and of y_0, ..., y_(L-1) along a direction of the weights."""
    taken, given = [], [now.given[0] * 0]
    for layer, (c, w, v, y) in enumerate(zip(now.multipliers, now.weights, along, now.given, strict=True)):
        moved = m.matmul(v, y)
        taken.append(c * (moved + m.matmul(w, given[-1]) if layer else moved))
        if layer < len(rises):
            given.append(rises[layer] * taken[-1])
    return taken, given


def _backward_along(now: Signals, along: Sequence[Array], rises: Sequence[Array], bent: Sequence[Array], top: Array, m: Any) -> list[Array]:
    """The derivatives of b_1, ..., b_L along a direction of the weights; `bent` is what the bending of s adds to b_1, ..., b_(L-1)."""
    back = [top]
    for layer in range(len(rises) - 1, -1, -1):
        c, w, v, b = now.multipliers[layer + 1], now.weights[layer + 1], along[layer + 1], now.back[layer + 1]
        back.insert(0, c * (m.matmul(m.swap(v), b) + m.matmul(m.swap(w), back[0])) * rises[layer] + bent[layer])
    return back


def _rank_one_dist_sq(m: Any, b: Array, b_other: Array, y: Array, y_other: Array) -> Array:
    """||b y^T - b' y'^T||_F^2 for each input from (b - b') y^T + b' (y - y')^T, which keeps its digits where they are close : (I, M, n)."""
    db, dy = b - b_other, y - y_other
    squares = m.total(db * db, 2) * m.total(y * y, 2) + m.total(b_other * b_other, 2) * m.total(dy * dy, 2)
    return squares + 2 * m.total(db * b_other, 2) * m.total(y * dy, 2)


ALL_LAYERS, HIDDEN_LAYERS = DeepNetwork(both=True), DeepNetwork(both=False)
