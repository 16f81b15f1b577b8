"""The valley scale (x^2 + 3 sin^2 x) on R: not convex, but under the Polyak-Lojasiewicz inequality.

Karimi, Nutini & Schmidt (2016) give it with the constant 1/32; the best constant is 0.1755309858... (attained at x = 2.20170917...),
which `is_pl_constant` certifies from below in balls and one rational point from above. The curvature lies in [-4, 8].
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import arb, fmpq
from hypothesis import strategies as st

from problems.exact.arithmetic import Exact
from problems.instance import Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.numbers import factor_text, positive_scalars

ONE = Fraction(1)
BEST = Enclosure(Fraction(1755309858, 10**10), Fraction(1755309859, 10**10))
"""The best Polyak-Lojasiewicz constant at scale 1; tests certify both ends again."""


def build(scale: Fraction) -> Instance:
    """scale (x^2 + 3 sin^2 x), for a positive scale."""
    if not scale > 0:
        raise ValueError(f"the valley needs a positive scale, not {scale}")
    reason = "f'^2/2 >= mu f is certified by balls on [3/2, 3] and by hand elsewhere; nearly attained at x = 2.2017"
    return Instance(
        family="sine_valley",
        parameters={"scale": scale},
        arrays={"scale": scale},
        dimension=1,
        facts={
            "smooth": Fact("f'' = scale (2 + 6 cos 2x), 8 scale at 0", exactly(8 * scale)),
            "pl": Fact(reason, Enclosure(scale * BEST.low, scale * BEST.high)),
            "quadratic_growth": Fact("f >= scale x^2, an equality at multiples of pi", exactly(2 * scale)),
        },
        formula=f"f(x) = {factor_text(scale)}{'(' if scale != 1 else ''}x^2 + 3 sin(x)^2{')' if scale != 1 else ''} on R",
        infimum=exactly(0),
        minimisers=((exactly(0),),),
        starts=_starts(),
        directions=((ONE,),),
    )


def _starts() -> tuple[Vector, ...]:
    """Near where the inequality is tightest, near the minimiser, near a multiple of pi, far away, and on the other side."""
    return tuple((start,) for start in (Fraction(11, 5), Fraction(1, 10), Fraction(3), Fraction(20), Fraction(-5, 2)))


def is_pl_constant(mu: Fraction, pieces: int = 100_000) -> bool:
    """Whether f'(x)^2/2 >= mu f(x) on all of R at scale 1, certified for mu in [0, 3/8]; False where it is not, or not within `pieces` pieces.

    f is even. On [0, 3/2], sin 2x >= 0: f' >= 2x and f <= 4x^2, so f'^2/2 >= f/2. On [3, oo), f' >= 2x - 3 and f <= x^2 + 3, and
    (2x - 3)^2/(2x^2 + 6) grows from 9/24 = 3/8 at x = 3. On [3/2, 3] the excess is positive on pieces as small as it takes.
    """
    if not 0 <= mu <= Fraction(3, 8):
        return False
    waiting = [(Fraction(3, 2), Fraction(3))]
    with Exact().scope():
        for _ in range(pieces):
            if not waiting:
                return True
            low, high = waiting.pop()
            middle = (low + high) / 2
            if pl_excess(middle, middle, mu) <= 0:
                return False
            if not pl_excess(low, high, mu) > 0:
                waiting += [(low, middle), (middle, high)]
    return False


def pl_excess(low: Fraction, high: Fraction, mu: Fraction) -> arb:
    """A ball that holds f'(x)^2/2 - mu f(x) for all x in [low, high], by the mean value theorem."""
    inside = _ball(low).union(_ball(high))
    middle, constant = _ball((low + high) / 2), _ball(mu)
    value, slope, _ = _derivatives(middle)
    value_inside, slope_inside, bend_inside = _derivatives(inside)
    del value_inside
    return slope * slope / 2 - constant * value + slope_inside * (bend_inside - constant) * (inside - middle)


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _derivatives(x: arb) -> tuple[arb, arb, arb]:
    """f, f' and f'' at scale 1."""
    return x * x + 3 * x.sin() ** 2, 2 * x + 3 * (2 * x).sin(), 2 + 6 * (2 * x).cos()


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale (x^2 + 3 sin^2 x)."""
    at = x[..., 0]
    wave = m.sin(at)
    return p["scale"][:, None] * (at * at + 3 * wave * wave)


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale (2x + 6 sin x cos x)."""
    return p["scale"][:, None, None] * (2 * x + 6 * m.sin(x) * m.cos(x))


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """x^2: the minimiser is 0."""
    del p, m
    return x[..., 0] * x[..., 0]


def library() -> Sequence[Instance]:
    """The valley itself, scaled to L = 1, and twice as steep."""
    return [build(scale) for scale in (ONE, Fraction(1, 8), Fraction(2))]


def strategy() -> Any:
    """Any positive scale."""
    return st.builds(build, positive_scalars(5))


family = Family("sine_valley", "Valleys with waves", build, value, gradient, library, strategy, dist_sq)
