"""Evidence: one file per claim, written whole or not at all; a refutation's file holds all that is needed to repeat it."""

import json
import math
import os
import platform
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

LARGEST = 4_000_000
"""Bytes that an evidence file may have; a larger one is not read."""


FORGOTTEN = 86_400
"""Seconds after which a half-written file is removed, whoever wrote it."""


QUICK = "quick"
"""The folder inside that of the evidence where evidence of a smaller effort lies, which never stands in the place of the other."""


class EvidenceError(Exception):
    """A file that holds no evidence, or too much of it; a place that takes none."""


def folder(inside: str = "") -> Path:
    """`$LEMMATA_HOME`, or `.lemmata` in the working directory; or a folder `inside` it."""
    return Path(os.environ.get("LEMMATA_HOME") or ".lemmata") / inside


def name_of(theorem: str, claim: int, digest: str) -> str:
    """What the evidence of a claim is called."""
    return f"{theorem}-{claim}-{digest}"


def ready() -> None:
    """Make the folder, see that it can be written to, and remove what killed runs left half-written."""
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        descriptor, probe = temporary(place, "probe")
        os.close(descriptor)
        os.unlink(probe)
    except OSError as error:
        raise unwritable(place, error) from None
    sweep()


def write(name: str, content: Mapping[str, Any], inside: str = "") -> Path:
    """Write evidence under a name by atomic rename, in the folder `inside` that of the evidence where one is named; returns its path."""
    place = folder(inside)
    target = place / f"{name}.json"
    try:
        place.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = temporary(place, name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
                json.dump(content, handle, indent=1, allow_nan=False)
                handle.write("\n")
            os.replace(unfinished, target)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(target, error) from None
    return target


def temporary(place: Path, name: str) -> tuple[int, str]:
    """A new file to be renamed when it is whole: its descriptor and path. Its name tells which process writes it."""
    return tempfile.mkstemp(dir=place, prefix=f".{name}.{_host()}-{os.getpid()}.", suffix=".part")


def unwritable(place: Path, error: OSError) -> EvidenceError:
    """That evidence cannot be written, and where else it could."""
    return EvidenceError(f"{place}: evidence cannot be written ({error.strerror or error}); LEMMATA_HOME names another folder.")


def sweep(own: bool = False) -> None:
    """Remove half-written files of processes that are no more, and those that this process leaves behind at its end (`own`)."""
    for place in (folder(), folder(QUICK), folder("unfinished")):
        for part in place.glob(".*.part"):
            with suppress(OSError):
                if _abandoned(part) or (own and _writer(part) == (_host(), os.getpid())):
                    part.unlink()


def _abandoned(part: Path) -> bool:
    host, process = _writer(part)
    return time.time() - part.stat().st_mtime > FORGOTTEN or (host == _host() and not _alive(process))


def _writer(part: Path) -> tuple[str, int]:
    host, _, process = part.name.rsplit(".", 3)[1].rpartition("-")
    return host, int(process) if process.isdecimal() else 0


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _alive(process: int) -> bool:
    """Whether a process of this machine runs; where that cannot be known, it does."""
    if os.name != "posix" or process <= 0:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def read(path: str | Path) -> dict[str, Any]:
    """The content of an evidence file; it is data, and nothing in it is run."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise EvidenceError(f"{file}: larger than {LARGEST} bytes, not read.")
        content = json.loads(file.read_text(encoding="utf-8"), parse_constant=_finite, parse_float=_finite)
        json.dumps(content, ensure_ascii=False).encode()  # half a character of two halves is no text
    except OSError as error:
        raise EvidenceError(f"{file}: {error.strerror or error}.") from None
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"{file}: not a JSON file ({error}).") from None
    if not isinstance(content, dict) or content.get("schema") != "lemmata-evidence/1":
        raise EvidenceError(f"{file}: not evidence of lemmata (its schema is not lemmata-evidence/1).")
    return content


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number
