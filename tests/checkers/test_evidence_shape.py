"""What the worst-case reader left in evidence is told only where it has its shape; evidence without it counts as before."""

import copy

import pytest

from checkers import evidence
from checkers.evidence_shape import well_shaped
from checkers.verdict import Verdict
from checkers.verify import Options, keep, result_of
from theorems.catalogue import load, lookup

ROW = {
    "N": 1,
    "constants": {"L": "1"},
    "sharpness": 1.0,
    "lower": None,
    "upper": "1",
    "certified": True,
    "refuted": False,
    "slack": "0",
    "reason": "certified",
    "function": None,
    "remarks": [],
}
ANSWER = {"verdict": "CERTIFIED", "reason": "certified for N = 1 at L = 1", "rows": [ROW]}


@pytest.fixture
def stored():
    """Evidence of a claim with an answer of the worst-case reader."""

    def made(answer):
        loaded = load(lookup("gd-convex-tight"))
        result = result_of(
            loaded, 0, Verdict.SUPPORTED, "nothing tried refutes it", readers={"proof": None, "experiment": None, "worst_case": answer}
        )
        keep(loaded, result, Options())
        (file,) = evidence.folder().glob("*.json")
        return evidence.read(file)

    return made


@pytest.mark.parametrize("answer", [ANSWER, None, {**ANSWER, "rows": []}, {**ANSWER, "verdict": "NOT APPLICABLE", "rows": []}])
def test_an_answer_of_the_shape_counts_and_so_does_none(stored, answer):
    assert well_shaped(stored(answer))


@pytest.mark.parametrize(
    "changes",
    [{"N": "1"}, {"certified": 1}, {"constants": {"L": 1}}, {"upper": 1.0}, {"reason": None}, {"sharpness": "1"}, {"remarks": "none"}],
)
def test_a_row_of_another_shape_counts_as_none(stored, changes):
    found = stored(ANSWER)
    wrong = copy.deepcopy(found)
    wrong["result"]["readers"]["worst_case"]["rows"][0].update(changes)
    assert well_shaped(found)
    assert not well_shaped(wrong)


@pytest.mark.parametrize("missing", ["N", "constants", "sharpness", "lower", "upper", "certified", "reason"])
def test_a_row_that_lacks_what_pages_show_counts_as_none(stored, missing):
    found = stored(ANSWER)
    del found["result"]["readers"]["worst_case"]["rows"][0][missing]
    assert not well_shaped(found)


def test_certified_is_no_verdict_of_another_reader(stored):
    found = stored(None)
    found["result"]["readers"]["proof"] = {"verdict": "CERTIFIED", "reason": ""}
    assert not well_shaped(found)
