"""A certificate held against a theorem: whether it speaks of this very statement, and of what the statement says at its constants and its N."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from checkers.worst_case.certificates import replay
from checkers.worst_case.certificates.certificate import Subject, as_data
from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.terms import Affine
from theorems.language import Theorem
from theorems.printing import unicode

PARTS = {
    "steps": "number of steps",
    "spot": "t and T",
    "constants": "constants",
    "class": "class",
    "goal": "question",
    "squared": "squaring of both sides",
    "basis": "vectors",
    "values": "values",
}
"""What a certificate has in common with the program that the statement is read as, in words."""


LONGEST = 10
"""Steps for each point at which f is looked at: nothing is unrolled for longer."""


def parts(data: Mapping[str, Any], theorem: Theorem) -> int:
    """Into how many programs the claim of a certificate that is about the statement is read; each has a certificate of its own."""
    claim = next(claim for claim in theorem.claims if theorem.digest(claim) == data["digest"])
    return len(_programs(data, theorem, claim))


def _programs(data: Mapping[str, Any], theorem: Theorem, claim: Any) -> tuple[Program, ...]:
    constants = {str(name): replay.number(value) for name, value in data["constants"].items()}
    return programs(theorem, claim, constants, int(data["steps"]))


def difference(data: Mapping[str, Any], theorem: Theorem) -> str:
    """How a certificate that holds differs from the statement, in one sentence; empty where it does not."""
    claim = next((claim for claim in theorem.claims if theorem.digest(claim) == data["digest"]), None)
    if claim is None:
        known = " and ".join(theorem.digest(c) for c in theorem.claims)
        return f"its digest is {data['digest']}, the statement's {known}: it is about another statement"
    if data["statement"] != unicode(claim):
        return f"it tells another statement than the one of its digest: {str(data['statement'])[:80]}"
    if data["steps"] > LONGEST * (len(data["evaluations"]) + 1):
        return f"it speaks of {str(data['steps'])[:40]} steps, and looks at f in {len(data['evaluations'])} points"
    try:
        read = _programs(data, theorem, claim)
    except (NotReadError, replay.UnreadableError, ValueError, AttributeError) as error:
        return f"the statement cannot be read at its constants and its N: {error}"
    found = [_differs(data, program) for program in read]
    return "" if "" in found else found[0] if found else "the statement is read as no program"


def _differs(data: Mapping[str, Any], program: Program) -> str:
    """The first part that differs from a program's."""
    whole = {c.name: Fraction(1) for c in program.conditions}
    expected = as_data(program, Certificate(Fraction(0), Fraction(0), whole, (), Affine()), Subject())
    return next(_differences(dict(data), expected), "")


def _differences(data: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    for part, words in PARTS.items():
        if data.get(part) != expected[part]:
            yield f"{words}: it has {str(data.get(part))[:80]}, the statement {str(expected[part])[:80]}"
            return
    if not data["roles"].items() <= expected["roles"].items() or not set(data["properties"]) <= set(expected["properties"]):
        yield "what it assumes of f is not what the statement assumes"
    if _sides(data) != _sides(expected) or replay.term(data["infimum"], data) != replay.term(expected["infimum"], expected):
        yield "what it compares is not what the statement compares"
    points = {e["name"]: replay.evaluated(e, expected) for e in expected["evaluations"]}
    for e in data["evaluations"]:
        if points.get(e["name"]) != replay.evaluated(e, data):
            yield f"the point {e['name'][:80]} is not where the statement's method puts it"
    conditions = {c["name"]: c for c in expected["conditions"]}
    for c in data["conditions"]:
        same = conditions.get(c["name"])
        if same is None or replay.term(same["terms"], expected) != replay.term(c["terms"], data) or same["equality"] != c["equality"]:
            yield f"the condition {c['name'][:80]} is none of the statement"


def _sides(data: dict[str, Any]) -> list[replay.Term]:
    return [replay.term(side, data) for side in (data["denominator"], *data["numerators"])]
