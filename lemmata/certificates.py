"""What a checked certificate says, in words. Names come from a stranger's file: they are shown, and nothing else is done with them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from checkers.worst_case.certificates import replay
from checkers.worst_case.certificates.replay import Checked

SHOWN = 400
"""Characters of a text of the file that are shown."""


def plain(text: Any, shown: int = SHOWN) -> str:
    """One printable line: no control characters, no escape sequences; cut where it is long."""
    line = "".join(c if c.isprintable() else "?" for c in str(text))
    return line if len(line) <= shown else line[: shown - 1] + "…"


def described(found: Checked) -> Iterator[tuple[str, list[str]]]:
    """The fields of a certificate that holds, by name."""
    data = found.data
    yield "theorem", [plain(data.get("theorem", ""))]
    yield "statement", [plain(data.get("statement", ""))]
    yield "digest", [plain(data.get("digest", ""))]
    yield "holds for", [scope(data)]
    yield "points", [point(one) for one in data["evaluations"]]
    yield "infimum", [expression(data["infimum"])] if any(one["rule"] in LOW for one in data["conditions"]) else []
    yield "certified", certified(found)
    yield "assumed", [plain(name) for name in found.assumed]
    yield "remarks", [plain(one) for one in data.get("remarks", [])]


UNCOMPARED = "nothing: theorem, statement and digest are the file's own words; --against ID|FILE compares them with a statement"


def compared(parts: int) -> str:
    """What a certificate was held against: a statement that is read as so many parts, of which the certificate is about one."""
    whole = "the statement, its method and its conditions"
    return whole if parts == 1 else f"{whole}: one of the {parts} parts that the claim is read as there, all of which it needs"


LOW = ("below by the gradient", "Polyak-Lojasiewicz", "infimum")
"""Rules that speak of the infimum of f."""


def point(one: Mapping[str, Any]) -> str:
    """Where a point lies; its value and its gradient where they are no unknowns of their own."""
    known = [f"f = {expression(one['value'])}"] if len(one["value"]["values"]) != 1 else []
    known += [f"gradient {combination(one['gradient'])}"] if len(one["gradient"]) != 1 else []
    return ", ".join([f"{plain(one['name'])} = {combination(one['position'])}", *known])


def scope(data: Mapping[str, Any]) -> str:
    """The number of steps, the constants and the class that the certificate is about."""
    constants = [f"{plain(name)} = {plain(value)}" for name, value in data["constants"].items()]
    roles = ", ".join(f"{plain(letter)} = {plain(value)}" for letter, value in data["roles"].items())
    properties = ", ".join(map(plain, data["properties"])) or "differentiable"
    return (
        f"N = {plain(data['steps'])}"
        + "".join(f", {one}" for one in constants)
        + f"; every f that is {properties}"
        + (f" ({roles})" if roles else "")
    )


def certified(found: Checked) -> list[str]:
    """The inequality, and what it says of the claim."""
    data, bound = found.data, found.bound
    sides = [expression(one) for one in data["numerators"]]
    left = sides[0] if len(sides) == 1 else f"the least of {'; '.join(sides)}"
    return [f"{left}  ≤  {bound} × ({expression(data['denominator'])})", meaning(str(data.get("goal")), bound, data.get("squared") is True)]


def meaning(goal: str, bound: Fraction, squared: bool) -> str:
    """What a bound on the quotient says, in one sentence."""
    factor = f"the square root of {bound}" if squared else str(bound)
    if goal == "least":
        return f"the least constant that the claim can hold is at most {factor}"
    if goal == "greatest":
        other = f"the square root of {1 / bound}" if squared and bound else str(1 / bound) if bound else "any number"
        return f"the greatest constant that the claim can hold is at least {other}"
    if bound <= 0:
        return "nothing of the claim by itself: its larger side may be negative"
    if bound == 1:
        return "the claim as the file states it"
    if bound > 1:
        return f"the claim only up to the factor {factor}, about {float(bound):.10g}"
    return f"more than the claim: the factor {factor}, about {float(bound):.10g}, before its larger side"


def expression(term: Mapping[str, Any]) -> str:
    """An affine expression in words of the language."""
    parts = [(value, plain(name)) for name, value in term["values"].items()]
    parts += [(value, f"|{plain(a)}|²" if a == b else f"⟨{plain(a)}, {plain(b)}⟩") for a, b, value in term["products"]]
    constant = replay.number(term["constant"])
    return summed([(replay.number(value), name) for value, name in parts] + ([(constant, "")] if constant else []))


def combination(parts: Mapping[str, Any]) -> str:
    """A vector."""
    return summed([(replay.number(value), plain(name)) for name, value in parts.items()])


def summed(parts: list[tuple[Fraction, str]]) -> str:
    """Signed terms, 1 left out."""
    shown = []
    for factor, name in parts:
        size = abs(factor)
        amount = name if size == 1 and name else f"{size} {name}".strip()
        shown.append((" − " if factor < 0 else " + ") + amount)
    text = "".join(shown) or " + 0"
    return "−" + text[3:] if text.startswith(" −") else text[3:]


def as_json(found: Checked) -> dict[str, Any]:
    """The same as plain data."""
    data = found.data
    named = {
        key: data.get(key)
        for key in ("theorem", "statement", "digest", "steps", "spot", "constants", "class", "properties", "roles", "goal", "squared")
    }
    words = certified(found)
    return {
        **named,
        "bound": str(found.bound),
        "inequality": words[0],
        "certifies": words[1],
        "assumed": list(found.assumed),
        "remarks": data.get("remarks", []),
    }
