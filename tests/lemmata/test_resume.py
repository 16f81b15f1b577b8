"""What an interrupted run has finished is taken up by the same run, and by no other."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from checkers import unfinished
from checkers.verdict import Verdict
from lemmata import resume
from theorems.catalogue import entry_for_file, load, lookup

STATEMENT = '''"""A gradient is bounded by the gap."""
from theorems.hypotheses import Smooth
from theorems.language import *
L, u = constants('L'), points('u')
theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
'''
ORDER = ["pl-gd", "descent-lemma", "gd-convex-tight"]


@pytest.fixture
def interrupted(lemmata, checkers):
    """Call the command, interrupted when so many claims are decided; the stand-in writes no evidence and remembers whose it should have written."""
    checkers.kept, checkers.asked = [], []
    checkers.keep = lambda loaded, result, options: checkers.kept.append((loaded.entry.id, result.claim))

    def call(claims, *arguments):
        def stop(results):
            checkers.asked += dict.fromkeys(result.theorem for result in results)
            yield from results[:claims]
            if claims is not None:
                raise KeyboardInterrupt

        checkers.results = stop
        return lemmata("verify", *arguments)

    return call


def document(answer):
    return json.loads(answer.out)


def test_finished_theorems_are_taken_up_and_half_finished_ones_are_not(interrupted, checkers):
    full = document(interrupted(None, *ORDER, "--json"))
    assert interrupted(3, *ORDER, "--json").code == 130
    checkers.asked.clear()
    answer = interrupted(None, *ORDER, "--json")
    assert answer.code == 0
    assert answer.err == "lemmata: resumed: 1 of 3 theorems were finished by an interrupted run.\n"
    assert checkers.asked == ["descent-lemma", "gd-convex-tight"]
    assert checkers.kept == [("pl-gd", 0), ("pl-gd", 1)]
    assert document(answer) == {**full, "resumed": 1}
    assert full["resumed"] == 0


@pytest.mark.parametrize("verdict", ["REFUTED", "INCONCLUSIVE", "VACUOUS", "NOT APPLICABLE", "PROVED"])
def test_what_a_person_sees_of_a_resumed_run_is_the_same(interrupted, checkers, verdict):
    checkers.verdicts = [verdict, "SUPPORTED"]
    full = interrupted(None, *ORDER)
    interrupted(4, *ORDER)
    again = interrupted(None, *ORDER)
    assert (again.code, again.out) == (full.code, full.out)
    assert again.err.startswith("lemmata: resumed: 2 of 3")


def test_a_finished_run_is_never_used_again(interrupted, checkers):
    interrupted(None, *ORDER)
    checkers.asked.clear()
    assert interrupted(None, *ORDER).err == ""
    assert checkers.asked == ORDER


def test_a_resumed_run_that_finishes_leaves_nothing_to_resume(interrupted, checkers):
    interrupted(2, *ORDER)
    interrupted(None, *ORDER)
    assert interrupted(None, *ORDER).err == ""
    assert list(unfinished.place().iterdir()) == []


def test_interrupted_again_and_again_each_theorem_is_decided_once(interrupted, checkers):
    for claims in (2, 2):
        interrupted(claims, *ORDER)
    checkers.asked.clear()
    assert interrupted(None, *ORDER).err.startswith("lemmata: resumed: 2 of 3")
    assert checkers.asked == ["gd-convex-tight"]


def test_another_order_is_the_same_run(interrupted):
    interrupted(2, *ORDER)
    assert interrupted(None, *reversed(ORDER)).err.startswith("lemmata: resumed: 1 of 3")


@pytest.mark.parametrize("jobs", [["--jobs", "1"], ["--jobs", "2"]])
def test_the_number_of_workers_is_no_part_of_the_key(interrupted, jobs):
    interrupted(2, *ORDER)
    assert interrupted(None, *ORDER, *jobs).err.startswith("lemmata: resumed")


@pytest.mark.parametrize(
    "other",
    [
        ["--seed", "1"],
        ["--instances", "3"],
        ["--alpha", "0.01"],
        ["--steps", "3"],
        ["--without", "library"],
        ["--problem", "quadratic"],
        ["pl-gd-improved"],
    ],
    ids=lambda other: other[0],
)
def test_another_run_is_not_resumed(interrupted, other):
    interrupted(2, *ORDER)
    assert interrupted(None, *ORDER, *other).err == ""
    assert interrupted(None, *ORDER).err.startswith("lemmata: resumed: 1 of 3")


def test_errors_are_decided_anew(interrupted, checkers):
    checkers.verdicts = ["ERROR", "SUPPORTED"]
    interrupted(4, *ORDER)
    assert interrupted(None, *ORDER).err == ""


def test_a_budget_of_seconds_leaves_nothing_to_resume(interrupted):
    interrupted(2, *ORDER, "--budget", "100")
    assert not unfinished.place().exists()
    assert interrupted(None, *ORDER, "--budget", "100").err == ""


def key(path, **options):
    from checkers.verify import Options

    return resume.key([load(entry_for_file(path))], Options(**options))


def test_the_key_is_of_everything_that_results_depend_on(tmp_path, monkeypatch):
    path = tmp_path / "mine.py"
    path.write_text(STATEMENT)
    first = key(path)
    assert key(path) == key(path, jobs=7) == first
    found = {key(path, seed=1), key(path, settings=("L=1",)), key(path, budget=3.0)}
    monkeypatch.setattr(resume, "versions", lambda: {"sympy": "0"})
    found.add(key(path))
    monkeypatch.undo()
    monkeypatch.setattr(resume, "_sources", lambda: [])
    found.add(key(path))
    monkeypatch.undo()
    path.write_text(STATEMENT + "# a comment\n")
    found.add(key(path))
    path.write_text(STATEMENT.replace("2 * L", "3 * L"))
    found.add(key(path))
    path.write_text(STATEMENT)
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "elsewhere"))
    found.add(key(path))
    assert len(found | {first}) == 9


def test_every_option_is_part_of_the_key_but_the_number_of_workers():
    from dataclasses import fields

    from checkers.verify import Options

    loaded = [load(lookup("pl-gd"))]
    keys = {field.name: resume.key(loaded, replace(Options(), **{field.name: "changed"})) for field in fields(Options)}
    plain = resume.key(loaded, Options())
    assert [name for name, made in keys.items() if made == plain] == ["jobs"]


def test_every_source_of_ours_is_part_of_the_key():
    named = {name for name, _ in resume._sources()}
    assert {"lemmata/run.py", "checkers/verify.py", "checkers/experiment/search/draws.py", "problems/families/huber.py"} <= named
    assert {"theorems/overparameterized/pl_gd.py"} <= named


def test_files_that_a_theorem_file_loads_are_part_of_the_key(tmp_path):
    (tmp_path / "mine.py").write_text(STATEMENT + "import beside_it_for_the_key\n")
    (tmp_path / "beside_it_for_the_key.py").write_text("")
    first = key(tmp_path / "mine.py")
    (tmp_path / "beside_it_for_the_key.py").write_text("# changed\n")
    assert key(tmp_path / "mine.py") != first


def test_code_that_runs_later_is_not_known_to_the_key(tmp_path):
    imports = "import torch\nfrom theorems.language import *\nfrom theorems.torch_optimizer import TorchOptimizer\n"
    head = f'"""A."""\n{imports}class Own(torch.optim.SGD): pass\n'
    for name, repeats in (("torch.optim.SGD", True), ("Own", False)):
        path = tmp_path / f"{name.replace('.', '_')}.py"
        path.write_text(head + f"theorem = Theorem(method=TorchOptimizer({name}, lr=1), claim=f(x[t]) >= f_star)\n")
        assert resume.repeats(load(entry_for_file(path))) is repeats


def test_the_evidence_of_what_is_taken_up_is_written_again(tmp_path, lemmata, monkeypatch):
    """With the real checkers: the run stops after its first theorem, and its evidence is lost before the next."""
    from checkers import verify

    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(STATEMENT)
    chosen = [str(tmp_path / f"{name}.py") for name in ("one", "two")]
    small = ("--instances", "2", "--problem", "quadratic", "--json")
    full = document(lemmata("verify", *chosen, *small))
    real = verify.results

    def stopping(loaded, options):
        if loaded.entry.id == "two":
            raise KeyboardInterrupt
        yield from real(loaded, options)

    monkeypatch.setattr(verify, "results", stopping)
    stopped = lemmata("verify", *chosen, *small)
    assert (stopped.code, [found["theorem"] for found in document(stopped)["results"]]) == (130, ["one"])
    monkeypatch.setattr(verify, "results", real)
    evidence = document(stopped)["results"][0]["evidence"]
    written = json.loads(Path(evidence).read_text())
    os.unlink(evidence)
    again = document(lemmata("verify", *chosen, *small))
    assert again["resumed"] == 1
    assert json.loads(Path(evidence).read_text()) == written
    assert [{**found, "seconds": 0} for found in again["results"]] == [{**found, "seconds": 0} for found in full["results"]]
    assert {found["verdict"] for found in again["results"]} == {Verdict.SUPPORTED.value}
