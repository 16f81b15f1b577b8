"""The last evidence of a claim, as a result."""

import json

import pytest

from checkers import evidence
from checkers.recorded import last, last_result
from checkers.verdict import Verdict
from checkers.verify import Options, keep, result_of
from theorems.catalogue import load, lookup


@pytest.fixture
def kept():
    """Evidence of the first claim of pl-gd and of its first mutant."""
    loaded = load(lookup("pl-gd"))
    for one, verdict in ((loaded, Verdict.SUPPORTED), (loaded.mutant(1), Verdict.REFUTED)):
        keep(one, result_of(one, 0, verdict, "a reason", instances=7), Options(seed=3))
    return loaded


def test_what_was_kept_is_had_again(kept):
    found = last_result(kept, 0)
    assert (found.verdict, found.reason, found.instances, last(kept, 0)["seed"]) == (Verdict.SUPPORTED, "a reason", 7, 3)
    assert last_result(kept.mutant(1), 0).verdict is Verdict.REFUTED


def test_where_nothing_was_kept_there_is_none(kept):
    assert last_result(kept, 1) is None
    assert last_result(kept.mutant(2), 0) is None


@pytest.mark.parametrize("change", [{"verdict": "MAYBE"}, {"sharpness": ...}, {"digest": "0" * 12}])
def test_evidence_that_cannot_be_read_counts_as_none(kept, change):
    (path,) = evidence.folder().glob("pl-gd-0-*.json")
    content = json.loads(path.read_text())
    for name, value in change.items():
        if value is ...:
            del content["result"][name]
        else:
            content["result"][name] = value
    path.write_text(json.dumps(content))
    assert last_result(kept, 0) is None
