"""Real roots of rational polynomials, isolated by Sturm sequences and refined as far as one likes.

A root is known by its irreducible factor over Q and an interval that holds no other root of it. Balls tell signs where they can, and exact
rationals where they cannot; no float takes part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import arb, arb_poly, fmpq, fmpq_poly

from problems.exact.arithmetic import Exact, fraction

Ends = tuple[Fraction, Fraction]
"""The two ends of an interval that holds a number; equal where it is known exactly."""

BITS, WORKING = 160, 640
"""Bits after the point to which roots are refined, and of the balls in which functions of them are enclosed."""


@dataclass(frozen=True)
class Root:
    """A real root: the only one of the irreducible `factor` in [low, high]."""

    factor: fmpq_poly
    low: fmpq
    high: fmpq

    @property
    def ends(self) -> Ends:
        """The interval in Python's rationals."""
        return fraction(self.low), fraction(self.high)

    def refined(self, width: fmpq) -> "Root":
        """The same root in an interval no wider than `width`: by Newton's method in balls, or by halving where that does not do better."""
        low, high = self.low, self.high
        with Exact(bits=WORKING + 2 * int(1 / width).bit_length()).scope():
            value, slope = arb_poly(self.factor), arb_poly(self.factor.derivative())
            rising = self.factor(high) > 0
            while high - low > width:
                middle = (low + high) / 2
                step = value(arb(middle)) / slope(arb(low).union(arb(high)))
                left, right = (low, middle) if (_sign(self.factor, value, middle) > 0) == rising else (middle, high)
                if step.is_finite():
                    ball = middle - step
                    left, right = max(left, _down(ball.lower().fmpq(), width / 16)), min(right, -_down(-ball.upper().fmpq(), width / 16))
                low, high = left, right
        return Root(self.factor, low, high)

    def sign_of_difference(self, number: fmpq) -> int:
        """The sign of root - number."""
        one = self
        while one.low < number < one.high:
            one = one.refined((one.high - one.low) / 2)
        if one.low == one.high == number:
            return 0
        return 1 if one.low >= number else -1


def number(value: Fraction | int) -> fmpq:
    """A rational of flint's."""
    return fmpq(Fraction(value).numerator, Fraction(value).denominator)


def polynomial(coefficients: Sequence[Fraction | int]) -> fmpq_poly:
    """c_0 + c_1 x + c_2 x^2 + ..."""
    return fmpq_poly([number(c) for c in coefficients])


def _down(value: fmpq, grid: fmpq) -> fmpq:
    """The next multiple of `grid` below."""
    return fmpq((value / grid).floor()) * grid


def _sign(p: fmpq_poly, in_balls: arb_poly, x: fmpq) -> int:
    """The sign of p(x), in balls where they tell it."""
    ball = in_balls(arb(x))
    if ball > 0 or ball < 0:
        return 1 if ball > 0 else -1
    exact = p(x)
    return int(exact > 0) - int(exact < 0)


Sturm = tuple[tuple[fmpq_poly, arb_poly], ...]
"""A Sturm sequence, each member exact and in balls."""


def sturm_sequence(p: fmpq_poly) -> Sturm:
    """p, p', and the negated remainders of each by the next, times positive numbers; p without multiple roots."""
    found = [p, p.derivative()]
    while found[-1].degree() > 0:
        rest = -(found[-2] % found[-1])
        found.append(rest / abs(rest.leading_coefficient()))
    with Exact(bits=WORKING).scope():
        return tuple((member, arb_poly(member)) for member in found)


def _variations(sequence: Sturm, x: fmpq) -> int:
    with Exact(bits=WORKING).scope():
        signs = [sign for sign in (_sign(p, in_balls, x) for p, in_balls in sequence) if sign]
    return sum(a != b for a, b in pairwise(signs))


def count_between(sequence: Sturm, low: fmpq, high: fmpq) -> int:
    """How many roots lie in (low, high] (Sturm)."""
    return _variations(sequence, low) - _variations(sequence, high)


def real_roots(p: fmpq_poly) -> tuple[Root, ...]:
    """The distinct real roots of a polynomial that is not zero, in order, each within 2^-BITS."""
    if p.is_zero():
        raise ValueError("every number is a root of the zero polynomial")
    found = [root for factor, _ in p.factor()[1] for root in _of_irreducible(factor)]
    return tuple(sorted(found, key=lambda root: root.low + root.high))


def _of_irreducible(factor: fmpq_poly) -> list[Root]:
    if factor.degree() == 1:
        exact = -factor[0] / factor[1]
        return [Root(factor, exact, exact)]
    sequence, bound = sturm_sequence(factor), _bound(factor)
    waiting, found = [(-bound, _variations(sequence, -bound), bound, _variations(sequence, bound))], []
    while waiting:
        low, at_low, high, at_high = waiting.pop()
        if at_low - at_high == 1:
            found.append(Root(factor, low, high).refined(fmpq(1, 2**BITS)))
        elif at_low - at_high > 1:
            middle = (low + high) / 2
            between = _variations(sequence, middle)
            waiting += [(low, at_low, middle, between), (middle, between, high, at_high)]
    return found


def _bound(p: fmpq_poly) -> fmpq:
    """A power of two above the modulus of every root (Cauchy)."""
    size = 1 + max((abs(c / p.leading_coefficient()) for c in p.coeffs()[:-1]), default=fmpq(0))
    return fmpq(2 ** int(size.p // size.q).bit_length())
