"""The record of a run that has not finished: a line for each finished theorem, which the next run of the same key takes up.

A record is data. Each line carries a checksum of itself and of the key, so that a torn or garbled line, or one of another run, counts for nothing:
what it spoke of is decided anew. A run holds a lock on its own record for as long as it lives, and takes up only records whose run is no more.
"""

import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from checkers import evidence
from checkers.verdict import Result, Verdict

LARGEST = 64_000_000
"""Bytes that a record may have; a larger one is not read."""

KEPT, OLDEST = 16, 30 * 86_400
"""Records of other keys that are kept at most, and seconds for which they are kept."""


def place() -> Path:
    """The folder of the records, beside the evidence."""
    return evidence.folder("unfinished")


class Record:
    """This run's record; `found` tells by id which theorems interrupted runs of the same key have finished, as data that is not yet believed."""

    def __init__(self, key: str) -> None:
        self.key, self._lock = key, threading.Lock()
        try:
            place().mkdir(parents=True, exist_ok=True)
            self._descriptor, self.path = _created(key)
        except OSError as error:
            raise evidence.unwritable(place(), error) from None
        self.found = dict(self._taken_up())
        _tidy(self.path)

    def add(self, theorem: str, results: Iterable[Result]) -> None:
        """Add a finished theorem; one that ended in an error, or that JSON has no form for, is decided anew by the next run."""
        results = list(results)
        with suppress(TypeError, ValueError):
            payload = json.dumps({"theorem": theorem, "results": [_as_data(result) for result in results]}, allow_nan=False)
            if all(result.verdict is not Verdict.ERROR for result in results):
                self._write(payload.encode())

    def close(self, finished: bool) -> None:
        """The end of the run: the record goes when the run has finished, and when it has nothing to tell."""
        with self._lock:
            if self._descriptor is not None:
                if finished or not os.fstat(self._descriptor).st_size:
                    self.path.unlink(missing_ok=True)
                os.close(self._descriptor)
                self._descriptor = None

    def _taken_up(self) -> Iterator[tuple[str, Any]]:
        """What dead runs of the same key have left, moved into this run's record."""
        for old in sorted(place().glob(f"{self.key[:32]}-*.jsonl")):
            if old != self.path:
                with _if_left(old) as content:
                    for payload in _believed(self.key, content):
                        with suppress(ValueError, KeyError, TypeError, RecursionError):
                            entry = json.loads(payload)
                            yield str(entry["theorem"]), entry["results"]
                            self._write(payload)

    def _write(self, payload: bytes) -> None:
        with self._lock:
            if self._descriptor is not None:
                try:
                    _write_all(self._descriptor, _checksum(self.key, payload) + b" " + payload + b"\n")
                except OSError as error:
                    raise evidence.unwritable(self.path, error) from None


def results_of(data: Any, theorem: str, digests: Iterable[str]) -> list[Result] | None:
    """The results that a record tells of a theorem, or None where they are not those of the statement with these digests."""
    try:
        results = [Result(**{**fields, "verdict": Verdict(fields["verdict"])}) for fields in data]
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
    told = [(result.theorem, result.claim, result.digest) for result in results]
    return results if told == [(theorem, number, digest) for number, digest in enumerate(digests)] else None


def _as_data(result: Result) -> dict[str, Any]:
    fields = {name: getattr(result, name) for name in Result.__dataclass_fields__}
    return {**fields, "verdict": result.verdict.value}


def _checksum(key: str, payload: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + payload).hexdigest().encode()


def _believed(key: str, content: bytes) -> Iterator[bytes]:
    """The whole lines of a record that this key has written."""
    for line in content.split(b"\n"):
        checksum, _, payload = line.partition(b" ")
        if checksum == _checksum(key, payload):
            yield payload


def _write_all(descriptor: int, line: bytes) -> None:
    while line:
        line = line[os.write(descriptor, line) :]


def _created(key: str) -> tuple[int | None, Path]:
    """A new record, locked before it has its name."""
    descriptor, unnamed = evidence.temporary(place(), key[:32])
    _locked(descriptor)
    path = place() / f"{key[:32]}-{os.urandom(8).hex()}.jsonl"
    os.rename(unnamed, path)
    return descriptor, path


@contextmanager
def _if_left(record: Path) -> Iterator[bytes]:
    """The content of a record whose run is no more, which is removed afterwards; nothing of one whose run lives, or that is too large."""
    try:
        descriptor = os.open(record, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        yield b""
        return
    try:
        if not _locked(descriptor):
            yield b""
            return
        with open(descriptor, "rb", closefd=False) as handle:
            yield handle.read() if os.fstat(descriptor).st_size <= LARGEST else b""
        record.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Whether this process has the record to itself now; systems without such locks say that it has."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _tidy(own: Path) -> None:
    """Remove records that no run comes back for: the oldest beyond a number, and those of long ago."""
    found = []
    for record in place().glob("*.jsonl"):
        with suppress(OSError):
            found.append((record.stat().st_mtime, record, record.stat().st_size))
    for number, (changed, record, size) in enumerate(sorted(found, reverse=True)):
        if record != own and (not size or number >= KEPT or time.time() - changed > OLDEST):
            with _if_left(record):
                pass
