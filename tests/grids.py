"""Long grids of cases in parts: a seeded sample in every run, more of them among the slow tests, and what is left among the long ones."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest


def graded(cases: Iterable[Any], plain: int, slow: int, name: Callable[[Any], str] = str) -> list[Any]:
    """Every case, in its order: `plain` of them unmarked, `slow` marked slow, the others long; the same draw every time."""
    every = list(cases)
    order = Random(0).sample(range(len(every)), len(every))
    rank = {place: number for number, place in enumerate(order)}
    return [pytest.param(case, id=name(case), marks=_marks(rank[place], plain, slow)) for place, case in enumerate(every)]


def _marks(rank: int, plain: int, slow: int) -> tuple[Any, ...]:
    return () if rank < plain else (pytest.mark.slow,) if rank < plain + slow else (pytest.mark.long,)
