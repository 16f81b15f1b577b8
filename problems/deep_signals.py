"""What the words of deep networks measure of the signals on the first input: sizes of signals layer by layer, and of what a bottleneck passes on.

h_l = c_l W_l y_(l-1) and y_l = s(h_l), l = 1, ..., L - 1; p, x and m as in `problems.deep_networks`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from problems.deep_networks import DeepNetwork
from problems.instance import Array
from problems.network import largest_size
from problems.two_layer_networks import first_input


def signal_max(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """max_r |dF_1/dy_(l, r)| for l = 1, ..., L - 1 : (I, M, L - 1)."""
    s = network.signals(first_input(p), x, m)
    above = zip(s.multipliers[1:], s.weights[1:], s.back[1:], strict=True)
    return _stacked([largest_size((c * m.matmul(m.swap(w), b))[..., 0], m) for c, w, b in above], x, m)


def signal_norm(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """||dF_1/dh_l|| for l = 1, ..., L - 1 : (I, M, L - 1)."""
    s = network.signals(first_input(p), x, m)
    return _stacked([m.sqrt(m.total(b * b, 2)[..., 0]) for b in s.back[:-1]], x, m)


def features_norm(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """||y_l|| for l = 1, ..., L - 1 : (I, M, L - 1)."""
    s = network.signals(first_input(p), x, m)
    return _stacked([m.sqrt(m.total(y * y, 2)[..., 0]) for y in s.given[1:]], x, m)


def layer_norm(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The spectral norm of W_l for l = 1, ..., L - 1 : (I, M, L - 1)."""
    return _stacked([_norm(w, m) for w in network.signals(first_input(p), x, m).weights[:-1]], x, m)


def bottleneck_slope(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The least singular value of the Jacobian of h_k in the weights, where layer k is the narrowest, from its Gram matrix : (I, M)."""
    s, k = network.signals(first_input(p), x, m), _narrowest(network, p)
    back, gram = _unit_matrix(s.taken[k], m), 0
    for layer in range(k, -1, -1):
        c, y = s.multipliers[layer], s.given[layer]
        gram = gram + c * c * m.matmul(m.swap(back), back) * m.matmul(m.swap(y), y)
        if layer:
            slope = network.activation(p).slope(s.taken[layer - 1], m)
            back = slope * (c * m.matmul(m.swap(s.weights[layer]), back))
    return m.sqrt(m.nonnegative(m.running_least(m.eigenvalues(gram), 2)[:, :, -1]))


def feature_slope(network: DeepNetwork, p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The spectral norm of the Jacobian of c_L y_(L-1) in h_k, where layer k is the narrowest : (I, M)."""
    s, k = network.signals(first_input(p), x, m), _narrowest(network, p)
    slopes = [network.activation(p).slope(h, m) for h in s.taken[:-1]]
    moved = slopes[k] * _unit_matrix(s.taken[k], m)
    for layer in range(k + 1, len(slopes)):
        moved = slopes[layer] * (s.multipliers[layer] * m.matmul(s.weights[layer], moved))
    return s.multipliers[-1][..., 0, 0] * _norm(moved, m)


def _narrowest(network: DeepNetwork, p: Mapping[str, Array]) -> int:
    """The position of the narrowest hidden layer, counted from 0."""
    hidden = network.hidden(p)
    return hidden.index(min(hidden))


def _unit_matrix(h: Array, m: Any) -> Array:
    """The unit matrix for each of h (I, M, q, 1) : (I, M, q, q)."""
    count, far, size = h.shape[:3]
    return m.integers(np.broadcast_to(np.eye(size, dtype=np.int64), (count, far, size, size)).copy())


def _norm(a: Array, m: Any) -> Array:
    """The spectral norm of matrices (I, M, k, l) from the smaller Gram matrix : (I, M)."""
    gram = m.matmul(m.swap(a), a) if a.shape[2] >= a.shape[3] else m.matmul(a, m.swap(a))
    return m.sqrt(largest_size(m.eigenvalues(gram), m))


def _stacked(members: list[Array], x: Array, m: Any) -> Array:
    """Members (I, M) along a new last axis : (I, M, len(members))."""
    found = m.zeros((*x.shape[:2], len(members)))
    for position, member in enumerate(members):
        found[..., position] = member
    return found
