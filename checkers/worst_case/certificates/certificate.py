"""A certificate as JSON, which `lemmata check` replays with the standard library alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from checkers.worst_case.certificates import replay
from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.program import Condition, Program
from checkers.worst_case.terms import Affine, Vector

if TYPE_CHECKING:
    from theorems.language import Theorem

SCHEMA = "lemmata/certificate/1"

PROPERTIES = ("smooth", "strongly convex", "convex", "Lipschitz")
"""The words that the name of a class is made of."""

LETTERS = {
    "interpolation": "L",
    "below by the gradient": "L",
    "interpolation of smooth convex functions": "L",
    "interpolation of smooth strongly convex functions": "L mu",
    "above its quadratics": "mu",
    "bounded gradient": "G",
    "Polyak-Lojasiewicz": "mu",
}
"""The constants that rules speak of."""


@dataclass(frozen=True)
class Subject:
    """What a certificate is about: the theorem's id, its claim in words, the digest of the statement, the version that made it."""

    theorem: str = ""
    statement: str = ""
    digest: str = ""
    made_by: Mapping[str, str] = field(default_factory=dict)


def subject(name: str, theorem: "Theorem", claim: Any, made_by: Mapping[str, str] | None = None) -> Subject:
    """The claim of a theorem as a subject; `name` is its id or its file."""
    from theorems.printing import unicode

    return Subject(name, unicode(claim), theorem.digest(claim), made_by or {})


def written(program: Program, certificate: Certificate, subject: Subject) -> str:
    """The text of the file."""
    return json.dumps(as_data(program, certificate, subject), ensure_ascii=False, indent=1) + "\n"


def as_data(program: Program, certificate: Certificate, subject: Subject) -> dict[str, Any]:
    """Plain data; exact numbers are strings."""
    used = [condition for condition in program.conditions if condition.name in certificate.multipliers]
    properties = sorted({*_properties(program.kind), *(need for c in used for need in replay.NEEDS.get(c.rule, ()))})
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": "worst-case",
        **vars(subject),
        "steps": program.steps,
        "spot": dict(program.spot),
        "constants": _numbers(program.constants),
        "class": program.kind,
        "properties": properties,
        "roles": _numbers(program.roles),
        "goal": program.goal,
        "squared": program.squared,
        "remarks": list(program.remarks),
        "basis": list(program.basis),
        "values": list(program.values),
        "infimum": _affine(Affine(values={"f_star": Fraction(1)}) if "f_star" in program.values else Affine()),
        "evaluations": [
            {"name": e.name, "position": _vector(e.position), "gradient": _vector(e.gradient), "value": _affine(e.value)} for e in program.evaluations
        ],
        "numerators": [_affine(numerator) for numerator in program.numerators],
        "denominator": _affine(program.denominator),
        "bound": str(certificate.bound),
        "weights": [str(weight) for weight in certificate.weights],
    }
    data["roles"] = _numbers(_roles(program, used, data))
    data["conditions"] = [_condition(c, certificate.multipliers[c.name], data) for c in used]
    return data


def _properties(kind: str) -> list[str]:
    """The properties that a class has: a strongly convex function is convex."""
    return [word for word in PROPERTIES if word in kind]


def _roles(program: Program, used: list[Condition], data: Mapping[str, Any]) -> dict[str, Fraction]:
    """The class's constants by letter, with those that further rules need: the constant of the statement with which the rule says the condition."""
    roles = dict(program.roles)
    for condition in used:
        missing = [letter for letter in LETTERS.get(condition.rule, "").split() if letter not in roles]
        for numbers in product(program.constants.values(), repeat=len(missing)):
            tried = {**roles, **dict(zip(missing, numbers, strict=True))}
            if missing and _follows(condition, {**data, "roles": _numbers(tried)}):
                roles = tried
                break
    return roles


def _condition(condition: Condition, multiplier: Fraction, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": condition.name,
        "rule": condition.rule,
        "points": list(condition.points),
        "equality": condition.equality,
        "terms": _affine(condition.terms),
        "multiplier": str(multiplier),
        "assumed": not _follows(condition, data),
    }


def _follows(condition: Condition, data: Mapping[str, Any]) -> bool:
    """Whether the checker can build this condition by itself."""
    if condition.equality or not condition.points or condition.rule not in replay.NEEDS:
        return False
    try:
        named = {one["name"]: one for one in data["evaluations"]}
        points = [replay.evaluated(named[name], dict(data)) for name in condition.points]
        return replay.followed(condition.rule, points, dict(data), "") == replay.term(_affine(condition.terms), dict(data))
    except (KeyError, ArithmeticError, replay.RejectedError):
        return False


def _numbers(parts: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(part) for name, part in parts.items()}


def _vector(vector: Vector) -> dict[str, str]:
    return _numbers(vector.parts)


def _affine(affine: Affine) -> dict[str, Any]:
    return {"constant": str(affine.constant), "values": _numbers(affine.values), "products": list(_products(affine))}


def _products(affine: Affine) -> Iterator[list[str]]:
    for (one, two), entry in affine.products.items():
        yield [one, two, str(entry)]
