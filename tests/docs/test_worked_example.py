"""The worked example: it runs without an error in an empty folder, and shows what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "worked_example.ipynb"
LARGEST = 400_000
"""Bytes of the notebook with all that it shows."""


def shown(notebook, form="text/plain"):
    """What each cell shows in one form."""
    outputs = [(cell.id, output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return {id: output.data[form] if "data" in output else output.text for id, output in outputs if form in output.get("data", {form: ""})}


def cells_by_kind(notebook):
    return [(cell.cell_type, cell.id, cell.source) for cell in notebook.cells]


def words(html):
    """The text of a table without the digits of sharpness that another machine may round otherwise, and without how much was tried."""
    return re.sub(r"0\.\d+|not refuted on .*?\)", "", re.sub(r"<[^>]*>", " ", html))


def test_what_is_kept_is_whole_and_small():
    notebook = nbformat.read(KEPT, as_version=4)
    nbformat.validate(notebook)
    assert KEPT.stat().st_size < LARGEST
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    plain = shown(notebook)
    assert plain["code-05"] == "<my-bound[0] min_{t<T} ‖∇f(x_t)‖² ≤ (f(x₀)−f⋆)/(ηT): REFUTED>"
    assert plain["code-07"] == "('1', '1/2', '1/2', True)"
    assert plain["code-09"] == "<my-bound[0] min_{t<T} ‖∇f(x_t)‖² ≤ 2(f(x₀)−f⋆)/(ηT): SUPPORTED, sharpness 1>"
    assert str(ROOT) not in KEPT.read_text(encoding="utf-8")


@pytest.mark.slow
def test_running_it_anew_shows_the_same(tmp_path):
    target = tmp_path / "work" / "run.ipynb"
    target.parent.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "docs" / "worked_example.py"), "--to", str(target)]
    ran = subprocess.run(command, cwd=target.parent, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [file.name for file in target.parent.iterdir()] == ["run.ipynb"]
    kept, run = (nbformat.read(path, as_version=4) for path in (KEPT, target))
    assert cells_by_kind(run) == cells_by_kind(kept)
    assert shown(run) == shown(kept)
    for form in ("text/html", "image/svg+xml"):
        assert shown(run, form).keys() == shown(kept, form).keys() != set()
    assert {id: words(html) for id, html in shown(run, "text/html").items()} == {id: words(html) for id, html in shown(kept, "text/html").items()}
