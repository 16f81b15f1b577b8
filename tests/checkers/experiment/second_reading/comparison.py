"""Compares all readings of a statement, on random cases and at every place that they reach."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from problems.exact.arithmetic import Undecided
from tests.checkers.experiment.second_reading.plain_numbers import decimal
from tests.checkers.experiment.second_reading.plain_terms import value
from tests.checkers.experiment.second_reading.plain_trials import Draw, Run
from tests.checkers.experiment.second_reading.random_cases import cases_of
from tests.checkers.experiment.second_reading.readings import READINGS, Nothing, Place, agree, trial_of
from theorems import words as w
from theorems.language import Theorem
from theorems.typed import free_indices


@dataclass
class Compared:
    """How often the sides of each claim were compared, how often readings agreed that it has none, what was left out, and where they differed."""

    sides: Counter[int] = field(default_factory=Counter)
    without: int = 0
    left_out: int = 0
    differences: list[str] = field(default_factory=list)


def compare(theorem: Theorem, rng: Random, found: Compared) -> None:
    """All claims of a statement on a few random cases."""
    for case in cases_of(theorem, rng):
        try:
            readings = {name: make(theorem, case) for name, make in READINGS.items()}
        except Undecided:
            found.left_out += 1
            continue
        for number, claim in enumerate(theorem.claims):
            for place in places(theorem, claim, case):
                read = {name: one(claim, place) for name, one in readings.items()}
                found.sides[number] += _told(read)
                _compare_at(read, found, f"{claim} at {place}, {case.as_json()}", _loose(case))


def _told(read: Mapping[str, Any]) -> bool:
    """Whether every reading has the two sides."""
    return not any(isinstance(one, Nothing) for one in read.values())


def places(theorem: Theorem, claim: Any, case: Case) -> Iterator[Place]:
    """Every step and horizon that a claim can tell apart on a case, where it is about one path on the first, the last and a mixed one."""
    own = theorem.method is not None and not theorem.method.horizon_free
    free = free_indices(claim)
    horizons = [case.steps] if own else range(1, case.steps + 1) if case.steps and w.T in free else [1]
    steps = range(case.steps + 1) if w.t in free else [0]
    for t, T, history in product(steps, horizons, _histories(theorem, claim, case)):
        yield Place(t, T, history)


def _histories(theorem: Theorem, claim: Any, case: Case) -> list[tuple[Draw, ...]]:
    if case.noise is None:
        return [()]
    options, steps = Run(trial_of(theorem, case), value).options, max(case.steps, 1)
    found = [tuple(options[(2 * k + 1) % len(options)] for k in range(steps)), (options[0],) * steps, (options[-1],) * steps]
    return found if _on_a_path(claim) else found[:1]


def _on_a_path(claim: Any) -> bool:
    """Whether something random stands outside every expectation, or one is conditioned on the past."""
    conditioned = any(isinstance(e, w.E) and len(e.args) == 2 for e in sp.preorder_traversal(claim))
    return conditioned or not any(isinstance(e, (w.E, w.Probability)) for e in sp.preorder_traversal(claim))


def _loose(case: Case) -> bool:
    """Whether the infimum or the minimiser is enclosed only."""
    enclosed = [*(case.minimiser or ()), *([case.instance.infimum] if case.instance.infimum else [])]
    return not all(e.exact for e in enclosed)


def _compare_at(read: Mapping[str, Any], found: Compared, where: str, loose: bool) -> None:
    """The plain reading runs on where others stop, but nothing else tells them apart."""
    first = read["plainly"]
    if Nothing.LEFT_OUT in read.values() or Nothing.BEYOND in read.values():
        found.left_out += 1
        if first is Nothing.BEYOND and any(not isinstance(one, Nothing) for one in read.values()):
            found.differences.append(f"{_shown(read)}: {where}")
        return
    found.without += first is Nothing.NO_VALUE
    for name, other in read.items():
        same = first is other if isinstance(first, Nothing) or isinstance(other, Nothing) else all(map(agree, first, other, (loose, loose)))
        if not same:
            found.differences.append(f"{name}: {_shown(other)}, plainly: {_shown(first)}: {where}")


def _shown(read: Any) -> str:
    """A reading in words; of fractions too long to write, to sixty digits."""
    if isinstance(read, Mapping):
        return ", ".join(f"{name}: {_shown(one)}" for name, one in read.items())
    if isinstance(read, tuple):
        return f"({', '.join(map(_shown, read))})"
    return str(decimal(read) if isinstance(read, Fraction) and read.denominator.bit_length() > 512 else read)
