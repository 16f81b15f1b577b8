"""The valley scale (x^2 + a sin^2 x) on R: for the amplitude a = 3 not convex, but under the Polyak-Lojasiewicz inequality.

Karimi, Nutini & Schmidt (2016) give it with the constant 1/32; the best constant is 0.1755309858... (attained at x = 2.20170917...),
which `is_pl_constant` certifies from below in balls and one rational point from above. The curvature lies in scale [2 - 2a, 2 + 2a].
For a = 6 a second local minimum lies at x = 2.6129...: quadratic growth stays, the Polyak-Lojasiewicz inequality fails.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import arb, fmpq
from hypothesis import strategies as st

from problems.exact.arithmetic import Exact
from problems.instance import Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.numbers import factor_text, positive_scalars

ONE, THREE = Fraction(1), Fraction(3)
BEST = Enclosure(Fraction(1755309858, 10**10), Fraction(1755309859, 10**10))
"""The best Polyak-Lojasiewicz constant at scale 1 and amplitude 3; tests certify both ends again."""


def build(scale: Fraction, amplitude: Fraction = THREE) -> Instance:
    """scale (x^2 + amplitude sin^2 x), for a positive scale and amplitude."""
    if not (scale > 0 and amplitude > 0):
        raise ValueError(f"the valley needs a positive scale and amplitude, not {scale} and {amplitude}")
    parameters = {"scale": scale, "amplitude": amplitude}
    return Instance(
        family="sine_valley",
        parameters=parameters,
        arrays=parameters,
        dimension=1,
        facts=_facts(scale, amplitude),
        formula=f"f(x) = {factor_text(scale)}{'(' if scale != 1 else ''}x^2 + {factor_text(amplitude)}sin(x)^2{')' if scale != 1 else ''} on R",
        infimum=exactly(0),
        minimisers=((exactly(0),),),
        starts=_starts(amplitude),
        directions=((ONE,),),
    )


def _facts(scale: Fraction, amplitude: Fraction) -> dict[str, Fact]:
    """What f'' = scale (2 + 2a cos 2x) says; the Polyak-Lojasiewicz inequality is certified for a = 3 only, and implied for a < 1."""
    largest, smallest = 2 * scale * (1 + amplitude), 2 * scale * (1 - amplitude)
    facts = {
        "smooth": Fact(f"f'' = scale (2 + {2 * amplitude} cos 2x), {largest} at 0", exactly(largest)),
        "quadratic_growth": Fact("f >= scale x^2, an equality at multiples of pi", exactly(2 * scale)),
    }
    if amplitude == 3:
        reason = "f'^2/2 >= mu f is certified by balls on [3/2, 3] and by hand elsewhere; nearly attained at x = 2.2017"
        facts["pl"] = Fact(reason, Enclosure(scale * BEST.low, scale * BEST.high))
    if smallest >= 0:
        facts["convex"] = Fact("f'' is least at pi/2, and not negative there")
    if smallest > 0:
        facts["strongly_convex"] = Fact("f'' is least at pi/2", exactly(smallest))
    return facts


def _starts(amplitude: Fraction) -> tuple[Vector, ...]:
    """Near where the inequality is tightest, near the minimiser, near a multiple of pi, far away, and on the other side.

    For other amplitudes than 3 around the local minimum that a = 6 has at 2.6129, and just beside it.
    """
    tight = (Fraction(11, 5), Fraction(1, 10), Fraction(3), Fraction(20), Fraction(-5, 2))
    caught = (Fraction(13, 5), Fraction(2), ONE, Fraction(2613, 1000), Fraction(1, 10))
    return tuple((start,) for start in (tight if amplitude == 3 else caught))


def is_pl_constant(mu: Fraction, pieces: int = 100_000) -> bool:
    """Whether f'(x)^2/2 >= mu f(x) on all of R, certified for mu in [0, 3/8]; False where it is not, or not within `pieces` pieces.

    For scale 1 and amplitude 3.

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
    """f, f' and f'' at scale 1 and amplitude 3."""
    return x * x + 3 * x.sin() ** 2, 2 * x + 3 * (2 * x).sin(), 2 + 6 * (2 * x).cos()


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale (x^2 + a sin^2 x)."""
    at = x[..., 0]
    wave = m.sin(at)
    return p["scale"][:, None] * (at * at + p["amplitude"][:, None] * wave * wave)


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale (2x + 2a sin x cos x)."""
    return 2 * p["scale"][:, None, None] * (x + p["amplitude"][:, None, None] * m.sin(x) * m.cos(x))


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """x^2: the minimiser is 0."""
    del p, m
    return x[..., 0] * x[..., 0]


def library() -> Sequence[Instance]:
    """The valley itself, scaled to L = 1, and twice as steep; and one with local minima."""
    return [*(build(scale) for scale in (ONE, Fraction(1, 8), Fraction(2))), build(ONE, Fraction(6))]


def strategy() -> Any:
    """Any positive scale; the amplitude 3, or any positive one."""
    return st.builds(build, positive_scalars(5), st.just(THREE) | positive_scalars(8))


family = Family("sine_valley", "Valleys with waves", build, value, gradient, library, strategy, dist_sq)
