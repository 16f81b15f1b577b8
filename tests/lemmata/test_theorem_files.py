"""Which files are theorem files: patterns, folders, and what their text says."""

from pathlib import Path

import pytest

from lemmata.theorem_files import Wanted, covered, matches, states_a_theorem, top_names

STATED = "theorem = Theorem(given=[], claim=[])\n"


@pytest.mark.parametrize(
    ("pattern", "taken", "left"),
    [
        ("bounds/*.py", ["bounds/a.py"], ["a.py", "bounds/deep/a.py", "other/bounds/a.py"]),
        ("./bounds/*.py", ["bounds/a.py"], ["a.py"]),
        ("bounds/**/*.py", ["bounds/a.py", "bounds/x/y/a.py"], ["a.py", "x/bounds/a.py"]),
        ("**/*_bound.py", ["my_bound.py", "x/y/my_bound.py"], ["my_bound.txt", "bound.py"]),
        ("*_bound.py", ["my_bound.py", "x/y/my_bound.py"], ["bound.py"]),
        ("bounds/test_[ab].py", ["bounds/test_a.py"], ["bounds/test_c.py"]),
    ],
)
def test_patterns(pattern, taken, left):
    assert [path for path in taken + left if matches(Path(path), pattern)] == taken


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (STATED, True),
        ("theorem: Theorem = made()\n", True),
        ("theorm = Theorem(claim=1)\n", True),
        ("theorm = language.Theorem(claim=1)\n", True),
        ("from theorems.language import Theorem\ndef test_it():\n    theorem = Theorem()\n", False),
        ("L = 1\n", False),
        ("theorem = Theorem(\n", True),
        ("print 'hello'\n", False),
    ],
)
def test_a_misspelt_theorem_is_noticed_and_a_module_beside_is_not(tmp_path, text, states):
    (tmp_path / "a.py").write_text(text)
    assert states_a_theorem(tmp_path / "a.py") is states


def test_named_files_and_folders_and_patterns(tmp_path):
    for name in ("bounds/a.py", "bounds/_shared.py", "bounds/x/b.py", "other/c.py", "bounds/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STATED)
    (tmp_path / "other/beside.py").write_text("L = 1\n")
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    def taken(*patterns, paths=()):
        wanted = Wanted(tmp_path, patterns, tuple(tmp_path / path for path in paths))
        return [str(file.relative_to(tmp_path)) for file in files if wanted.takes(file)]

    assert taken("bounds/*.py") == ["bounds/a.py"]
    assert taken(paths=["bounds"]) == ["bounds/a.py", "bounds/x/b.py"]
    assert taken(paths=["other/beside.py", "bounds/_shared.py"]) == ["bounds/_shared.py", "other/beside.py"]
    assert taken() == []


def test_files_of_patterns_outside_the_roots_are_found_once_and_none_in_hidden_folders(tmp_path):
    for name in ("bounds/a.py", ".venv/bounds/b.py", "tests/bounds/c.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(STATED)
    wanted = Wanted(tmp_path, ("**/bounds/*.py", "*/a.py"))
    assert wanted.beyond([tmp_path / "tests"], [".*"]) == [tmp_path / "bounds/a.py"]


def test_a_root_covers_what_lies_below_it():
    assert covered(Path("/a/b/c.py"), [Path("/a/b")])
    assert not covered(Path("/a/bc.py"), [Path("/a/b")])


def test_what_a_module_defines_at_its_top(tmp_path):
    (tmp_path / "a.py").write_text("def test_a(): pass\nclass TestB:\n    def test_c(self): pass\nasync def d(): pass\n")
    assert top_names(tmp_path / "a.py") == (["test_a", "d"], ["TestB"])
    (tmp_path / "b.py").write_text("def (")
    assert top_names(tmp_path / "b.py") == ([], [])
