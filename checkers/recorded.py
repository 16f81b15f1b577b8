"""The last evidence of every claim of some theorems, and the running of those that have none.

Pages, tables and figures tell what was found; they find nothing themselves. Evidence that does not match its statement, or cannot be
read, counts as none.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checkers import evidence
from checkers.evidence_shape import well_shaped
from checkers.stand_in import stored_choice
from checkers.verdict import Result, Verdict
from theorems.catalogue import Loaded


def last(one: Loaded, number: int, inside: str = "") -> Mapping[str, Any] | None:
    """The last evidence of one claim, whole (`result`, `seed`, `options`), or None where there is none for the statement as it stands.

    inside : the folder inside that of the evidence to look into; evidence that lies in another folder counts as none
    """
    claim = one.theorem.claims[number]
    name = evidence.name_of(one.entry.id, number, one.theorem.digest(claim))
    try:
        found = evidence.read(evidence.folder(inside) / f"{name}.json")
    except evidence.EvidenceError:
        return None
    result = found.get("result")
    wanted = (one.entry.id, number, one.theorem.digest(claim))
    matches = isinstance(result, dict) and tuple(result.get(key) for key in ("theorem", "claim", "digest")) == wanted
    ours = found.get("path") == str(one.entry.path.resolve()) and found.get("mutant") == one.entry.mutant
    ours = ours and found.get("optimizer") == stored_choice(one)
    return found if matches and ours and well_shaped(found) else None


def last_result(one: Loaded, number: int) -> Result | None:
    """The result that the last evidence of one claim holds, or None where there is none that can be read."""
    found = last(one, number)
    if found is None:
        return None
    try:
        held = {name: found["result"][name] for name in Result.__dataclass_fields__}
        return Result(**{**held, "verdict": Verdict(held["verdict"])})
    except (KeyError, ValueError):
        return None


def missing(chosen: Sequence[Loaded], inside: str = "") -> list[Loaded]:
    """The theorems with a claim that has no evidence."""
    return [one for one in chosen if any(last(one, number, inside) is None for number in range(len(one.theorem.claims)))]


def completed(chosen: Sequence[Loaded], options: Any, on_progress: Any = None) -> Iterator[str]:
    """Decide the theorems that have no evidence where `options` write it, which writes it; yields the id of each claim's theorem as it is decided."""
    from checkers.verify import verify

    without = missing(chosen, options.inside)
    if without:
        for result in verify(without, options, on_progress):
            yield result.theorem
