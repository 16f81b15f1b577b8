"""Exact arithmetic on arrays: rationals as long as they stay rational, balls with rigorous radius where they do not.

Arrays are NumPy object arrays of flint's `fmpq` and `arb`. Both this class and `problems.float64.Float64` offer the same operations,
so one definition of a function, a method or a claim is run in floats and decided in rationals or balls.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, ctx, fmpq

from problems.exact.eigenvalues import eigenvalues

Array = Any


class Undecided(Exception):  # noqa: N818
    """A comparison that the balls at hand cannot settle, or numbers too tall to carry on with."""


class NotExact(Undecided):
    """A function that is known as code for floats only."""


class Exact:
    """The exact arithmetic at `bits` of precision for the balls; rationals taller than `tallest` bits raise Undecided."""

    name = "exact"

    def __init__(self, bits: int = 128, tallest: int = 20_000, balls: bool = False) -> None:
        self.bits, self.tallest, self.balls = bits, tallest, balls

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Run what is inside at this precision."""
        before = ctx.prec
        ctx.prec = self.bits
        try:
            yield
        finally:
            ctx.prec = before

    def number(self, value: Any) -> Any:
        """One exact number from an int, a Fraction, a pair (low, high) of Fractions, or a number of flint's."""
        if isinstance(value, tuple):
            low, high = value
            return self.number(low) if low == high else arb(_fmpq(low)).union(arb(_fmpq(high)))
        if isinstance(value, (fmpq, arb)):
            return value
        return arb(_fmpq(value)) if self.balls else _fmpq(value)

    def array(self, values: Any, shape: tuple[int, ...]) -> Array:
        """An array of a shape from a flat sequence of exact values."""
        made = np.empty(len(values), dtype=object)
        for position, value in enumerate(values):
            made[position] = self.number(value)
        return made.reshape(shape)

    def integers(self, values: np.ndarray) -> Array:
        """Whole numbers (an int64 array) as exact ones."""
        made = np.empty(values.shape, dtype=object)
        for position, value in np.ndenumerate(values):
            made[position] = fmpq(int(value))
        return made

    def zeros(self, shape: tuple[int, ...]) -> Array:
        """An array of zeros."""
        made = np.empty(shape, dtype=object)
        made[...] = fmpq(0)
        return made

    def guard(self, a: Array) -> Array:
        """`a`, unless its rationals have grown too tall to carry on with."""
        for value in a.flat:
            if isinstance(value, fmpq) and value.height_bits() > self.tallest:
                raise Undecided(f"the rationals have grown past {self.tallest} bits")
        return a

    def sqrt(self, a: Array) -> Array:
        return _each(_sqrt)(a)

    def exp(self, a: Array) -> Array:
        return _each(lambda z: fmpq(1) if _is_zero(z) else arb(z).exp())(a)

    def log(self, a: Array) -> Array:
        return _each(lambda z: fmpq(0) if z == 1 else arb(z).log())(a)

    def sin(self, a: Array) -> Array:
        return _each(lambda z: fmpq(0) if _is_zero(z) else arb(z).sin())(a)

    def cos(self, a: Array) -> Array:
        return _each(lambda z: fmpq(1) if _is_zero(z) else arb(z).cos())(a)

    def tanh(self, a: Array) -> Array:
        return _each(lambda z: fmpq(0) if _is_zero(z) else arb(z).tanh())(a)

    def atan(self, a: Array) -> Array:
        return _each(lambda z: fmpq(0) if _is_zero(z) else arb(z).atan())(a)

    def pi(self) -> Any:
        """The number pi."""
        return arb.pi()

    def softplus(self, a: Array) -> Array:
        """log(1 + exp(a))."""
        return _each(lambda z: arb(z).exp().log1p())(a)

    def log_cosh(self, a: Array) -> Array:
        """log cosh(a)."""
        return _each(lambda z: fmpq(0) if _is_zero(z) else arb(z).cosh().log())(a)

    def abs(self, a: Array) -> Array:
        return _each(abs)(a)

    def nonnegative(self, a: Array) -> Array:
        """max(0, a), for numbers that are known not to be negative."""
        return _each(lambda z: max(z, fmpq(0)) if isinstance(z, fmpq) else arb(z).nonnegative_part())(a)

    def sign(self, a: Array) -> Array:
        return _each(_sign)(a)

    def floor(self, a: Array) -> Array:
        return _each(_floor)(a)

    def maximum(self, a: Array, b: Array) -> Array:
        return _each(lambda y, z: _pick(y, z, z, y), 2)(a, b)

    def minimum(self, a: Array, b: Array) -> Array:
        return _each(lambda y, z: _pick(y, z, y, z), 2)(a, b)

    def select(self, a: Array, b: Array, then: Array, otherwise: Array) -> Array:
        """`then` where a <= b, else `otherwise`; the hull of both where balls cannot tell."""
        return _each(_pick, 4)(a, b, then, otherwise)

    def power(self, base: Array, exponent: Array) -> Array:
        return _each(_power, 2)(base, exponent)

    def whole_power(self, base: Array, exponent: int) -> Array:
        """The power with a whole exponent."""
        return _each(lambda z: _whole_power(z, exponent))(base)

    def total(self, a: Array, axis: int) -> Array:
        """The sum along an axis."""
        return _object(np.sum(a, axis=axis)) + fmpq(0)

    def running_total(self, a: Array, axis: int) -> Array:
        return np.cumsum(a, axis=axis)

    def running_least(self, a: Array, axis: int) -> Array:
        pick = np.frompyfunc(lambda y, z: _pick(y, z, y, z), 2, 1)
        return pick.accumulate(a, axis=axis)

    def matmul(self, a: Array, b: Array) -> Array:
        return np.matmul(a, b)

    def swap(self, a: Array) -> Array:
        """The last two axes exchanged."""
        return np.swapaxes(a, -1, -2)

    def eigenvalues(self, a: Array) -> Array:
        """The eigenvalues of symmetric matrices (..., n, n) : (..., n), in no order; Undecided where they cannot be enclosed."""
        found = np.empty(a.shape[:-1], dtype=object)
        for place in np.ndindex(a.shape[:-2]):
            try:
                found[place] = eigenvalues(a[place])
            except ValueError as reason:
                raise Undecided(str(reason)) from None
        return found

    def take(self, a: Array, positions: np.ndarray, axis: int) -> Array:
        """The members at whole-number positions along an axis."""
        return np.take(a, positions, axis=axis)

    def member(self, a: Array, position: int, axis: int) -> Array:
        """The member at one position along an axis, without that axis."""
        return np.take(a, position, axis=axis)

    def choose(self, condition: np.ndarray, then: Array, otherwise: Array) -> Array:
        """`then` where a Boolean array holds, else `otherwise`."""
        return np.where(condition, then, otherwise)

    def is_zero(self, a: Array) -> np.ndarray:
        """Where `a` vanishes; a ball that may or may not be zero raises Undecided."""
        return np.asarray(np.frompyfunc(_surely_zero, 1, 1)(a), dtype=bool)

    def is_negative(self, a: Array) -> np.ndarray:
        """Where `a` is below zero; a ball that may or may not be raises Undecided."""
        return np.asarray(np.frompyfunc(_surely_negative, 1, 1)(a), dtype=bool)

    def floats(self, a: Array) -> np.ndarray:
        """The nearest floats (midpoints of balls)."""
        return np.asarray(np.frompyfunc(_float, 1, 1)(a), dtype=float)


def _fmpq(value: Any) -> fmpq:
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    if isinstance(value, fmpq):
        return value
    return fmpq(*value.as_integer_ratio()) if isinstance(value, float) else fmpq(int(value))


def fraction(value: fmpq) -> Fraction:
    """A rational of flint's as Python's."""
    return Fraction(int(value.p), int(value.q))


def _object(a: Any) -> Array:
    if isinstance(a, np.ndarray):
        return a
    made = np.empty((), dtype=object)
    made[()] = a
    return made


def _each(function: Callable[..., Any], arguments: int = 1) -> Callable[..., Array]:
    mapped = np.frompyfunc(function, arguments, 1)
    return lambda *arrays: _object(mapped(*arrays))


def _is_zero(z: Any) -> bool:
    return isinstance(z, (fmpq, int)) and z == 0


def _surely_zero(z: Any) -> bool:
    if isinstance(z, arb) and not z.is_exact() and z.contains(0):
        raise Undecided("a divisor may be zero")
    return bool(z == 0)


def _surely_negative(z: Any) -> bool:
    if isinstance(z, arb) and not (z < 0 or z >= 0):
        raise Undecided("the sign of a radicand is open")
    return bool(z < 0)


def _float(z: Any) -> float:
    if isinstance(z, fmpq):
        return fraction(z).numerator / fraction(z).denominator
    return float(z.mid()) if isinstance(z, arb) else float(z)


def _sqrt(z: Any) -> Any:
    if isinstance(z, fmpq) and z >= 0:
        root = fmpq(z.p.isqrt(), z.q.isqrt())
        if root * root == z:
            return root
    return arb(z).sqrt()


def _sign(z: Any) -> Any:
    if z > 0:
        return fmpq(1)
    if z < 0:
        return fmpq(-1)
    if z == 0:
        return fmpq(0)
    raise Undecided("the sign of a number is open")


def _floor(z: Any) -> Any:
    if isinstance(z, fmpq):
        return fmpq(z.floor())
    low, high = z.lower().floor(), z.upper().floor()
    if not low == high:
        raise Undecided("a whole part is open")
    return fmpq(int(low.unique_fmpz()))


def _pick(a: Any, b: Any, then: Any, otherwise: Any) -> Any:
    if a <= b:
        return then
    if a > b:
        return otherwise
    return arb(then).union(arb(otherwise))


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(exponent, int):
        return _whole_power(base, exponent)
    if isinstance(exponent, fmpq):
        if exponent.q == 1:
            return _whole_power(base, int(exponent.p))
        if exponent.q == 2:
            return _sqrt(base) ** int(exponent.p)
    return arb(base) ** arb(exponent)


def _whole_power(base: Any, exponent: int) -> Any:
    """By multiplication where a ball holds zero: flint takes no power of such a ball."""
    if not isinstance(base, arb) or exponent < 1 or not base.contains(0):
        return base**exponent
    half = _whole_power(base, exponent // 2) if exponent > 1 else arb(1)
    return half * half * base if exponent % 2 else half * half
