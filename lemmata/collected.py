"""Theorem files as tests: a file is decided once, whole, whichever of its claims are asked for, so that no verdict depends on what else runs."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback

from checkers.verdict import Result
from lemmata.failure import UNDECIDED, failing, failure, headline
from lemmata.holds import decided, short
from lemmata.property_test import only_told, properties
from lemmata.pytest_plugin import allows_undecided, effort, evidence_folder
from lemmata.selection import bad_input
from lemmata.theorem_files import Wanted, top_names
from theorems.catalogue import Loaded, entry_for_file, load
from theorems.errors import CatalogueError


class NotHoldingError(AssertionError):
    """A claim that keeps its test from passing: one line, and the whole text."""

    def __init__(self, line: str, text: str) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Collecting:
    """The plugin that is there where theorem files are asked for."""

    wanted: Wanted

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Generator[None, Any, Any]:
        """A theorem file is collected as such; as a module of tests besides only where it defines some."""
        others = yield
        if not self.wanted.takes(file_path):
            return others
        kept = [other for other in others if not isinstance(other, pytest.Module) or _defines_tests(other, file_path)]
        return [TheoremFile.from_parent(parent, path=file_path), *kept]

    def pytest_report_header(self, config: pytest.Config) -> str:
        """How the claims are tried."""
        given = ", ".join(f"{name} {value:g}" for name, value in {"seed": 0, **effort(config)}.items())
        return f"lemmata: {given}, evidence in {short(evidence_folder(config), config.invocation_params.dir)}"


def _defines_tests(module: Any, file: Path) -> bool:
    functions, classes = top_names(file)
    return any(map(module.funcnamefilter, functions)) or any(map(module.classnamefilter, classes))


class TheoremFile(pytest.File):
    """A theorem file: a test for each of its claims."""

    loaded: Loaded
    _results: tuple[Result, ...] | None = None

    def collect(self) -> Iterator["Claim"]:
        """The claims; what is wrong with the file is one message with its line."""
        with only_told():
            self.loaded = load(entry_for_file(self.path))
        for number in range(len(self.loaded.theorem.claims)):
            yield Claim.from_parent(self, name=f"claim-{number + 1}", number=number)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """One message; no traceback of ours."""
        error = excinfo.value
        if isinstance(error, CatalogueError):
            told = str(error).replace(str(self.path), short(self.path, self.config.invocation_params.dir))
            return _told(self.path, error.line, told, error.message)
        del style
        return super().repr_failure(excinfo)

    def results(self) -> tuple[Result, ...]:
        """The verdicts, decided when they are first asked for."""
        if self._results is None:
            with only_told():
                self._results = decided(self.loaded, effort(self.config), evidence_folder(self.config), self.config.invocation_params.dir)
        return self._results


class Claim(pytest.Item):
    """One claim of a theorem file."""

    def __init__(self, *, number: int, **given: Any) -> None:
        super().__init__(**given)
        self.number = number

    def runtest(self) -> None:
        """Pass where the claim is supported or proved; skip where it is undecided and that is allowed; else fail."""
        __tracebackhide__ = True
        file: Any = self.parent
        result = file.results()[self.number]
        self.user_properties.extend(properties(result))
        line = headline(result)
        if allows_undecided(self.config) and result.verdict in UNDECIDED:
            pytest.skip(line)
        if failing([result]):
            raise NotHoldingError(line, failure(result, file.loaded))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The counterexample or the reason, in place of a traceback."""
        error, line = excinfo.value, self.reportinfo()[1]
        if isinstance(error, NotHoldingError):
            return _told(self.path, line, str(error), error.line)
        messages = bad_input(error)
        return _told(self.path, line, "\n".join(messages), messages[0]) if messages else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the claim stands, and how a report calls it."""
        file: Any = self.parent
        return self.path, None, f"{file.loaded.entry.id}, claim {self.number + 1} of {len(file.loaded.theorem.claims)}"


def _told(path: Path, line: int | None, text: str, message: str) -> ReprExceptionInfo:
    """A failure whose text is ours, in the form that pytest's reports, JUnit XML and worker processes know."""
    entry = ReprEntryNative([text + "\n"])
    return ReprExceptionInfo(ReprTraceback([entry], None, "native"), ReprFileLocation(str(path), line or 0, message))
