"""What an evidence file looks like inside, as far as pages, tables and figures read it: a file of any other shape counts as none.

A shape is a function of a value. Evidence is data that anybody can have edited; what is let through here can be shown without a second look.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from checkers.verdict import Result, Verdict

Shape = Callable[[Any], bool]


def well_shaped(found: Mapping[str, Any]) -> bool:
    """Whether evidence can be told."""
    return _EVIDENCE(found)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return _whole(value) or isinstance(value, float)


def _share(value: Any) -> bool:
    """A share: a number, or an exact fraction as a string."""
    try:
        return (_text(value) or _number(value)) and 0 <= Fraction(value) < 10**6
    except (ValueError, ZeroDivisionError):
        return False


def _verdict(value: Any) -> bool:
    return _text(value) and value in [verdict.value for verdict in Verdict]


def _word(value: Any) -> bool:
    """A verdict, or the worst-case reader's own word."""
    return value == "CERTIFIED" or _verdict(value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float))


def _seen(value: Any) -> bool:
    """Plain data, or a list of such."""
    return _plain(value) or _listed(_seen)(value)


def _mapping(member: Shape) -> Shape:
    return lambda value: isinstance(value, Mapping) and all(member(one) for one in value.values())


def _listed(member: Shape) -> Shape:
    return lambda value: isinstance(value, list) and all(member(one) for one in value)


def _perhaps(shape: Shape) -> Shape:
    return lambda value: value is None or shape(value)


def _record(_optional: Mapping[str, Shape] | None = None, /, **needed: Shape) -> Shape:
    """A mapping with these members; others are not looked at. Optional ones may be missing or null."""
    optional = {name: _perhaps(shape) for name, shape in (_optional or {}).items()}

    def fits(value: Any) -> bool:
        if not isinstance(value, Mapping) or any(name not in value for name in needed):
            return False
        return all(shape(value[name]) for name, shape in needed.items()) and all(shape(value.get(name)) for name, shape in optional.items())

    return fits


_MODEL = _record({"left": _plain, "right": _plain, "parted_at": _plain}, said=_text)
_COUNTEREXAMPLE = _record(
    {
        **dict.fromkeys(("function", "noise", "draws", "start", "minimiser", "relation", "margin", "found_by"), _plain),
        **dict.fromkeys(("optimizer", "rounding", "replay"), _text),
        **dict.fromkeys(("constants", "sequences", "points"), _mapping(_plain)),
        **{"facts": _listed(_plain), "t": _whole, "T": _whole, "alpha": _number, "statistics": _record(said=_text), "model": _MODEL},
    },
    left=_plain,
    right=_plain,
)
_ATTAINED = _record({"smaller": _plain, "larger": _plain, "T": _whole, "t": _whole}, case=_record(found_by=_text))
_WITNESS = _record({"function": _plain, "constants": _mapping(_plain), "start": _plain, "t": _whole, "T": _whole}, smaller=_plain, larger=_plain)
_SAMPLED = _record({"retested": _listed(_mapping(_seen))}, cases=_whole, seeds=_whole, steps=_whole, largest_excess_in_standard_errors=_plain)
_COUNTS = ("cases", "comparisons", "apparent_violations", "near_ties", "exact_ties", "undecided")
_EXPERIMENT = _record(
    {
        **{"searchers": _mapping(_whole), "attained_by": _ATTAINED, "witness": _WITNESS, "witness_reason": _text, "sampled": _SAMPLED},
        **{"expectations": _text, "slope": _mapping(_seen), "limit": _mapping(_seen)},
        "observed": _listed(lambda note: _text(note) or _mapping(_seen)(note)),
    },
    verdict=_verdict,
    reason=_text,
    families=_listed(_text),
    **dict.fromkeys(_COUNTS, _whole),
)
_PROOF = _record(
    {"reason": _text, "idea": _text, **dict.fromkeys(("used", "unused", "axioms"), _listed(_text)), **dict.fromkeys(("steps", "lines"), _whole)},
    verdict=_verdict,
)
_ROW = _record(
    {
        **dict.fromkeys(("slack", "function"), _text),
        **{"refuted": _flag, "remarks": _listed(_text)},
    },
    N=_whole,
    constants=_mapping(_text),
    sharpness=_perhaps(_number),
    **dict.fromkeys(("lower", "upper"), _perhaps(_text)),
    certified=_flag,
    reason=_text,
)
_WORST_CASE = _record({"rows": _listed(_ROW)}, verdict=_word, reason=_text)
_BY_READER = {"experiment": _perhaps(_EXPERIMENT), "worst_case": _perhaps(_WORST_CASE)}


def _readers(value: Any) -> bool:
    """What each reader says, the experiment and the worst case at length."""
    if not isinstance(value, Mapping) or "experiment" not in value:
        return False
    return all(_BY_READER.get(name, _perhaps(_PROOF))(one) for name, one in value.items())


_RESULT = _record(
    {**dict.fromkeys(("attained_by", "evidence", "file"), _text), "sharpness": _share, "counterexample": _COUNTEREXAMPLE, "optimizer": _record()},
    theorem=_text,
    claim=_whole,
    statement=_text,
    latex=_text,
    digest=_text,
    verdict=_verdict,
    reason=_text,
    guarantee=_text,
    instances=_whole,
    readers=_readers,
    seconds=_number,
)


def _fits_verdict(value: Any) -> bool:
    """A result; one by fresh draws has the level at which it was decided, one by a real optimizer what it was beside."""
    if not _RESULT(value) or not set(Result.__dataclass_fields__) <= set(value):
        return False
    c = value["counterexample"]
    if c is None:
        return True
    return (not c.get("statistics") or _number(c.get("alpha"))) and (not c.get("optimizer") or (_text(c.get("rounding")) and "model" in c))


_EVIDENCE = _record(
    {"options": _mapping(_seen), "versions": _mapping(_text)},
    seed=_whole,
    alpha=_number,
    result=_fits_verdict,
)
