"""What `lemmata sharpness` says of a claim: how much of it can be used over a whole class of functions, and on which function."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkers.fixed import fixed
from checkers.own_problems import UsageError
from lemmata import worst_case_run
from lemmata.selection import selected
from lemmata.terminal import Terminal, complain
from lemmata.worst_case_rows import told
from theorems.catalogue import Loaded, load_all
from theorems.holes import hole
from theorems.printing import latex, unicode


@dataclass(frozen=True)
class Order:
    """What is asked: which theorems, at which horizons and constants, and where certificates go."""

    arguments: Sequence[str]
    themes: Sequence[str] = ()
    everything: bool = False
    horizons: tuple[int, ...] = (1, 2, 5)
    settings: Sequence[str] = ()
    branches: bool = False
    certificates: Path | None = None
    symbolic: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the document says of it."""
        return {"horizons": list(self.horizons)}


@dataclass(frozen=True)
class Found:
    """The worst-case reader's answer for one claim, the function that refutes it, and the files of its certificates.

    `symbolic` is what one step proves at all constants, or why nothing; None where that was not asked.
    """

    loaded: Loaded
    number: int
    answer: Any
    counterexample: Mapping[str, Any] | None = None
    certificates: tuple[str, ...] = ()
    symbolic: Any = None

    @property
    def verdict(self) -> str:
        """The worst-case reader's word."""
        return str(self.answer.verdict)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data, with what identifies the claim."""
        further = {"scope": self.answer.scope, "counterexample": self.counterexample, "certificates": list(self.certificates)}
        return {**identified(self.loaded, self.number), **self.answer.as_json(), **further, "symbolic": self._symbolic()}

    def _symbolic(self) -> dict[str, Any] | None:
        if self.symbolic is None:
            return None
        if not hasattr(self.symbolic, "scope"):
            return {"proved": False, "reason": self.symbolic.reason}
        return {"proved": True, "scope": self.symbolic.scope, "assumed": list(self.symbolic.assumed), "steps": str(self.symbolic).splitlines()}

    def lines(self, screen: Terminal) -> Iterator[str]:
        """The answer on a terminal."""
        return told(self, screen)


def identified(loaded: Loaded, number: int) -> dict[str, Any]:
    """What every result says of its claim."""
    claim = loaded.theorem.claims[number]
    return {
        "theorem": loaded.entry.id,
        "claim": number,
        "statement": unicode(claim),
        "latex": latex(claim),
        "digest": loaded.theorem.digest(claim),
        "file": None if loaded.entry.theme else str(loaded.entry.path),
    }


def run(order: Order, style: worst_case_run.Style) -> int:
    """Tell how sharp the selected claims are; returns the exit code."""
    entries = selected(order.arguments, order.themes, order.everything)
    if not entries:
        complain("nothing is selected.")
        return worst_case_run.NOTHING
    return worst_case_run.run(lambda: ready(load_all(entries), order), lambda loaded: answers(loaded, order), order.as_json(), style)


def ready(loaded: Sequence[Loaded], order: Order) -> Sequence[Loaded]:
    """The theorems; what is wrong with the input is said before anything runs."""
    from checkers.worst_case.certificates.certificate_files import prepared
    from checkers.worst_case.constants import defaults

    prepared(order.certificates)
    for one in loaded:
        for number, claim in enumerate(one.theorem.claims):
            if hole(claim) is not None:
                name = one.entry.id if one.entry.theme else one.entry.path
                raise UsageError(f"{one.entry.id}: claim {number + 1} leaves the constant {hole(claim)} open: lemmata tighten {name} finds it.")
        extra = fixed(one.theorem, order.settings)
        if order.settings:
            defaults(one.theorem.plain, extra)
    return loaded


def answers(loaded: Loaded, order: Order) -> Iterator[Found]:
    """The answers for the claims of one theorem."""
    from checkers.worst_case.constants import ConstantsError, branches, defaults
    from checkers.worst_case.reader import answered, rows, unanswered

    theorem = loaded.theorem.plain
    extra = fixed(theorem, order.settings)
    try:
        points = branches(theorem, extra) if order.branches else (defaults(theorem, extra),)
    except ConstantsError as reason:
        yield from (Found(loaded, number, unanswered(str(reason))) for number in range(len(theorem.claims)))
        return
    for number, claim in enumerate(theorem.claims):
        answer = answered(rows(theorem, claim, points, order.horizons), theorem.method is not None)
        files = certificates(order.certificates, loaded, number, answer.rows)
        found = Found(loaded, number, answer, _counterexample(theorem, claim, answer), files)
        yield in_symbols(found, order.certificates) if order.symbolic else found


def in_symbols(found: Found, folder: Path | None) -> Found:
    """The answer with what one step proves at all constants that the theorem allows, and its file."""
    from checkers.worst_case.certificates.certificate_files import symbolic_file
    from checkers.worst_case.symbolic.prove import proved

    theorem = found.loaded.theorem.plain
    certificate = proved(theorem, theorem.claims[found.number])
    if folder is None or not hasattr(certificate, "scope"):
        return replace(found, symbolic=certificate)
    return replace(found, symbolic=certificate, certificates=(*found.certificates, symbolic_file(folder, found.loaded, found.number, certificate)))


def _counterexample(theorem: Any, claim: Any, answer: Any) -> Mapping[str, Any] | None:
    """The first function that violates the claim, to be re-checked by hand."""
    if answer.refuted is None:
        return None
    from checkers.experiment.report import counterexample

    return counterexample(replace(theorem, claim=claim), claim, answer.refuted.shown.found)


def certificates(folder: Path | None, loaded: Loaded, number: int, rows: Sequence[Any]) -> tuple[str, ...]:
    """The files of one claim's certificates, where they are asked for."""
    if folder is None:
        return ()
    from checkers.worst_case.certificates.certificate_files import written_files

    return written_files(folder, loaded, number, rows)
