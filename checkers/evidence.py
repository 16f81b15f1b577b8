"""Evidence: one file per claim, written whole or not at all; a refutation's file holds all that is needed to repeat it."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LARGEST = 4_000_000
"""Bytes that an evidence file may have; a larger one is not read."""


class EvidenceError(Exception):
    """A file that holds no evidence, or too much of it."""


def folder() -> Path:
    """`$LEMMATA_HOME`, or `.lemmata` in the working directory."""
    return Path(os.environ.get("LEMMATA_HOME") or ".lemmata")


def write(name: str, content: Mapping[str, Any]) -> Path:
    """Write evidence under a name by atomic rename; returns its path."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    target = place / f"{name}.json"
    descriptor, temporary = tempfile.mkstemp(dir=place, prefix=f".{name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            json.dump(content, handle, indent=1, allow_nan=False)
            handle.write("\n")
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target


def read(path: str | Path) -> dict[str, Any]:
    """The content of an evidence file; it is data, and nothing in it is run."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise EvidenceError(f"{file}: larger than {LARGEST} bytes, not read.")
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvidenceError(f"{file}: {error.strerror or error}.") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EvidenceError(f"{file}: not a JSON file ({error}).") from None
    if not isinstance(content, dict) or content.get("schema") != "lemmata-evidence/1":
        raise EvidenceError(f"{file}: not evidence of lemmata (its schema is not lemmata-evidence/1).")
    return content
