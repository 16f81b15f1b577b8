"""The least value of a function on an interval and where it is attained, by branch and bound in balls.

On a piece [m - r, m + r] the mean value form gives f >= f(m) - |f'(m)| r + min(0, inf f'') r^2/2. Pieces that lie above a value already seen,
on which f' has one sign, or f'' is negative hold no interior minimum; one on which f'' is positive and f' changes its sign holds exactly one,
which Newton's method in balls then encloses. Nothing rests on a float.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from problems.exact.arithmetic import Exact, fraction
from problems.exact.sturm import Ends, number

BITS, GRID = 256, fmpq(1, 2**160)
"""Bits of the balls, and the grid on which the ends of minimisers lie."""

SHARE = fmpq(77, 160)
"""Where pieces are cut: not in the middle, so that a minimiser in the middle of the interval lies inside a piece."""


@dataclass(frozen=True)
class Smooth1D:
    """f and its first two derivatives on balls."""

    value: Callable[[arb], arb]
    slope: Callable[[arb], arb]
    bend: Callable[[arb], arb]


@dataclass(frozen=True)
class Minimum:
    """The least value of f on an interval, and intervals that each hold exactly one point with f' = 0 and f'' > 0.

    Every minimiser lies in one of `valleys`, or, where `complete` is False, in a piece that could not be settled. That the least value is
    attained in each of several valleys is not said.
    """

    value: Ends
    valleys: tuple[Ends, ...]
    complete: bool


def minimum(f: Smooth1D, low: Fraction, high: Fraction, pieces: int = 4000, narrowest: Fraction = Fraction(1, 10**6)) -> Minimum:
    """The least value on [low, high], which must be attained in the interior; at most `pieces` are looked at."""
    with Exact(bits=BITS).scope():
        return _Search(f, number(narrowest)).run([(number(low), number(high))], pieces)


class _Search:
    """One search: the lowest value seen, the valleys, and pieces given up, each with a lower bound of f."""

    def __init__(self, f: Smooth1D, narrowest: fmpq) -> None:
        self.f, self.narrowest = f, narrowest
        self.seen: arb | None = None
        self.valleys: list[tuple[fmpq, fmpq]] = []
        self.open: list[arb] = []

    def run(self, waiting: list[tuple[fmpq, fmpq]], pieces: int) -> Minimum:
        for _ in range(pieces):
            if not waiting:
                break
            low, high = waiting.pop()
            cut = low + (high - low) * SHARE
            below = self._bound(low, high)
            if self._settled(low, high, below):
                continue
            if high - low < self.narrowest:
                self.open.append(below)
            else:
                waiting += [(low, cut), (cut, high)]
        self.open += [self._bound(*piece) for piece in waiting]
        return self._found()

    def _bound(self, low: fmpq, high: fmpq) -> arb:
        """A lower bound of f on a piece; what is seen in its middle lowers the lowest value seen."""
        middle, radius = arb((low + high) / 2), arb((high - low) / 2)
        at, bend = self.f.value(middle), self.f.bend(_hull(low, high)).lower()
        if self.seen is None or at.upper() < self.seen:
            self.seen = at.upper()
        fall = abs(self.f.slope(middle)) * radius
        return (at - fall + (bend * radius * radius / 2 if bend < 0 else 0)).lower()

    def _settled(self, low: fmpq, high: fmpq, below: arb) -> bool:
        """Whether a piece needs no further cut: it holds no minimum that counts, or one valley that is kept."""
        inside = _hull(low, high)
        slope, bend = self.f.slope(inside), self.f.bend(inside)
        if below > self.seen or slope > 0 or slope < 0 or bend < 0:
            return True
        if not bend > 0:
            return False
        left, right = self.f.slope(arb(low)), self.f.slope(arb(high))
        if left > 0 or right < 0:
            return True
        if left < 0 < right:
            self.valleys.append(self._narrowed(low, high))
            return True
        return False

    def _narrowed(self, low: fmpq, high: fmpq) -> tuple[fmpq, fmpq]:
        """Newton's method in balls: the only root of f' stays inside."""
        while high - low > 4 * GRID:
            middle = (low + high) / 2
            step = self.f.slope(arb(middle)) / self.f.bend(_hull(low, high))
            ball = middle - step
            left, right = max(low, _down(ball.lower().fmpq())), min(high, -_down(-ball.upper().fmpq()))
            if right - left > (high - low) / 2:
                sign = self.f.slope(arb(middle))
                if not (sign > 0 or sign < 0):
                    break
                left, right = (low, middle) if sign > 0 else (middle, high)
            low, high = left, right
        return low, high

    def _found(self) -> Minimum:
        """Valleys that lie above the lowest value are dropped, and so are open pieces."""
        values = [self._in_valley(*valley) for valley in self.valleys]
        assert self.seen is not None
        top = min([self.seen, *(value.upper() for value in values)], key=lambda a: a.fmpq())
        kept = [(valley, value) for valley, value in zip(self.valleys, values, strict=True) if not value.lower() > top]
        left = [below for below in self.open if not below > top]
        bottom = min([*(value.lower() for _, value in kept), *left], key=lambda a: a.fmpq())
        valleys = sorted((fraction(low), fraction(high)) for (low, high), _ in kept)
        return Minimum((fraction(bottom.fmpq()), fraction(top.fmpq())), tuple(valleys), not left)

    def _in_valley(self, low: fmpq, high: fmpq) -> arb:
        """The least value of f on an interval that holds a root of f': f(m) less what f' allows."""
        middle, radius = arb((low + high) / 2), arb((high - low) / 2)
        away = self.f.slope(_hull(low, high)) * radius
        return self.f.value(middle) + away.union(-away)


def _hull(low: fmpq, high: fmpq) -> arb:
    return arb(low).union(arb(high))


def _down(value: fmpq) -> fmpq:
    """The next point of the grid below."""
    return fmpq((value / GRID).floor()) * GRID
