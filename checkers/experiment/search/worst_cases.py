"""The worst-case reader as a searcher: functions on which a claim fails by as much as its class allows, or comes closest to failing.

A claim about few steps is solved as a semidefinite program, in milliseconds. Only where that says that the claim fails, or that much more of the
bound is used somewhere than on any case so far, a function is put together; the experiment reader decides on it as on any other case.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checkers.experiment.case import Case
from checkers.experiment.regions import FACT
from checkers.experiment.search.scope import Scope, corner_constants, is_random
from problems.matching import speaks_of_a_problem
from theorems.language import Theorem
from theorems.torch_optimizer import TorchOptimizer

if TYPE_CHECKING:
    from checkers.worst_case.functions.realise import NotRealised, Realised

HORIZONS = (1, 2, 3, 5)
"""Numbers of steps that are solved for."""

CONSTANTS = 2
"""Corners of the region of constants that are tried."""

EXCEEDS = 1 + 1e-6
"""A worst case above this is one on which the claim fails, as far as floats can tell."""

MORE = 0.02
"""How much more of the bound than any case so far the worst case uses where it is put together, for at most EASY steps."""

EASY = 2

KNOWN = {"smooth": Fraction(1), "lipschitz": Fraction(1), "gradient_bound": Fraction(1)}
"""Constants of the classes; those below them, of convexity and growth, are SMALL."""

SMALL = Fraction(1, 10)


def worst_cases(scope: Scope, claim: Any, used: float | None) -> Iterator[Case]:
    """Cases on which a claim fails, for each number of steps; else the first that uses more of the bound than `used`, the largest share so far."""
    if not _apt(scope):
        return
    from checkers.worst_case.functions.realise import NotRealised

    theorem = replace(scope.theorem, claim=claim)
    for constants in _constants(scope)[:CONSTANTS]:
        for steps in HORIZONS if theorem.method is not None else (1,):
            if steps <= max(scope.steps, 1):
                found = _found(theorem, claim, constants, steps, None if steps > EASY else used)
                if isinstance(found, NotRealised):  # longer runs are no easier
                    break
                if found is not None and (not scope.families or found.case.instance.family in scope.families):
                    yield found.case


def _apt(scope: Scope) -> bool:
    """Whether the theorem is about a function and a method whose steps are known in advance."""
    theorem = scope.theorem
    real = isinstance(theorem.method, TorchOptimizer) or theorem.setting is not None
    return not (real or scope.observed or is_random(theorem)) and bool(theorem.hypotheses) and speaks_of_a_problem(theorem)


def _constants(scope: Scope) -> list[dict[str, Fraction]]:
    """Rational constants at the corners of what `given` allows, for functions with the constants KNOWN, from starts of size 1."""
    facts = {b.certified_as: KNOWN.get(b.certified_as, SMALL) for h in scope.theorem.hypotheses for b in h.bounds}
    begun = {symbol.name: Fraction(1) for symbol in scope.region.start_terms.values()}
    found = corner_constants(scope, {**{FACT + name: value for name, value in facts.items()}, **begun})
    return [one for one in found if all(isinstance(value, Fraction) for value in one.values())]


def _found(theorem: Theorem, claim: Any, constants: dict[str, Fraction], steps: int, used: float | None) -> "Realised | NotRealised | None":
    """The worst case of a claim at a number of steps as a function, None where it is not worth being put together."""
    from checkers.worst_case.functions.realise import realised
    from checkers.worst_case.program import NotReadError
    from checkers.worst_case.reading.programs import programs
    from checkers.worst_case.solving.solve import Unsolved, solve

    try:
        read = programs(theorem, claim, constants, steps)
    except NotReadError:
        return None
    solved = [(one, solve(one)) for one in read]
    values = [(one.ray is not None) * float("inf") if isinstance(one, Unsolved) else one.value for _, one in solved]
    worst = max(range(len(values)), key=lambda number: values[number], default=None)
    if worst is None or not (values[worst] > EXCEEDS or (used is not None and values[worst] > used + MORE)):
        return None
    return realised(theorem, *solved[worst], claim)
