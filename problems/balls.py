"""What is certified of f on a ball around a start: that 1/2 ||grad f||^2 >= mu f >= 0, and that its gradient is L-Lipschitz.

Where both hold everywhere and the infimum is 0, so they do on every ball. For a squared loss whose n outputs bend by at most B, the Jacobian moves by
at most c R on a ball of radius R, c = sqrt(n) B, in the Frobenius norm; so there, with K the tangent kernel at the start and f_0 the loss,

    sqrt(lambda_min) >= sqrt(lambda_min(K)) - c R,   ||DF|| <= D = sqrt(lambda_max(K)) + c R,   ||r|| <= sqrt(2 f_0) + D R,

f is PL* with the square of the first, and the norm of its Hessian is at most D^2 + c ||r||. The radius is the least that convergence within the ball
asks for, R >= sqrt(8 f_0/mu), a little larger; where there is none, half of what it takes to move sqrt(lambda_min) to 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

from problems.certified_minimum import ends
from problems.discovery import family_of
from problems.exact.arithmetic import Exact, Undecided, fraction
from problems.instance import EVERYWHERE, Enclosure, Fact, Instance, Vector, exactly, stacked
from problems.noise import root_above, root_below
from problems.numbers import simplest_between

ON_BALLS = ("pl_star", "smooth_on_ball", "ball_radius")
BITS = 192
WIDER = Fraction(65, 64)
"""By how much the radius is larger than it must be."""

CLOSE = Fraction(1, 2**20)
"""The share by which constants are moved to rationals with few digits."""


@dataclass(frozen=True)
class Begun:
    """A squared loss at its start: the loss, and the roots of the extreme eigenvalues of its tangent kernel, each enclosed."""

    loss: Enclosure
    least: Enclosure
    largest: Enclosure


def may_hold(instance: Instance) -> bool:
    """Whether some ball may be certified."""
    return _bend(instance) is not None or _globally(instance) is not None


def ball_facts(instance: Instance, start: Vector) -> dict[str, Fact] | None:
    """The three facts about a ball around a start, or None where none is certified."""
    known, bend = _globally(instance), _bend(instance)
    begun = _begun(instance, start) if may_hold(instance) else None
    if begun is None:
        return None
    if known is not None:
        mu, L = known
        return _facts(mu, L, WIDER * root_above(8 * begun.loss.high / mu) + 1, "everywhere, and the infimum of f is 0")
    if bend is None or begun.least.low <= 0:
        return None
    drift = root_above(_value(instance, "inputs").low) * bend
    radius = _radius(begun, drift)
    root, steep = begun.least.low - drift * radius, begun.largest.high + drift * radius
    residual = root_above(2 * begun.loss.high) + steep * radius
    why = "from the tangent kernel at the start, which moves little on the ball"
    return _facts(root**2, steep**2 + drift * residual, radius, why) if root > 0 else None


def _facts(mu: Fraction, L: Fraction, radius: Fraction, why: str) -> dict[str, Fact]:
    within = simplest_between(radius * (1 - CLOSE), radius)
    values = simplest_between(mu * (1 - CLOSE), mu), simplest_between(L, L * (1 + CLOSE)), within
    reasons = why, why, "of the ball around the start on which these hold"
    return {name: Fact(reason, exactly(value)) for name, reason, value in zip(ON_BALLS, reasons, values, strict=True)}


def _radius(begun: Begun, drift: Fraction) -> Fraction:
    """The radius R with R (s - c R) = sqrt(8 f_0), s = sqrt(lambda_min), made WIDER; s/(2 c) where there is none."""
    s, needed = begun.least.low, root_above(8 * begun.loss.high)
    if not drift:
        return WIDER * needed / s if needed else Fraction(1)
    most = s / (2 * drift)
    left = s**2 - 4 * drift * needed
    if left < 0:
        return most
    return min(most, WIDER * 2 * needed / (s + root_below(left)) if needed else Fraction(1))


def _globally(instance: Instance) -> tuple[Fraction, Fraction] | None:
    """mu and L of an f that is PL and smooth everywhere and has the infimum 0."""
    if instance.in_floats or instance.infimum is None or not instance.infimum.exact or instance.infimum.low != 0:
        return None
    values = [_certified(instance, name) for name in ("pl", "smooth")]
    if values[0] is None:
        values[0] = _certified(instance, "strongly_convex")
    if values[0] is None or values[1] is None or values[0].low <= 0:
        return None
    return values[0].low, values[1].high


def _bend(instance: Instance) -> Fraction | None:
    """A bound of the bend of every output of a squared loss."""
    found = _certified(instance, "output_bend")
    return found.high if found is not None and "squared_loss" in instance.facts else None


def _certified(instance: Instance, name: str) -> Enclosure | None:
    fact = instance.facts.get(name)
    return fact.value if fact is not None and fact.scope == EVERYWHERE else None


def _value(instance: Instance, name: str) -> Enclosure:
    found = _certified(instance, name)
    assert found is not None
    return found


def _at(instance: Instance, start: Vector, m: Exact) -> tuple[Mapping[str, Any], Any]:
    return stacked([instance], m), m.array(start, (1, 1, instance.dimension))


def _begun(instance: Instance, start: Vector) -> Begun | None:
    m, network = Exact(bits=BITS), family_of(instance).network
    try:
        with m.scope():
            p, x = _at(instance, start, m)
            loss = _enclosed(family_of(instance).value(p, x, m)[0, 0])
            kernel = None if network is None else network.kernel(p, x, m)
            found = [] if kernel is None else [_enclosed(value) for value in m.eigenvalues(kernel)[0, 0]]
    except (Undecided, OverflowError):
        return None
    least = Enclosure(min(e.low for e in found), min(e.high for e in found)) if found else loss
    largest = Enclosure(max(e.low for e in found), max(e.high for e in found)) if found else loss
    return Begun(loss, _root(least), _root(largest))


def _enclosed(value: Any) -> Enclosure:
    """A number that cannot be negative."""
    low, high = (fraction(value),) * 2 if isinstance(value, fmpq) else ends(value)
    return Enclosure(max(low, Fraction(0)), max(high, Fraction(0)))


def _root(value: Enclosure) -> Enclosure:
    return Enclosure(root_below(value.low), root_above(value.high))
