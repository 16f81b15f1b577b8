"""Numerical search: the cases that come closest to a violation are changed at random, and what comes closer is changed again.

Every family keeps its own best case, so that a family at which the bound is attained does not crowd out one at which it could be broken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.explore import Finding
from checkers.experiment.free_sequences import allowed
from checkers.experiment.search.library import LONG_RECURSION, LONG_STEPS
from checkers.experiment.search.moves import moved
from checkers.experiment.search.scope import Scope, is_random
from checkers.experiment.search.variation import assembled, parts
from problems.matching import speaks_of_a_problem
from theorems.torch_optimizer import TorchOptimizer

FEWEST = 4
"""Changes of each case that is climbed from, at least."""

STREAM = 1 << 62
"""Where the streams of the climb begin, apart from those that instances are drawn from."""


def climbable(scope: Scope) -> bool:
    """Whether cases are cheap enough to be tried by hundreds: a real optimizer's are not."""
    return not isinstance(scope.theorem.method, TorchOptimizer)


def climbed(scope: Scope, best: Sequence[Finding], number: int, count: int) -> list[Case]:
    """About `count` cases around the best findings, for the round of that number; the root seed and the findings decide them."""
    if not best:
        return []
    stream = np.random.Generator(np.random.Philox(key=[scope.root, STREAM | number]))
    each = max(FEWEST, count // len(best))
    return [case for finding in best for case in _around(scope, finding.case, stream, each)]


def lengthened(scope: Scope, best: Sequence[Finding]) -> list[Case]:
    """The best findings run for LONG_STEPS steps, for claims that only fail late; deterministic methods that one run serves for every horizon."""
    method = scope.theorem.method
    if is_random(scope.theorem) or method is None or not method.horizon_free or scope.steps < LONG_STEPS // 8:
        return []
    steps = LONG_STEPS if speaks_of_a_problem(scope.theorem) else LONG_RECURSION
    longer = [replace(finding.case, steps=max(steps, scope.steps), found_by=f"climb: {finding.case.instance.family}") for finding in best]
    return [case for case in longer if allowed(scope.theorem, case)]


def _around(scope: Scope, case: Case, stream: np.random.Generator, count: int) -> Iterator[Case]:
    taken, name = parts(scope, case), f"climb: {case.instance.family}"
    for _ in range(count):
        made = assembled(scope, moved(taken, stream), case, name)
        if made is not None:
            yield made
