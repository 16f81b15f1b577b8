"""Evidence files are whole or absent, and what killed runs leave half-written goes away."""

import json
import os
import subprocess
import sys
import threading

import pytest

from checkers import evidence


@pytest.fixture
def dead():
    """The number of a process that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def half_written(process, name="x", host=None):
    evidence.folder().mkdir(parents=True, exist_ok=True)
    part = evidence.folder() / f".{name}.{host or evidence._host()}-{process}.abcd1234.part"
    part.write_text('{"half')
    return part


def test_writers_at_once_leave_one_whole_file():
    def write(number):
        for _ in range(20):
            evidence.write("same", {"schema": "lemmata-evidence/1", "number": [number] * 5000})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (file,) = evidence.folder().iterdir()
    assert len(set(json.loads(file.read_text())["number"])) == 1


def test_what_cannot_be_written_leaves_nothing():
    with pytest.raises(ValueError, match="not JSON compliant"):
        evidence.write("x", {"number": float("nan")})
    assert list(evidence.folder().iterdir()) == []


def test_the_leftovers_of_dead_processes_go_and_those_of_the_living_stay(dead):
    gone, alive, mine = half_written(dead), half_written(os.getppid()), half_written(os.getpid())
    elsewhere, old, foreign = half_written(dead, host="00000000"), half_written(os.getppid(), "old"), evidence.folder() / ".notes.part"
    foreign.write_text("")
    os.utime(old, (0, 0))
    evidence.ready()
    assert [part.exists() for part in (gone, old)] == [False, False]
    assert all(part.exists() for part in (alive, mine, elsewhere, foreign))
    evidence.sweep(own=True)
    assert not mine.exists()
    assert alive.exists()


@pytest.mark.parametrize("name", [".x.part", ".x.y.part", ".a.b-c.d.part", ".x.00-.y.part", f".x.{'9' * 40}-{'9' * 40}.y.part"])
def test_names_of_other_kinds_do_no_harm(name):
    evidence.ready()
    (evidence.folder() / name).write_text("")
    evidence.ready()


@pytest.mark.parametrize("inside", [True, False])
def test_a_place_that_takes_no_evidence_is_named(monkeypatch, tmp_path, inside):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "file" / "home" if inside else tmp_path / "file"))
    for attempt in (evidence.ready, lambda: evidence.write("x", {})):
        with pytest.raises(evidence.EvidenceError, match=r"evidence cannot be written \(.*LEMMATA_HOME names another folder"):
            attempt()
