"""Files that `verify` writes beside what it prints: asked for before anything runs, written whole at the end, also where a person interrupts."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkers.verdict import Result


class ReportFileError(Exception):
    """A report that cannot be written where it was asked for."""


@dataclass(frozen=True)
class ReportFiles:
    """Which reports go where, by the name of the form."""

    places: Mapping[str, Path] = field(default_factory=dict)
    allow_undecided: bool = False

    def check(self) -> None:
        """ReportFileError where one of them could not be written."""
        if len({path.resolve() for path in self.places.values()}) < len(self.places):
            raise ReportFileError(f"--junit and --markdown name the same file: {next(iter(self.places.values()))}.")
        for form, path in self.places.items():
            if path.exists() and not path.is_file():
                raise ReportFileError(f"--{form} {path}: a report is written to a regular file.")
            with _told(form, path):
                descriptor, probe = _beside(path)
                os.close(descriptor)
                os.unlink(probe)

    def write(self, results: "Sequence[Result]") -> None:
        """Write all of them, each by atomic rename."""
        for form, path in self.places.items():
            with _told(form, path):
                _write(path, _text(form, results, self.allow_undecided))


def _text(form: str, results: "Sequence[Result]", allow_undecided: bool) -> str:
    from lemmata.junit import junit
    from lemmata.markdown import markdown

    return (junit if form == "junit" else markdown)(results, allow_undecided)


@contextmanager
def _told(form: str, path: Path) -> Iterator[None]:
    """Errors of the file system in here are told as one message."""
    try:
        yield
    except OSError as error:
        raise ReportFileError(f"--{form} {path}: the report cannot be written ({error.strerror or error}).") from None


def _beside(path: Path) -> tuple[int, str]:
    return tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")


def _write(path: Path, text: str) -> None:
    descriptor, unfinished = _beside(path)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(text)
        os.chmod(unfinished, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
