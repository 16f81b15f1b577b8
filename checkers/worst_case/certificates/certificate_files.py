"""Certificates of rows as files, one for each program that a claim branches into, written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from checkers import evidence
from checkers.versions import versions
from checkers.worst_case.certificates.certificate import Subject, written
from theorems.catalogue import Loaded
from theorems.printing import unicode


def prepared(folder: Path | None) -> None:
    """Make the folder before anything is computed; raises EvidenceError where it cannot be made or takes no files."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise evidence.EvidenceError(f"{folder}: the folder for certificates cannot be made ({error.strerror or error}).") from None
    if not os.access(folder, os.W_OK):
        raise evidence.EvidenceError(f"{folder}: the folder for certificates takes no files (Permission denied).")


def written_files(folder: Path, loaded: Loaded, number: int, rows: Iterable[Any]) -> tuple[str, ...]:
    """The files of one claim's certificates; raises EvidenceError where the folder takes none."""
    claim = loaded.theorem.claims[number]
    subject = Subject(loaded.entry.id, unicode(claim), loaded.theorem.digest(claim), dict(versions()))
    return tuple(_kept(folder, name, written(program, found, subject)) for name, program, found in _named(loaded.entry.id, number, rows))


def symbolic_file(folder: Path, loaded: Loaded, number: int, certificate: Any) -> str:
    """The file of a certificate in symbolic constants; raises EvidenceError where the folder takes none."""
    from checkers.worst_case.symbolic.certificate import written as in_symbols

    id = loaded.entry.id
    return _kept(folder, f"{id}-claim-{number + 1}-all-constants.json", in_symbols(certificate, id))


def _named(theorem: str, number: int, rows: Iterable[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each certificate once, with a name that tells the claim, the horizon, the constants, and which of several it is."""
    seen: dict[str, int] = {}
    known: set[int] = set()
    for row in rows:
        for program, certificate in row.certificates:
            if id(certificate) in known:
                continue
            known.add(id(certificate))
            stem = f"{theorem}-claim-{number + 1}-N-{row.N}{_told(program)}"
            seen[stem] = seen.get(stem, 0) + 1
            yield stem + (f"-{seen[stem]}" if seen[stem] > 1 else "") + ".json", program, certificate


def _told(program: Any) -> str:
    """The constants, as they can stand in the name of a file: `-L-1-mu-1_10`."""
    return "".join(f"-{name}-{value}".replace("/", "_") for name, value in sorted(program.constants.items()))


def _kept(folder: Path, name: str, content: str) -> str:
    target = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = evidence.temporary(folder, name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
                handle.write(content)
            os.replace(unfinished, target)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise evidence.EvidenceError(f"{target}: the certificate cannot be written ({error.strerror or error}).") from None
    return str(target)
