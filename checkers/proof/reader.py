"""The proof reader beside the other two: for each claim whether its theorem's script derives it, from what, and what of `given` it did without."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checkers.proof.against import difference
from checkers.proof.axioms import AND
from checkers.proof.certificate import as_data
from checkers.proof.prove import Derived, Outcome, prove
from checkers.proof.replay import UnreadableError, checked
from checkers.proof.replay_terms import RejectedError
from checkers.verdict import Verdict
from theorems.catalogue import Loaded
from theorems.hypothesis import Hypothesis
from theorems.language import Theorem
from theorems.printing import in_words, phrase

STOPPED = "the proof stops before this claim"


@dataclass(frozen=True)
class Answer:
    """What the proof reader says of one claim that a script is there for.

    used, unused : members of `given`, in words;  axioms : by name;  steps : of the kernel, lines : of the script
    """

    verdict: Verdict
    reason: str
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    steps: int = 0
    lines: int = 0
    idea: str = ""

    @property
    def proved(self) -> bool:
        """Whether the claim is derived."""
        return self.verdict is Verdict.PROVED

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data."""
        said = {"used": list(self.used), "unused": list(self.unused), "axioms": list(self.axioms)} if self.proved else {}
        return {"verdict": self.verdict.value, "reason": self.reason, "idea": self.idea, **said, "steps": self.steps, "lines": self.lines}


def answers(loaded: Loaded) -> Mapping[int, Answer]:
    """An answer for each claim, where the file has a proof; none for a wrong variant, or with a real optimizer in place of the method."""
    if loaded.proof is None or loaded.entry.mutant is not None or loaded.entry.optimizer is not None:
        return {}
    idea = (loaded.proof.__doc__ or "").strip()
    try:
        outcome = prove(loaded.theorem, loaded.proof)
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        failed = Answer(Verdict.ERROR, f"the proof ends with {type(error).__name__}: {error}", idea=idea)
        return dict.fromkeys(range(len(loaded.theorem.claims)), failed)
    rejected = objection(as_data(outcome, loaded.theorem, loaded.entry.id), loaded.theorem) if outcome.proved else ""
    if rejected:
        failed = Answer(Verdict.ERROR, f"the second checker rejects the certificate: {rejected}", idea=idea)
        return dict.fromkeys(range(len(loaded.theorem.claims)), failed)
    derived = {one.claim: one for one in outcome.derived}
    return {claim: _answer(loaded.theorem, outcome, claim, derived.get(claim), idea) for claim in range(len(loaded.theorem.claims))}


def objection(data: Mapping[str, Any], theorem: Theorem) -> str:
    """Why the second checker rejects a certificate, which it gets as the text that a file would hold, or in what it is about another statement."""
    try:
        found = checked(json.dumps(data, ensure_ascii=False))
    except (RejectedError, UnreadableError) as error:
        return str(error)
    return difference(found.data, theorem)


def _answer(theorem: Theorem, outcome: Outcome, claim: int, derived: Derived | None, idea: str) -> Answer:
    if derived is None:
        unread = outcome.unread.get(claim)
        reason = f"the kernel has no terms for it: {unread}" if unread else outcome.reason or STOPPED
        return Answer(Verdict.INCONCLUSIVE, reason, idea=idea)
    used, unused = split(theorem, derived)
    return Answer(Verdict.PROVED, because(used, unused), used, unused, derived.axioms, outcome.steps, outcome.lines, idea)


def split(theorem: Theorem, derived: Derived) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The members of `given` that a proof used, and those that it did without, in words."""
    members = [in_words(phrase(h) if isinstance(h, Hypothesis) else (h,))[0] for h in theorem.plain.given]
    sources = [f"{AND}{source}{AND}" for source in derived.used]
    used = tuple(one for one in members if any(f"{AND}{one}{AND}" in source for source in sources))
    return used, tuple(one for one in members if one not in used)


def because(used: tuple[str, ...], unused: tuple[str, ...]) -> str:
    """Why a claim is proved, in one line."""
    from_what = f"derived from {', '.join(used)}" if used else "derived from the definitions"
    return from_what + (f"; holds without {', '.join(unused)}" if unused else "")
