"""A certificate of a proof held against a theorem: its digests, its claims, and every axiom that it uses, as normal forms."""

from collections.abc import Mapping
from typing import Any

from checkers.proof.goal import statement
from checkers.proof.replay_reading import Terms
from checkers.proof.replay_terms import RejectedError, Table
from theorems.language import Theorem
from theorems.printing import unicode


def difference(data: Mapping[str, Any], theorem: Theorem) -> str:
    """In what a certificate that holds is not about the theorem; empty where it is."""
    stated = statement(theorem)
    goals, axioms = {goal["claim"]: goal for goal in stated["goals"]}, {one["name"]: one for one in stated["axioms"]}
    for claim, digest, text, goal in zip(data["proved"], data["digest"], data["statement"], data["goals"], strict=True):
        if not 0 <= claim < len(theorem.claims) or theorem.digest(theorem.claims[claim]) != digest:
            return f"the digest of claim {claim} is not that of the statement"
        if {text, goal["text"]} != {unicode(theorem.claims[claim])}:
            return f"claim {claim} reads otherwise there"
        if claim not in goals or not _same(goal, goals[claim], goal["relation"] == "vector"):
            return f"claim {claim} is another one there"
        loose = [name for name in goal["axioms"] if name not in goals[claim]["axioms"]]
        if loose:
            return f"claim {claim} may not rest on {loose[0]} there"
    for one in data["axioms"]:
        if one["name"] not in axioms or one["from"] != axioms[one["name"]]["from"] or not _same_axiom(one, axioms[one["name"]]):
            return f"the axiom {one['name']} is none of the statement"
    return ""


def _same_axiom(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two axioms say the same, condition by condition."""
    if (one["parameters"], len(one["conditions"])) != (other["parameters"], len(other["conditions"])):
        return False
    pairs = zip(one["conditions"], other["conditions"], strict=True)
    alike = all(_same({"relation": a[0], "term": a[1]}, {"relation": b[0], "term": b[1]}, False) for a, b in pairs)
    return alike and _same(one, other, one["relation"] == "vector")


def _same(one: Mapping[str, Any], other: Mapping[str, Any], vector: bool) -> bool:
    """Whether two terms stand in the same relation to 0 and are the same number or vector."""
    read = Terms(Table())
    try:
        first, second = ((read.vector if vector else read.number)(part["term"]) for part in (one, other))
    except RejectedError:
        return False
    return bool(one["relation"] == other["relation"] and first == second)
