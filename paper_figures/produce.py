"""Makes the files of a figure: one for each format, the caption, the numbers; each is written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from checkers.versions import versions
from paper_figures import caption
from paper_figures.discovery import find, names
from paper_figures.drawing import drawn
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers


class WriteError(Exception):
    """A place that takes no files."""


def produce(name: str, setup: Setup, out: Path, formats: Sequence[str], style: str) -> list[Path]:
    """Compute, draw and write one figure; returns its files."""
    figure, title = find(name), names()[name]
    numbers = figure.numbers(setup)
    told = configuration(name, figure, numbers, setup, style)
    return [write(out / file, content) for file, content in _files(name, title, figure, numbers, formats, style, told)]


def _files(
    name: str, title: str, figure: Figure, numbers: Numbers, formats: Sequence[str], style: str, told: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    for form in formats:
        yield f"{name}.{form}", drawn(figure, numbers, form, style, told, title)
    yield f"{name}.csv", numbers.csv().encode()
    yield f"{name}.txt", caption.as_text(name, title, figure).encode()
    yield f"{name}.tex", caption.as_tex(name, title, figure).encode()


def configuration(name: str, figure: Figure, numbers: Numbers, setup: Setup, style: str) -> dict[str, Any]:
    """All that the figure depends on: the statements, the setup, what the numbers were made on, the versions."""
    digests = {one.entry.id: [one.theorem.digest(one.theorem.claims[number]) for number in chosen] for one, chosen in figure.stated()}
    return {
        "figure": name,
        "style": style,
        **asdict(setup),
        "digests": digests,
        "made": dict(numbers.made),
        "versions": dict(versions(("matplotlib", "tueplots"))),
    }


def ready(out: Path) -> None:
    """Make the folder and see that it takes files, before anything is computed."""
    probe = write(out / f".lemmata-{os.getpid()}", b"")
    probe.unlink()


def write(target: Path, content: bytes) -> Path:
    """Write a file by atomic rename; WriteError says why it cannot be had."""
    unfinished = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, target)
    except OSError as error:
        raise WriteError(f"{target}: cannot be written ({error.strerror or error}).") from None
    finally:
        with suppress(OSError):
            if unfinished:
                os.unlink(unfinished)
    return target
