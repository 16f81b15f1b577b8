"""`lemmata check`: certificates replayed by a checker that shares no code with what made them."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.worst_case.certificates.replay import Checked

HOLDS, REJECTED, UNREADABLE = 0, 1, 2
"""Exit codes; the largest of several files counts."""

MARGIN = 12


@click.command(name="check", short_help="Check certificates with an independent checker.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--against", metavar="ID|FILE", help="Compare with the statement of this theorem: its digest, its points, what is compared.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(files: "Sequence[str]", against: str | None, as_json: bool) -> int:
    """Check certificates in exact arithmetic, and print what they certify: the statement, for which N, constants and class, and what is assumed.

    A certificate of the worst case proves its inequality from the listed points and the conditions of the class at them; one of a proof leads
    from the listed axioms to the claims, step by step. That these are those of the statement is compared with --against. Exit codes: 0 all hold,
    1 some are rejected, 2 some cannot be read.
    """
    from lemmata.terminal import write_json

    theorem = _loaded(against) if against else None
    outcomes = [_outcome(file, theorem) for file in files]
    code: int = max(outcome["exit_code"] for outcome in outcomes)
    if as_json:
        return write_json({"schema": "lemmata/1", "results": [_plain(outcome) for outcome in outcomes]}, lambda: code)
    _written(outcomes)
    return code


def _loaded(against: str) -> Any:
    from lemmata.selection import named
    from theorems.catalogue import load

    return load(named(against)).theorem


def _outcome(file: str, theorem: Any) -> dict[str, Any]:
    """What comes of one file: found, or the reason; and the exit code."""
    from checkers.worst_case.certificates.replay import RejectedError, UnreadableError, checked
    from lemmata import proof_certificates
    from lemmata.symbolic_certificates import symbolic

    try:
        text = _text(file)
        if proof_certificates.is_proof(text):
            return proof_certificates.outcome(file, text, theorem)
        in_symbols = symbolic(text)
        if in_symbols is not None:
            return _in_symbols(file, in_symbols, theorem)
        found = checked(text)
    except UnreadableError as error:
        return {"file": file, "found": None, "reason": str(error), "exit_code": UNREADABLE}
    except RejectedError as error:
        return {"file": file, "found": None, "reason": str(error), "exit_code": REJECTED}
    reason = _against(found, theorem) if theorem is not None else ""
    said = {} if reason else {"compared": _compared(found, theorem)}
    return {"file": file, "found": found, "reason": reason, "exit_code": REJECTED if reason else HOLDS, **said}


def _compared(found: "Checked", theorem: Any) -> str:
    from lemmata.certificates import UNCOMPARED, compared

    if theorem is None:
        return UNCOMPARED
    from checkers.worst_case.certificates.against import parts

    return compared(parts(found.data, theorem))


def _in_symbols(file: str, data: dict[str, Any], theorem: Any) -> dict[str, Any]:
    """What comes of a certificate in symbolic constants."""
    from lemmata.symbolic_certificates import described, refused, statement_of

    theorem = theorem or statement_of(data)
    if theorem is None:
        reason = "it names no theorem of the catalogue: give its statement with --against ID|FILE"
        return {"file": file, "found": None, "reason": reason, "exit_code": UNREADABLE}
    reason = refused(data, theorem)
    said = {} if reason else {"described": list(described(data)), "data": data}
    return {"file": file, "found": None, "reason": reason, "exit_code": REJECTED if reason else HOLDS, **said}


def _text(file: str) -> str:
    """The text of a file, as much of it as a certificate may have."""
    from pathlib import Path

    from checkers.proof.replay import LENGTH
    from checkers.worst_case.certificates.replay import UnreadableError

    try:
        with Path(file).open(encoding="utf-8") as stream:
            return stream.read(LENGTH + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"it cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}") from None


def _against(found: "Checked", theorem: Any) -> str:
    from checkers.worst_case.certificates.against import difference

    return difference(found.data, theorem)


WORDS = {HOLDS: "HOLDS", REJECTED: "REJECTED", UNREADABLE: "UNREADABLE"}


def _plain(outcome: dict[str, Any]) -> dict[str, Any]:
    from lemmata.certificates import as_json

    said = as_json(outcome["found"]) if outcome["found"] else outcome.get("data", {})
    return {"file": outcome["file"], "outcome": WORDS[outcome["exit_code"]], "reason": outcome["reason"], "compared": outcome.get("compared"), **said}


def _written(outcomes: "Sequence[dict[str, Any]]") -> None:
    from lemmata.certificates import described, plain
    from lemmata.table import paragraph
    from lemmata.terminal import terminal

    screen = terminal("auto")
    for outcome in outcomes:
        reason = f": {plain(outcome['reason'])}" if outcome["reason"] else ""
        for line in paragraph(f"{outcome['file']}   {WORDS[outcome['exit_code']]}{reason}", screen, indent=" " * 4, first=""):
            screen.write(line)
        fields = list(described(outcome["found"]) if outcome["found"] else outcome.get("described", ()))
        for name, values in [*fields, *([("compared", [outcome["compared"]])] if "compared" in outcome else [])]:
            for number, value in enumerate(values):
                for line in paragraph(value, screen, indent=" " * (MARGIN + 2), first=f"  {name if number == 0 else '':{MARGIN}}"):
                    screen.write(line)
