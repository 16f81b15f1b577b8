"""The house stands as DESIGN says: theorem files tell their source, tables are current, nothing is missing, nothing is too large."""

import ast
import re
from pathlib import Path

import pytest

import lemmata
from lemmata import readme
from theorems.catalogue import entries, load

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("lemmata", "paper_figures", "checkers", "problems", "theorems")
MODULES = [path for package in (*PACKAGES, "benchmarks") for path in sorted((ROOT / package).rglob("*.py"))]


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_a_theorem_file_says_what_it_claims_and_where_it_comes_from(entry):
    docstring = ast.get_docstring(ast.parse(entry.path.read_text(encoding="utf-8")))
    assert entry.title
    assert docstring.splitlines()[0].endswith(".")
    assert docstring.splitlines()[1] == ""
    assert re.search(r"\(\d{4}\)", entry.source), "Source: Author (Year), Theorem N."
    assert entry.lectures, "Lectures: name, name."
    assert all(re.fullmatch(r"[a-z]+", lecture) for lecture in entry.lectures)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_a_theorem_has_wrong_variants_that_differ_from_it(entry):
    loaded = load(entry)
    names = [name for name, _ in loaded.mutants]
    assert len(names) >= 2
    assert len(set(names)) == len(names)
    assert all((mutant.given, mutant.method, mutant.claim) != (loaded.theorem.given, loaded.theorem.method, loaded.theorem.claim)
               for _, mutant in loaded.mutants)  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_one_thought(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


def test_no_module_is_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base"}
    assert not [named(path) for path in MODULES if path.stem in drawers]


def test_every_package_is_typed_and_in_the_wheel():
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(wheel) == sorted(PACKAGES)
    assert all((ROOT / package / "py.typed").exists() for package in PACKAGES)
    assert all((path.parent / "__init__.py").exists() for path in MODULES)


def test_the_tables_in_the_readme_are_current():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text == readme.current(text), "run python -m lemmata.readme"


def blocks(marker):
    """The code blocks below a marker in the README."""
    return re.findall(rf"<!-- {re.escape(marker)} -->\n```\w*\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)


def test_the_readme_has_two_commands():
    assert blocks("command") == ['python -m pip install -e ".[dev]" && lemmata verify\n', "python -m pytest\n"]


@pytest.mark.slow
def test_the_examples_in_the_readme_say_what_the_commands_say():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text == readme.with_outputs(text), "run python -m lemmata.readme"


def test_the_changelog_speaks_of_this_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{lemmata.__version__}]" in text
    assert all(section in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security") for section in re.findall(r"^### (.*)$", text, re.M))


def test_the_citation_is_of_this_version():
    assert f"\nversion: {lemmata.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_contributing_stays_short():
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 60


def test_the_licence_is_whole():
    assert "END OF TERMS AND CONDITIONS" in (ROOT / "LICENSE").read_text(encoding="utf-8")
