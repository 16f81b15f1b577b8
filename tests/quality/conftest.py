"""The run over all statements: on two processes, from a root seed, its score printed at the end and recorded where asked.

Only what the selected tests need is run: a statement's own verdicts; for the false ones also those without the extremal library, and without
the searcher that refuted them.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checkers.experiment.search.portfolio import SEARCHERS
from checkers.verdict import Result, Verdict
from checkers.verify import Options, verify
from theorems.catalogue import entry_for_file

HERE = Path(__file__).parent
SCORE = HERE / "score.json"
PROCESSES, INSTANCES = 2, 27
EVERY = {"true": 12, "false": 8, "historical": 1}
"""One in how many statements of a folder belongs to the slice."""

OUTCOMES = pytest.StashKey["Outcomes"]()


def pytest_addoption(parser):
    parser.addoption("--root-seed", type=int, default=0, help="the root seed of everything that is drawn")
    parser.addoption("--slice", action="store_true", help="a fixed part of the statements: what .ci/run tries")
    parser.addoption("--record", action="store_true", help=f"write the score of a whole run to {SCORE.name}, for the README")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slice"):
        kept = [item for item in items if _statement(item) is None or _statement(item) in _slice()]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _statement(item) -> str | None:
    return item.callspec.params.get("statement") if hasattr(item, "callspec") else None


def statements(folder: str) -> list[str]:
    """The names of a folder's statements, as in false/step_too_long."""
    return [f"{folder}/{file.stem}" for file in sorted((HERE / "statements" / folder).glob("*.py"))]


def _slice() -> set[str]:
    return {name for folder, every in EVERY.items() for name in statements(folder)[::every]}


@dataclass
class Outcomes:
    """The results of the statements that were run, claim by claim: with all searchers, and with one left out."""

    root_seed: int
    evidence: Path
    found: dict[str, list[Result]] = field(default_factory=dict)
    without: dict[str, dict[str, list[Result]]] = field(default_factory=dict)

    @property
    def false(self) -> list[str]:
        """The statements that must be refuted."""
        return [name for name in self.found if not name.startswith("true/")]

    def refuted(self, searcher: str | None = None) -> list[str]:
        """The false statements all of whose claims are refuted, with a searcher left out where one is named."""
        found = self.found if searcher is None else self.without[searcher]
        return [name for name in self.false if all(one.verdict is Verdict.REFUTED for one in found.get(name, self.found[name]))]

    def missed_without(self, searcher: str) -> list[str]:
        """The false statements that are not refuted with a searcher left out."""
        refuted = set(self.refuted(searcher))
        return [name for name in self.false if name not in refuted]

    def won_by(self, searcher: str) -> list[tuple[str, int]]:
        """The claims that a searcher refuted, each as a statement and the claim's number."""
        claims = [(name, number, one) for name in self.false for number, one in enumerate(self.found[name])]
        return [(name, number) for name, number, one in claims if one.counterexample and searcher_of(one) == searcher]

    def kept(self, result: Result) -> Path:
        """Where the evidence of a run with all searchers lies now."""
        return self.evidence / "all" / Path(result.evidence).name

    def score(self) -> dict:
        """The numbers of the run, as data."""
        true = [results for name, results in self.found.items() if name.startswith("true/")]
        unharmed = sum(all(one.verdict is not Verdict.REFUTED for one in results) for results in true)
        searchers = {}
        for searcher, found in self.without.items():
            won = self.won_by(searcher)
            alone = sum(name in found and found[name][number].verdict is not Verdict.REFUTED for name, number in won)
            searchers[searcher] = {"won": len(won), "alone": alone}
        return {
            "root_seed": self.root_seed,
            "true": {"statements": len(true), "not_refuted": unharmed},
            "false": {"statements": len(self.false), "refuted": len(self.refuted()), "refuted_without_library": len(self.refuted("library"))},
            "searchers": searchers,
            "missed_without_library": self.missed_without("library"),
        }


def searcher_of(result: Result) -> str:
    """The searcher that found a counterexample; what it says begins with its name, and recursions are `drawn` by hypothesis' searcher."""
    said = result.counterexample["found_by"]
    return next((name for name in SEARCHERS if said.startswith(name)), "hypothesis")


@pytest.fixture(scope="session")
def outcomes(request, tmp_path_factory):
    """All that the selected tests need, run before the first of them is judged."""
    items = request.session.items
    names = list(dict.fromkeys(name for name in map(_statement, items) if name is not None))
    made = Outcomes(request.config.getoption("--root-seed"), tmp_path_factory.mktemp("evidence"))
    made.found = _sweep(names, made)
    if any(item.name == "test_the_false_ones_without_the_extremal_library" for item in items):
        made.without = {"library": _sweep(made.false, made, "library")}
        for searcher in (name for name in SEARCHERS if name != "library"):
            made.without[searcher] = _sweep(dict.fromkeys(name for name, _ in made.won_by(searcher)), made, searcher)
    request.config.stash[OUTCOMES] = made
    return made


def _sweep(names: Iterable[str], made: Outcomes, *without: str) -> Mapping[str, list[Result]]:
    """The results of some statements, in two processes; their evidence is kept in a folder of its own."""
    entries = {name: entry_for_file(HERE / "statements" / f"{name}.py") for name in names}
    options = Options(instances=INSTANCES, seed=made.root_seed, jobs=PROCESSES, without=without)
    current, found = made.evidence / "current", {name: [] for name in entries}
    owner = {str(entry.path): name for name, entry in entries.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEMMATA_HOME", str(current))
        for one in verify(list(entries.values()), options):
            found[owner[one.file]].append(one)
    if current.exists():
        shutil.move(current, made.evidence / "-".join(("all", *without)))
    return found


def pytest_terminal_summary(terminalreporter, config):
    made = config.stash.get(OUTCOMES, None)
    if made is None or not made.without:
        return
    score = made.score()
    terminalreporter.section(f"how good is it at finding mistakes? root seed {made.root_seed}")
    true, false = score["true"], score["false"]
    terminalreporter.write_line(f"true, not refuted              {true['not_refuted']:4} of {true['statements']}")
    terminalreporter.write_line(f"false, refuted                 {false['refuted']:4} of {false['statements']}")
    terminalreporter.write_line(f"  without the extremal library {false['refuted_without_library']:4} of {false['statements']}")
    for searcher, found in score["searchers"].items():
        terminalreporter.write_line(f"claims refuted by {searcher:12} {found['won']:4}, {found['alone']} of them by it alone")
    if score["missed_without_library"]:
        terminalreporter.write_line(f"missed without the library: {', '.join(score['missed_without_library'])}")


def pytest_sessionfinish(session, exitstatus):
    config = session.config
    made = config.stash.get(OUTCOMES, None)
    if not config.getoption("--record") or made is None:
        return
    everything = [name for folder in EVERY for name in statements(folder)]
    if exitstatus == 0 and set(made.found) == set(everything) and made.without:
        SCORE.write_text(json.dumps(made.score(), indent=1) + "\n", encoding="utf-8")
