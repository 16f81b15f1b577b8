"""The last evidence of claims, and where that of a smaller effort lies."""

import json

import pytest

from checkers import evidence
from checkers.evidence import QUICK
from checkers.recorded import completed, last, last_result, missing
from checkers.verdict import Verdict
from checkers.verify import Options, keep, result_of
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


def edited(kept, content):
    (path,) = evidence.folder().glob("pl-gd-0-*.json")
    path.write_text(content)
    return last(kept, 0)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *((("seed",), None), (("alpha",), "x"), (("options",), []), (("versions",), "x"), (("result", "reason"), 5), (("result", "readers"), {})),
        *((("result", "sharpness"), "x"), (("result", "sharpness"), "1/0"), (("result", "sharpness"), True), (("result", "seconds"), {})),
        *((("result", "counterexample"), {}), (("result", "counterexample"), {"left": 1, "right": 2, "constants": "x"})),
        *((("result", "counterexample"), {"left": 1, "right": 2, "statistics": {"said": "x"}}), (("result", "readers", "proof"), {})),
        *((("result", "readers", "experiment"), {"verdict": "SUPPORTED", "reason": ""}), (("result", "statement"), "\ud800"), (("x",), float("nan"))),
    ],
)
def test_evidence_that_cannot_be_told_counts_as_none(kept, place, value):
    content = last(kept, 0)
    *outer, name = place
    inner = content
    for key in outer:
        inner = inner[key]
    inner[name] = value
    assert edited(kept, json.dumps(content)) is None


@pytest.mark.parametrize("number", ["1e999", "Infinity", "1" * 5000])
def test_numbers_that_python_cannot_hold_are_no_evidence(kept, number):
    content = json.dumps(last(kept, 0))
    assert edited(kept, content) is not None
    assert edited(kept, content.replace("{", f'{{"further": {number}, ', 1)) is None
