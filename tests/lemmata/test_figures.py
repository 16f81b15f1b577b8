"""`lemmata figures`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paper_figures import produce as making
from paper_figures.discovery import names

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def instant(monkeypatch):
    """Figures whose files are written at once; the calls that were made."""
    calls = []

    def produced(name, setup, out, formats, style):
        calls.append((name, setup, formats, style))
        return [making.write(out / f"{name}.{form}", b"") for form in (*formats, "csv")]

    monkeypatch.setattr(making, "produce", produced)
    return calls


def test_without_a_name_the_figures_are_listed(lemmata):
    answer = lemmata("figures")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines() if line[1] != " "] == list(names())
    found = json.loads(lemmata("figures", "--json").out)
    assert {one["name"]: one["title"] for one in found["figures"]} == names()


def test_the_list_loads_nothing_heavy(process):
    heavy = "{'torch', 'sympy', 'matplotlib', 'numpy', 'flint'}"
    code = f"import sys; from lemmata.cli import cli; cli.main(['figures'], standalone_mode=False); print({heavy} & set(sys.modules))"
    assert process("-c", code).stdout.splitlines()[-1] == "set()"


def test_all_figures_are_drawn_and_told(lemmata, instant, tmp_path):
    answer = lemmata("figures", "--all", "--out", str(tmp_path), "--format", "svg,png,svg", "--quick", "--style", "icml", "--seed", "3")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()] == list(names())
    assert {(setup.quick, setup.seed, formats, style) for _, setup, formats, style in instant} == {(True, 3, ("svg", "png"), "icml")}


def test_json_tells_every_file(lemmata, instant, tmp_path):
    answer = lemmata("figures", "gd-rates", "gd-rates", "--out", str(tmp_path), "--format", "svg", "--json")
    told = json.loads(answer.out)
    (one,) = told["figures"]
    assert one["files"] == [str(tmp_path / "gd-rates.svg"), str(tmp_path / "gd-rates.csv")]
    assert (told["seed"], told["quick"], told["style"], told["exit_code"]) == (0, False, "neurips", 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], 'no figure is called "nope"'),
        (["gd-rates", "gd-rats"], 'Did you mean "gd-rates"?'),
        (["gd-rates", "--format", "svg,jpg"], 'there is no format "jpg". There are: pdf, svg, png.'),
        (["gd-rates", "--format", ","], "no format is named"),
        (["gd-rates", "--style", "nature"], "neurips"),
        (["gd-rates", "--seed", "-1"], "-1"),
    ],
)
def test_bad_input_is_one_message(lemmata, instant, arguments, said):
    answer = lemmata("figures", *arguments)
    assert (answer.code, instant) == (2, [])
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_folder_that_takes_no_files_is_told_before_anything_is_drawn(lemmata, instant, tmp_path):
    (tmp_path / "file").write_text("")
    answer = lemmata("figures", "gd-rates", "--out", str(tmp_path / "file" / "deeper"))
    assert (answer.code, instant) == (2, [])
    assert "cannot be written" in answer.err


def test_an_interrupt_keeps_what_is_finished(lemmata, monkeypatch, instant, tmp_path):
    (first, second, *_), whole = names(), making.produce

    def produced(name, *rest):
        if name != first:
            raise KeyboardInterrupt
        return whole(name, *rest)

    monkeypatch.setattr(making, "produce", produced)
    answer = lemmata("figures", first, second, "--out", str(tmp_path), "--format", "svg", "--json")
    told = json.loads(answer.out)
    assert (answer.code, told["exit_code"], [one["name"] for one in told["figures"]]) == (130, 130, [first])
    assert sorted(os.listdir(tmp_path)) == [f"{first}.csv", f"{first}.svg"]


SOME = ("gd-rates", "adam-step-bound", "gd-worst-case")
"""Figures of a rate, of a free sequence and of semidefinite programs."""


@pytest.mark.parametrize(
    "chosen", [pytest.param(SOME, marks=pytest.mark.slow, id="some"), pytest.param(tuple(names()), marks=pytest.mark.long, id="all")]
)
def test_figures_of_two_runs_are_the_same_bytes(tmp_path, chosen):
    arguments = ["--all"] if len(chosen) == len(names()) else chosen
    runs = [_drawing(tmp_path / name, arguments) for name in ("first", "second")]
    for run in runs:
        _, err = run.communicate(timeout=900)
        assert run.returncode == 0, err
    files = sorted(file.name for file in (tmp_path / "first").iterdir())
    assert len(files) == 6 * len(chosen)
    assert files == sorted(file.name for file in (tmp_path / "second").iterdir())
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes(), file


def _drawing(out, chosen):
    """Quick figures from no evidence, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LEMMATA_HOME": f"{out}-evidence"}
    command = [sys.executable, "-m", "lemmata", "figures", *chosen, "--quick", "--out", str(out)]
    return subprocess.Popen(
        command, cwd=out.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
