"""What stands beside a refutation that real floats have made: how far rounding could reach, and what the equations do at the same place."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checkers.experiment.decide import Decision, Outcome
from checkers.experiment.last_places import LEAST, MOST, PATTERNS, RERUNS

BOUND = Fraction(1, 10**8)
"""The share of the size of a claim's terms up to which a difference between its sides counts as rounding."""


@dataclass(frozen=True)
class Beside:
    """What stands beside a violation in floats: how it was measured, and what the equations do at the same place.

    optimizer : the class and its options as torch got them
    size      : the largest size of the claim's terms up to the place
    moved     : the largest change of the margin over moves of the iterates and runs with moved inputs
    equations : the name of the symbolic method and its exact decision, None where none is known
    parted    : the first step at which x has left these equations
    """

    optimizer: str
    size: float
    moved: float
    equations: tuple[str, Decision] | None = None
    parted: int | None = None

    def reason(self) -> str:
        """Why the claim is refuted, and whether the equations are to blame."""
        said = f"{self.optimizer}, run in float64, violates the claim by more than rounding explains; "
        if self.equations is None:
            return said + "its equations are not known"
        name, decision = self.equations
        return said + _verdict_on(name, decision) + self._parting(decision)

    def _parting(self, decision: Decision) -> str:
        if self.parted is not None:
            return f", and the run leaves them at t = {self.parted}"
        return "" if decision.outcome is Outcome.VIOLATED else ", and the run follows them to within 1e-6"

    def rounding(self) -> str:
        """How far rounding could reach."""
        return (
            f"differences up to {float(BOUND):g} of the terms' size {self.size:.6g} count as rounding; the margin changes by at most "
            f"{self.moved:.2g} where each iterate is moved by {LEAST} to {MOST} units in the last place, in {PATTERNS} ways, and on {RERUNS} runs "
            f"with start, options, gradients and steps moved as much"
        )

    def as_json(self, swapped: bool, number: Any) -> Mapping[str, Any]:
        """The parts of a counterexample that are about floats; `swapped` where the claim's left side is the larger one, `number` writes a number."""
        return {
            "exact": False,
            "optimizer": self.optimizer,
            "rounding": self.rounding(),
            "model": None if self.equations is None else _as_json(*self.equations, self.parted, swapped, number),
        }


def _verdict_on(name: str, decision: Decision) -> str:
    if decision.outcome is Outcome.VIOLATED:
        return f"the equations of {name} violate it, too, decided exactly"
    if decision.outcome in (Outcome.HOLDS, Outcome.TIE):
        return f"the equations of {name} meet it there, decided exactly: a fault of the implementation, or rounding that it amplifies"
    return f"whether the equations of {name} meet it there stayed undecided ({decision.reason})"


WORDS = {Outcome.VIOLATED: "violates", Outcome.HOLDS: "holds", Outcome.TIE: "holds", Outcome.UNDECIDED: "undecided"}


def _as_json(name: str, decision: Decision, parted: int | None, swapped: bool, number: Any) -> Mapping[str, Any]:
    left, right = (decision.right, decision.left) if swapped else (decision.left, decision.right)
    sides = {side: None if value is None else number(value) for side, value in (("left", left), ("right", right))}
    return {"method": name, "outcome": WORDS[decision.outcome], **sides, "parted_at": parted, "said": _verdict_on(name, decision)}
