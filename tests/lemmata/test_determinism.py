"""Equal seeds give equal documents: whatever Python's hash seed, the number of workers, the order of the files, and what else is loaded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lemmata import resume
from theorems.catalogue import entries

ROOT = Path(__file__).resolve().parents[2]
FEW = ("descent-lemma", "adam-update-bound", "jensen_reversed")
SMALL = ("--instances", "3", "--steps", "5", "--seeds", "3")
CONSTANTS = "\n".join(f"ODD_{number} = {1e15 / (number + 3)!r}, {-(10**number) - 7}, 'odd {number}', {1 / (number + 11)!r}" for number in range(30))

RUN = """
import sys
{before}
from lemmata.cli import main
main({arguments!r})
"""


def statements(names):
    """Ids as they are, and files of the statements on which the verdicts are tested."""
    folder = ROOT / "tests" / "quality" / "statements"
    return [str(next(folder.glob(f"*/{name}.py"))) if "_" in name else name for name in names]


def document(folder, arguments, seed="0", before=""):
    """The document of a run in a process of its own, without its times; `folder` stays empty."""
    home = folder / "home"
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "LEMMATA_HOME": str(home), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", RUN.format(before=before, arguments=["verify", *arguments, "--json"])]
    (folder / "work").mkdir(exist_ok=True)
    ran = subprocess.run(command, cwd=folder / "work", env=environment, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert list((folder / "work").iterdir()) == []
    found = json.loads(ran.stdout)
    return {**found, "results": [{**result, "seconds": 0} for result in found["results"]]}


def by_claim(document):
    return {(result["theorem"], result["claim"]): result for result in document["results"]}


@pytest.mark.slow
def test_hash_seed_workers_and_order_change_nothing(tmp_path):
    chosen = statements(FEW)
    first = document(tmp_path, [*chosen, *SMALL], "1")
    other = document(tmp_path, [*reversed(chosen), *SMALL, "--jobs", "2"], "2")
    assert by_claim(other) == by_claim(first)
    assert [result["theorem"] for result in other["results"]] != [result["theorem"] for result in first["results"]]


@pytest.mark.slow
def test_constants_of_other_modules_change_nothing(tmp_path):
    """hypothesis looks for constants in every local module that is loaded, by its own provider; and it would write them into a folder."""
    (tmp_path / "odd_constants.py").write_text(CONSTANTS)
    arguments = ["descent-lemma", *SMALL]
    assert document(tmp_path, arguments) == document(tmp_path, arguments, before="import odd_constants")


@pytest.mark.slow
def test_what_ran_before_in_the_process_changes_nothing(tmp_path):
    alone = by_claim(document(tmp_path, ["pl-gd", *SMALL], "3"))
    after = by_claim(document(tmp_path, [*statements(["jensen_reversed", "natural_two"]), "adam-update-bound", "pl-gd", *SMALL], "4"))
    assert {claim: after[claim] for claim in alone} == alone


@pytest.mark.parametrize("every", [pytest.param(24, marks=pytest.mark.slow, id="a few"), pytest.param(1, marks=pytest.mark.long, id="all")])
def test_the_catalogue_in_another_order(tmp_path, every):
    chosen = [entry.id for entry in entries()][::every]
    alone, folder = document(tmp_path, [*chosen, *SMALL] if every > 1 else ["--all", *SMALL], "0"), tmp_path / "other"
    folder.mkdir()
    found = document(folder, [*reversed(chosen), *SMALL, "--jobs", "2"], "1")
    assert {theorem for theorem, _ in by_claim(found)} == set(chosen)
    assert _without_places(by_claim(found)) == _without_places(by_claim(alone))
    assert {**found, "results": 0} == {**alone, "results": 0}


def _without_places(results):
    """Without the folder that evidence lies in."""
    return {claim: {**result, "evidence": Path(result["evidence"]).name} for claim, result in results.items()}


@pytest.mark.parametrize("every", [pytest.param(48, marks=pytest.mark.slow), pytest.param(12, marks=pytest.mark.long)])
def test_statements_of_the_quality_tests_in_another_order(tmp_path, every):
    files = sorted(map(str, (ROOT / "tests" / "quality" / "statements").glob("*/*.py")))[::every]
    shuffled = files[1::2][::-1] + files[::2]
    tiny = ("--instances", "2", "--steps", "4", "--seeds", "2")
    assert by_claim(document(tmp_path, [*files, *tiny], "5")) == by_claim(document(tmp_path, [*shuffled, *tiny, "--jobs", "2"], "6"))


@pytest.mark.slow
def test_the_key_does_not_depend_on_the_hash_seed(tmp_path):
    imports = "from lemmata import resume; from checkers.verify import Options; from theorems.catalogue import load, lookup"
    code = f"{imports}; print(resume.key([load(lookup('pl-gd'))], Options()))"
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        found.add(subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 1
    assert resume.NOT_IN_THE_KEY == ("jobs",)
