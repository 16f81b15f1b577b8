"""Every theorem file, found by walking the theme folders: it reads as a statement, says where it comes from, and has wrong neighbours."""

import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import theorems
from theorems.language import Theorem

FOLDER = Path(theorems.__file__).parent
FILES = sorted(p for p in FOLDER.glob("*/*.py") if p.name != "__init__.py")

LECTURE = "(orvieto|ruthotto|belkin|loewe|simons)"
SOURCE = re.compile(rf"Source: \S.*[^.]\. Lectures: {LECTURE}(, {LECTURE})*\.( Core\.)?")

DIGESTS = """
import importlib, json, sys
for name in json.load(sys.stdin):
    theorem = importlib.import_module(name).theorem
    print(*(theorem.digest(c) for c in theorem.claims))
"""


def dotted(path: Path) -> str:
    return ".".join(("theorems", *path.relative_to(FOLDER).with_suffix("").parts))


def module_of(path: Path) -> ModuleType:
    return importlib.import_module(dotted(path))


def afresh(path: Path) -> ModuleType:
    """The file run once more, outside the modules already loaded."""
    spec = importlib.util.spec_from_file_location(f"again_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digests(theorem: Theorem) -> list[str]:
    return [theorem.digest(c) for c in theorem.claims]


def test_the_walk_finds_theorems():
    assert any(p.stem == "descent_lemma" for p in FILES)


@pytest.fixture(params=FILES, ids=[p.stem for p in FILES])
def path(request):
    return request.param


def test_the_file_states_a_theorem(path):
    theorem = module_of(path).theorem
    assert isinstance(theorem, Theorem)
    assert theorem.claims


def test_the_docstring_has_title_reason_and_source(path):
    paragraphs = (module_of(path).__doc__ or "").strip().split("\n\n")
    assert len(paragraphs) >= 3
    assert "\n" not in paragraphs[0]
    assert paragraphs[0].endswith(".")
    assert "\n" not in paragraphs[-1]
    assert SOURCE.fullmatch(paragraphs[-1])


def test_the_statement_has_the_size_of_one_thought(path):
    """The proof, and the lemmas above it, come after the mutants and are not counted."""
    text = path.read_text(encoding="utf-8")
    after = [n for n, line in enumerate(text.splitlines()) if line.startswith("mutants")][-1]
    proof = next((n for n, line in enumerate(text.splitlines()) if n > after and line.startswith("def ")), len(text.splitlines()))
    assert 25 <= proof <= 70


def test_mutants_are_single_wrong_claims_with_names_of_their_own(path):
    mutants = module_of(path).mutants
    names = [name for name, _ in mutants]
    assert len(set(names)) == len(names) >= 2
    assert all(len(mutant.claims) == 1 for _, mutant in mutants)


def test_no_mutant_is_the_theorem_or_another_mutant(path):
    module = module_of(path)
    mutants = [digest for _, mutant in module.mutants for digest in digests(mutant)]
    assert set(mutants).isdisjoint(digests(module.theorem))
    assert len(set(mutants)) == len(mutants)


def test_the_digests_are_the_same_when_the_file_runs_again(path):
    again = afresh(path)
    assert digests(again.theorem) == digests(module_of(path).theorem)
    assert [digests(m) for _, m in again.mutants] == [digests(m) for _, m in module_of(path).mutants]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_digests_do_not_depend_on_the_order_of_sets(seed):
    names = [dotted(p) for p in FILES]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(FOLDER.parent)}
    run = subprocess.run([sys.executable, "-c", DIGESTS], input=json.dumps(names), env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [" ".join(digests(module_of(p).theorem)) for p in FILES]
