"""Both sides of a claim that has no free step, on many cases: what a figure over the width or another size is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from checkers.experiment.along import along
from checkers.experiment.case import Case
from theorems.language import Theorem


def sides(theorem: Theorem, claim: Any, cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """The smaller and the larger side on each case, each (S,)."""
    found = along(theorem, claim, cases)
    return np.array([one.small[0, 0] for one in found]), np.array([one.large[0, 0] for one in found])
