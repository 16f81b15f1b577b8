"""Records of unfinished runs: taken up by the same key alone, believed line by line, never by two runs, and never for ever."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from checkers import evidence, unfinished
from checkers.unfinished import Record, results_of
from checkers.verdict import Result, Verdict

ROOT = Path(__file__).resolve().parents[2]
KEY, OTHER = "a" * 64, "b" * 64
FOUND = Result("pl-gd", 0, "f ≤ 1", "f", "d0", Verdict.SUPPORTED, "tried", sharpness=0.1 + 0.2, counterexample={"t": 3}, seconds=1 / 3)


def left(key=KEY, theorem="pl-gd", results=(FOUND,)):
    """A record as a killed run leaves it: with content and without a lock."""
    record = Record(key)
    record.add(theorem, results)
    record.close(finished=False)
    return record.path


def found(key=KEY):
    record = Record(key)
    try:
        return record.found
    finally:
        record.close(finished=True)


def test_an_interrupted_run_is_taken_up_to_the_last_digit():
    left()
    assert results_of(found()["pl-gd"], "pl-gd", ["d0"]) == [FOUND]


def test_a_finished_run_is_not():
    record = Record(KEY)
    record.add("pl-gd", [FOUND])
    record.close(finished=True)
    assert found() == {}
    assert list(unfinished.place().iterdir()) == []


def test_a_run_of_another_key_is_not():
    path = left()
    assert found(OTHER) == {}
    os.rename(path, path.with_name(path.name.replace("a", "b")))
    assert found(OTHER) == {}


def test_interrupted_again_and_again():
    for number in range(5):
        record = Record(KEY)
        assert list(record.found) == [str(n) for n in range(number)]
        record.add(str(number), [FOUND])
        record.close(finished=False)
    assert len(list(unfinished.place().glob("*.jsonl"))) == 1


def test_two_runs_of_one_key_leave_each_other_alone():
    first, second = Record(KEY), Record(KEY)
    first.add("one", [FOUND])
    second.add("two", [FOUND])
    third = Record(KEY)
    assert third.found == {}
    for record in (first, second, third):
        record.close(finished=False)
    assert set(found()) == {"one", "two"}


def test_a_run_that_is_killed_gives_its_record_free():
    line = b'{"theorem": "x", "results": []}'
    code = f"import os; from checkers.unfinished import Record; Record({KEY!r})._write({line!r}); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert found() == {"x": []}


@pytest.mark.parametrize("cut", [1, 2, 40, 64, 65, 66, 200])
def test_a_torn_last_line_costs_its_theorem_only(cut):
    record = Record(KEY)
    record.add("whole", [FOUND])
    whole = record.path.stat().st_size
    record.add("torn", [FOUND])
    record.close(finished=False)
    size = record.path.stat().st_size
    os.truncate(record.path, max(whole, size - cut))
    assert set(found()) == {"whole"} or (cut == 1 and set(found()) <= {"whole", "torn"})


def test_every_flipped_byte_is_noticed():
    path = left()
    content = path.read_bytes()
    for place in range(0, len(content) - 1, 7):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert found() == {}


@pytest.mark.parametrize(
    "content", [b"", b"\n" * 1000, b"\x00\xff" * 5000, b"{}", b"[" * 100_000, json.dumps({"theorem": "pl-gd", "results": []}).encode()]
)
def test_what_is_no_record_counts_for_nothing(content):
    left().write_bytes(content)
    assert found() == {}


@pytest.mark.parametrize("payload", [b"{}", b"[]", b"3", b'{"theorem": "pl-gd"}', b"[" * 100_000, b'{"theorem": [1], "results": 2}', b"1" * 10_000])
def test_a_line_with_the_right_checksum_and_wrong_content_does_no_harm(payload):
    left().write_bytes(unfinished._checksum(KEY, payload) + b" " + payload + b"\n")
    assert results_of(found().get("pl-gd"), "pl-gd", ["d0"]) is None


@pytest.mark.parametrize(
    "change", [{"digest": "other"}, {"claim": 1}, {"theorem": "other"}, {"verdict": "TRUE"}, {"unheard_of": 1}, {"verdict": []}], ids=str
)
def test_results_of_another_statement_are_not_believed(change):
    data = unfinished._as_data(FOUND)
    assert results_of([data], "pl-gd", ["d0"]) == [FOUND]
    assert results_of([{**data, **change}], "pl-gd", ["d0"]) is None


@pytest.mark.parametrize("data", [None, [], 3, "text", [None], [{}], {"theorem": 1}])
def test_what_are_no_results_is_not_believed(data):
    assert results_of(data, "pl-gd", ["d0"]) is None


def test_some_of_the_claims_are_not_enough():
    data = [unfinished._as_data(FOUND), unfinished._as_data(replace(FOUND, claim=1, digest="d1"))]
    assert results_of(data, "pl-gd", ["d0", "d1"]) is not None
    assert results_of(data[:1], "pl-gd", ["d0", "d1"]) is None


@pytest.mark.parametrize("wrong", [replace(FOUND, verdict=Verdict.ERROR), replace(FOUND, sharpness=float("nan")), replace(FOUND, readers={"a": {1}})])
def test_errors_and_what_json_cannot_say_are_decided_anew(wrong):
    left(results=(wrong,))
    assert found() == {}


def test_a_large_record_is_not_read(monkeypatch):
    path = left()
    monkeypatch.setattr(unfinished, "LARGEST", path.stat().st_size - 1)
    assert found() == {}


def test_records_are_kept_for_a_while_and_not_for_ever():
    paths = [left(f"{number:032x}" * 2) for number in range(unfinished.KEPT + 5)]
    os.utime(paths[-1], (0, 0))
    assert found() == {}
    kept = list(unfinished.place().glob("*.jsonl"))
    assert len(kept) < unfinished.KEPT + 1
    assert paths[-1] not in kept
    assert paths[-2] in kept


def test_a_living_run_is_never_tidied_away():
    alive = Record(OTHER)
    alive.add("pl-gd", [FOUND])
    os.utime(alive.path, (0, 0))
    found()
    assert alive.path.exists()
    alive.close(finished=False)
    found()
    assert not alive.path.exists()


def test_nothing_is_written_after_the_end():
    record = Record(KEY)
    record.add("one", [FOUND])
    record.close(finished=False)
    record.add("two", [FOUND])
    assert set(found()) == {"one"}


def test_a_place_that_takes_no_record_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(evidence.EvidenceError, match="LEMMATA_HOME"):
        Record(KEY)


def test_a_link_in_the_place_of_a_record_is_not_followed(tmp_path):
    path = left()
    away = tmp_path / "away"
    os.rename(path, away)
    path.symlink_to(away)
    assert found() == {}
    assert away.exists()
