"""What can be wrong with a statement, said once and clearly."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path


class LanguageError(Exception):
    """A statement that makes no sense as written; `part` names the place (`claim`, `given`, `method`, ...)."""

    def __init__(self, message: str, part: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.part = part


class CatalogueError(Exception):
    """A theorem that cannot be found or read: what is wrong, in which file, on which line; `also` holds what is wrong with further files."""

    def __init__(self, message: str, file: Path | None = None, line: int | None = None, also: Sequence["CatalogueError"] = ()) -> None:
        place = "" if file is None else f"{file}: " if line is None else f"{file}:{line}: "
        super().__init__(place + message)
        self.message = message
        self.file = file
        self.line = line
        self.also = tuple(also)


def did_you_mean(word: str, known: list[str]) -> str:
    """A closing hint such as ` Did you mean "grad"?`, or the empty string."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
