"""The function that passes through a worst case's points with its gradients and values, as an instance of a family."""

from fractions import Fraction

from checkers.worst_case.functions.placed import Placed, Point
from checkers.worst_case.program import Evaluation, Program
from problems.exact.linear import dot
from problems.families import interpolant
from problems.instance import Instance
from problems.interpolation import through

ZERO, ONE = Fraction(0), Fraction(1)
Datum = tuple[Point, Point, Fraction]
"""A point, the gradient there, the value there."""


def functions(program: Program, placed: Placed) -> list[Instance]:
    """The functions of the class through the data, the plainest first: on the line also with a formula; none where the class has none."""
    data = _data(program.evaluations, placed)
    ends = _curvatures(program, data)
    if ends is None:
        return []
    data = _with_minimiser(program, data, *ends)
    points, gradients, values = (tuple(column) for column in zip(*data, strict=True))
    found = []
    for build in (through, interpolant.build) if placed.dimension == 1 else (through,):
        try:
            found.append(build(points, gradients, values, *ends))
        except ValueError:
            continue
    return found


def has_function(program: Program, placed: Placed) -> bool:
    """Whether a function of the class passes through data that meet its conditions: of classes that allow kinks only where none is needed."""
    return _curvatures(program, _data(program.evaluations, placed)) is not None


def _data(evaluations: tuple[Evaluation, ...], placed: Placed) -> list[Datum]:
    """One datum a point; of two at one point, which the class allows where it holds kinks, neither is left out."""
    found = [(placed.point(one.position), placed.point(one.gradient), placed.number(one.value)) for one in evaluations]
    return list(dict.fromkeys(found))


def curvatures(program: Program) -> tuple[Fraction, Fraction] | None:
    """Between which curvatures the functions of the class lie, None where these are not bounded."""
    roles = program.roles
    if "L" not in roles:
        return None
    lower = roles.get("mu", ZERO) if "convex" in program.kind else -roles["L"]
    return None if roles["L"] <= lower else (lower, roles["L"])


def _curvatures(program: Program, data: list[Datum]) -> tuple[Fraction, Fraction] | None:
    """The same; of convex classes that allow kinks the least upper end for which there is a function through the data."""
    if "L" in program.roles or "convex" not in program.kind:
        return curvatures(program)
    lower = program.roles.get("mu", ZERO)
    upper = _bend(data, lower)
    return None if upper is None else (lower, upper)


def _bend(data: list[Datum], lower: Fraction) -> Fraction | None:
    """The least M + lower with v_i >= v_j + <s_j, x_i - x_j> + |s_i - s_j|^2/(2M) of convex data v, s; None where they need a kink."""
    convex = [(x, tuple(b - lower * a for a, b in zip(x, g, strict=True)), f - lower * dot(x, x) / 2) for x, g, f in data]
    needed = [ONE]
    for x, s, v in convex:
        for y, t, w in convex:
            change, above = _minus(s, t), v - w - dot(t, _minus(x, y))
            if any(change) and above <= 0:
                return None
            if any(change):
                needed.append(dot(change, change) / (2 * above))
    return lower + max(needed)


def _with_minimiser(program: Program, data: list[Datum], lower: Fraction, upper: Fraction) -> list[Datum]:
    """Of a convex function whose infimum is named, without a minimiser among the data: one more datum, where the highest such function is least."""
    if lower != 0 or "f_star" not in program.values or not all(any(g) for _, g, _ in data):
        return data
    x, g, f = min(data, key=lambda one: one[2] - dot(one[1], one[1]) / (2 * upper))
    return [*data, (tuple(a - b / upper for a, b in zip(x, g, strict=True)), (ZERO,) * len(x), f - dot(g, g) / (2 * upper))]


def _minus(a: Point, b: Point) -> Point:
    return tuple(p - q for p, q in zip(a, b, strict=True))
