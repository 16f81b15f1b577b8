"""Rational functions of one variable: values at algebraic points, compared exactly, and the least and the largest value.

A rational function h of a root x is an element of Q[x]/(factor): it is rational where its remainder is constant, and two irrational values
are equal where an interval that holds both holds one root only of the polynomial whose roots are all values that h takes at such roots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, arb_poly, fmpq, fmpq_mat, fmpq_poly

from problems.exact.arithmetic import Exact, fraction
from problems.exact.sturm import BITS, WORKING, Ends, Root, count_between, number, real_roots, sturm_sequence


@dataclass(frozen=True)
class Quotient:
    """The rational function top/bottom in lowest terms; `quotient` makes one."""

    top: fmpq_poly
    bottom: fmpq_poly

    def __call__(self, x: Fraction) -> Fraction:
        """The value at a rational point."""
        at = number(x)
        return fraction(self.top(at) / self.bottom(at))

    def derivative(self) -> "Quotient":
        """The derivative."""
        return quotient(self.top.derivative() * self.bottom - self.top * self.bottom.derivative(), self.bottom * self.bottom)

    def plus(self, other: "Quotient", factor: Fraction = Fraction(1)) -> "Quotient":
        """self + factor * other."""
        return quotient(self.top * other.bottom + number(factor) * other.top * self.bottom, self.bottom * other.bottom)

    def over(self, other: "Quotient") -> "Quotient":
        """self/other."""
        return quotient(self.top * other.bottom, self.bottom * other.top)

    def squared(self) -> "Quotient":
        """The square."""
        return Quotient(self.top * self.top, self.bottom * self.bottom)


@dataclass(frozen=True)
class Extreme:
    """A least or a largest value, and the roots at which it is attained; none where it is a limit, or is attained at an end of the interval."""

    value: Ends
    attained: tuple[Root, ...] = ()


def quotient(top: fmpq_poly, bottom: fmpq_poly) -> Quotient:
    """top/bottom in lowest terms with a monic denominator."""
    if bottom.is_zero():
        raise ZeroDivisionError("the zero polynomial divides nothing")
    common = top.gcd(bottom)
    top, bottom = top // common, bottom // common
    leading = bottom.leading_coefficient()
    return Quotient(top / leading, bottom / leading)


def value_at(h: Quotient, root: Root) -> Ends:
    """h at a root, exactly where the value is rational."""
    if root.low == root.high:
        return (h(root.ends[0]),) * 2
    remainder = _remainder(h, root.factor)
    return (fraction(remainder[0]),) * 2 if remainder.degree() <= 0 else _enclosed(h, root, WORKING)


def _enclosed(h: Quotient, root: Root, bits: int) -> Ends:
    with Exact(bits=bits).scope():
        x = arb(root.low).union(arb(root.high))
        ball = arb_poly(h.top)(x) / arb_poly(h.bottom)(x)
        return fraction(ball.lower().fmpq()), fraction(ball.upper().fmpq())


def _remainder(h: Quotient, factor: fmpq_poly) -> fmpq_poly:
    """h in Q[x]/(factor)."""
    common, inverse, _ = (h.bottom % factor).xgcd(factor)
    return (h.top % factor) * inverse / common[0] % factor


def _characteristic(h: Quotient, factor: fmpq_poly) -> fmpq_poly:
    """The characteristic polynomial of multiplication by h in Q[x]/(factor): its roots are the values of h at the roots of the factor."""
    n, power, rows = factor.degree(), _remainder(h, factor), []
    for _ in range(n):
        rows.append([power[k] for k in range(n)])
        power = fmpq_poly([0, 1]) * power % factor
    return fmpq_poly(fmpq_mat(rows).charpoly().coeffs())


def compared(h: Quotient, a: Root, b: Root) -> int:
    """The sign of h(a) - h(b), decided: an irrational value is neither a rational one nor at the end of an interval."""
    first, second, bits = value_at(h, a), value_at(h, b), BITS
    exact = [low == high for low, high in (first, second)]
    while first[1] >= second[0] and second[1] >= first[0]:
        if all(exact) or (not any(exact) and _one_value(h, a, b, first, second)):
            return 0
        bits *= 2
        a, b = (root.refined(fmpq(1, 2**bits)) for root in (a, b))
        first, second = (ends if known else _enclosed(h, root, 4 * bits) for ends, known, root in zip((first, second), exact, (a, b), strict=True))
    return 1 if first[0] > second[1] else -1


def _one_value(h: Quotient, a: Root, b: Root, first: Ends, second: Ends) -> bool:
    """Whether the hull of two enclosures holds one root only of the polynomial whose roots are all values of h at both factors' roots."""
    both = _characteristic(h, a.factor) * _characteristic(h, b.factor)
    sequence = sturm_sequence(both // both.gcd(both.derivative()))
    return count_between(sequence, number(min(first[0], second[0])), number(max(first[1], second[1]))) == 1


def least(h: Quotient, low: Fraction | None = None, high: Fraction | None = None) -> Extreme | None:
    """The infimum of h on [low, high] (None: no end), None where h is unbounded below; h without poles there."""
    return extremes(h, low, high)[0]


def extremes(h: Quotient, low: Fraction | None = None, high: Fraction | None = None) -> tuple[Extreme | None, Extreme | None]:
    """The infimum and the supremum of h on [low, high] (None: no end), each None where there is none; h without poles there."""
    ends = (_end_value(h, low, -1), _end_value(h, high, 1))
    if "-oo" in ends and "oo" in ends:
        return None, None
    slope = h.derivative().top
    inside = [] if slope.is_zero() else [root for root in real_roots(slope) if _inside(root, low, high)]
    lowest = None if "-oo" in ends else _least(h, inside, [end for end in ends if isinstance(end, Fraction)])
    if "oo" in ends:
        return lowest, None
    turned = _least(Quotient(-h.top, h.bottom), inside, [-end for end in ends if isinstance(end, Fraction)])
    return lowest, Extreme((-turned.value[1], -turned.value[0]), turned.attained)


def _least(h: Quotient, inside: Sequence[Root], outer: Sequence[Fraction]) -> Extreme:
    values = [value_at(h, root) for root in inside]
    every = [*values, *((end, end) for end in outer)]
    value = min(e[0] for e in every), min(e[1] for e in every)
    near = [root for root, (below, _) in zip(inside, values, strict=True) if below <= value[1]]
    return Extreme(value, _attaining(h, near, outer))


def _inside(root: Root, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a root lies strictly between two numbers."""
    return (low is None or root.sign_of_difference(number(low)) > 0) and (high is None or root.sign_of_difference(number(high)) < 0)


def _attaining(h: Quotient, near: Sequence[Root], outer: Sequence[Fraction]) -> tuple[Root, ...]:
    """Among roots whose values come near the least one, those at which no other root and no end is lower, decided."""
    lowest = [root for root in near if all(other is root or compared(h, root, other) <= 0 for other in near)]
    return tuple(root for root in lowest if all(_at_most(h, root, end) for end in outer))


def _at_most(h: Quotient, root: Root, bound: Fraction) -> bool:
    """Whether h(root) <= bound, decided."""
    (low, high), bits = value_at(h, root), BITS
    exact = low == high
    while low <= bound < high and not exact:
        bits *= 2
        low, high = _enclosed(h, root.refined(fmpq(1, 2**bits)), 4 * bits)
    return high <= bound


def _end_value(h: Quotient, end: Fraction | None, side: int) -> Fraction | str:
    """h at an end of an interval, or its limit there: a number, or "oo" or "-oo"."""
    if end is not None:
        return h(end)
    excess = h.top.degree() - h.bottom.degree()
    if excess < 0 or h.top.is_zero():
        return Fraction(0)
    ratio = h.top.leading_coefficient() / h.bottom.leading_coefficient()
    if excess == 0:
        return fraction(ratio)
    return "oo" if (ratio > 0) == (side > 0 or excess % 2 == 0) else "-oo"
