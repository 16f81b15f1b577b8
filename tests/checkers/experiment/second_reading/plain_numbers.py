"""Numbers one at a time: Python's fractions while they stay rational, sixty decimal digits where they do not; vectors are tuples of them."""

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any

from mpmath.ctx_mp import MPContext

DECIMALS = MPContext()
DECIMALS.dps = 60

Number = Any
"""A Fraction, or a number of sixty digits."""
Vector = tuple[Number, ...]


class NoValue(Exception):  # noqa: N818
    """A term has no value: a division by zero, the root of a negative number, a member before the first, a mean of nothing."""


def is_rational(z: Number) -> bool:
    return isinstance(z, Fraction)


def decimal(z: Number) -> Number:
    return DECIMALS.mpf(z.numerator) / z.denominator if is_rational(z) else z


def _alike(operation: Callable[[Number, Number], Number]) -> Callable[[Number, Number], Number]:
    """An operation on two numbers of the same kind, for any two."""
    return lambda a, b: operation(a, b) if is_rational(a) and is_rational(b) else operation(decimal(a), decimal(b))


plus = _alike(lambda a, b: a + b)
minus = _alike(lambda a, b: a - b)
times = _alike(lambda a, b: a * b)
larger = _alike(lambda a, b: a if a >= b else b)
smaller = _alike(lambda a, b: a if a <= b else b)
below = _alike(lambda a, b: a < b)
at_most = _alike(lambda a, b: a <= b)


def over(a: Number, b: Number) -> Number:
    if b == 0:
        raise NoValue("a division by zero")
    return _alike(lambda p, q: p / q)(a, b)


def size(z: Number) -> Number:
    return -z if z < 0 else z


def root(z: Number) -> Number:
    """The square root, a fraction where it is one."""
    if z < 0:
        raise NoValue("the root of a negative number")
    if is_rational(z):
        found = Fraction(isqrt(z.numerator), isqrt(z.denominator))
        if found * found == z:
            return found
    return DECIMALS.sqrt(decimal(z))


def power(base: Number, exponent: Number) -> Number:
    if is_rational(exponent) and exponent.denominator == 1:
        whole = abs(exponent.numerator)
        raised = Fraction(1)
        for _ in range(whole):
            raised = times(raised, base)
        return over(Fraction(1), raised) if exponent < 0 else raised
    if is_rational(exponent) and exponent.denominator == 2:
        return power(root(base), Fraction(exponent.numerator))
    if base < 0 or (base == 0 and exponent < 0):
        raise NoValue("a fractional power of a negative number, or a negative one of zero")
    return DECIMALS.power(decimal(base), decimal(exponent))


def smooth(function: Callable[[Number], Number], at_zero: int) -> Callable[[Number], Number]:
    """A transcendental function, exact at zero."""
    return lambda z: Fraction(at_zero) if z == 0 else function(decimal(z))


exponential, sine, cosine = smooth(DECIMALS.exp, 1), smooth(DECIMALS.sin, 0), smooth(DECIMALS.cos, 1)
hyperbolic_tangent = smooth(DECIMALS.tanh, 0)


def logarithm(z: Number) -> Number:
    if z <= 0:
        raise NoValue("the logarithm of a number that is not positive")
    return Fraction(0) if z == 1 else DECIMALS.log(decimal(z))


def log_cosh(z: Number) -> Number:
    return Fraction(0) if z == 0 else DECIMALS.log(DECIMALS.cosh(decimal(z)))


def softplus(z: Number) -> Number:
    return DECIMALS.log(1 + DECIMALS.exp(decimal(z)))


def sign(z: Number) -> Number:
    return Fraction((z > 0) - (z < 0))


def whole_part(z: Number) -> Number:
    return Fraction(z.numerator // z.denominator) if is_rational(z) else Fraction(int(DECIMALS.floor(z)))


def each(operation: Callable[..., Number], *parts: Any) -> Any:
    """An operation coordinate by coordinate; a number beside a vector stands in every coordinate."""
    lengths = {len(part) for part in parts if isinstance(part, tuple)}
    if not lengths:
        return operation(*parts)
    (length,) = lengths
    spread = [part if isinstance(part, tuple) else (part,) * length for part in parts]
    return tuple(operation(*entries) for entries in zip(*spread, strict=True))


def total(numbers: Any) -> Number:
    found: Number = Fraction(0)
    for number in numbers:
        found = plus(found, number)
    return found


def dot(a: Vector, b: Vector) -> Number:
    return total(times(p, q) for p, q in zip(a, b, strict=True))


def scaled(factor: Number, a: Vector) -> Vector:
    return tuple(times(factor, entry) for entry in a)


def moved(a: Vector, b: Vector) -> Vector:
    return tuple(plus(p, q) for p, q in zip(a, b, strict=True))


def apart(a: Vector, b: Vector) -> Vector:
    return tuple(minus(p, q) for p, q in zip(a, b, strict=True))
