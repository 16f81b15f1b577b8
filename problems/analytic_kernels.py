"""Kernels of infinitely wide networks with ReLU or erf activations, of any depth, in float64.

A network F(z) = m^(-1/2) a . s(m^(-1/2) W_l s(... s(W_1 z))) with standard normal weights has, as its widths grow, outputs of covariance S_l and
the tangent kernel T_l, where S_0 = T_0 = z . z' and with a pair (u, v) of normal numbers of covariance S_(l-1) over the inputs z and z'

    S_l = c E s(u) s(v),    T_l = S_l + c T_(l-1) E s'(u) s'(v).

For ReLU both are functions of the angle between inputs. Close to 0 or to pi the angle is taken from differences or sums of normalised inputs, and
1 - cos is carried from layer to layer: the least eigenvalue of T_l is of the size of the smallest angle, of which arccos keeps half the digits.

Source: Cho & Saul (2009) for ReLU; Williams (1997) for erf; Jacot, Gabriel & Hongler (2018) for the recursion.
"""

from dataclasses import dataclass
from math import factorial
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]

CLOSE = 0.25
"""Where 1 - |cos| is below this, it is taken from differences or sums of normalised inputs."""

AT_A_TIME = 2**20
"""Coordinates of differences that are held at a time."""

SMALL = 0.75
"""Angles up to which sin - angle cos is summed as a series, in which nothing cancels."""

TERMS = 8


@dataclass(frozen=True)
class Kernels:
    """nngp : (n, n), the covariance of the outputs; tangent : (n, n), the tangent kernel of all layers;
    earlier : (n, n), its part that comes from all layers but the last."""

    nngp: Numbers
    tangent: Numbers
    earlier: Numbers


def relu_kernels(inputs: Numbers, depth: int = 1, gain: float = 1.0) -> Kernels:
    """The kernels after `depth` hidden ReLU layers for inputs : (n, d), none of them zero; `gain` is c, and with c = 2 norms stay as they are."""
    norms, apart, along = _correlations(inputs, depth)
    squares = np.outer(norms, norms)
    tangent = squares * (1 - apart)
    for _ in range(depth):
        angle, rest = _angle(apart, along), _angle(along, apart)
        squares = squares * gain / 2
        apart = apart - _excess(angle) / np.pi
        nngp = squares * np.where(rest < SMALL, _excess(rest) / np.pi, 1 - apart)
        earlier = tangent * gain * rest / (2 * np.pi)
        tangent, along = nngp + earlier, 2 - apart
    return Kernels(nngp, tangent, earlier)


def erf_kernels(inputs: Numbers, depth: int = 1, gain: float = 1.0) -> Kernels:
    """The kernels after `depth` hidden erf layers for inputs : (n, d), none of them zero."""
    norms, apart, along = _correlations(inputs, depth)
    own, tangent = norms**2, np.outer(norms, norms) * (1 - apart)
    nngp, spread = tangent, np.outer(own, own) * apart * along
    for _ in range(depth):
        root = np.sqrt(1 + 2 * (own[:, None] + own) + 4 * spread)
        earlier = tangent * gain * 4 / (np.pi * root)
        nngp = gain * 2 / np.pi * np.arctan2(2 * nngp, root)
        own = nngp.diagonal().copy()
        spread = np.maximum(np.outer(own, own) - nngp**2, 0)
        tangent = nngp + earlier
    return Kernels(nngp, tangent, earlier)


def _correlations(inputs: Numbers, depth: int) -> tuple[Numbers, Numbers, Numbers]:
    """The norms (n,), and 1 - cos and 1 + cos of the angles between inputs, each (n, n)."""
    z = np.asarray(inputs, dtype=np.float64)
    if z.ndim != 2 or not np.isfinite(z).all() or not z.any(axis=1).all():
        raise ValueError("inputs are a matrix (n, d) of finite numbers, without a row of zeros")
    if depth < 1:
        raise ValueError(f"a network has one hidden layer or more, not {depth}")
    norms = np.linalg.norm(z, axis=1)
    units = z / norms[:, None]
    cosines = units @ units.T
    apart, along = 1 - cosines, 1 + cosines
    _replace(apart, units, -1.0)
    _replace(along, units, 1.0)
    np.fill_diagonal(apart, 0.0)
    np.fill_diagonal(along, 2.0)
    return norms, apart, along


def _replace(shares: Numbers, units: Numbers, sign: float) -> None:
    """|z + sign z'|^2/2 of unit vectors wherever it is small, pair by pair, in place; both it and its complement then lie in [0, 2]."""
    first, second = np.nonzero(np.triu(shares < CLOSE, 1))
    size = max(1, AT_A_TIME // units.shape[1])
    for begin in range(0, len(first), size):
        i, j = first[begin : begin + size], second[begin : begin + size]
        found = ((units[i] + sign * units[j]) ** 2).sum(axis=1) / 2
        shares[i, j] = shares[j, i] = found


def _angle(apart: Numbers, along: Numbers) -> Numbers:
    """The angle whose cosine is 1 - apart = along - 1."""
    return np.asarray(2 * np.arctan2(np.sqrt(apart), np.sqrt(along)))


def _excess(angle: Numbers) -> Numbers:
    """sin - angle cos = sum_k (-1)^(k+1) 2k angle^(2k+1)/(2k+1)!."""
    square, total = angle**2, np.zeros_like(angle)
    for k in range(TERMS, 0, -1):
        total = 2 * k / factorial(2 * k + 1) - square * total
    return np.where(angle < SMALL, total * square * angle, np.sin(angle) - angle * np.cos(angle))
