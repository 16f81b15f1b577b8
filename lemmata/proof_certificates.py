"""Certificates of proofs, as `lemmata check` meets them: what they claim, what they rest on, and what they were compared with."""

import json
from collections.abc import Iterator
from typing import Any

from checkers.proof import replay
from checkers.proof.replay_terms import RejectedError
from lemmata.certificates import UNCOMPARED, plain
from lemmata.term_text import spoken

HOLDS, REJECTED, UNREADABLE = 0, 1, 2

NAME = 120
"""Characters of an axiom's name that are shown, so that what it says is seen beside the longest."""

ANALYSIS = {
    "cauchy": "Cauchy and Schwarz",
    "coordinates": "an inner product is the sum over coordinates",
    "logarithm": "log p ≤ p − 1",
    "product": "the logarithm of a product",
    "monotone": "sums, integrals and expectations are monotone",
    "induction": "induction over integers",
}
"""Rules that rest on analysis, as they are named to people."""


def is_proof(text: str) -> bool:
    """Whether a text is meant to be a certificate of a proof."""
    try:
        return replay.is_proof(json.loads(text))
    except (ValueError, RecursionError):
        return False


def outcome(file: str, text: str, theorem: Any) -> dict[str, Any]:
    """What comes of one file: its fields, or the reason; and the exit code."""
    try:
        found = replay.checked(text)
    except replay.UnreadableError as error:
        return {"file": file, "found": None, "reason": str(error), "exit_code": UNREADABLE}
    except RejectedError as error:
        return {"file": file, "found": None, "reason": str(error), "exit_code": REJECTED}
    reason = "" if theorem is None else _difference(found, theorem)
    if reason:
        return {"file": file, "found": None, "reason": f"it is not about that statement: {reason}", "exit_code": REJECTED}
    compared = UNCOMPARED if theorem is None else "the digests, the claims, and every axiom that they rest on"
    data = {**found.data, "rests_on": {str(place): list(names) for place, names in found.rests_on.items()}, "rules": list(found.rules)}
    return {"file": file, "found": None, "reason": "", "exit_code": HOLDS, "compared": compared, "described": list(described(found)), "data": data}


def _difference(found: replay.Checked, theorem: Any) -> str:
    from checkers.proof.against import difference

    return difference(found.data, theorem)


def described(found: replay.Checked) -> Iterator[tuple[str, list[str]]]:
    """The fields of a certificate that holds, by name."""
    data = found.data
    axioms = {one["name"]: one for one in data["axioms"]}
    yield "theorem", [plain(data["theorem"])]
    for place, (statement, digest, goal) in enumerate(zip(data["statement"], data["digest"], data["goals"], strict=True)):
        yield "statement", [plain(statement)]
        yield "digest", [plain(digest)]
        yield "proved", [plain(f"{spoken(goal['term'])} {sign(goal['relation'])} 0")]
        yield "rests on", [_axiom(axioms[name]) for name in found.rests_on[place]]
    yield "by", [f"{len(data['steps'])} steps", *(name for rule, name in ANALYSIS.items() if rule in found.rules)]


def _axiom(one: dict[str, Any]) -> str:
    conditions = [f"{spoken(term)} {relation} 0" for relation, term in one["conditions"]]
    where = f", where {' and '.join(conditions)}" if conditions else ""
    return plain(f"{plain(one['name'], NAME)}: {spoken(one['term'])} {sign(one['relation'])} 0{where} (from: {one['from']})")


def sign(relation: str) -> str:
    """How a term stands to 0, a vector too."""
    return "=" if relation == "vector" else relation
