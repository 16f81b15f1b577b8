"""The worst case as an explicit function: rational data that the class interpolates, of as few dimensions as will do, run exactly by the experiment.

The program is solved again for the least trace, which points to few dimensions; there the vectors themselves are the unknowns. What is found is
moved inside the conditions, so that rounding leaves it there, or is a point on their edge whose numbers are recognised. Everything that is
handed out was decided in fractions: the conditions, the quotient, and by the experiment reader the run of the method on the function.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from checkers.experiment.case import Case
from checkers.worst_case.few_dimensions import Frame, Local, framed, largest, starts
from checkers.worst_case.function import curvatures, functions
from checkers.worst_case.on_the_line import near
from checkers.worst_case.placed import Placed, quotient
from checkers.worst_case.program import Program
from checkers.worst_case.short_numbers import rounded
from checkers.worst_case.solve import Solution, solve
from problems.exact.arithmetic import Exact
from problems.instance import Instance, exactly, stacked
from problems.discovery import family_of
from theorems import words as w
from theorems.language import Theorem

MOST_DIMENSIONS = 4
"""Dimensions beyond which no function is put together."""

CLOSE = Fraction(1, 10**4)
"""The share of the worst case that may be lost for numbers that can be read."""

RECOGNISED = Fraction(1, 10**9)
"""The share that is lost to rounding of floats where the exact worst case is recognised."""

PLAIN = 2000
"""The largest denominator of numbers that are recognised as exact."""


@dataclass(frozen=True)
class Realised:
    """A case of the experiment, the exact quotient of the program's sides on it, and the data that it passes through."""

    case: Case
    quotient: Fraction
    placed: Placed


@dataclass(frozen=True)
class NotRealised:
    """Why no function is at hand, in a sentence."""

    reason: str


def realised(theorem: Theorem, program: Program, solution: Solution) -> Realised | NotRealised:
    """A function on which the method comes close to the worst case (or attains it); where that exceeds 1, one on which the claim fails.

    The quotient of a claim that fails is above 1 exactly; elsewhere it is within a share CLOSE of the worst case, unless a necessary condition
    makes that larger than any function's: then it is the largest that was found.
    """
    if not (np.isfinite(solution.value) and solution.value > 0):
        return NotRealised("the worst case is no positive number")
    fails = program.goal == "sharpness" and solution.value > 1 + 1e-9
    reasons = ["no case in few dimensions was found"]
    best: Realised | None = None
    for placed, reached, instances in _cases(program, solution, fails):
        case = next(filter(None, (_case_on(theorem, program, placed, one) for one in instances)), None)
        if case is None:
            reasons.append(_without_function(program) if not instances else "the minimiser of the worst case is none that is known of the function")
            continue
        found = Realised(case, reached, placed)
        if fails or reached >= (1 - CLOSE) * Fraction(solution.value):
            return found
        best = found if best is None or reached > best.quotient else best
    return best or NotRealised(reasons[-1])


def _without_function(program: Program) -> str:
    return f"no function of the class {program.kind} takes these values and gradients with curvatures that are bounded"


Found = tuple[Placed, Fraction, list[Instance]]
"""Data, their exact quotient, and functions that pass through them."""


def _cases(program: Program, solution: Solution, fails: bool) -> Iterator[Found]:
    """Rational cases, of few dimensions first."""
    frame = framed(program)
    level = 1 + (solution.value - 1) / 2 if fails else solution.value * (1 - 1e-4)
    lowest = solve(program, at_least=level, minimise="trace")
    pointing = lowest if isinstance(lowest, Solution) else solution
    gram, values = pointing.gram / _scale(pointing), np.array([pointing.values[name] for name in program.values]) / _scale(pointing)
    for dimension in range(1, MOST_DIMENSIONS + 1):
        for vectors in starts(gram, dimension):
            local = largest(frame, vectors, values)
            enough = 1 + 0.05 * (solution.value - 1) if fails else solution.value * (1 - float(CLOSE))
            if local is not None and (local.quotient >= enough or not (program.complete or fails)):
                yield from _near(frame, local, fails)


def _near(frame: Frame, local: Local, fails: bool) -> Iterator[Found]:
    """What is exact near a case found in floats: functions of few pieces, then data."""
    ends = curvatures(frame.program)
    if local.vectors.shape[1] == 1 and ends is not None:
        accepted = (lambda q: q > 1) if fails else _above(local.quotient, RECOGNISED)
        for instance, placed in near(frame, local, *ends, most=PLAIN):
            reached = quotient(frame.program, placed)
            if reached is not None and accepted(reached):
                yield placed, reached, [instance]
                break
    for placed, reached in (_failing if fails else _attaining)(frame, local):
        yield placed, reached, [one for one in functions(frame.program, placed) if _passes(frame.program, placed, one)]


def _scale(solution: Solution) -> float:
    return solution.scale if solution.scale > 1e-9 else 1.0


def _failing(frame: Frame, local: Local) -> Iterator[tuple[Placed, Fraction]]:
    """Data well inside the conditions on which the claim fails, else data at their edge."""
    inside = largest(frame, local.vectors, local.values, level=1.0)
    for one in (inside, local):
        found = None if one is None else rounded(frame, one, lambda q: q > 1)
        if found is not None:
            yield found


def _attaining(frame: Frame, local: Local) -> Iterator[tuple[Placed, Fraction]]:
    """The worst case itself where its numbers are recognised, else data inside the conditions that come close to it."""
    exactly_there = rounded(frame, local, _above(local.quotient, RECOGNISED), PLAIN)
    if exactly_there is not None:
        yield exactly_there
        return
    inside = largest(frame, local.vectors, local.values, level=local.quotient * (1 - float(CLOSE) / 2))
    near = None if inside is None else rounded(frame, inside, _above(local.quotient, CLOSE))
    if near is not None:
        yield near


def _above(worst: float, lost: Fraction) -> Callable[[Fraction], bool]:
    return lambda reached: reached >= (1 - lost) * Fraction(worst)


def _passes(program: Program, placed: Placed, instance: Instance) -> bool:
    """Whether the function has the gradients of the data, and its values up to one constant, exactly."""
    m, family = Exact(), family_of(instance)
    points = [placed.point(one.position) for one in program.evaluations]
    x = m.array([a for point in points for a in point], (1, len(points), placed.dimension))
    p = stacked([instance], m)
    slopes = m.array([a for one in program.evaluations for a in placed.point(one.gradient)], x.shape)
    heights = family.value(p, x, m)[0] - m.array([placed.number(one.value) for one in program.evaluations], (len(points),))
    return bool((family.gradient(p, x, m) == slopes).all()) and all(height == heights[0] for height in heights)


def _case_on(theorem: Theorem, program: Program, placed: Placed, instance: Instance) -> Case | None:
    """The case on a function, None where the minimiser that the claim speaks of is none of those known."""
    where = {**{one.name: placed.point(one.position) for one in program.evaluations}, **placed.vectors}
    origin = (Fraction(0),) * placed.dimension
    minimiser = tuple(map(exactly, where["x_star"])) if "x_star" in where else next(iter(instance.minimisers), None)
    if minimiser is not None and minimiser not in instance.minimisers:
        return None
    points = {p.name: where.get(p.name, origin) for p in theorem.names(w.Point) if p != w.x_star}
    start = where.get("x[0]", origin) if theorem.method is not None else None
    steps = 0 if theorem.method is None else max(program.steps, 1)
    return Case(instance, dict(program.constants), None, start, minimiser, points, steps, f"worst case: SDP{_horizon(theorem, program)}")


def _horizon(theorem: Theorem, program: Program) -> str:
    return f" at N = {program.steps}" if theorem.method is not None else ""
