"""The catalogue: what the docstrings say, and what is said of a file that cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from theorems import catalogue
from theorems.catalogue import entries, entry_for_file, load, load_all, lookup, themes
from theorems.errors import CatalogueError
from theorems.language import Theorem

HEAD = """from theorems.hypotheses import PL, Smooth
from theorems.language import *
from theorems.methods import GradientDescent
L, mu, eta = constants("L mu eta")
"""
GOOD = (
    HEAD
    + """theorem = Theorem(
    given=[
        Smooth(L),
        PL(mu),
        eta <= 1 / L,
    ],
    method=GradientDescent(step=eta),
    claim=[
        f(x[t]) - f_star <= (1 - eta * mu) ** t * (f(x[0]) - f_star),
        f(x[T]) <= f(x[0]),
    ],
)
"""
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="mine.py"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path):
    with pytest.raises(CatalogueError) as refused:
        load(entry_for_file(path))
    return refused.value


def test_the_catalogue_is_found_by_walking():
    found = entries()
    assert {entry.theme for entry in found} <= set(themes())
    assert "pl-gd" in {entry.id for entry in found}
    assert len({entry.id for entry in found}) == len(found)
    assert all(entry.path.is_file() for entry in found)


def test_listing_imports_no_theorem():
    code = (
        "import sys; from theorems.catalogue import entries; entries(); print(sorted(m for m in sys.modules if m == 'sympy' or m.count('theorems.')))"
    )
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['theorems.catalogue', 'theorems.errors']"


def test_an_entry_is_what_its_docstring_says(file):
    text = '"""A title.\n\nWhy it\nmatters.\n\nSource: One & Two (2020),\nTheorem 3. Lectures: alpha, beta. Core.\n"""\n'
    entry = entry_for_file(file(text, "a_good_name.py"))
    assert (entry.id, entry.title, entry.theme) == ("a-good-name", "A title", "")
    assert (entry.source, entry.lectures, entry.core) == ("One & Two (2020), Theorem 3.", ("alpha", "beta"), True)


def test_an_entry_without_a_docstring(file):
    entry = entry_for_file(file("theorem = 1"))
    assert (entry.title, entry.source, entry.lectures, entry.core) == ("", "", (), False)


def test_a_file_of_the_catalogue_keeps_its_theme():
    assert entry_for_file(lookup("pl-gd").path) == lookup("pl-gd")


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_every_theorem_loads(entry):
    loaded = load(entry)
    assert isinstance(loaded.theorem, Theorem)
    assert all(isinstance(mutant, Theorem) for _, mutant in loaded.mutants)


def test_a_good_file(file):
    loaded = load(entry_for_file(file(GOOD + 'mutants = [("less", {"claim": f(x[T]) <= f_star})]\ndef proof(p): ...\n')))
    assert len(loaded.theorem.claims) == 2
    assert loaded.mutants[0][0] == "less"
    assert loaded.mutants[0][1].given == loaded.theorem.given
    assert callable(loaded.proof)


def test_a_file_runs_anew_each_time(file):
    first = load(entry_for_file(file(GOOD)))
    second = load(entry_for_file(file(GOOD.replace("f(x[T]) <= f(x[0])", "f(x[T]) <= 2 * f(x[0])"))))
    assert first.theorem != second.theorem


def test_files_beside_a_theorem_are_found_but_never_hide_ours(file, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    file("raise RuntimeError('a stranger')", "theorems.py")
    file("STEP = 3", "notes_of_mine.py")
    path = file("from notes_of_mine import STEP\n" + GOOD)
    assert len(load(entry_for_file(path)).theorem.claims) == 2
    assert sys.path[-1] == str(path.parent)


FAULTS = {
    "syntax": (GOOD.replace("PL(mu),", "PL(mu"), 10, "the file is not valid Python"),
    "null byte": ("theorem = 1\0", None, "not valid Python"),
    "empty": ("", None, "the file has no `theorem`"),
    "another name": (GOOD.replace("theorem = ", "theory = "), None, '"theory" is one: call it theorem.'),
    "no theorem": (HEAD + "theorem = [1]", 5, "`theorem` is no Theorem but of type list"),
    "misspelt word": (GOOD.replace("f(x[T])", "ff(x[T])"), 14, '"ff" is not defined. Did you mean "f"?'),
    "misspelt function": (GOOD.replace("f(x[T])", "nrm_sq(x[T])"), 14, 'Did you mean "norm_sq"?'),
    "misspelt name of mine": (GOOD.replace("PL(mu)", "PL(muu)"), 8, 'Did you mean "mu"?'),
    "forgotten import": (GOOD.replace("PL(mu)", "Convex()"), 8, "write from theorems.hypotheses import Convex"),
    "misspelt import": (GOOD.replace("import PL,", "import LP,"), 1, '"LP" is not a word of theorems.hypotheses.'),
    "import from elsewhere": (
        GOOD.replace("theorems.language import *", "theorems.language import SGD"),
        2,
        "write from theorems.methods import SGD",
    ),
    "misspelt module": (GOOD.replace("theorems.language", "theorems.langauge"), 2, 'Did you mean "theorems.language"?'),
    "missing module": ("import not_there_at_all\n" + GOOD, 1, "No module named 'not_there_at_all'"),
    "float in given": (GOOD.replace("1 / L", "0.5 / L"), 9, "Rational(1, 2)"),
    "chain": (GOOD.replace("eta <= 1 / L", "0 < eta <= 1 / L"), 9, "write `0 < eta` and `eta <= 1 / L` as two relations"),
    "truth": (GOOD + "if eta <= 1 / L:\n    pass\n", 17, "a relation was used as true or false"),
    "vector in claim": (GOOD.replace("<= f(x[0])", "<= grad(x[0])"), 14, "compares a number with a vector"),
    "undeclared symbol": (GOOD.replace("<= f(x[0])", "<= __import__('sympy').Symbol('q')"), 14, 'the symbol "q" is not declared'),
    "bare hypothesis": (GOOD.replace("PL(mu)", "PL"), 6, "write PL(...)"),
    "no method": (GOOD.replace("GradientDescent(step=eta)", "3"), 11, "is not a method"),
    "method of floats": (GOOD.replace("step=eta", "step=0.1"), 11, "Rational(1, 10)"),
    "given by name": (HEAD + "facts = [Smooth(L), eta <= 0.5]\ntheorem = Theorem(\n    given=facts, claim=f(x[0]) <= 1)\n", 5, "Rational(1, 2)"),
    "own exception": ("def inner():\n    return 1 / 0\n\ninner()\n", 2, "ZeroDivisionError"),
    "exit": ("import sys\nsys.exit(0)\n", 2, "SystemExit"),
    "mutant": (GOOD + "mutants = [theorem]\n", None, "is not a mutant"),
    "mutant in floats": (
        GOOD + "from dataclasses import replace\nmutants = [\n    ('a', replace(theorem, claim=0.5 * f(x[T]) <= 1))]\n",
        19,
        "Rational(1, 2)",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_line(file, name):
    text, line, said = FAULTS[name]
    path = file(text)
    error = refusal(path)
    assert said in error.message
    assert error.file == path
    if line is not None:
        assert error.line == line, str(error)
        assert str(error).startswith(f"{path}:{line}: ")


def test_a_fault_in_a_file_beside_is_told_at_the_import(file, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    file("a = 1 / 0", "lemmas_of_mine.py")
    error = refusal(file("\nimport lemmas_of_mine\n" + GOOD))
    assert (error.line, "ZeroDivisionError" in error.message) == (2, True)


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere.py", "there is no such file"), (".", "its name ends in .py"), ("notes.txt", "its name ends in .py")]
)
def test_what_is_no_theorem_file(tmp_path, name, said):
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(CatalogueError, match=said):
        entry_for_file(tmp_path / name)


def test_an_unknown_id_is_answered_with_the_nearest():
    with pytest.raises(CatalogueError, match=r'no theorem is called "pl-dg"\. Did you mean "pl-gd"\? There are: .*descent-lemma'):
        lookup("pl-dg")


def test_every_bad_file_is_told_at_once(file):
    bad = [file("theorem = 1", "a.py"), file("theorem =", "b.py"), file("", "c.py")]
    with pytest.raises(CatalogueError) as refused:
        load_all([entry_for_file(path) for path in (file(GOOD), *bad)])
    assert [error.file for error in (refused.value, *refused.value.also)] == bad


def test_an_interruption_is_not_a_fault_of_the_file(file):
    with pytest.raises(KeyboardInterrupt):
        load(entry_for_file(file("raise KeyboardInterrupt")))


def test_no_module_is_left_of_a_file_that_failed(file):
    before = set(sys.modules)
    refusal(file("theorem = 1 / 0"))
    assert not [name for name in set(sys.modules) - before if name.startswith("theorem_file_")]


def test_the_catalogue_lies_in_the_installed_package():
    assert catalogue.folder() == Path(catalogue.__file__).parent


def test_the_explanation_of_a_theorem_is_what_stands_between_title_and_source():
    why, idea = catalogue.explanation(catalogue.lookup("pl-gd"))
    assert why.startswith("No convexity is needed, nor a unique minimiser:")
    assert idea.startswith("Idea of the proof: one step decreases f")
    assert idea.endswith("for every step.")
    assert all("Source:" not in text for entry in catalogue.entries() for text in catalogue.explanation(entry))


def test_a_file_without_a_docstring_explains_nothing(tmp_path):
    file = tmp_path / "bare.py"
    file.write_text("x = 1\n")
    assert catalogue.explanation(catalogue.entry_for_file(file)) == ()
