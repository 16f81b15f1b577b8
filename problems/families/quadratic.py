"""Quadratics 1/2 (x - c)^T H (x - c) + level with any rational spectrum, indefinite too.

H = Q diag(spectrum) Q with Q a rational reflection, so that every eigenvalue and eigenvector is known exactly:
L = max |eigenvalue|, mu = the smallest eigenvalue, the Polyak-Lojasiewicz constant = the smallest nonzero one of a semidefinite H.
The bound of many theorems is attained here, along an eigenvector.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from problems.exact.linear import Matrix, Vector, product, reflection, transpose
from problems.instance import Array, Fact, Family, Instance, exactly
from problems.numbers import between, ordered, positive_number, power_text, scalars, sizes, vectors

ZERO, ONE = Fraction(0), Fraction(1)


def build(spectrum: Vector, axis: Vector, centre: Vector, level: Fraction = ZERO) -> Instance:
    """Eigenvalues `spectrum`, eigenvectors the columns of I - 2 axis axis^T/|axis|^2, stationary at `centre` with value `level`."""
    rotation = reflection(axis)
    hessian = _congruence(rotation, spectrum)
    bounded = min(spectrum) >= 0
    return Instance(
        family="quadratic",
        parameters={"spectrum": spectrum, "axis": axis, "centre": centre, "level": level},
        arrays={"hessian": hessian, "centre": centre, "level": level, "curved": _congruence(rotation, tuple(Fraction(s != 0) for s in spectrum))},
        dimension=len(spectrum),
        facts=_facts(spectrum),
        formula=_formula(spectrum, hessian, centre) + _level_text(level),
        infimum=exactly(level) if bounded else None,
        minimisers=_minimisers(spectrum, rotation, centre) if bounded else (),
        starts=_starts(spectrum, rotation, centre),
        directions=tuple(column for _, column in sorted(zip(spectrum, transpose(rotation), strict=True), key=lambda pair: -abs(pair[0]))),
    )


def _congruence(rotation: Matrix, spectrum: Vector) -> Matrix:
    """Q diag(spectrum) Q for a symmetric orthogonal Q."""
    diagonal = tuple(tuple(s if i == j else ZERO for j in range(len(spectrum))) for i, s in enumerate(spectrum))
    return product(product(rotation, diagonal), rotation)


def _facts(spectrum: Vector) -> dict[str, Fact]:
    facts = {"smooth": Fact("the largest modulus of an eigenvalue", exactly(max(abs(s) for s in spectrum)))}
    if min(spectrum) >= 0:
        facts["convex"] = Fact("no eigenvalue is negative")
        facts["quadratic"] = Fact("a quadratic without linear part beyond its minimiser")
        positive = [s for s in spectrum if s > 0]
        if positive:
            facts["pl"] = Fact("the smallest nonzero eigenvalue", exactly(min(positive)))
            facts["quadratic_growth"] = Fact("the smallest nonzero eigenvalue", exactly(min(positive)))
    if min(spectrum) > 0:
        facts["strongly_convex"] = Fact("the smallest eigenvalue", exactly(min(spectrum)))
    return facts


def _minimisers(spectrum: Vector, rotation: Matrix, centre: Vector) -> tuple[Any, ...]:
    """The centre, and one more along each flat direction."""
    flat = [column for s, column in zip(spectrum, transpose(rotation), strict=True) if s == 0]
    found = [centre, *(tuple(c + e for c, e in zip(centre, column, strict=True)) for column in flat)]
    return tuple(tuple(exactly(c) for c in point) for point in found)


def _starts(spectrum: Vector, rotation: Matrix, centre: Vector) -> tuple[Vector, ...]:
    """A unit (and a half) step along the extreme eigenvectors, all ones away, and the centre itself."""
    by_size = sorted(zip(spectrum, transpose(rotation), strict=True), key=lambda pair: abs(pair[0]))
    extreme = [by_size[-1][1], by_size[0][1], next((c for s, c in by_size if s != 0), by_size[0][1])]
    mixed = tuple(a + b for a, b in zip(extreme[0], extreme[1], strict=True))
    moved = [tuple(c + e for c, e in zip(centre, step, strict=True)) for step in (*extreme, mixed, (ONE,) * len(centre))]
    return tuple(dict.fromkeys([*moved, centre]))


def _formula(spectrum: Vector, hessian: Matrix, centre: Vector) -> str:
    if len(spectrum) == 1:
        return f"f(x) = {power_text(spectrum[0] / 2, 'x', centre[0])} on R"
    rows = ", ".join("(" + ", ".join(map(str, row)) + ")" for row in hessian)
    middle, eigenvalues = ", ".join(map(str, centre)), ", ".join(map(str, spectrum))
    return f"f(x) = 1/2 (x - c)^T H (x - c) on R^{len(spectrum)}, H = [{rows}], c = ({middle}), eigenvalues {eigenvalues}"


def _level_text(level: Fraction) -> str:
    return f", {'plus' if level > 0 else 'minus'} {abs(level)}" if level else ""


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """Half the quadratic form of x - centre."""
    away = x - p["centre"][:, None, :]
    return m.total(m.matmul(away, p["hessian"]) * away, -1) / 2 + p["level"][:, None]


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """H (x - centre)."""
    return m.matmul(x - p["centre"][:, None, :], p["hessian"])


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The squared length of the part of x - centre along eigenvectors of nonzero eigenvalue."""
    away = m.matmul(x - p["centre"][:, None, :], p["curved"])
    return m.total(away * away, -1)


def library() -> Sequence[Instance]:
    """x^2/2, its negative, L x^2/2 for a few L, diag(mu, L) plain and turned, and two whose infimum is negative."""
    one_dimensional = [build((Fraction(s),), (ZERO,), (ZERO,)) for s in (1, -1, 2, Fraction(1, 2), 4)]
    pairs = [(Fraction(1, 2), ONE), (Fraction(1, 10), ONE), (Fraction(1, 100), ONE), (ONE, Fraction(4)), (ZERO, ONE), (-ONE, ONE)]
    plain = [build(pair, (ZERO, ZERO), (ZERO, ZERO)) for pair in pairs]
    turned = [build(pair, (ONE, Fraction(-2)), (ONE, ZERO)) for pair in pairs[:3]]
    lowered = [build((ONE,), (ZERO,), (ZERO,), -ONE), build((ONE, Fraction(2)), (ZERO, ZERO), (ONE, -ONE), Fraction(-3))]
    return [*one_dimensional, *plain, *turned, *lowered]


def strategy(dimension: int | None = None, L: Any = None, mu: Any = None) -> Any:
    """Quadratics of up to six dimensions with small rational spectra, turned or not: L-smooth, and strongly convex with mu, where these are given."""
    upper, lower = positive_number(L, "L"), positive_number(mu, "mu")
    ordered(lower, upper, ("mu", "L"))
    eigenvalues = scalars(-4, 10) if upper is lower is None else between(lower or -(upper or ONE), upper or 10 * (lower or ONE))
    return sizes(dimension, "dimension", 6).flatmap(
        lambda n: st.builds(
            build,
            st.lists(eigenvalues, min_size=n, max_size=n).map(tuple).filter(any),
            vectors(n, -3, 3),
            vectors(n, -3, 3),
            st.one_of(st.just(ZERO), scalars(-3, 3)),
        )
    )


family = Family("quadratic", "Quadratics", build, value, gradient, library, strategy, dist_sq, quadratic=True)
