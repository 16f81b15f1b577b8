"""`assert_holds`: a theorem inside someone's own test, which fails with the counterexample where a claim does not hold."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checkers.verdict import Result
    from theorems.catalogue import Entry, Loaded
    from theorems.language import Theorem

NO_FILE = "theorem"
"""What a theorem is called that stands in no file of its own."""

NOT_REPEATABLE = "(cannot be replayed: the theorem stands in no file of its own)"

LEAST = {"instances": 1, "seeds": 1, "steps": 1, "seed": 0, "budget": 1e-9}
"""The least values of options."""


class HiddenPackageError(ImportError):
    """A package of lemmata that another one of its name hides."""


def assert_holds(
    theorem: "Theorem | Entry | Loaded | str | Path",
    *,
    instances: int | None = None,
    seeds: int | None = None,
    steps: int | None = None,
    seed: int | None = None,
    alpha: float | None = None,
    budget: float | None = None,
    settings: Sequence[str] = (),
    allow_undecided: bool = False,
) -> "tuple[Result, ...]":
    """Decide every claim of a theorem; AssertionError tells of each that does not hold why, with its counterexample.

    theorem : a Theorem or a draft, the path of a theorem file, or an id of the catalogue
    instances, seeds, steps, seed, alpha, budget : as the options of `lemmata verify` of these names, and with its defaults
    settings : constants that are fixed, as in ("eta=0.1/L",)
    allow_undecided : whether INCONCLUSIVE and NOT APPLICABLE pass

    Returns one result per claim. Raises CatalogueError where the theorem cannot be found or read, UsageError where an option makes no sense.
    """
    __tracebackhide__ = True
    asked = {"instances": instances, "seeds": seeds, "steps": steps, "seed": seed, "alpha": alpha, "budget": budget, "settings": tuple(settings)}
    loaded, results = judged(theorem, {name: value for name, value in asked.items() if value is not None})
    complain(loaded, results, allow_undecided)
    return results


def complain(loaded: "Loaded", results: "Sequence[Result]", allow_undecided: bool) -> None:
    """AssertionError where a claim does not hold."""
    __tracebackhide__ = True
    from lemmata.failure import failing, failure, named

    wrong = failing(results, allow_undecided)
    if wrong:
        raise AssertionError("\n\n".join(f"{named(result, loaded)}, is {failure(result, loaded)}" for result in wrong))


def judged(
    theorem: "Theorem | Entry | Loaded | str | Path", asked: dict[str, Any], home: Path | None = None, start: Path | None = None
) -> "tuple[Loaded, tuple[Result, ...]]":
    """The theorem and its results; an error that the input is to blame for comes without a traceback of ours."""
    __tracebackhide__ = True
    try:
        loaded = found(theorem)
        return loaded, decided(loaded, asked, home, start)
    except Exception as error:
        if _blames_input(error):
            raise error.with_traceback(None) from None
        raise


def _blames_input(error: Exception) -> bool:
    if isinstance(error, HiddenPackageError):
        return True
    from lemmata.selection import bad_input

    return bool(bad_input(error))


def found(theorem: "Theorem | Entry | Loaded | str | Path") -> "Loaded":
    """The theorem that is meant, with its file where it has one."""
    __tracebackhide__ = True
    from lemmata.neighbours import strangers

    for hidden in strangers():
        raise HiddenPackageError(hidden)
    from lemmata.selection import is_file
    from theorems.catalogue import Entry, Loaded, entry_for_file, load, lookup
    from theorems.language import Theorem

    if isinstance(theorem, Theorem):
        return Loaded(Entry(NO_FILE, "", "", Path(f"<{NO_FILE}>")), theorem)
    if isinstance(theorem, Loaded):
        return theorem
    if isinstance(theorem, (str, Path)):
        named = isinstance(theorem, str) and not is_file(theorem)
        return load(lookup(str(theorem)) if named else entry_for_file(theorem))
    if isinstance(theorem, Entry):
        return load(theorem)
    raise TypeError(f"{theorem!r} is no theorem: give a Theorem, the path of a theorem file, or an id of the catalogue.")


def decided(loaded: "Loaded", chosen: dict[str, Any], home: Path | None = None, start: Path | None = None) -> "tuple[Result, ...]":
    """A result for each claim, with evidence in `home`, or where `lemmata verify` would write it; its path is told as seen from `start`."""
    from checkers.verify import Options, UsageError, verify

    for name, least in LEAST.items():
        if chosen.get(name, least) < least:
            raise UsageError(f"{name} is {chosen[name]}: it must be at least {least:g}.")
    if _is_draft(loaded):
        with tempfile.TemporaryDirectory() as nowhere, _evidence_in(Path(nowhere)):
            return tuple(_unrepeatable(result) for result in _apart(verify([loaded], Options(**chosen), None)))
    with _evidence_in(home):
        return tuple(_pasteable(result, loaded, start) for result in _apart(verify([loaded], Options(**chosen), None)))


def _apart(results: "Iterator[Result]") -> "Iterator[Result]":
    """The results; inside a test of hypothesis they are made in a thread of their own, so that hypothesis does not take our draws for part of it."""
    hypothesis = sys.modules.get("hypothesis")
    if hypothesis is None or not hypothesis.currently_in_test_context():
        return results
    from lemmata.interrupts import watched

    return watched(results)


def _is_draft(loaded: "Loaded") -> bool:
    """Whether a theorem stands in no file, as those of `lemmata.draft`."""
    return str(loaded.entry.path) == f"<{loaded.entry.id}>"


@contextmanager
def _evidence_in(home: Path | None) -> Iterator[None]:
    """Evidence is written there, and not where a test has gone."""
    before = os.environ.get("LEMMATA_HOME")
    if home is not None:
        os.environ["LEMMATA_HOME"] = str(home)
    try:
        yield
    finally:
        if home is not None:
            os.environ.pop("LEMMATA_HOME")
            os.environ.update({} if before is None else {"LEMMATA_HOME": before})


def _unrepeatable(result: "Result") -> "Result":
    """The result of a theorem without a file, whose evidence nobody could repeat."""
    example = None if result.counterexample is None else {**result.counterexample, "replay": NOT_REPEATABLE}
    return replace(result, counterexample=example, evidence=None, file=None)


def _pasteable(result: "Result", loaded: "Loaded", start: Path | None) -> "Result":
    """The result with a replay line that a shell takes as it stands."""
    if result.evidence is None:
        return result
    told = short(Path(result.evidence), start)
    if result.counterexample is None:
        return replace(result, evidence=told)
    from checkers.stand_in import replay_line

    again = replay_line(told, loaded.entry.optimizer)
    return replace(result, evidence=told, counterexample={**result.counterexample, "replay": again})


def short(path: Path, start: Path | None) -> str:
    """A path as it is written from the folder `start`, where it lies below."""
    return str(path.relative_to(start) if start is not None and path.is_relative_to(start) else path)
