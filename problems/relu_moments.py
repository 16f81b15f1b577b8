"""Exact expectations over random two-layer ReLU networks, in any arithmetic: hidden weights standard normal, output weights independent of them.

Outputs F_i = m^(-1/2) sum_r a_r max(0, w_r . z_i) and kernel entries K_ij = (1/m) sum_r a_r^2 1{w_r . z_i > 0, w_r . z_j > 0} z_i . z_j are sums over
independent neurons. A product of them is a sum over the ways in which its factors can share neurons: a partition into b blocks comes up
m (m - 1) ... (m - b + 1) times, and each block is the mean of one neuron's part.
In polar coordinates of the plane of z_i and z_j, at the angle theta, with eta = pi - theta,

    E max(0, w . z_i)^p max(0, w . z_j)^q = |z_i|^p |z_j|^q E r^(p+q) / (2 pi) int_0^eta sin(s)^p sin(eta - s)^q ds,

a sum of integrals of sin^a cos^b; a power 0 stands for the event that the neuron is active.

Source: Cho & Saul (2009) for p = q.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import comb
from typing import Any

import numpy as np

from problems.exact.arithmetic import Undecided
from problems.instance import Array

Factor = tuple[int, ...]
"""(i,) for the output F_i, (i, j) for the entry K_ij of the first layer's tangent kernel, numbered from 0."""

MOST_FACTORS = 6
ONE = np.ones(1, dtype=np.int64)


class NoClosedForm(Undecided):
    """An expectation that these formulas do not give."""


def angles(inputs: Array, m: Any) -> tuple[Array, Array, Array]:
    """The angles between inputs : (I, n, n), and |z_i| |z_j| times their sines and cosines; none of the inputs is zero."""
    inner = m.matmul(inputs, m.swap(inputs))
    squares = m.total(inputs * inputs, -1)
    lengths = m.sqrt(squares[:, :, None] * squares[:, None, :])
    sines = m.sqrt(m.nonnegative(_crossed(inputs, m)))
    half = m.atan(sines / (lengths + m.abs(inner)))
    return m.select(inner * 0, inner, 2 * half, m.pi() - 2 * half), sines, inner


def _crossed(inputs: Array, m: Any) -> Array:
    """|z_i|^2 |z_j|^2 - (z_i . z_j)^2, as a sum of squares."""
    total = m.zeros((inputs.shape[0], inputs.shape[1], inputs.shape[1]))
    for a in range(inputs.shape[2]):
        for b in range(a):
            minor = inputs[:, :, None, a] * inputs[:, None, :, b] - inputs[:, :, None, b] * inputs[:, None, :, a]
            total = total + minor * minor
    return total


def limit_kernel(inputs: Array, m: Any) -> Array:
    """z_i . z_j (pi - theta_ij)/(2 pi), the mean of the first layer's tangent kernel at output weights of mean square 1 : (I, n, n)."""
    theta, _, inner = angles(inputs, m)
    return inner * (m.pi() - theta) / (2 * m.pi())


def product_mean(factors: Sequence[Factor], inputs: Array, width: int, normal: bool, m: Any) -> Array:
    """E of a product of outputs and kernel entries : (I,); output weights are normal, or signs. NoClosedForm for more than two inputs in a block."""
    if len(factors) > MOST_FACTORS:
        raise NoClosedForm(f"a product of {len(factors)} factors")
    outputs, total = sum(len(factor) == 1 for factor in factors), m.zeros((inputs.shape[0],))
    if outputs % 2:
        return total
    for blocks in _partitions(list(factors)):
        ways = _falling(width, len(blocks))
        if ways and all(sum(len(factor) for factor in block) % 2 == 0 for block in blocks):
            term = m.integers(ONE) * ways
            for block in blocks:
                term = term * _of_neuron(block, inputs, normal, m)
            total = total + term
    return total / width ** (outputs // 2 + len(factors) - outputs)


def _partitions(members: list[Factor]) -> Iterator[list[list[Factor]]]:
    if not members:
        yield []
        return
    first, rest = members[0], members[1:]
    for blocks in _partitions(rest):
        yield [[first], *blocks]
        for place in range(len(blocks)):
            yield [*blocks[:place], [first, *blocks[place]], *blocks[place + 1 :]]


def _falling(width: int, blocks: int) -> int:
    found = 1
    for k in range(blocks):
        found *= width - k
    return found


def _of_neuron(block: Sequence[Factor], inputs: Array, normal: bool, m: Any) -> Array:
    """The mean of one neuron's part in the factors of a block : (I,)."""
    powers: dict[int, int] = {}
    weight, found = 0, m.integers(ONE)
    for factor in block:
        weight += 1 if len(factor) == 1 else 2
        for i in factor:
            powers[i] = powers.get(i, 0) + (1 if len(factor) == 1 else 0)
        if len(factor) == 2:
            found = found * m.total(inputs[:, factor[0]] * inputs[:, factor[1]], -1)
    if normal:
        found = found * _double_factorial(weight - 1)
    return found * _active(powers, inputs, m)


def _active(powers: Mapping[int, int], inputs: Array, m: Any) -> Array:
    """E of the product of max(0, w . z_i)^p over one or two inputs, for the powers p of their numbers i : (I,)."""
    if len(powers) > 2:
        raise NoClosedForm("a neuron's part in more than two inputs at once")
    (i, p), *others = powers.items()
    length = m.sqrt(m.total(inputs[:, i] * inputs[:, i], -1))
    if not others:
        return m.whole_power(length, p) * _half_moment(p, m) if p else m.integers(ONE) / 2
    ((j, q),) = others
    pair = m.take(inputs, np.array([i, j]), 1)
    theta, sines, inner = (a[:, 0, 1] for a in angles(pair, m))
    other = m.sqrt(m.total(inputs[:, j] * inputs[:, j], -1))
    planar = _planar(p, q, m.pi() - theta, sines / (length * other), -inner / (length * other), m)
    return _power(length, p, m) * _power(other, q, m) * _radial(p + q, m) * planar / (2 * m.pi())


def _power(base: Array, exponent: int, m: Any) -> Array:
    return m.whole_power(base, exponent) if exponent else base * 0 + 1


def _half_moment(k: int, m: Any) -> Any:
    """E max(0, g)^k of a standard normal g, k >= 1: (k - 1)!!/2 for even k, (k - 1)!!/sqrt(2 pi) for odd."""
    share = m.integers(ONE) * _double_factorial(k - 1)
    return share / 2 if k % 2 == 0 else share / m.sqrt(2 * m.pi() * m.integers(ONE))


def _radial(k: int, m: Any) -> Any:
    """E r^k of the length of a standard normal vector in the plane: k!! for even k, times sqrt(pi/2) for odd."""
    share = m.integers(ONE) * _double_factorial(k)
    return share if k % 2 == 0 else share * m.sqrt(m.pi() * m.integers(ONE) / 2)


def _double_factorial(k: int) -> int:
    return 1 if k < 2 else k * _double_factorial(k - 2)


def _planar(p: int, q: int, eta: Array, sine: Array, cosine: Array, m: Any) -> Array:
    """int_0^eta sin(s)^p sin(eta - s)^q ds, with sin(eta - s) = sine cos(s) - cosine sin(s)."""
    total = eta * 0
    for k in range(q + 1):
        weight = comb(q, k) * (-1) ** (q - k) * _power(sine, k, m) * _power(cosine, q - k, m)
        total = total + weight * _integral(p + q - k, k, eta, sine, cosine, m)
    return total


def _integral(a: int, b: int, eta: Array, sine: Array, cosine: Array, m: Any) -> Array:
    """int_0^eta sin(s)^a cos(s)^b ds, with sine and cosine of eta."""
    if b >= 2:
        ends = _power(sine, a + 1, m) * _power(cosine, b - 1, m)
        return (ends + (b - 1) * _integral(a, b - 2, eta, sine, cosine, m)) / (a + b)
    if b == 1:
        return _power(sine, a + 1, m) / (a + 1)
    if a >= 2:
        return ((a - 1) * _integral(a - 2, 0, eta, sine, cosine, m) - _power(sine, a - 1, m) * cosine) / a
    return 1 - cosine if a else eta
