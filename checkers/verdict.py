"""The verdicts, one vocabulary everywhere, and the result of one claim."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Any


class Verdict(Enum):
    """What is known of a claim; the value is the word that people see, `sentence` says what it guarantees."""

    ERROR = "ERROR"
    REFUTED = "REFUTED"
    VACUOUS = "VACUOUS"
    PROVED = "PROVED"
    SUPPORTED = "SUPPORTED"
    INCONCLUSIVE = "INCONCLUSIVE"
    NOT_APPLICABLE = "NOT APPLICABLE"

    @property
    def sentence(self) -> str:
        """The guarantee that the verdict carries."""
        return _SENTENCES[self]


_SENTENCES = {
    Verdict.ERROR: "Something broke; this counts neither as a pass nor as a refutation.",
    Verdict.REFUTED: "An explicit instance meets every hypothesis and violates the claim, decided in rational or ball arithmetic.",
    Verdict.VACUOUS: "The hypotheses force the claim to say nothing, or the claim is trivial.",
    Verdict.PROVED: "A derivation from exactly the hypotheses and named axioms was replayed.",
    Verdict.SUPPORTED: "Not refuted by the instances tried; this guarantees nothing universal.",
    Verdict.INCONCLUSIVE: "Undecided, for the reason given.",
    Verdict.NOT_APPLICABLE: "No family of problems certifies the hypotheses.",
}
_BY_DRAWS = (
    "An explicit instance meets every hypothesis, and fresh seeded runs on it refute the claim at level α = {alpha:g}: the probability "
    "that a true claim ends so is at most α, whatever the tails and whenever the runs stop."
)
_IN_FLOATS = "An explicit instance meets every hypothesis, and the optimizer's float64 run on it violates the claim beyond a stated rounding bound."


@dataclass(frozen=True)
class Result:
    """The outcome for one claim of one theorem; every number in it that is exact is a string such as "9/20".

    `optimizer` says what was run in place of the theorem's method, where a person has asked for that.
    """

    theorem: str
    claim: int
    statement: str
    latex: str
    digest: str
    verdict: Verdict
    reason: str
    sharpness: float | str | None = None
    attained_by: str | None = None
    instances: int = 0
    counterexample: Mapping[str, Any] | None = None
    readers: Mapping[str, Any] = field(default_factory=lambda: {"proof": None, "experiment": None, "worst_case": None})
    seconds: float = 0.0
    evidence: str | None = None
    core: bool = False
    file: str | None = None
    optimizer: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """The result as plain data."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**plain, "verdict": self.verdict.value, "guarantee": self.guarantee, "seconds": round(self.seconds, 3)}

    def __repr__(self) -> str:
        used = "" if self.sharpness is None else f", sharpness {self.sharpness}"
        return f"<{self.theorem}[{self.claim}] {self.statement}: {self.verdict.value}{used}>"

    def _repr_html_(self) -> str:
        from checkers import display

        return display.html(self)

    def _repr_latex_(self) -> str:
        from checkers import display

        return display.math([self])

    @property
    def guarantee(self) -> str:
        """The guarantee of the verdict; a refutation by a real optimizer's floats has its own, and one at a level."""
        if self.verdict is Verdict.REFUTED and self.counterexample is not None and self.counterexample.get("statistics"):
            return _BY_DRAWS.format(alpha=self.counterexample["alpha"])
        if self.verdict is Verdict.REFUTED and self.counterexample is not None and self.counterexample.get("optimizer"):
            return _IN_FLOATS
        return self.verdict.sentence


def sharpness(value: float | str | None) -> str:
    """Four digits, rounded down so that 1 means 1; an exact fraction as it is, where it is short."""
    if value is None:
        return "-"
    if isinstance(value, str) and len(value) <= len("sharpness"):
        return value
    try:
        number = float(Fraction(value))
    except (ValueError, OverflowError, ZeroDivisionError):
        return str(value)
    return f"{math.floor(number * 10_000) / 10_000:.4g}"


def exit_code(verdicts: Iterable[Verdict], allow_undecided: bool = False) -> int:
    """0 all supported or proved, 1 some refuted, 2 vacuous, 3 error, 4 some undecided or not applicable, 5 nothing selected; 3 > 2 > 1 > 4."""
    found = set(verdicts)
    if not found:
        return 5
    if Verdict.ERROR in found:
        return 3
    if Verdict.VACUOUS in found:
        return 2
    if Verdict.REFUTED in found:
        return 1
    if found & {Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE} and not allow_undecided:
        return 4
    return 0
