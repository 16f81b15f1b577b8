"""The Huber function on R: a parabola of curvature L up to the threshold tau, a line of slope L tau beyond.

The worst case of gradient descent on convex functions: started at R with tau = R/(2N + 1), after N steps of size 1/L the gap is
exactly L R^2/(4N + 2) (Drori & Teboulle 2014). With other thresholds it comes within a factor of two of Nesterov's bound.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.instance import Array, Fact, Family, Instance, Vector, exactly
from problems.numbers import between, factor_text, positive_number, positive_scalars, power_text

ONE = Fraction(1)


def build(curvature: Fraction, threshold: Fraction) -> Instance:
    """The Huber function with its kinks of curvature at -threshold and threshold; both parameters positive."""
    if not (curvature > 0 and threshold > 0):
        raise ValueError(f"the Huber function needs a positive curvature and threshold, not {curvature} and {threshold}")
    parameters = {"curvature": curvature, "threshold": threshold}
    return Instance(
        family="huber",
        parameters=parameters,
        arrays=parameters,
        dimension=1,
        facts={
            "smooth": Fact("the curvature is L on the parabola and 0 on the lines", exactly(curvature)),
            "convex": Fact("the slope never decreases"),
            "lipschitz": Fact("the slope grows to L tau and stays there", exactly(curvature * threshold)),
        },
        formula=_formula(curvature, threshold),
        infimum=exactly(0),
        minimisers=((exactly(0),),),
        starts=_starts(threshold),
        directions=((ONE,),),
    )


def _starts(threshold: Fraction) -> tuple[Vector, ...]:
    """1; (2N + 1) tau for N = 0...3, where N steps of gradient descent are slowest; and one point on the other side."""
    points = [ONE, *(k * threshold for k in (1, 3, 5, 7)), -2 * threshold]
    return tuple((point,) for point in dict.fromkeys(points))


def _formula(curvature: Fraction, threshold: Fraction) -> str:
    slope = curvature * threshold
    return f"f(x) = {power_text(curvature / 2, 'x')} for |x| <= {threshold}, {factor_text(slope)}|x| - {slope * threshold / 2} beyond, on R"


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """L k (|x| - k/2) with k = min(|x|, tau), which is both branches at once."""
    away, tau = m.abs(x[..., 0]), p["threshold"][:, None]
    inner = m.minimum(away, tau)
    return p["curvature"][:, None] * inner * (away - inner / 2)


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """L x, clipped at -tau and tau."""
    tau = p["threshold"][:, None, None]
    return p["curvature"][:, None, None] * m.maximum(-tau, m.minimum(x, tau))


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """x^2: the minimiser is 0."""
    del p, m
    return x[..., 0] * x[..., 0]


def library() -> Sequence[Instance]:
    """L = 1 from R = 1: thresholds 1/(2N + 1), worst for gradient descent; a grid for Nesterov's method, small ones for late steps; L = 10."""
    worst = [Fraction(1, 2 * n + 1) for n in range(1, 25)]
    grid = [Fraction(k, 200) for k in (2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 48, 60, 75, 90, 110, 140, 180)]
    late = [Fraction(1, 800), Fraction(1, 4000)]
    return [*(build(ONE, threshold) for threshold in dict.fromkeys([*worst, *grid, *late])), build(Fraction(10), Fraction(1, 10))]


def strategy(L: Any = None, G: Any = None) -> Any:
    """Any positive curvature and threshold; curvatures up to L and slopes up to G, where these are given."""
    curvature, slope = positive_number(L, "L"), positive_number(G, "G")
    curvatures = positive_scalars(5) if curvature is None else between(curvature / 8, curvature)
    if slope is None:
        return st.builds(build, curvatures, positive_scalars(3))
    return curvatures.flatmap(lambda most: st.builds(build, st.just(most), between(slope / most / 8, slope / most)))


family = Family("huber", "Huber functions", build, value, gradient, library, strategy, dist_sq)
