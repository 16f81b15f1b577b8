"""Which theorems a command speaks of: ids, files, themes, lectures, or the core set; and what is wrong with a selection."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from theorems.catalogue import Entry, entries, entry_for_file, lookup, themes
from theorems.errors import CatalogueError, did_you_mean

BLAMING = (
    ("checkers.own_problems", "UsageError"),
    ("checkers.verify", "UsageError"),
    ("checkers.evidence", "EvidenceError"),
    ("paper_figures.atlas.site", "SiteError"),
    ("paper_figures.discovery", "FigureNameError"),
    ("paper_figures.produce", "WriteError"),
    ("lemmata.report_files", "ReportFileError"),
)
"""Where errors are defined that the input is to blame for."""


class SelectionError(Exception):
    """Words on the command line that name nothing; one message each."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = tuple(messages)


def exclusive(**chosen: bool) -> None:
    """Refuse two forms of output at once."""
    given = [f"--{name}" for name, wanted in chosen.items() if wanted]
    if len(given) > 1:
        raise SelectionError([f"{' and '.join(given)} exclude each other: choose one."])


def is_file(argument: str) -> bool:
    """Whether an argument means a file: it ends in .py, contains a slash, or exists."""
    return argument.endswith(".py") or "/" in argument or "\\" in argument or Path(argument).is_file()


def named(argument: str) -> Entry:
    """The theorem that an id or a file means."""
    return entry_for_file(argument) if is_file(argument) else lookup(argument)


def selected(arguments: Sequence[str], chosen_themes: Sequence[str] = (), everything: bool = False) -> tuple[Entry, ...]:
    """The theorems of ids and files, of themes, or all; without any of these the core set. Each once, in the order named."""
    found, wrong = [], []
    for argument in arguments:
        try:
            found.append(named(argument))
        except CatalogueError as error:
            wrong.append(str(error))
    found += of_themes(known_themes(chosen_themes, wrong)) if chosen_themes else []
    if wrong:
        raise SelectionError(wrong)
    found += entries() if everything else ()
    if not (arguments or chosen_themes or everything):
        found = [entry for entry in entries() if entry.core]
    return _distinct(found)


def _distinct(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """Each theorem once; two files of one name would overwrite each other's evidence."""
    by_name: dict[str, Entry] = {}
    for entry in found:
        other = by_name.setdefault(entry.id, entry)
        if other.path.resolve() != entry.path.resolve():
            raise SelectionError([f'two theorems are called "{entry.id}": {other.path} and {entry.path}. Rename one, or verify them one by one.'])
    return tuple(by_name.values())


def known_themes(names: Iterable[str], wrong: list[str]) -> tuple[str, ...]:
    """The themes as folders are named; an unknown one adds to `wrong`."""
    found = []
    for name in names:
        folder = name.replace("-", "_")
        if folder in themes():
            found.append(folder)
        else:
            wrong.append(f'no theme is called "{name}".{did_you_mean(folder, list(themes()))} There are: {", ".join(themes())}.')
    return tuple(found)


def of_themes(names: Sequence[str]) -> list[Entry]:
    """The theorems of some themes."""
    return [entry for entry in entries() if entry.theme in names]


def of_lecture(chosen: Iterable[Entry], lecture: str) -> list[Entry]:
    """Those theorems that a lecture teaches."""
    known = sorted({name for entry in entries() for name in entry.lectures})
    if lecture.lower() not in known:
        raise SelectionError([f'no lecture is called "{lecture}".{did_you_mean(lecture.lower(), known)} There are: {", ".join(known)}.'])
    return [entry for entry in chosen if lecture.lower() in entry.lectures]


def bad_input(error: BaseException) -> tuple[str, ...]:
    """The messages of an error that the input is to blame for; none for any other error."""
    if isinstance(error, SelectionError):
        return error.messages
    if isinstance(error, CatalogueError):
        return (str(error), *(str(further) for further in error.also))
    if isinstance(error, tuple(_blaming())):
        return (str(error),)
    return ()


def _blaming() -> Iterator[type[BaseException]]:
    """The errors by which checkers and figures refuse an input, where they are loaded at all."""
    for module, name in BLAMING:
        if module in sys.modules:
            yield getattr(sys.modules[module], name)
