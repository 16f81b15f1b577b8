"""A valley along a curve in the plane: f(x, y) = scale/2 ((y - g(x))^2 + tilt x^2) with g(x) = A x/(1 + x^2), tilt >= 0.

Under the Polyak-Lojasiewicz inequality, not convex, and not smooth (f'' grows with y). Without a tilt every point of the curve is a minimiser:
|grad f|^2/2 = scale (1 + g'^2) f, so the best constant is the scale, attained where x = 1. With a tilt only 0 is one. There the matrix of
|grad f|^2 against f in (sqrt(tilt) x, y - g) has determinant tilt and trace tilt + 1 + g'^2; its least eigenvalue falls with |g'|, which is
largest at 0: the best constant is the least eigenvalue of the Hessian at the minimiser, and by it also that of quadratic growth.
What is said of the distance to a curve of minimisers is only what the inequality implies; f does not know that distance.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.instance import Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.line_facts import readable
from problems.noise import root_enclosure
from problems.numbers import factor_text, positive_scalars, power_text, scalars

ZERO, ONE = Fraction(0), Fraction(1)


def build(scale: Fraction, bend: Fraction, tilt: Fraction) -> Instance:
    """The valley along y = bend x/(1 + x^2), scale > 0, bend not 0, tilt >= 0."""
    if not (scale > 0 and bend and tilt >= 0):
        raise ValueError(f"the valley needs scale > 0, a bend that is not 0 and tilt >= 0, not {scale}, {bend} and {tilt}")
    parameters = {"scale": scale, "bend": bend, "tilt": tilt}
    along = (ZERO,) if tilt else (ZERO, ONE, -ONE)
    return Instance(
        family="curved_valley",
        parameters=parameters,
        arrays=parameters,
        dimension=2,
        facts=_facts(scale, bend, tilt),
        formula=_formula(scale, bend, tilt),
        infimum=exactly(0),
        minimisers=tuple((exactly(x), exactly(_curve(bend, x))) for x in along),
        starts=_starts(bend, _flattest(bend, tilt)),
        directions=((ZERO, ONE), _flattest(bend, tilt)),
    )


def _curve(bend: Fraction, x: Fraction) -> Fraction:
    """g(x)."""
    return bend * x / (1 + x * x)


def _facts(scale: Fraction, bend: Fraction, tilt: Fraction) -> dict[str, Fact]:
    if not tilt:
        return {"pl": Fact("|grad f|^2/2 = scale (1 + g'(x)^2) f, and g'(1) = 0", exactly(scale))}
    trace = tilt + 1 + bend * bend
    root = root_enclosure(exactly(trace * trace - 4 * tilt))
    value = _scaled(Enclosure(2 * tilt / (trace + root.high), 2 * tilt / (trace + root.low)), scale)
    return {
        "pl": Fact("the least eigenvalue of the Hessian at the minimiser, where |g'| is largest", value),
        "quadratic_growth": Fact("implied by the Polyak-Lojasiewicz inequality, and no more than the Hessian at the minimiser allows", value),
    }


def _scaled(value: Enclosure, scale: Fraction) -> Enclosure:
    return readable((scale * value.low, scale * value.high))


def _flattest(bend: Fraction, tilt: Fraction) -> Vector:
    """Nearly the Hessian's eigenvector of the least eigenvalue at 0."""
    trace = tilt + 1 + bend * bend
    least = 2 * tilt / (trace + root_enclosure(exactly(trace * trace - 4 * tilt)).low)
    return ONE, Fraction(round(100 * (bend * bend + tilt - least) / bend), 100)


def _starts(bend: Fraction, flattest: Vector) -> tuple[Vector, ...]:
    """Above the curve where it is flat; just beside it where the gradient points away from 0; far off; on the curve; beside 0, and 0."""
    below = Fraction(1, 10) * (-1 if bend > 0 else 1)
    return (
        (ONE, _curve(bend, ONE) + 1),
        (Fraction(2), _curve(bend, Fraction(2)) + below),
        (Fraction(-1, 2), -ONE),
        (Fraction(3), Fraction(3)),
        (ONE / 2, _curve(bend, ONE / 2)),
        (flattest[0] / 50, flattest[1] / 50),
        (ZERO, ZERO),
    )


def _formula(scale: Fraction, bend: Fraction, tilt: Fraction) -> str:
    wave = f"{'+' if bend < 0 else '-'} {factor_text(abs(bend))}x/(1 + x^2)"
    extra = f" + {power_text(scale * tilt / 2, 'x')}" if tilt else ""
    return f"f(x, y) = {factor_text(scale / 2)}(y {wave})^2{extra} on R^2"


def _parts(p: Mapping[str, Array], x: Array) -> tuple[Array, Array, Array]:
    """x, y - g(x) and g'(x), each (I, M)."""
    at, room = x[..., 0], 1 + x[..., 0] * x[..., 0]
    bend = p["bend"][:, None]
    return at, x[..., 1] - bend * at / room, bend * (2 - room) / (room * room)


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale/2 ((y - g)^2 + tilt x^2)."""
    del m
    at, off, _ = _parts(p, x)
    return p["scale"][:, None] * (off * off + p["tilt"][:, None] * at * at) / 2


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """scale (tilt x - (y - g) g', y - g)."""
    at, off, slope = _parts(p, x)
    found = m.zeros(x.shape)
    found[..., 0] = p["scale"][:, None] * (p["tilt"][:, None] * at - off * slope)
    found[..., 1] = p["scale"][:, None] * off
    return found


def library() -> Sequence[Instance]:
    """Without a tilt; with one; a steep one; and one that bends the other way."""
    return [build(ONE, ONE, ZERO), build(ONE, ONE, ONE), build(Fraction(2), Fraction(2), ONE / 2), build(ONE / 2, -ONE, ONE / 4)]


def strategy() -> Any:
    """Any scale and bend, with a tilt or without."""
    return st.builds(build, positive_scalars(3), scalars(-3, 3).filter(bool), st.one_of(st.just(ZERO), positive_scalars(2)))


family = Family("curved_valley", "Curved valleys", build, value, gradient, library, strategy)
