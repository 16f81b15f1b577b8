"""What `lemmata prove` does: scripts run in the kernel, their certificates replayed by the second checker and written, answers told."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checkers.experiment.emptiness import empty_because
from checkers.proof import reader
from checkers.proof.certificate import as_data
from checkers.proof.from_symbolic import prove_from
from checkers.proof.prove import Outcome, prove
from checkers.proof.reader import objection
from checkers.proof.stronger import also_proved
from lemmata import worst_case_run
from lemmata.selection import SelectionError, selected
from lemmata.table import fitted, paragraph
from lemmata.terminal import Terminal
from lemmata.worst_case_run import Words
from theorems.catalogue import Loaded, load_all
from theorems.normal_form import is_trivial
from theorems.printing import latex, unicode
from theorems.scaling import Asymptotic

PROOF = Words(("PROVED", "FAILED", "VACUOUS", "NO PROOF", "OUTSIDE"), {"FAILED": 1, "VACUOUS": 2, "NO PROOF": 4})
NAMELESS = "the file of this theorem holds no proof"
GROWTH = "a claim about growth has no derivation: lemmata verify measures it"


@dataclass(frozen=True)
class Order:
    """What a person asks for: which theorems, from which certificate in symbols, where certificates go, and whether stronger claims are tried."""

    arguments: tuple[str, ...]
    themes: tuple[str, ...] = ()
    everything: bool = False
    source: Path | None = None
    certificate: Path | None = None
    stronger: bool = False

    def as_json(self) -> dict[str, Any]:
        """The order as plain data."""
        return {"from": None if self.source is None else str(self.source), "certificate": None if self.certificate is None else str(self.certificate)}


@dataclass(frozen=True)
class Told:
    """The answer for one claim."""

    theorem: str
    claim: int
    relation: Any
    digest: str
    verdict: str
    reason: str
    found: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data."""
        stated = {"theorem": self.theorem, "claim": self.claim, "statement": unicode(self.relation), "latex": latex(self.relation)}
        return {**stated, "digest": self.digest, "verdict": self.verdict, "reason": self.reason, **self.found}

    def lines(self, screen: Terminal) -> Iterator[str]:
        """One line for the claim, and what there is to say of it."""
        size = "{lines} lines, {steps} steps, {milliseconds} ms".format_map(self.found) if self.verdict == "PROVED" else ""
        yield f" {self.theorem:28} {fitted(unicode(self.relation), 48, screen)} {self.verdict:9} {size}".rstrip()
        yield from paragraph(self.reason, screen)
        for stronger in self.found.get("also_proves", ()):
            yield from paragraph(f"also proves {stronger}", screen)
        if self.found.get("certificate"):
            yield f"    certificate: lemmata check {self.found['certificate']}"


def run(order: Order, style: worst_case_run.Style) -> int:
    """Prove what is asked for; the exit code."""
    chosen = selected(order.arguments, order.themes, order.everything)
    if order.source is not None and len(chosen) != 1:
        raise SelectionError(["--from proves one theorem: name it."])
    if order.certificate is not None and len(chosen) > 1 and order.certificate.is_file():
        raise SelectionError([f"{order.certificate} is a file, and certificates of several theorems go into a folder."])
    return worst_case_run.run(lambda: load_all(chosen), lambda loaded: answers(loaded, order, len(chosen) > 1), order.as_json(), style, PROOF)


def answers(loaded: Loaded, order: Order, several: bool) -> Iterator[Told]:
    """An answer for each claim of one theorem."""
    outcome = _outcome(loaded, order)
    if isinstance(outcome, str):
        verdict = "NO PROOF" if outcome == NAMELESS else "FAILED"
        yield from (_told(loaded, claim, verdict, outcome) for claim in range(len(loaded.theorem.claims)))
        return
    rejected, file = _checked(loaded, outcome, order, several) if outcome.proved else ("", None)
    derived = {one.claim: one for one in outcome.derived}
    empty = empty_because(loaded.theorem.plain) if derived else None
    for claim in range(len(loaded.theorem.claims)):
        if isinstance(loaded.theorem.plain.claims[claim], Asymptotic):
            yield _told(loaded, claim, "OUTSIDE", GROWTH)
        elif claim not in derived:
            failed = bool(outcome.reason) and claim not in outcome.unread
            yield _told(loaded, claim, "FAILED" if failed else "NO PROOF", _why(outcome, claim))
        elif rejected:
            yield _told(loaded, claim, "FAILED", f"the second checker rejects the certificate: {rejected}")
        elif empty or is_trivial(loaded.theorem.plain.claims[claim]):
            yield _told(loaded, claim, "VACUOUS", empty or "the two sides are the same")
        else:
            used, unused = reader.split(loaded.theorem, derived[claim])
            more = {"used": list(used), "unused": list(unused), "axioms": list(derived[claim].axioms), "certificate": file}
            yield _told(loaded, claim, "PROVED", reader.because(used, unused), **_size(outcome), **more, **_stronger(loaded, claim, order))


def _outcome(loaded: Loaded, order: Order) -> Outcome | str:
    """What the script makes, or why there is nothing."""
    if order.source is not None:
        return prove_from(loaded.theorem, _data(order.source))
    if loaded.proof is None:
        return NAMELESS
    try:
        return prove(loaded.theorem, loaded.proof)
    except Exception as error:
        return f"the proof ends with {type(error).__name__}: {error}"


def _data(source: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SelectionError([f"{source}: it is no certificate ({error})."]) from None
    if not isinstance(data, dict) or data.get("kind") != "symbolic":
        raise SelectionError(
            [f"{source}: it is no certificate in symbolic constants, as lemmata sharpness --symbolic --certificates DIR writes them."]
        )
    return data


def _checked(loaded: Loaded, outcome: Outcome, order: Order, several: bool) -> tuple[str, str | None]:
    """Why the second checker rejects the certificate, empty where it does not; and where it was written."""
    name = loaded.entry.id if loaded.entry.theme else str(loaded.entry.path)
    data = as_data(outcome, loaded.theorem, name)
    reason = objection(data, loaded.theorem)
    if reason or order.certificate is None:
        return reason, None
    folder = several or order.certificate.is_dir()
    target = order.certificate / f"{loaded.entry.id}.json" if folder else order.certificate
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise SelectionError([f"{target} cannot be written: {error.strerror}."]) from None
    return "", str(target)


def _why(outcome: Outcome, claim: int) -> str:
    if claim in outcome.unread:
        return f"the kernel has no terms for it: {outcome.unread[claim]}"
    return outcome.reason or "the proof does not conclude it"


def _size(outcome: Outcome) -> dict[str, Any]:
    return {"lines": outcome.lines, "steps": outcome.steps, "milliseconds": round(1000 * outcome.seconds)}


def _stronger(loaded: Loaded, claim: int, order: Order) -> dict[str, Any]:
    if not order.stronger or loaded.proof is None:
        return {}
    return {"also_proves": [str(one) for one in also_proved(loaded.theorem, loaded.proof, claim)]}


def _told(loaded: Loaded, claim: int, verdict: str, reason: str, **found: Any) -> Told:
    relation = loaded.theorem.claims[claim]
    return Told(loaded.entry.id, claim, relation, loaded.theorem.digest(relation), verdict, reason, found)
