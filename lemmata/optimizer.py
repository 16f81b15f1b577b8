"""A person's optimizer in place of the methods of theorems: which theorems it is asked about, and which of their claims it keeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checkers.verdict import Result, Verdict
from lemmata.selection import SelectionError, selected
from lemmata.table import paragraph
from lemmata.terminal import Terminal
from theorems.catalogue import Entry, Loaded, entries, load, load_all
from theorems.errors import CatalogueError, LanguageError, did_you_mean
from theorems.optimizer_class import imported
from theorems.stand_in import ASKED, FITTING, LIKE, Choice, Unfit
from theorems.torch_optimizer import check_options

KEPT = (Verdict.SUPPORTED, Verdict.PROVED)


@dataclass(frozen=True)
class Trial:
    """An optimizer with its options as they are written, the methods that it is said to be `like`, and the theorems that were `left_out`, and why."""

    name: str
    options: tuple[str, ...]
    like: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    asked: bool = field(default=False)

    def as_json(self) -> dict[str, Any]:
        """What was asked, as plain data."""
        skipped = [{"theorem": theorem, "reason": reason} for theorem, reason in self.left_out]
        return {"name": self.name, "options": list(self.options), "like": list(self.like), "left_out": skipped}


def standing(
    trial: Trial, arguments: Sequence[str], themes: Sequence[str], everything: bool, settings: Sequence[str]
) -> tuple[tuple[Loaded, ...], Trial]:
    """The theorems about runs of the optimizer: those that are named, else all whose method it may stand for; and the trial with what is left out."""
    optimizer = imported(trial.name)
    try:
        check_options(optimizer, [text.partition("=")[0].strip() for text in trial.options])
    except LanguageError as error:
        raise CatalogueError(error.message) from error
    fixed = tuple(text.partition("=")[0].strip() for text in settings)
    choice = Choice(trial.name, trial.options, LIKE if trial.like else ASKED if arguments else FITTING, fixed)
    if arguments:
        chosen = selected(arguments, themes, everything)
        return load_all([replace(entry, optimizer=choice) for entry in chosen]), replace(trial, asked=True)
    wide = selected((), themes) if themes else entries()
    found, left_out = _tried(_alike(wide, trial.like), choice)
    return tuple(found), replace(trial, left_out=tuple(left_out))


def _alike(wide: Iterable[Entry], like: Sequence[str]) -> list[Entry]:
    """The theorems about methods of certain names; all where none is named."""
    if not like:
        return list(wide)
    methods = {entry: getattr(load(entry).theorem.method, "name", "") for entry in wide}
    known = sorted({name for name in methods.values() if name not in ("", "Method")})
    for name in like:
        if name.lower() not in map(str.lower, known):
            there = f"{did_you_mean(name, known)} There are: {', '.join(known)}."
            raise SelectionError([f"--like {name}: no theorem is about a method of that name.{there}"])
    wanted = {name.lower() for name in like}
    return [entry for entry, name in methods.items() if name.lower() in wanted]


def _tried(chosen: Iterable[Entry], choice: Choice) -> tuple[list[Loaded], list[tuple[str, str]]]:
    """The theorems that the optimizer can stand in, and why not in the others."""
    found, left_out, wrong = list[Loaded](), list[tuple[str, str]](), list[CatalogueError]()
    for entry in chosen:
        try:
            found.append(load(replace(entry, optimizer=choice)))
        except CatalogueError as error:
            if not isinstance(error.__cause__, (Unfit, LanguageError)):
                raise
            if isinstance(error.__cause__, LanguageError):
                wrong.append(error)
            left_out.append((entry.id, str(error.__cause__)))
    if wrong and not found:
        raise wrong[0]
    return found, left_out


def nothing_fits(trial: Trial) -> str:
    """What is said where no theorem is left."""
    reasons = sorted({reason.removesuffix(".") for _, reason in trial.left_out}, key=lambda reason: ("option" not in reason, len(reason)))
    shown = f": {'; '.join(reasons[:3])}" if reasons else ""
    return f"no theorem is about a method that {trial.name} could stand for{shown}. Name theorems, or say which method it is with --like METHOD."


def opening(trial: Trial, loaded: Sequence[Loaded], screen: Terminal) -> Iterator[str]:
    """What is run in place of what, and how much is left out."""
    methods = sorted({one.method for one in loaded if one.method})
    given = f"({', '.join(trial.options)})" if trial.options else ""
    yield from paragraph(f"{trial.name}{given} in place of {', '.join(methods)}", screen, indent="   ", first=" ")
    if trial.left_out:
        yield from paragraph(f"left out: {len(trial.left_out)} theorems whose method it cannot stand for (--json tells why)", screen, " ", " ")


def kept(results: Sequence[Result], screen: Terminal) -> Iterator[str]:
    """How many claims the optimizer keeps, and where each of the others is first broken."""
    broken = [result for result in results if result.verdict is Verdict.REFUTED and result.counterexample is not None]
    good = sum(result.verdict in KEPT for result in results)
    yield from paragraph(f"keeps {good} of {len(results)} claims{'; broken first:' if broken else '.'}", screen, " ", " ")
    for result in broken:
        place = broken_first(result)
        assert place is not None
        steps = ", ".join(f"{name} = {place[name]}" for name in ("t", "T") if place[name] is not None) or "at the start"
        yield from paragraph(f"{result.theorem}   {steps}   on {place['on']}   {result.statement}", screen, indent="      ", first="   ")


def broken_first(result: Result) -> Mapping[str, Any] | None:
    """The step and the instance of a counterexample."""
    found = result.counterexample
    if found is None:
        return None
    on = found.get("function") or "; ".join(map(str, (found.get("sequences") or {}).values()))
    return {"t": found.get("t"), "T": found.get("T"), "on": on or "any sequence"}
