"""Fewer conditions, the same worst case: multipliers that are not unique become those of few conditions, which round to simple fractions."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from checkers.worst_case.program import Program
from checkers.worst_case.solving.arrays import arrays
from checkers.worst_case.solving.solve import Solution, solved

TOLERANCE = 1e-7
"""Relative growth of the worst case that still counts as none."""

NOTHING = 1e-7
"""Scaled multipliers below this belong to conditions that do not matter."""


@dataclass(frozen=True, eq=False)
class Sparse:
    """A program with fewer conditions, and its solution."""

    program: Program
    solution: Solution


def sparsified(program: Program, solution: Solution) -> Sparse:
    """Drop inequalities, those of small multipliers first and as many at once as leave the worst case as it is."""
    kept = Sparse(program, solution)
    needed: set[str] = set()
    size = len(program.conditions)
    while True:
        candidates = [name for name in _by_multiplier(kept) if name not in needed]
        if not candidates:
            return kept
        size = min(size, len(candidates))
        smaller = _without(kept, set(candidates[:size]), solution.value)
        if smaller:
            kept = smaller
        elif size == 1:
            needed.add(candidates[0])
        size = size if smaller else max(size // 2, 1)


def _by_multiplier(kept: Sparse) -> list[str]:
    multipliers = kept.solution.multipliers
    norms = dict(zip((c.name for c in kept.program.conditions), arrays(kept.program).norm, strict=False))
    names = [c.name for c in kept.program.conditions if not c.equality]
    return sorted(names, key=lambda name: (multipliers[name] * norms[name], name))


def _without(kept: Sparse, names: Collection[str], value: float) -> Sparse | None:
    program = replace(kept.program, conditions=tuple(c for c in kept.program.conditions if c.name not in names))
    found = solved(program, arrays(program))
    if not isinstance(found, Solution) or found.status != "Solved" or found.value > value + TOLERANCE * max(abs(value), 1e-9):
        return None
    return Sparse(program, found)
