"""Whether free sequences meet what `given` asks of them, decided exactly at every step of a case."""

from dataclasses import replace

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.regions import sign_met
from problems.exact.arithmetic import Exact, Undecided
from theorems import words as w
from theorems.language import Theorem, is_about_sequences


def restrictions(theorem: Theorem) -> list[object]:
    """The relations of `given` that speak of free sequences."""
    return [r for r in theorem.relations if is_about_sequences(r)]


def allowed(theorem: Theorem, case: Case) -> bool:
    """Whether every restriction holds at every step of the case; what cannot be decided counts as not met."""
    relations = restrictions(theorem)
    if not relations:
        return True
    m = Exact(bits=256)
    with m.scope():
        run = prepared(theorem, [replace(case, noise=None)], m)
        steps = {w.t: np.arange(case.steps + 1)}
        try:
            return all(_holds(relation, Evaluator(run, steps, 1)) for relation in relations)
        except (Undecided, ZeroDivisionError):
            return False


def _holds(relation: object, evaluator: Evaluator) -> bool:
    difference = evaluator.number(relation.rhs - relation.lhs)  # type: ignore[attr-defined]
    return bool(evaluator.defined.all()) and all(sign_met(relation, value) for value in difference.reshape(-1))
