"""The files of one figure."""

import json
import os

import pytest

from paper_figures import produce as making
from paper_figures.figure import Setup
from paper_figures.numbers import read_csv
from paper_figures.produce import WriteError, produce, write
from theorems.catalogue import load, lookup


@pytest.fixture
def made(small, monkeypatch, tmp_path):
    monkeypatch.setattr(making, "find", lambda name: small)
    monkeypatch.setattr(making, "names", lambda: {"small": "A small figure"})
    return lambda setup=None, style="neurips": produce("small", setup or Setup(quick=True), tmp_path / "out", ("svg", "pdf"), style)


def test_a_figure_has_its_formats_its_numbers_and_its_caption(made):
    files = made()
    assert [file.name for file in files] == ["small.svg", "small.pdf", "small.csv", "small.txt", "small.tex"]
    assert read_csv(files[2].read_text()).floats("bound").tolist() == [1.0, 0.5, 0.333333333333]
    assert sorted(os.listdir(files[0].parent)) == sorted(file.name for file in files)


def test_two_runs_write_the_same_bytes(made):
    first = [file.read_bytes() for file in made()]
    assert [file.read_bytes() for file in made()] == first


def test_the_configuration_tells_statement_seed_and_versions(made, small):
    text = made(Setup(seed=3))[0].read_text()
    claim = load(lookup("gd-convex-tight")).theorem
    told = json.loads(text.split("<dc:description>")[1].split("</dc:description>")[0].replace("&quot;", '"'))
    assert (told["figure"], told["seed"], told["quick"], told["style"]) == ("small", 3, False, "neurips")
    assert told["digests"] == {"gd-convex-tight": [claim.digest(claim.claims[0])]}
    assert {"lemmata", "matplotlib", "numpy"} <= set(told["versions"])
    assert told["made"] == {"steps": "a few"}


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot be written"):
        write(tmp_path / "file" / "a.svg", b"")


def test_a_failed_write_leaves_no_part(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(WriteError, match="No space left"):
        write(tmp_path / "a.svg", b"content")
    assert os.listdir(tmp_path) == []
