"""The worst case as an explicit function: rational, of as few dimensions as will do, run exactly by the experiment reader.

The program is solved again for the least trace, which points to few dimensions; there the vectors themselves are the unknowns. On the line what is
found is a function of few pieces, whose numbers are rounded; elsewhere the data are moved inside the conditions, so that rounding leaves them there,
and the class has a function through them. Quotients are those on the function itself, in fractions.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.worst_case.functions.few_dimensions import Frame, Local, framed, largest, starts
from checkers.worst_case.functions.function import curvatures, functions, has_function
from checkers.worst_case.functions.instance_of import is_instance, stronger
from checkers.worst_case.functions.met import met
from checkers.worst_case.functions.on_the_line import near
from checkers.worst_case.functions.placed import Placed, Point, quotient
from checkers.worst_case.functions.short_numbers import rounded
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.random_methods.randomness import added_noise, equally_likely
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.reading.readable import is_random
from checkers.worst_case.solving.solve import Solution, Unsolved, solve
from problems.instance import Instance, exactly
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

FAILS = 1 + 1e-9
"""Above this value the claim fails, as far as floats can tell."""


@dataclass(frozen=True)
class Realised:
    """A case of the experiment, the exact quotient of the program's sides on it, and the data that the method meets there."""

    case: Case
    quotient: Fraction
    placed: Placed


@dataclass(frozen=True)
class NotRealised:
    """Why no function is at hand, in a sentence."""

    reason: str


def realised(theorem: Theorem, program: Program, solution: Solution | Unsolved, claim: Any = None) -> Realised | NotRealised:
    """A function that comes close to the worst case, or attains it; where that exceeds 1, one on which the claim fails.

    Every case is an instance of the theorem. Where the class is described by necessary conditions only, the function is one of a smaller class, and
    may stay far from the program's value.
    """
    claim = theorem.claims[0] if claim is None else claim
    if not program.complete:
        return _of_smaller_class(theorem, program, claim)
    pointing = solution.ray if isinstance(solution, Unsolved) else solution
    if pointing is None:
        return NotRealised("the semidefinite program points to no case")
    value = float("inf") if isinstance(solution, Unsolved) else solution.value
    fails = program.goal == "sharpness" and value > FAILS
    reason = "no case in few dimensions was found"
    for placed, instance in _found(program, pointing, value, fails):
        reached = quotient(program, placed)
        if reached is None or not (reached > 1 if fails else reached >= (1 - CLOSE) * Fraction(value)):
            continue
        case = _case(theorem, program, placed, instance)
        if case is not None and is_instance(theorem, claim, case):
            return Realised(case, reached, placed)
        reason = "the function that was found is not certified to be an instance of the theorem"
    return NotRealised(reason)


def _of_smaller_class(theorem: Theorem, program: Program, claim: Any) -> Realised | NotRealised:
    """A function of a class that is described completely, all of whose functions meet the hypotheses; with two draws, where there are any."""
    smaller = stronger(theorem)
    if smaller is None and (program.narrower or not is_random(theorem)):
        return NotRealised("the conditions of the class are necessary only, and no class within it is known whose functions can be put together")
    smaller = smaller or theorem
    try:
        inside = [
            one for one in programs(smaller, claim, program.constants, program.steps, equally_likely()) if one.spot == program.spot and one.complete
        ]
    except NotReadError as reason:
        return NotRealised(f"in a smaller class: {reason}")
    solved = [(one, found) for one in inside if isinstance(found := solve(one), Solution)]
    if not solved:
        return NotRealised("the worst case within a smaller class was not found")
    one, found = max(solved, key=lambda pair: pair[1].value)
    return realised(smaller, one, found, claim)


def _found(program: Program, pointing: Solution, value: float, fails: bool) -> Iterator[tuple[Placed, Instance]]:
    """Functions with what the method meets on them, of few dimensions first."""
    frame, scale = framed(program), pointing.scale if pointing.scale > 1e-9 else 1.0
    for local in _locals(frame, _lowest(program, pointing, value, fails), scale, value, fails):
        for instance, places in _near(frame, local, fails):
            placed = met(program, instance, places)
            if placed is not None:
                yield placed, instance


def _lowest(program: Program, pointing: Solution, value: float, fails: bool) -> Solution:
    """A solution of small trace whose quotient is nearly as large, or half as much above 1."""
    if not np.isfinite(value):
        return pointing
    found = solve(program, at_least=1 + (value - 1) / 2 if fails else value * (1 - float(CLOSE)), minimise="trace")
    return found if isinstance(found, Solution) else pointing


def _locals(frame: Frame, pointing: Solution, scale: float, value: float, fails: bool) -> Iterator[Local]:
    """Cases in floats, of few dimensions first; where the quotient has no bound, cases on which the claim fails."""
    values = np.array([pointing.values[name] for name in frame.program.values]) / scale
    enough = min(1 + 0.05 * (value - 1), 2.0) if fails else value * (1 - float(CLOSE))
    for dimension in range(1, MOST_DIMENSIONS + 1):
        for vectors in starts(pointing.gram / scale, dimension):
            local = largest(frame, vectors, values, None if np.isfinite(value) else 1.0)
            if local is not None and local.quotient >= (enough if np.isfinite(value) else FAILS):
                yield local


def _near(frame: Frame, local: Local, fails: bool) -> Iterator[tuple[Instance, Mapping[str, Point]]]:
    """Functions near a case found in floats, and where the points lie: those of few pieces, then those through data."""
    ends = curvatures(frame.program)
    least = Fraction(1) if fails else (1 - RECOGNISED) * Fraction(local.quotient)
    if local.vectors.shape[1] == 1 and ends is not None:
        for instance, places in near(frame, local, *ends, most=PLAIN):
            placed = met(frame.program, instance, places)
            reached = None if placed is None else quotient(frame.program, placed)
            if reached is not None and reached >= least and not (fails and reached == 1):
                yield instance, places
                break
    for data in (_failing if fails else _attaining)(frame, local):
        yield from ((instance, data.vectors) for instance in functions(frame.program, data))


def _failing(frame: Frame, local: Local) -> Iterator[Placed]:
    """Data well inside the conditions on which the claim fails, else data at their edge."""
    for one in (largest(frame, local.vectors, local.values, level=1.0), local):
        found = None if one is None else rounded(frame, one, lambda data, reached: reached > 1 and has_function(frame.program, data))
        if found is not None:
            yield found


def _attaining(frame: Frame, local: Local) -> Iterator[Placed]:
    """The worst case itself where its numbers are recognised, else data inside the conditions that come close to it."""
    there = rounded(frame, local, _passing(frame, local.quotient, RECOGNISED), PLAIN)
    if there is not None:
        yield there
        return
    inside = largest(frame, local.vectors, local.values, level=local.quotient * (1 - float(CLOSE) / 2))
    close = None if inside is None else rounded(frame, inside, _passing(frame, local.quotient, CLOSE))
    if close is not None:
        yield close


def _passing(frame: Frame, worst: float, lost: Fraction) -> Callable[[Placed, Fraction], bool]:
    """Whether data come within a share `lost` of the worst case, and a function passes through them."""
    least = (1 - lost) * Fraction(worst)
    return lambda data, reached: reached >= least and has_function(frame.program, data)


def _case(theorem: Theorem, program: Program, placed: Placed, instance: Instance) -> Case | None:
    """The case on a function, None where the minimiser that the claim speaks of is none of those known."""
    where = {**{one.name: placed.point(one.position) for one in program.evaluations}, **placed.vectors}
    origin = (Fraction(0),) * instance.dimension
    minimiser = tuple(map(exactly, where["x_star"])) if "x_star" in where else next(iter(instance.minimisers), None)
    if minimiser is not None and minimiser not in instance.minimisers:
        return None
    points = {p.name: where.get(p.name, origin) for p in theorem.names(w.Point) if p != w.x_star}
    start = where.get("x[0]", origin) if theorem.method is not None else None
    steps, at = (0, "") if theorem.method is None else (max(program.steps, 1), f" at N = {program.steps}")
    return Case(instance, dict(program.constants), added_noise(placed.vectors), start, minimiser, points, steps, f"worst-case: SDP{at}")
