"""Where functions are least, found by themselves: all roots of a derivative on a line, or Newton's method for a regression, in sixty digits."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from tests.checkers.experiment.second_reading.plain_numbers import (
    DECIMALS,
    Number,
    Vector,
    apart,
    at_most,
    decimal,
    dot,
    minus,
    moved,
    plus,
    power,
    scaled,
    smaller,
    times,
)

ZERO = Fraction(0)
TINY, SAME, FLAT = (DECIMALS.mpf(10) ** -digits for digits in (30, 40, 50))
"""How large a root's imaginary part may be, how far apart values that are the same, and how steep a function at its minimiser."""
STEPS = 60
"""Of Newton's method: it gains all digits in a few where there is a minimiser, and only one in two or three steps where there is none."""

Function = Callable[[Vector], Number]
Points = tuple[Number, ...]
Polynomial = list[Fraction]
"""The coefficients, that of the highest power first."""


def nearest_sq(points: Callable[[], Points]) -> Function:
    """The squared distance to the nearest of some points of a line."""

    def dist_sq(x: Vector) -> Number:
        first, *others = [power(minus(x[0], z), Fraction(2)) for z in points()]
        for other in others:
            first = smaller(first, other)
        return first

    return dist_sq


def least_of(value: Callable[[Number], Number], places: Sequence[Number]) -> Points:
    """The places where a function is least among them."""
    heights = [decimal(value(place)) for place in places]
    return tuple(place for place, height in zip(places, heights, strict=True) if height <= min(heights) + SAME)


# Polynomials


def product(a: Polynomial, b: Polynomial) -> Polynomial:
    found = [ZERO] * (len(a) + len(b) - 1)
    for i, p in enumerate(a):
        for j, q in enumerate(b):
            found[i + j] += p * q
    return found


def summed(a: Polynomial, b: Polynomial) -> Polynomial:
    length = max(len(a), len(b))
    return [p + q for p, q in zip([ZERO] * (length - len(a)) + a, [ZERO] * (length - len(b)) + b, strict=True)]


def derivative(p: Polynomial) -> Polynomial:
    return [c * (len(p) - 1 - k) for k, c in enumerate(p[:-1])]


def _divided(a: Polynomial, b: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder, the remainder without leading zeros."""
    parts, left = [], list(a)
    while len(left) >= len(b):
        parts.append(left[0] / b[0])
        left = [c - parts[-1] * (b[k] if k < len(b) else ZERO) for k, c in enumerate(left)][1:]
    return parts, _trimmed(left)


def _trimmed(p: Polynomial) -> Polynomial:
    return next((p[k:] for k, c in enumerate(p) if c), [])


def real_roots(p: Polynomial) -> Points:
    """All of them, each once, as fractions where they are fractions of few digits."""
    p = _trimmed(p)
    common, other = p, _trimmed(derivative(p))
    while other:
        common, other = other, _divided(common, other)[1]
    simple = _divided(p, common)[0]
    if len(simple) < 2:
        return ()
    roots = DECIMALS.polyroots([decimal(c) for c in simple], maxsteps=300, extraprec=300)
    return tuple(_plain_root(simple, DECIMALS.re(z)) for z in roots if abs(DECIMALS.im(z)) < TINY)


def _plain_root(p: Polynomial, z: Number) -> Number:
    near, value = Fraction(DECIMALS.nstr(z, 40)).limit_denominator(10**6), ZERO
    for c in p:
        value = value * near + c
    return near if value == 0 else z


# Any function on a line


def valleys(value: Callable[[Number], Number], slope: Callable[[Number], Number], reach: Fraction, step: Fraction) -> Points:
    """Where a function is least between -reach and reach: its slope changes sign there from one point of a grid to the next."""
    grid = [k * step for k in range(-int(reach / step) - 1, int(reach / step) + 2)]
    slopes = [slope(place) for place in grid]
    found = [place for place, s in zip(grid, slopes, strict=True) if s == 0]
    for low, high, p, q in zip(grid, grid[1:], slopes, slopes[1:], strict=False):
        if p < 0 < q:
            found.append(DECIMALS.findroot(lambda z: decimal(slope(z)), (decimal(low), decimal(high)), solver="anderson", tol=FLAT**2))
    return least_of(value, found)


# Regressions


def along(rows: Sequence[Vector]) -> list[Vector]:
    """Vectors at right angles to one another that span the rows."""
    kept: list[Vector] = []
    for row in rows:
        left = row
        for q in kept:
            left = apart(left, scaled(dot(row, q) / dot(q, q), q))
        if any(left):
            kept.append(left)
    return kept


def distance_along(basis: Sequence[Vector], point: Callable[[], Vector]) -> Function:
    """The squared length of the part of x - point in the span of vectors at right angles."""
    return lambda x: _length_sq([times(dot(q, apart(x, point())), 1 / dot(q, q)) for q in basis], basis)


def _length_sq(shares: Sequence[Number], basis: Sequence[Vector]) -> Number:
    found: Number = ZERO
    for share, q in zip(shares, basis, strict=True):
        found = plus(found, times(times(share, share), dot(q, q)))
    return found


def newton(value: Function, gradient: Callable[[Vector], Vector], bend: Callable[..., Number], basis: Sequence[Vector]) -> Vector | None:
    """Where a convex function is least in the span of a basis; None where it is nowhere. bend(x, p, q) is its second derivative along p and q."""
    x: Vector = tuple(DECIMALS.mpf(0) for _ in basis[0])
    for _ in range(STEPS):
        slopes = [decimal(dot(q, gradient(x))) for q in basis]
        if max(map(abs, slopes)) < FLAT:
            return x
        bends = DECIMALS.matrix([[decimal(bend(x, p, q)) for q in basis] for p in basis])
        x = _ahead(value, x, _combined(basis, list(DECIMALS.lu_solve(bends, DECIMALS.matrix([-s for s in slopes])))), max(map(abs, slopes)))
    return None


def _combined(basis: Sequence[Vector], shares: Sequence[Number]) -> Vector:
    first, *others = [scaled(share, q) for share, q in zip(shares, basis, strict=True)]
    for other in others:
        first = moved(first, other)
    return first


def _ahead(value: Function, x: Vector, step: Vector, steepness: Number) -> Vector:
    """A whole step where the slope is small already, else as much of it as goes down."""
    share = Fraction(1)
    while steepness > DECIMALS.mpf(10) ** -15 and not at_most(value(moved(x, scaled(share, step))), value(x)):
        share /= 2
    return moved(x, scaled(share, step))
