"""`lemmata report` writes pages from recorded evidence, decides what has none, and says what it wrote."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--instances", "2", "--seeds", "2", "--steps", "6", "--rounds", "0", "--no-figures")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def shared_evidence(monkeypatch, home):
    monkeypatch.setenv("LEMMATA_HOME", str(home))


def test_what_has_no_evidence_is_decided_once(lemmata, tmp_path):
    first = lemmata("report", "pl-gd-improved", "--out", str(tmp_path / "a"), *SMALL)
    assert first.code == 0
    assert "1 theorem: 1 proved." in first.out
    assert f"5 pages, 0 figures, 5 statements decided for them: open {tmp_path / 'a' / 'index.html'}" in first.out
    second = lemmata("report", "pl-gd-improved", "--out", str(tmp_path / "b"), *SMALL)
    assert "decided" not in second.out
    files = [file.relative_to(tmp_path / "a") for file in (tmp_path / "a").rglob("*") if file.is_file()]
    assert len(files) == 8
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)


def test_the_document_holds_all_that_the_pages_tell(lemmata, tmp_path):
    answer = lemmata("report", "pl-gd-improved", "--out", str(tmp_path), "--json", *SMALL)
    found = json.loads(answer.out)
    assert (answer.code, found["exit_code"], found["schema"], found["seed"], found["alpha"]) == (0, 0, "lemmata/1", 0, 1e-6)
    assert found["pages"] == ["hypotheses.html", "methods.html", "verdicts.html", "theorems/pl-gd-improved.html", "index.html"]
    assert (found["figures"], found["removed"]) == ([], [])
    (theorem,) = found["theorems"]
    assert theorem["results"][0]["verdict"] == "PROVED"
    assert [result["verdict"] for mutant in theorem["mutants"] for result in mutant["results"]] == ["REFUTED"] * 4
    assert "latex2mathml" in found["versions"]


def test_a_smaller_report_removes_the_pages_of_a_larger_one(lemmata, tmp_path):
    lemmata("report", "pl-gd-improved", "gd-one-step-decrease", "--out", str(tmp_path), *SMALL)
    assert (tmp_path / "theorems" / "gd-one-step-decrease.html").exists()
    answer = lemmata("report", "pl-gd-improved", "--out", str(tmp_path), *SMALL)
    assert "1 file of an earlier report removed" in answer.out
    assert not (tmp_path / "theorems" / "gd-one-step-decrease.html").exists()


@pytest.fixture
def one_figure(monkeypatch):
    """The only figure there is, with a table that takes no time to compute."""
    from dataclasses import replace

    from paper_figures import discovery
    from paper_figures.figures import gd_rates
    from paper_figures.numbers import table

    rows = [(id, horizon, 1 / horizon, 1 / horizon, 0.5 / horizon) for id in gd_rates.TIGHT for horizon in (1, 2, 3)]
    quick = replace(gd_rates.figure, numbers=lambda setup: table(("theorem", "T", "bound", "attained", "random"), rows))
    monkeypatch.setattr(gd_rates, "figure", quick)
    only = {"gd-rates": discovery.names()["gd-rates"]}
    monkeypatch.setattr(discovery, "names", lambda: only)


@pytest.mark.usefixtures("one_figure")
def test_figures_stand_in_the_pages_of_their_theorems(lemmata, tmp_path):
    answer = lemmata("report", "gd-convex-tight", "--out", str(tmp_path), "--quick", *SMALL[:-1])
    assert answer.code == 0
    assert "5 pages, 1 figure" in answer.out
    text = (tmp_path / "theorems" / "gd-convex-tight.html").read_text(encoding="utf-8")
    assert '<figure id="figure-gd-rates"><div class="plate scroll"' in text
    assert '<svg role="img" aria-labelledby="gd-rates-title"' in text
    assert "lemmata figures gd-rates --quick" in text
    assert "<metadata>" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pl-gdd",), 'no theorem is called "pl-gdd". Did you mean "pl-gd"?'),
        (("pl-gd", "--instances", "0"), "0 is not in the range"),
        (("pl-gd", "--alpha", "1"), "1.0 is not in the range"),
        (("missing.py",), "there is no such file"),
        (("pl-gd", "--problem", "huber"), "No such option"),
    ],
)
def test_bad_input_is_one_message_and_nothing_is_written(lemmata, tmp_path, arguments, said):
    answer = lemmata("report", *arguments, "--out", str(tmp_path / "out"))
    assert answer.code == 2
    assert said in answer.err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_someone_else_is_left_alone(lemmata, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    answer = lemmata("report", "pl-gd-improved", "--out", str(tmp_path), *SMALL)
    assert answer.code == 2
    assert "is not of an earlier report and would be overwritten; --out names another folder." in answer.err
    assert (tmp_path / "index.html").read_text() == "mine"
    (tmp_path / "file").write_text("")
    assert "is no folder" in lemmata("report", "pl-gd-improved", "--out", str(tmp_path / "file"), *SMALL).err


@pytest.mark.slow
def test_an_interrupted_report_keeps_what_was_decided_and_writes_no_page(tmp_path, gated_files):
    """The last statement waits, so that the signal comes before the pages."""
    home, out = tmp_path / "home", tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LEMMATA_HOME": str(home)}
    command = [sys.executable, "-m", "lemmata", "report", *gated_files, "--out", str(out), "--json", *SMALL]
    process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 300
    while len(list(home.glob("*.json"))) < 4 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    told, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (130, "")
    assert json.loads(told) == {"schema": "lemmata/1", "pages": [], "decided": [], "exit_code": 130}
    assert [*out.iterdir()] == []
    assert len(list(home.glob("*.json"))) == 4
    assert not list(home.glob(".*.part"))
