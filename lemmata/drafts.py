"""What a notebook asks for: decide theorems of the catalogue, files, or drafts that stand in no file, and have the results as one value."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from checkers.results import Results
from checkers.verdict import Result
from checkers.verify import Options, UsageError, verify
from lemmata.selection import named
from theorems.catalogue import Entry, Loaded, load
from theorems.language import Theorem


def decide(*chosen: str | Path | Theorem | Entry | Loaded, name: str = "draft", **effort: Any) -> Results:
    """The results of theorems, given as ids, as files, as loaded theorems, or as drafts made in a notebook, which are called `name`.

    `effort` are fields of `Options`, such as instances=16, seed=1, problems=("quadratic",). Errors as of `verify`: CatalogueError for an unknown
    id or a faulty file, UsageError for options that cannot be met. Evidence is written as by `lemmata verify`; that of a draft cannot be
    replayed, since there is no file to read the statement from.
    """
    loaded = [_loaded(one, name) for one in chosen]
    drafts = {one.entry.id for one in loaded if _is_draft(one)}
    options = Options(**effort)
    if drafts and options.jobs != 1:
        raise UsageError("a draft stands in no file that another process could read: leave jobs at 1.")
    return Results(tuple(_without_file(result) if result.theorem in drafts else result for result in verify(loaded, options)))


def draft(theorem: Theorem, name: str = "draft", title: str = "") -> Loaded:
    """A theorem that stands in no file, under a name."""
    return Loaded(Entry(name, title or name, "", Path(f"<{name}>")), theorem)


def _loaded(one: str | Path | Theorem | Entry | Loaded, name: str) -> Loaded:
    if isinstance(one, Theorem):
        return draft(one, name)
    if isinstance(one, Loaded):
        return one
    return load(one if isinstance(one, Entry) else named(str(one)))


def _is_draft(one: Loaded) -> bool:
    return str(one.entry.path) == f"<{one.entry.id}>"


def _without_file(result: Result) -> Result:
    example = result.counterexample
    told = None if example is None else {key: value for key, value in example.items() if key != "replay"}
    return replace(result, counterexample=told, file=None)
