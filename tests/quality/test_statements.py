"""Does the verifier find what is wrong, and leave alone what is right? One run over statements in the public language; it takes minutes."""

from pathlib import Path

import pytest

from checkers.verdict import Verdict
from checkers.verify import Options, results
from theorems.catalogue import entry_for_file, load

STATEMENTS = Path(__file__).parent / "statements"


def verdicts(file: Path) -> set[Verdict]:
    return {found.verdict for found in results(load(entry_for_file(file)), Options(instances=27))}


@pytest.mark.parametrize("name", sorted(file.stem for file in (STATEMENTS / "true").glob("*.py")))
def test_a_true_statement_is_supported(name: str) -> None:
    assert verdicts(STATEMENTS / "true" / f"{name}.py") == {Verdict.SUPPORTED}


@pytest.mark.parametrize("name", sorted(file.stem for file in (STATEMENTS / "false").glob("*.py")))
def test_a_false_statement_is_refuted(name: str) -> None:
    assert verdicts(STATEMENTS / "false" / f"{name}.py") == {Verdict.REFUTED}
