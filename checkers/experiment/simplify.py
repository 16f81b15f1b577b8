"""Which of many proposals a person would rather re-check by hand."""

from collections.abc import Sequence

from checkers.experiment.case import Case
from checkers.experiment.explore import Proposal


def simplest(proposals: Sequence[Proposal], count: int) -> list[Proposal]:
    """The `count` plainest proposals: few dimensions, few steps, short numbers."""
    return sorted(proposals, key=weight)[:count]


def weight(proposal: Proposal) -> tuple[int, int]:
    """How much there is to re-check: dimension, steps and digits; the larger violation first among equals."""
    spot = proposal.spot
    return (20 * proposal.case.instance.dimension + 10 * (spot.t + (spot.T - 1)) + digits(proposal.case), round(1e6 * max(proposal.relative, -1)))


def digits(case: Case) -> int:
    """How many characters it takes to write a case down; a constant other than 1 counts as four more."""
    plain = case.as_json()
    plain["constants"] = [value if value == "1" else f"{value}...." for value in plain["constants"].values()]
    described = sum(len(one.describe(name)) for name, one in case.sequences.items())
    return len(case.instance.formula) + described + sum(len(str(plain[name])) for name in ("constants", "noise", "start", "points"))
