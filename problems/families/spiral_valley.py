"""A quadratic valley wound into a spiral: f(z) = (a u^2 + b v^2)/2 on R^2, (u, v) = z turned by an angle theta(|z|^2) that grows from 0 to a limit.

Rational, smooth, under the Polyak-Lojasiewicz inequality, and not convex; where b/a is large it falls at some points in the direction away from
its only minimiser 0, which no such function on R does. With z = rho (cos phi, sin phi), psi = phi + theta, q = rho^2, p = q theta'(q) and
H(psi) = a cos^2 psi + b sin^2 psi: f = q H/2 and |grad f|^2 = q ((H + p H')^2 + H'^2/4). With tan(theta/2) = A q/(1 + q) and A = 2P/(1 - P^2)
p takes exactly the values from 0 to P, which is `twist`, the largest at q = (1 - P^2)/(1 + P^2).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import atan, atan2, cos, sin
from typing import Any

from flint import arb
from hypothesis import strategies as st

from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact
from problems.exact.quotients import Extreme, least, quotient
from problems.exact.sturm import number, polynomial
from problems.instance import Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.line_facts import readable
from problems.numbers import factor_text, positive_scalars

ZERO, ONE = Fraction(0), Fraction(1)
CLOSE, PIECES = 1 + Fraction(1, 100), 16
"""How far above what is seen the bound of the curvature may lie, and how many pieces are looked at first."""


def build(low: Fraction, high: Fraction, twist: Fraction) -> Instance:
    """The spiral with curvatures 0 < low < high of its valley, 0 < twist < 1."""
    if not (0 < low < high and 0 < twist < 1):
        raise ValueError(f"the spiral needs 0 < low < high and 0 < twist < 1, not {low}, {high} and {twist}")
    turn = 2 * twist / (1 - twist * twist)
    lowest, bent = _lowest_ratio(low, high, twist), _most_bent(twist)
    return Instance(
        family="spiral_valley",
        parameters={"low": low, "high": high, "twist": twist},
        arrays={"low": low, "high": high, "turn": turn},
        dimension=2,
        facts={
            "smooth": Fact("the mean curvature plus half the difference times what the turning allows, over all |z|^2", _smooth(low, high, bent)),
            "pl": Fact("|grad f|^2/(2f) is least where p is largest, and there rational in tan psi", readable(lowest.value)),
            "quadratic_growth": Fact("f is at least low |z|^2/2, an equality in the valley", exactly(low)),
        },
        formula=f"f(z) = ({factor_text(low)}u^2 + {factor_text(high)}v^2)/2 on R^2, (u, v) = z turned by 2 arctan({turn} q/(1 + q)), q = |z|^2",
        infimum=exactly(0),
        minimisers=((exactly(0), exactly(0)),),
        starts=_starts(low, high, twist, lowest),
        directions=((ZERO, ONE), (ONE, ZERO)),
    )


def _lowest_ratio(low: Fraction, high: Fraction, twist: Fraction) -> Extreme:
    """The least |grad f|^2/(2f) = ((H + p H')^2 + H'^2/4)/H over p in [0, P] and psi, at roots of a polynomial in t = tan psi.

    Where H' >= 0 it is least at p = 0 and at least H >= low, which psi = 0 attains for every p. Where H' < 0 it falls in p up to P, or up to
    where H + p H' = 0 and the ratio is H'^2/(4H) = 2 d^2 (1 - C^2)/(s - d C), s = low + high, d = high - low, C = cos 2 psi, up to a factor.
    Those C form an interval on which this is quasiconcave, so it is least at an end of it, where p = P again.
    """
    d = high - low
    form = polynomial([low, 0, high])
    turned = form + 2 * number(twist * d) * polynomial([0, 1])
    found = least(quotient(turned * turned + number(d * d) * polynomial([0, 0, 1]), polynomial([1, 0, 1]) * form))
    assert found is not None
    return found


def _smooth(low: Fraction, high: Fraction, bent: Enclosure) -> Enclosure:
    """The Hessian is (low + high)/2 I + (high - low) N, and N is as bent upwards as downwards (turn by a right angle)."""
    middle, d = (low + high) / 2, high - low
    return Enclosure(max(high, middle + d * bent.low), middle + d * bent.high)


@lru_cache(maxsize=512)
def _most_bent(twist: Fraction) -> Enclosure:
    """An enclosure of sup ||N||: N = tr/2 I + deviator, both linear in (cos 2 psi, sin 2 psi); their largest values are added.

    The lower end is ||N|| at one angle for the q at which that sum is largest among those seen.
    """
    with Exact(bits=96).scope():
        waiting = [(Fraction(k, PIECES), Fraction(k + 1, PIECES)) for k in range(PIECES)]
        top, seen, best = ZERO, ZERO, ZERO
        while waiting:
            left, right = waiting.pop()
            middle = (left + right) / 2
            here = ends(_bound(_share(middle, middle), twist))[0]
            seen, best = (here, middle) if here > seen else (seen, best)
            bound = ends(_bound(_share(left, right), twist))[1]
            if bound <= CLOSE * seen:
                top = max(top, bound)
            else:
                waiting += [(left, middle), (middle, right)]
        return readable((max(ends(_attained(_share(best, best), twist))[0], ONE / 2), top))


def _share(left: Fraction, right: Fraction) -> arb:
    """A ball that holds [left, right], for q/(1 + q)."""
    return arb(number(left)).union(arb(number(right)))


def _rates(share: arb, twist: Fraction) -> tuple[arb, arb]:
    """p = q theta' and q^2 theta'' as functions of s = q/(1 + q), with D = 1 + A^2 s^2.

    p = 2 A s (1 - s)/D and q^2 theta'' = -4 A s^2 (1 - s) (1 + A^2 s)/D^2.
    """
    turn = number(2 * twist / (1 - twist * twist))
    room = 1 + turn**2 * share * share
    return 2 * turn * share * (1 - share) / room, -4 * turn * share * share * (1 - share) * (1 + turn**2 * share) / (room * room)


def _forms(share: arb, twist: Fraction) -> tuple[arb, arb, arb, arb, arb, arb]:
    """N's half trace is (t1, t2).(c, s), its deviator ((e1, e2).(c, s), (g1, g2).(c, s)) with c, s = cos, sin of 2 psi."""
    p, pp = _rates(share, twist)
    return 2 * p * p, 3 * p + pp, 2 * p * p - arb(1) / 2, 2 * p + pp, 2 * p, arb(1) / 2


def _bound(share: arb, twist: Fraction) -> arb:
    """The largest half trace plus the largest deviator, over all angles."""
    t1, t2, e1, e2, g1, g2 = _forms(share, twist)
    first, both, second = e1 * e1 + g1 * g1, e1 * e2 + g1 * g2, e2 * e2 + g2 * g2
    spread = ((first - second) * (first - second) / 4 + both * both).nonnegative_part().sqrt()
    return (t1 * t1 + t2 * t2).nonnegative_part().sqrt() + ((first + second) / 2 + spread).nonnegative_part().sqrt()


def _attained(share: arb, twist: Fraction) -> arb:
    """The norm of N at one of 48 angles, that where it is largest."""
    t1, t2, e1, e2, g1, g2 = _forms(share, twist)
    norms = []
    for k in range(48):
        c, s = (arb(k) * arb.pi() / 48).cos(), (arb(k) * arb.pi() / 48).sin()
        deviator = (e1 * c + e2 * s) ** 2 + (g1 * c + g2 * s) ** 2
        norms.append(abs(t1 * c + t2 * s) + deviator.nonnegative_part().sqrt())
    return max(norms, key=lambda ball: float(ball.mid()))


def _starts(low: Fraction, high: Fraction, twist: Fraction, lowest: Extreme) -> tuple[Vector, ...]:
    """Where f falls away from 0 most steeply; where the Polyak-Lojasiewicz inequality is tightest; three plain points, a far one, and 0."""
    turn, q = float(2 * twist / (1 - twist * twist)), float((1 - twist * twist) / (1 + twist * twist))
    angles = [atan2(-2 * float(twist), 1) / 2, *(atan(float(root.ends[0])) for root in lowest.attained[:1])]
    theta = 2 * atan(turn * q / (1 + q))
    tight = [tuple(Fraction(round(100 * q**0.5 * side(psi - theta)), 100) for side in (cos, sin)) for psi in angles]
    plain = [(ONE, ZERO), (ZERO, -ONE), (ONE / 2, ONE / 2), (Fraction(-3), Fraction(2)), (ZERO, ZERO)]
    del low, high
    return tuple(dict.fromkeys([*tight, *plain]))


def _turned(p: Mapping[str, Array], x: Array) -> tuple[Array, ...]:
    """q, the cosine and the sine of theta, u and v, each (I, M)."""
    q = x[..., 0] * x[..., 0] + x[..., 1] * x[..., 1]
    t = p["turn"][:, None] * q / (1 + q)
    c, s = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
    return q, c, s, c * x[..., 0] - s * x[..., 1], s * x[..., 0] + c * x[..., 1]


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """(a u^2 + b v^2)/2."""
    del m
    _, _, _, u, v = _turned(p, x)
    return (p["low"][:, None] * u * u + p["high"][:, None] * v * v) / 2


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """(a u, b v) turned back, and 2 theta'(q) (b - a) u v z."""
    q, c, s, u, v = _turned(p, x)
    low, high, turn = (p[name][:, None] for name in ("low", "high", "turn"))
    rate = 2 * turn / ((1 + q) * (1 + q) + turn * turn * q * q)
    away = 2 * rate * (high - low) * u * v
    found = m.zeros(x.shape)
    found[..., 0] = c * low * u + s * high * v + away * x[..., 0]
    found[..., 1] = c * high * v - s * low * u + away * x[..., 1]
    return found


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """|z|^2: the minimiser is 0."""
    del p
    return m.total(x * x, -1)


def library() -> Sequence[Instance]:
    """Steep sides, so that f falls away from the minimiser somewhere; gentle ones; a stronger twist."""
    half = ONE / 2
    return [build(ONE, Fraction(10), half), build(ONE, Fraction(2), half), build(half, Fraction(8), Fraction(2, 3))]


def strategy() -> Any:
    """Curvatures up to 3 and up to 10 above that; four twists."""
    twists = st.sampled_from([ONE / 3, ONE / 2, Fraction(2, 3), ONE / 5])
    return st.builds(lambda low, more, twist: build(low, low + more, twist), positive_scalars(3), positive_scalars(10), twists)


family = Family("spiral_valley", "Spiral valleys", build, value, gradient, library, strategy, dist_sq)
