"""Does the verifier find what is wrong, and leave alone what is right? One run over statements in the public language; it takes minutes.

`statements/true` must not be refuted; `statements/false` and `statements/historical` (what was published, or is often believed) must be, each by
an exact instance that its evidence repeats, and most of them with the extremal library left out.
"""

from pathlib import Path

import pytest

from checkers.replay import replay
from checkers.verdict import Verdict

STATEMENTS = Path(__file__).parent / "statements"
LEAST, SHARE = 40, 0.6
"""How many false statements must be refuted without the extremal library, and which share of those that are run."""


def named(*folders):
    return [f"{folder}/{file.stem}" for folder in folders for file in sorted((STATEMENTS / folder).glob("*.py"))]


@pytest.mark.parametrize("statement", named("true"))
def test_a_true_statement_is_supported(statement, outcomes):
    assert {one.verdict for one in outcomes.found[statement]} == {Verdict.SUPPORTED}, [one.reason for one in outcomes.found[statement]]


@pytest.mark.parametrize("statement", named("false", "historical"))
def test_a_false_statement_is_refuted_and_its_evidence_repeats_that(statement, outcomes):
    results = outcomes.found[statement]
    assert {one.verdict for one in results} == {Verdict.REFUTED}, [one.reason for one in results]
    for one in results:
        assert one.counterexample["exact"] or "TorchOptimizer" in (STATEMENTS / f"{statement}.py").read_text(encoding="utf-8")
        repeated = replay(str(outcomes.kept(one)))
        assert repeated.verdict is Verdict.REFUTED, repeated.reason
        assert (repeated.counterexample["left"], repeated.counterexample["right"]) == (one.counterexample["left"], one.counterexample["right"])


def test_the_false_ones_without_the_extremal_library(outcomes):
    whole = len(outcomes.false) == len(named("false", "historical"))
    missed = outcomes.missed_without("library")
    refuted = len(outcomes.false) - len(missed)
    assert refuted >= max(LEAST * whole, SHARE * len(outcomes.false)), f"only {refuted} of {len(outcomes.false)}; missed: {', '.join(missed)}"
