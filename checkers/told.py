"""What was found, part by part, as a person re-checks it by hand: the same words in the terminal and on a page."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from checkers.evidence import name_of
from theorems.notation import UNICODE

Parts = Iterator[tuple[str, str]]


def exactness(c: Mapping[str, Any]) -> str:
    """How a counterexample was decided."""
    if c.get("exact"):
        return "exact"
    if c.get("optimizer"):
        return "in float64"
    return f"by draws at level α = {level_text(c['alpha'])}" if c.get("statistics") else "not exact"


def level_text(alpha: float) -> str:
    """A level as people write it: 1e-6."""
    return f"{alpha:g}".replace("e-0", "e-")


def file_of(result: Mapping[str, Any]) -> str:
    """The evidence file of a result, where evidence lies unless another folder is named."""
    return f".lemmata/{name_of(result['theorem'], result['claim'], result['digest'])}.json"


def parts(c: Mapping[str, Any]) -> Parts:
    """What is known of a counterexample, in the order of a re-check."""
    if c.get("function"):
        yield "function", str(c["function"])
    if c.get("constants"):
        yield "constants", assigned(c["constants"])
    for fact in c.get("facts") or ():
        yield "certified", str(fact)
    for sequence in (c.get("sequences") or {}).values():
        yield "sequence", str(sequence)
    for name in ("noise", "draws", "start", "minimiser"):
        if c.get(name):
            yield name, str(c[name])
    if c.get("points"):
        yield "points", assigned(c["points"])
    steps = {name: c[name] for name in ("t", "T") if c.get(name) is not None}
    if steps:
        yield "step", assigned(steps)
    margin = f"   (margin {c['margin']})" if c.get("margin") else ""
    yield "sides", f"left {c['left']} {c.get('relation') or compared(c['left'], c['right'])} right {c['right']}{margin}"
    if c.get("statistics"):
        yield "level", str(c["statistics"]["said"])
    if c.get("optimizer"):
        yield from _in_floats(c)
    if c.get("found_by"):
        yield "found by", str(c["found_by"])


def _in_floats(c: Mapping[str, Any]) -> Parts:
    """The real optimizer, its rounding, and its equations at the same place."""
    yield "run", f"{c['optimizer']}; with rounding: {c['rounding']}"
    model = c.get("model")
    if model is None:
        yield "equations", "not known"
        return
    sides = f": left {model['left']}, right {model['right']}" if model["left"] is not None else ""
    parted = "" if model["parted_at"] is None else f"; the run leaves them at t = {model['parted_at']}"
    yield "equations", f"{model['said']}{sides}{parted}"


def assigned(values: Mapping[str, Any]) -> str:
    """`L = 1, η = 1/2`."""
    return ", ".join(f"{UNICODE.name(name)} = {value}" for name, value in values.items())


def compared(left: Any, right: Any) -> str:
    """The sign that stands between the two sides."""
    try:
        a, b = Fraction(str(left)), Fraction(str(right))
    except (ValueError, ZeroDivisionError):
        return "against"
    return ">" if a > b else "<" if a < b else "="


def witnessed(found: Mapping[str, Any]) -> Parts:
    """A member of the class that meets every hypothesis and on which the claim says something."""
    if found.get("function"):
        yield "function", str(found["function"])
    if found.get("constants"):
        yield "constants", assigned(found["constants"])
    if found.get("start"):
        yield "start", f"x[0] = {found['start']}"
    steps = {name: found[name] for name in ("t", "T") if found.get(name) is not None}
    if steps:
        yield "step", assigned(steps)
    yield "sides", f"smaller {found['smaller']}, larger {found['larger']}"
