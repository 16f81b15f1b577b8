"""Networks wider than those of the library, at plain points: for claims that speak of a width, and hold of narrow networks only."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.search.library import placed
from checkers.experiment.search.scope import Scope, draws_networks, is_random
from problems.instance import Family, Vector
from problems.matching import matching_families
from theorems import words as w

WIDTHS = (20, 48)
"""Of two-layer networks, beyond the sixteen neurons of the library."""


def wide_cases(scope: Scope) -> Iterator[list[Case]]:
    """Two-layer networks of each family of some width, at the corners of the region of constants; none where the width is a fixed number."""
    widths = [b.constant for h in scope.theorem.hypotheses for b in h.bounds if b.certified_as == "width"]
    if not any(isinstance(width, w.Natural) for width in widths) or is_random(scope.theorem) or draws_networks(scope.theorem):
        return
    for name, family in sorted(matching_families(scope.theorem, scope.claims, scope.families).items()):
        yield [case for width in WIDTHS for case in _of_width(scope, name, family, width)]


def _of_width(scope: Scope, name: str, family: Family, width: int) -> Iterator[Case]:
    if family.ladder is None or family.network is None or family.network.neurons is None:
        return
    instance, _ = family.ladder(width, np.random.Generator(np.random.Philox(key=[scope.root, width])))
    if scope.lacking(instance, None) is None:
        begun = replace(instance, starts=_points(instance.dimension))
        for case in placed(scope, begun, None, {}, f"library: {name}, wide"):
            yield replace(case, instance=instance)


def _points(size: int) -> tuple[Vector, ...]:
    """0, where most activations are steepest, and weights of many sizes."""
    many: list[Any] = [Fraction((7 * k + 2) % 9 - 4, 4) for k in range(size)]
    return (Fraction(0),) * size, tuple(many)
