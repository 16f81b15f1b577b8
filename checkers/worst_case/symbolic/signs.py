"""Why a polynomial in the constants is not negative on the region: a product of powers, each odd one of a sum of products of what is known.

f = sum of c_k known_1^a known_2^b ... with c_k > 0 is found by linear programming and then solved exactly; a polynomial that is positive on a
compact region given by linear inequalities has such a sum, of a degree that grows as it comes near zero. Unlike Sturm sequences this serves several
constants at once, and is replayed by multiplying out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import islice
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import linprog

from checkers.worst_case.closed_forms.rational_fit import at
from checkers.worst_case.symbolic.region import Polynomial, Region
from problems.exact.linear import solve

Exponents = tuple[int, ...]
Products = tuple[tuple[Fraction, Exponents], ...]
"""Positive coefficients, each with the exponents of a product of what is known of the region, in its order."""

EXTRA, POWERS, MOST = 2, (1, 2, 4), 2000
"""Degrees of products beyond that of the polynomial; powers of known polynomials that it is multiplied with; products, at most."""

TRIES, PROBES = 3000, 24
"""Draws of places, and places that are enough."""


@dataclass(frozen=True)
class Factor:
    """polynomial^power; `products` add up to the polynomial times the product of `times`, which is strictly positive.

    `products` is None for an even power, which needs no reason.
    """

    polynomial: Polynomial
    power: int
    products: Products | None = None
    times: Exponents = ()


@dataclass(frozen=True)
class Sign:
    """constant * product of the factors, with constant >= 0."""

    constant: Fraction
    factors: tuple[Factor, ...] = ()


def nonnegative(polynomial: Polynomial, region: Region, strict: bool = False) -> Sign | None:
    """A reason for polynomial >= 0 on the region (> 0 where strict), or None where none was found."""
    if not polynomial:
        return None if strict else Sign(Fraction(0))
    content, parts = polynomial.factor_list()
    constant, factors = rational(content), list[Factor]()
    for part, power in parts:
        if power % 2 == 0 and not strict:
            factors.append(Factor(part, power))
            continue
        found = _signed(part, power, region, strict)
        if found is None:
            return None
        constant *= 1 if found.polynomial == part or power % 2 == 0 else -1
        factors.append(found)
    return Sign(constant, tuple(factors)) if constant > 0 else None


def rational(c: Any) -> Fraction:
    """A coefficient of SymPy's rationals as Python's."""
    return Fraction(int(c.numerator), int(c.denominator))


def _signed(part: Polynomial, power: int, region: Region, strict: bool) -> Factor | None:
    """The part or its negative, with the reason why it is not negative."""
    seen = {sign(at(part, place)) for place in _probes(region)} - {0}
    if len(seen) > 1:
        return None
    for times, factor in _helpers(part.ring.one, region):
        for side in seen or (1, -1):
            products = _products(part * side * factor, region, strict, _degree(part) + _degree(factor) + (0 if any(times) else EXTRA))
            if products is not None:
                return Factor(part * side, power, products, times)
    return None


def _helpers(one: Polynomial, region: Region) -> Iterator[tuple[Exponents, Polynomial]]:
    """Nothing, then powers of what is strictly positive and linear, to multiply with."""
    yield (0,) * len(region), one
    for power in POWERS:
        for k, known in enumerate(region):
            if known.strict and _degree(known.polynomial) == 1:
                yield tuple(power * (j == k) for j in range(len(region))), known.polynomial**power


def sign(c: Fraction) -> int:
    """-1, 0 or 1."""
    return (c > 0) - (c < 0)


@cache
def _probes(region: Region) -> tuple[tuple[Fraction, ...], ...]:
    """Places inside the region, which tell what signs are out of the question; a seeded draw."""
    draw, found = Random(0), list[tuple[Fraction, ...]]()
    many = len(region[0].polynomial.ring.symbols) if region else 0
    for _ in range(TRIES if region else 0):
        place = tuple(Fraction(draw.randint(1, 24), draw.randint(1, 12)) for _ in range(many))
        if all(at(known.polynomial, place) > 0 for known in region):
            found.append(place)
        if len(found) == PROBES:
            break
    return tuple(found)


def _degree(polynomial: Polynomial) -> int:
    return max((sum(monomial) for monomial in polynomial.itermonoms()), default=0)


def _products(part: Polynomial, region: Region, strict: bool, degree: int) -> Products | None:
    """Products of known polynomials up to a degree, with positive coefficients, that add up to `part`."""
    columns = list(islice(_every_product(region, part.ring.one, degree), MOST + 1))
    if len(columns) > MOST:
        return None
    monomials = sorted({m for _, product in columns for m in product.itermonoms()})
    if not set(part.itermonoms()) <= set(monomials):
        return None
    place, zero = {m: k for k, m in enumerate(monomials)}, Fraction(0)
    rows = [[zero] * len(columns) for _ in monomials]
    for column, (_, product) in enumerate(columns):
        for m, c in product.iterterms():
            rows[place[m]][column] = rational(c)
    right = [rational(part.get(m, 0)) for m in monomials]
    safe = [all(known.strict for known, power in zip(region, e, strict=True) if power) for e, _ in columns]
    support = _vertex(rows, right, safe)
    exact = None if support is None else solve(tuple(tuple(row[k] for k in support) for row in rows), right)
    if support is None or exact is None or any(c < 0 for c in exact):
        return None
    found = tuple((c, columns[k][0]) for c, k in zip(exact, support, strict=True) if c)
    return None if strict and not any(safe[k] for c, k in zip(exact, support, strict=True) if c) else found


def _every_product(region: Region, one: Polynomial, degree: int) -> Iterator[tuple[Exponents, Polynomial]]:
    """Exponents, and the products of known polynomials that they stand for, up to a degree."""
    if not region:
        yield (), one
        return
    *others, last = region
    for exponents, product in _every_product(tuple(others), one, degree):
        power = 0
        while _degree(product) <= degree:
            yield (*exponents, power), product
            power, product = power + 1, product * last.polynomial
            if not last.polynomial or _degree(last.polynomial) == 0:
                break


def _vertex(rows: Sequence[Sequence[Fraction]], right: Sequence[Fraction], safe: Sequence[bool]) -> list[int] | None:
    """The columns of a basic solution with nonnegative coefficients, as much as can be on strictly positive products."""
    matrix, vector = np.array([[float(c) for c in row] for row in rows]), np.array([float(c) for c in right])
    found = linprog(-np.array(safe, dtype=float), A_eq=matrix, b_eq=vector, bounds=(0, None), method="highs-ds")
    return [k for k, c in enumerate(found.x) if c > 1e-9] if found.status == 0 else None
