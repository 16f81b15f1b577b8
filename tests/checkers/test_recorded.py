"""The last evidence of claims, and where that of a smaller effort lies."""

import pytest

from checkers import evidence
from checkers.evidence import QUICK
from checkers.recorded import completed, last, missing
from checkers.verify import Options
from theorems.catalogue import load, lookup

SMALL = {"instances": 1, "seeds": 2, "steps": 2, "rounds": 0, "without": ("hypothesis", "climb")}


@pytest.fixture(scope="module")
def nets():
    return load(lookup("ttl-linearisation"))


@pytest.fixture(scope="module")
def squares():
    return load(lookup("pl-least-squares"))


def _files(inside=""):
    return {file.name: file.read_bytes() for file in evidence.folder(inside).glob("*.json")}


def test_evidence_of_a_smaller_effort_stands_in_no_others_place(nets):
    assert set(completed([nets], Options(**SMALL, inside=QUICK))) == {"ttl-linearisation"}
    quick = _files(QUICK)
    assert len(quick) == len(nets.theorem.claims)
    assert _files() == {}
    assert missing([nets]) == [nets]
    assert missing([nets], QUICK) == []
    assert last(nets, 0) is None
    assert set(completed([nets], Options(**{**SMALL, "instances": 2}))) == {"ttl-linearisation"}
    assert _files(QUICK) == quick
    assert set(_files()) == set(quick)
    assert (last(nets, 0)["options"]["instances"], last(nets, 0, QUICK)["options"]["instances"]) == (2, 1)
    whole = _files()
    assert list(completed([nets], Options(**SMALL, inside=QUICK))) == []
    assert _files() == whole


def test_evidence_tells_where_it_lies_and_reads_back_as_the_same_numbers(nets):
    list(completed([nets], Options(**SMALL, inside=QUICK)))
    found = last(nets, 2, QUICK)
    assert found["result"]["evidence"] == str(evidence.folder(QUICK) / f"{evidence.name_of('ttl-linearisation', 2, found['result']['digest'])}.json")
    evidence.write("again", found, QUICK)
    assert evidence.read(evidence.folder(QUICK) / "again.json") == found


def test_what_is_finished_when_a_person_interrupts_is_kept(nets, squares):
    def moved(theorem, done, total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(completed([nets, squares], Options(**SMALL, inside=QUICK), moved))
    assert missing([nets, squares], QUICK) == [squares]
