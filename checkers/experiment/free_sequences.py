"""Whether free sequences meet what `given` asks of them, decided exactly at every step of a case."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.met import sign_met
from problems.exact.arithmetic import Exact, Undecided
from theorems import words as w
from theorems.language import Theorem, is_about_sequences
from theorems.typed import walk


@lru_cache(maxsize=256)
def restrictions(theorem: Theorem) -> tuple[Any, ...]:
    """The relations of `given` that speak of free sequences."""
    return tuple(r for r in theorem.relations if is_about_sequences(r))


@lru_cache(maxsize=1024)
def restricted(relation: Any) -> frozenset[str]:
    """The names of the free sequences that a relation speaks of."""
    return frozenset(str(e.base) for e in walk(relation) if isinstance(e, sp.Indexed) and isinstance(e.base, w.Sequence))


def allowed(theorem: Theorem, case: Case) -> bool:
    """Whether every restriction holds at every step of the case; what cannot be decided counts as not met."""
    relations = restrictions(theorem)
    return not relations or bool(met(theorem, [case], relations).all())


def met(theorem: Theorem, cases: Sequence[Case], relations: Sequence[Any]) -> np.ndarray:
    """For each case and step, whether all of the relations surely hold there : (cases, steps + 1); the cases are of one layout and length."""
    m = Exact(bits=256)
    with m.scope():
        run = prepared(theorem, [replace(case, noise=None) for case in cases], m)
        steps = {w.t: np.arange(cases[0].steps + 1)}
        try:
            held: np.ndarray = np.all([_holds(relation, Evaluator(run, steps, 1), run.instances) for relation in relations], axis=0)
            return held
        except (Undecided, ZeroDivisionError):
            if len(cases) == 1:
                return np.zeros((1, cases[0].steps + 1), dtype=bool)
    return np.concatenate([met(theorem, [case], relations) for case in cases])


def _holds(relation: Any, evaluator: Evaluator, count: int) -> np.ndarray:
    """Where a relation holds : (count, steps + 1)."""
    difference = evaluator.number(relation.rhs - relation.lhs)
    good = np.asarray(np.frompyfunc(lambda value: sign_met(relation, value), 1, 1)(difference), dtype=bool) & evaluator.defined
    return np.broadcast_to(good, (count, 1, evaluator.positions[w.t].size))[:, 0]
