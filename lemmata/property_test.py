"""What the fixture `lemmata` gives a test: `assert_holds` with the options of the run of pytest, and the verdicts as properties in its report."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lemmata.holds import complain, judged
from lemmata.pytest_plugin import EFFORT, allows_undecided, effort, evidence_folder

if TYPE_CHECKING:
    from checkers.verdict import Result
    from theorems.catalogue import Entry, Loaded
    from theorems.language import Theorem


@contextmanager
def only_told() -> Iterator[None]:
    """Warnings in here are shown, but fail nothing: a person's filter for their own code decides nothing about a theorem."""
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        yield


class InTests:
    """The fixture: it knows the options of the run, and which test is at work."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.test: pytest.Item | None = None

    def __repr__(self) -> str:
        return "the fixture of lemmata"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Note the test, whose report is told the verdicts."""
        self.test = item

    def assert_holds(
        self,
        theorem: "Theorem | Entry | Loaded | str | Path",
        *,
        settings: Sequence[str] = (),
        allow_undecided: bool | None = None,
        **chosen: Any,
    ) -> "tuple[Result, ...]":
        """As `lemmata.assert_holds`; what is not given is as the run of pytest says. A relative path starts from the root folder."""
        __tracebackhide__ = True
        for name in set(chosen) - set(EFFORT):
            raise TypeError(f'assert_holds has no option "{name}". There are: {", ".join(EFFORT)}, settings, allow_undecided.')
        allowed = allows_undecided(self.config) if allow_undecided is None else allow_undecided
        with only_told():
            asked = {**effort(self.config), **chosen, "settings": tuple(settings)}
            loaded, results = judged(self._placed(theorem), asked, evidence_folder(self.config), self.config.invocation_params.dir)
        self._report(results)
        complain(loaded, results, allowed)
        return results

    def _report(self, results: "Sequence[Result]") -> None:
        """Properties of the test's report, those of a claim once: a property test may ask for the same many times."""
        told = self.test.user_properties if self.test is not None else []
        for result in results:
            if ("lemmata_digest", result.digest) not in told:
                told.extend(properties(result))

    def _placed(self, theorem: Any) -> Any:
        """A relative path from the root folder, where there is such a file."""
        if not isinstance(theorem, (str, Path)):
            return theorem
        placed = self.config.rootpath / theorem
        return placed if placed.is_file() else theorem


def properties(result: "Result") -> list[tuple[str, str]]:
    """What a report of tests shows of a claim: JUnit XML has it as properties."""
    known = {
        "theorem": result.theorem,
        "claim": result.claim + 1,
        "statement": result.statement,
        "digest": result.digest,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "sharpness": result.sharpness,
        "attained_by": result.attained_by,
        "instances": result.instances,
        "evidence": result.evidence,
    }
    return [(f"lemmata_{name}", str(value)) for name, value in known.items() if value is not None]
