"""Takes up what an interrupted run of the same key has finished. The key tells all that results depend on."""

import hashlib
import json
import os
import platform
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from checkers import evidence
from checkers.unfinished import Record, results_of
from checkers.verdict import Result
from checkers.versions import versions
from lemmata.progress import Report
from theorems.catalogue import Loaded
from theorems.optimizer_class import source_files
from theorems.torch_optimizer import TorchOptimizer

PACKAGES = ("lemmata", "checkers", "problems", "theorems")
NOT_IN_THE_KEY = ("jobs",)
"""Options that no result depends on."""


@dataclass
class Resumption:
    """A run with its record: `taken` are the results of an interrupted run, `remaining` the theorems that are left to decide."""

    loaded: Sequence[Loaded]
    options: Any
    record: Record | None = None
    taken: list[Result] = field(default_factory=list)
    remaining: list[Loaded] = field(default_factory=list)
    resumed: int = 0

    def results(self, moved: Report | None) -> Iterator[Result]:
        """The results of every claim, those taken up first; to close it ends what is still at work."""
        from checkers.verify import verify

        return Recorded(self, verify(self.remaining, self.options, _further(moved, self.resumed, len(self.loaded))))

    def add(self, one: Loaded, results: Sequence[Result]) -> None:
        """A theorem is finished."""
        if self.record is not None and repeats(one):
            self.record.add(one.entry.id, sorted(results, key=lambda result: result.claim))

    def close(self, finished: bool) -> None:
        """The record goes when the run has finished."""
        if self.record is not None:
            self.record.close(finished)


class Recorded(Iterator[Result]):
    """The results of a run: those taken up, whose evidence is written again, then those of `stream`; finished theorems go into the record."""

    def __init__(self, run: Resumption, stream: Iterator[Result]) -> None:
        self._run, self._stream, self._taken = run, stream, iter(run.taken)
        self._loaded = {one.entry.id: one for one in run.loaded}
        self._found: dict[str, list[Result]] = {}

    def __next__(self) -> Result:
        taken = next(self._taken, None)
        if taken is not None:
            from checkers.verify import keep

            keep(self._loaded[taken.theorem], taken, self._run.options)
            return taken
        result = next(self._stream)
        same = self._found.setdefault(result.theorem, [])
        same.append(result)
        if len(same) == len(self._loaded[result.theorem].theorem.claims):
            self._run.add(self._loaded[result.theorem], same)
        return result

    def close(self) -> None:
        """End what is still at work."""
        getattr(self._stream, "close", lambda: None)()


def _further(moved: Report | None, before: int, total: int) -> Report | None:
    """Progress that counts what was taken up as done."""
    return None if moved is None else lambda theorem, done, _: moved(theorem, before + done, total)


def resumption(loaded: Sequence[Loaded], options: Any) -> Resumption:
    """What is left to do; with a budget, or on problems of one's own, nothing is recorded: the key does not tell all that results depend on."""
    from problems.discovery import families

    evidence.ready()
    if options.budget is not None or not set(options.problems) <= set(families()):
        return Resumption(loaded, options, remaining=list(loaded))
    record = Record(key(loaded, options))
    run = Resumption(loaded, options, record)
    for one in loaded:
        results = results_of(record.found.get(one.entry.id), one.entry.id, map(one.theorem.digest, one.theorem.claims)) if repeats(one) else None
        run.taken += results or ()
        run.resumed += results is not None
        run.remaining += [] if results is not None else [one]
    return run


def repeats(loaded: Loaded) -> bool:
    """Whether the key tells all that a theorem's results depend on; the code of an optimizer that is not torch's own may load more when it runs."""
    method = loaded.theorem.method
    return not isinstance(method, TorchOptimizer) or method.optimizer.__module__.startswith("torch.")


def key(loaded: Sequence[Loaded], options: Any) -> str:
    """A hash of the statements, of every file that makes them and decides them, of the options, and of what they run on."""
    chosen = {one.name: getattr(options, one.name) for one in fields(options) if one.name not in NOT_IN_THE_KEY}
    theorems = sorted(
        [
            one.entry.id,
            str(one.entry.path),
            str(one.entry.path.resolve()),
            *map(one.theorem.digest, one.theorem.claims),
            _content(one.entry.path),
            *_optimizer(one),
        ]
        for one in loaded
    )
    parts = [_versions(), chosen, theorems, _sources(), _further_files(), str(evidence.folder())]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def _optimizer(loaded: Loaded) -> list[str]:
    """The files of an optimizer's class with hashes of their content, and how it was asked for."""
    method = loaded.theorem.method
    files = source_files(method.optimizer) if isinstance(method, TorchOptimizer) else {}
    return [str(loaded.entry.optimizer), *(f"{file} {content}" for file, content in sorted(files.items()))]


def _versions() -> Mapping[str, Any]:
    """Versions, and the processor's vector instructions, on which the last digits of floats depend."""
    torch = sys.modules.get("torch")
    vectors = torch.backends.cpu.get_cpu_capability() if torch is not None else ""
    return {**versions(), "machine": platform.machine(), "system": platform.system(), "vectors": vectors}


def _sources() -> list[list[str]]:
    """Every file of our own packages with a hash of its content."""
    home = Path(__file__).resolve().parent.parent
    return [[str(file.relative_to(home)), _content(file)] for package in PACKAGES for file in sorted((home / package).rglob("*.py"))]


def _further_files() -> list[list[str]]:
    """The files of modules that are neither ours nor installed: those that theorem files have loaded."""
    home = Path(__file__).resolve().parent.parent
    known = [*(home / package for package in PACKAGES), Path(sysconfig.get_paths()["stdlib"]).resolve()]
    inside = tuple(os.path.join(folder, "") for folder in known)
    modules = [module for name, module in list(sys.modules.items()) if name != "__main__"]
    files = {os.path.realpath(file) for module in modules if (file := getattr(module, "__file__", None))}
    outside = [file for file in files if not file.startswith(inside) and not {"site-packages", "dist-packages"} & set(file.split(os.sep))]
    return [[file, _content(Path(file))] for file in sorted(outside)]


def _content(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
