"""The site: all its files, written whole, and no page of an earlier run left behind.

A record beside the pages tells what a run has written. A file that the record does not know is nobody's to overwrite, and none that has been
changed since is removed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from paper_figures.atlas.definition_pages import hypotheses_page, methods_page
from paper_figures.atlas.figures import Drawn
from paper_figures.atlas.found import Found, page_of
from paper_figures.atlas.index_page import index_page
from paper_figures.atlas.layout import PAGES
from paper_figures.atlas.theorem_page import theorem_page
from paper_figures.atlas.verdicts_page import verdicts_page
from paper_figures.produce import write

RECORD = "lemmata-report.json"
SCHEMA = "lemmata-report/1"
ASSETS = ("style.css", "atlas.js")


class SiteError(Exception):
    """A folder in which the site would overwrite what is not its own."""


@dataclass(frozen=True)
class Written:
    """What a run wrote and removed, as paths relative to the folder."""

    pages: tuple[str, ...]
    removed: tuple[str, ...]


def files(found: Sequence[Found], drawn: Sequence[Drawn] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file of the site with its content."""
    known = {one.id for one in found}
    for name in ASSETS:
        yield name, (resources.files("paper_figures.atlas") / "assets" / name).read_bytes()
    for path, text in (
        ("hypotheses.html", hypotheses_page(found)),
        ("methods.html", methods_page(found)),
        ("verdicts.html", verdicts_page(found)),
        *((one.page, theorem_page(one, drawn, known)) for one in found),
        ("index.html", index_page(found, drawn)),
    ):
        yield path, text.encode()


def paths(ids: Iterable[str]) -> list[str]:
    """Every path that the site of these theorems has."""
    return [*ASSETS, *(path for path, _ in PAGES), *(page_of(id) for id in ids)]


def free(out: Path, paths: Sequence[str]) -> None:
    """That none of the paths is taken by a file that no earlier report wrote; else SiteError names the first."""
    if out.exists() and not out.is_dir():
        raise SiteError(f"{out}: is no folder; --out names the folder to write to.")
    known = _recorded(out)
    for path in paths:
        if (out / path).exists() and path not in known:
            raise SiteError(f"{out / path}: is not of an earlier report and would be overwritten; --out names another folder.")


def written(out: Path, content: Mapping[str, bytes]) -> Written:
    """Write the site, and remove what an earlier run wrote and this one does not."""
    before = _recorded(out)
    free(out, list(content))
    for path, data in content.items():
        write(out / path, data)
    now = {path: _digest(data) for path, data in content.items()}
    gone = tuple(path for path, digest in before.items() if path not in now and _removed(out / path, digest))
    record = {"schema": SCHEMA, "files": now}
    write(out / RECORD, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    return Written(tuple(path for path in content if path.endswith(".html")), gone)


def _removed(file: Path, digest: str) -> bool:
    """Remove a file of an earlier run, if it is still what that run wrote."""
    try:
        if _digest(file.read_bytes()) != digest:
            return False
        file.unlink()
    except (OSError, ValueError):  # a record that somebody has edited may name what no file can be called
        return False
    with suppress(OSError):
        file.parent.rmdir()
    return True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _recorded(out: Path) -> dict[str, str]:
    """The files of the last run with their digests; paths that lead out of the folder are none."""
    try:
        record = json.loads((out / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(record, dict) or record.get("schema") != SCHEMA or not isinstance(record.get("files"), dict):
        return {}
    return {str(path): str(digest) for path, digest in record["files"].items() if ".." not in Path(path).parts and not Path(path).is_absolute()}
