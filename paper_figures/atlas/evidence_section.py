"""What is known of a claim: the verdict with its guarantee, what each reader says, what it rests on, and where the claim is sharp."""

from collections.abc import Iterator, Mapping
from typing import Any

from checkers import told
from checkers.attained import attained
from paper_figures.atlas.layout import listed, verdict
from paper_figures.atlas.markup import Html, joined, tag, words
from paper_figures.atlas.worst_case_section import worst_case

READERS = {
    "proof": ("Proof", "Does the claim follow from its hypotheses?"),
    "experiment": ("Experiment", "Does it hold when the algorithm is really run?"),
    "worst_case": ("Worst case", "How much of the bound can be used, over the whole class of functions?"),
}
SILENT = "has not looked at this"


def evidence(record: Mapping[str, Any] | None, again: str) -> Html:
    """All that is recorded of one claim; `again` is the command that decides it anew."""
    if record is None:
        return tag("p", "Nothing is recorded of this claim yet: ", tag("code", again), " decides it.")
    result = record["result"]
    found = (result.get("readers") or {}).get("experiment") or {}
    return joined(
        tag("p", verdict(result["verdict"], "../"), " ", result["guarantee"], class_="outcome"),
        tag("p", "The reason: ", result["reason"], "."),
        counterexample(result),
        sharpness(result, found),
        readers(result),
        worst_case((result.get("readers") or {}).get("worst_case")),
        tag("details", tag("summary", "What this rests on"), listed(_rests_on(record, found)), _witness(found)),
    )


def counterexample(result: Mapping[str, Any]) -> Html | None:
    """The instance that refutes a claim, to be re-checked by hand."""
    c = result.get("counterexample")
    if c is None:
        return None
    return tag("div", tag("p", f"Counterexample, {told.exactness(c)}:", class_="lead"), listed(told.parts(c)), class_="counterexample")


def sharpness(result: Mapping[str, Any], found: Mapping[str, Any]) -> Html | None:
    """How much of the bound is used, and where."""
    if result.get("sharpness") is None:
        return None
    where = found.get("attained_by")
    said = tag("p", "Sharpness ", tag("strong", str(result["sharpness"])), " of 1: so much of the bound is used by ", str(result["attained_by"]), ".")
    return joined(said, listed(_attained(where)) if where else None)


def _attained(where: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        yield from list(attained(where))
    except (KeyError, TypeError, ValueError):
        yield "instance", "that of an earlier version, which this one cannot build"


def readers(result: Mapping[str, Any]) -> Html:
    """What each of the readers says."""
    rows = [_reader(name, answer) for name, answer in (result.get("readers") or {}).items()]
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in ("Reader", "It asks", "It says"))))
    return tag("div", tag("table", head, tag("tbody", rows)), class_="scroll", tabindex="0", role="group", aria_label="What the readers say")


def _reader(name: str, answer: Mapping[str, Any] | None) -> Html:
    title, question = READERS.get(name, (name, ""))
    said: Any = SILENT if answer is None else (verdict(answer["verdict"], "../"), " ", answer.get("reason", ""))
    return tag("tr", tag("th", title, scope="row"), tag("td", question), tag("td", said))


def _rests_on(record: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from _tried(found)
    yield from _measured(found)
    yield "level", f"α = {told.level_text(record['alpha'])}"
    yield "seed", str(record["seed"])
    options = {name: value for name, value in (record.get("options") or {}).items() if value not in (None, [], ())}
    if options:
        yield "effort", ", ".join(f"{name} {_plain(value)}" for name, value in sorted(options.items()))
    versions = record.get("versions")
    yield "versions", ", ".join(f"{name} {value}" for name, value in versions.items()) if versions else "not recorded"
    yield "evidence", tag("code", told.file_of(record["result"]))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _tried(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if not found:
        return
    yield "cases", f"{found['cases']}, compared {found['comparisons']} times"
    yield "families", ", ".join(family_title(name) for name in found["families"]) or "none"
    if found.get("searchers"):
        yield "searchers", ", ".join(f"{name} {count}" for name, count in found["searchers"].items())
    near = f"{found['apparent_violations']} looked violated in floats, {found['near_ties']} nearly equal, {found['exact_ties']} exactly equal"
    yield "decided exactly", f"{near}; {found['undecided']} left open"
    if found.get("expectations"):
        yield "expectations", found["expectations"]


def _measured(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What was seen of growth, of sampled runs, and of facts that are only observed."""
    for name in ("slope", "limit"):
        seen = found.get(name)
        if seen:
            yield name, "; ".join(f"{words(key)} {_short(value)}" for key, value in seen.items() if value is not None)
    for note in found.get("observed") or ():
        yield "observed", _sentence(note)
    if found.get("sampled"):
        s = found["sampled"]
        excess = s["largest_excess_in_standard_errors"]
        largest = "" if excess is None else f"; the largest excess is {excess} standard errors, which is asymptotic and decides nothing"
        yield "sampled", f"{s['cases']} cases, {s['seeds']} runs each of {s['steps']} steps{largest}"
        for one in s.get("retested") or ():
            yield "drawn afresh", "; ".join(f"{words(key)} {_short(value)}" for key, value in one.items() if value is not None)


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return ", ".join(map(_short, value)) if isinstance(value, list) else str(value)


def _sentence(note: Any) -> str:
    return "; ".join(f"{words(key)} {_short(value)}" for key, value in note.items()) if isinstance(note, Mapping) else str(note)


def family_title(name: str) -> str:
    """A family of problems by its title."""
    from problems.discovery import families

    return families()[name].title if name in families() else name


def _witness(found: Mapping[str, Any]) -> Html | None:
    """An instance on which the claim says something, or why none is told."""
    if found.get("witness"):
        return joined(
            tag("p", "The hypotheses can be met, and the claim then says something:", class_="lead"), listed(told.witnessed(found["witness"]))
        )
    return tag("p", "No witness: ", found["witness_reason"], ".") if found.get("witness_reason") else None
