"""A counterexample in words, as a person re-checks it by hand: the function, the constants, the run, both sides, the margin."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from theorems.notation import UNICODE


def exactness(c: Mapping[str, Any]) -> str:
    """How the violation is decided: `exact`, `in float64`, by draws at a level."""
    return "exact" if c.get("exact") else "in float64" if c.get("optimizer") else _level(c)


def _level(c: Mapping[str, Any]) -> str:
    return f"by draws at level α = {c['alpha']:g}".replace("e-0", "e-") if c.get("statistics") else "not exact"


def parts(c: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and words of what is known, in the order of a re-check."""
    if c.get("function"):
        yield "function", str(c["function"])
    if c.get("constants"):
        yield "constants", _assigned(c["constants"])
    for fact in c.get("facts") or ():
        yield "certified", str(fact)
    for sequence in (c.get("sequences") or {}).values():
        yield "sequence", str(sequence)
    for name in ("noise", "draws", "start", "minimiser"):
        if c.get(name):
            yield name, str(c[name])
    if c.get("points"):
        yield "points", _assigned(c["points"])
    steps = {name: c[name] for name in ("t", "T") if c.get(name) is not None}
    if steps:
        yield "step", _assigned(steps)
    margin = f"   (margin {c['margin']})" if c.get("margin") else ""
    yield "sides", f"left {c['left']} {c.get('relation') or compared(c['left'], c['right'])} right {c['right']}{margin}"
    if c.get("statistics"):
        yield "level", str(c["statistics"]["said"])
    if c.get("optimizer"):
        yield from _in_floats(c)
    if c.get("found_by"):
        yield "found by", str(c["found_by"])


def _in_floats(c: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The real optimizer, its rounding, and its equations at the same place."""
    yield "run", f"{c['optimizer']}; with rounding: {c['rounding']}"
    model = c.get("model")
    if model is None:
        yield "equations", "not known"
        return
    sides = f": left {model['left']}, right {model['right']}" if model["left"] is not None else ""
    parted = "" if model["parted_at"] is None else f"; the run leaves them at t = {model['parted_at']}"
    yield "equations", f"{model['said']}{sides}{parted}"


def _assigned(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{UNICODE.name(name)} = {value}" for name, value in values.items())


def compared(left: Any, right: Any) -> str:
    """The sign that stands between the two sides."""
    try:
        a, b = Fraction(str(left)), Fraction(str(right))
    except (ValueError, ZeroDivisionError):
        return "against"
    return ">" if a > b else "<" if a < b else "="
