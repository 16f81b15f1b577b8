"""Certificates in symbolic constants, as `lemmata check` meets them: replayed on the statement, which is taken from the catalogue or --against."""

import json
from collections.abc import Iterator
from typing import Any

from lemmata.certificates import plain


def symbolic(text: str) -> dict[str, Any] | None:
    """The data of a certificate in symbolic constants; None for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and data.get("kind") == "symbolic" else None


def statement_of(data: dict[str, Any]) -> Any:
    """The theorem of the catalogue that the certificate names, None where it names none: no file is opened for a stranger's text."""
    from theorems.catalogue import entries, load

    return next((load(entry).theorem for entry in entries() if entry.id == data.get("theorem")), None)


def refused(data: dict[str, Any], theorem: Any) -> str:
    """Why the certificate does not prove a claim of the theorem; empty where it does."""
    from checkers.worst_case.symbolic.replay import objection

    claim = next((one for one in theorem.claims if theorem.digest(one) == data.get("digest")), None)
    if claim is None:
        return "no claim of the theorem has its digest: it is about another statement"
    return objection(data, theorem, claim) or ""


def described(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The fields of a certificate that holds, by name."""
    yield "theorem", [plain(data.get("theorem", ""))]
    yield "statement", [plain(data["claim"])]
    yield "digest", [plain(data["digest"])]
    yield "holds for", [f"{plain(data['scope'])}; all {', '.join(map(plain, data['constants']))} with {_region(data)}"]
    for case in data["cases"]:
        where = [f"where {' and '.join(f'{_sum(p)} ≥ 0' for p in case['assumed'])}:"] if case["assumed"] else []
        yield "added up", [*where, *map(_fact, case["facts"]), *map(_square, case["squares"])]


def _region(data: dict[str, Any]) -> str:
    return ", ".join(plain(known["name"]) for known in data["known"])


def _fact(step: dict[str, Any]) -> str:
    points = f" at {', '.join(map(plain, step['points']))}" if step["points"] else ""
    return f"({_quotient(step['multiplier'])}) × {plain(step['hypothesis'])}, {plain(step['inequality'])}{points}"


def _square(square: dict[str, Any]) -> str:
    inside = " + ".join(f"({_quotient(e)}) {plain(name)}" for name, e in square["vector"].items())
    return f"({_quotient(square['factor'])}) × ‖{inside}‖²"


def _quotient(element: Any) -> str:
    top, bottom = element
    return _sum(top) if bottom == {"1": "1"} else f"({_sum(top)})/({_sum(bottom)})"


def _sum(polynomial: dict[str, str]) -> str:
    parts = [plain(c) if name == "1" else f"{'' if c == '1' else plain(c) + ' '}{plain(name)}" for name, c in polynomial.items()]
    return " + ".join(parts) or "0"
