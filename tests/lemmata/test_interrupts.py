"""Ctrl-C and kill at any moment: what is finished is kept and resumed, the output is whole, nothing is left behind."""

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from lemmata import interrupts, signals
from tests.grids import graded

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = ("pl-gd", "descent-lemma", "gd-convex-tight", "adam-update-bound", "pl-least-squares", "pl-gd-improved")
SMALL = ("--instances", "2", "--steps", "3", "--seeds", "2", "--json")


def until(condition, what, timeout=300):
    """Wait for a state, and for nothing else."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.005)


@dataclass
class Ran:
    code: int
    out: str
    err: str
    group: int

    @property
    def results(self):
        """Without times, and without the folder that evidence lies in."""
        found = json.loads(self.out)["results"]
        return [{**result, "seconds": 0, "evidence": Path(result["evidence"]).name} for result in found]

    @property
    def resumed(self):
        return json.loads(self.out)["resumed"]


class Started:
    """The command in a process group of its own."""

    def __init__(self, home, *arguments, **streams):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LEMMATA_HOME": str(home)}
        command = [sys.executable, "-m", "lemmata", "verify", *arguments]
        piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        self.home, self.process = home, subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, text=True, **piped)

    def send(self, number, group):
        if self.process.poll() is None:
            (os.killpg if group else os.kill)(self.process.pid, number)

    def noting(self):
        """Wait until the process has a handler of its own (Python has none for SIGTERM)."""
        status = Path(f"/proc/{self.process.pid}/status")
        until(lambda: int(status.read_bytes().split(b"SigCgt:\t")[1].split()[0], 16) >> (signal.SIGTERM - 1) & 1, "signals are not noted")

    def ended(self):
        out, err = self.process.communicate(timeout=300)
        return Ran(self.process.returncode, out, err, self.process.pid)


def alive(group):
    """The processes of a group that run (Linux only)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        found += [stat.parent.name] if int(of) == group and state not in "ZX" else []
    return found


def check(ran, home, full):
    """What holds after every run, however it ended."""
    until(lambda: not alive(ran.group), "processes are left")
    for file in home.glob("*.json"):
        assert json.loads(file.read_text())["schema"] == "lemmata-evidence/1"
    assert "Traceback" not in ran.err
    assert ran.err in ("", f"lemmata: resumed: {ran.err.split()[2] if ran.err else ''} of 6 theorems were finished by an interrupted run.\n")
    if ran.code != -signal.SIGKILL:
        assert json.loads(ran.out)["exit_code"] == ran.code
        assert all(result in full for result in ran.results)
        assert not list(home.rglob("*.part"))


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def gated(gated_files):
    """The arguments of a run whose last theorem waits for a gate."""
    return *gated_files, "--instances", "2", "--problem", "quadratic"


def finished(home, claims):
    """Wait until so many claims are decided and the last of them is recorded."""
    until(lambda: len(list(home.glob("*.json"))) >= claims, "nothing is finished")
    until(lambda: sum(record.read_bytes().count(b"\n") for record in home.glob("unfinished/*.jsonl")) >= claims // 2, "nothing is recorded")


@pytest.mark.parametrize(("jobs", "group"), [("1", False), pytest.param("2", True, marks=pytest.mark.slow)])
def test_what_is_finished_is_kept_and_taken_up(home, gated, tmp_path, jobs, group):
    first = Started(home, *gated, "--json", "--jobs", jobs)
    finished(home, 4)
    first.send(signal.SIGINT, group)
    first.send(signal.SIGINT, group)
    stopped = first.ended()
    assert (stopped.code, stopped.err) == (130, "")
    assert [(result["theorem"], result["claim"]) for result in stopped.results] == [("one", 0), ("one", 1), ("two", 0), ("two", 1)]
    assert not alive(stopped.group)
    (tmp_path / "gate").write_text("")
    again = Started(home, *gated, "--json", "--jobs", jobs).ended()
    assert (again.resumed, again.err) == (2, "lemmata: resumed: 2 of 3 theorems were finished by an interrupted run.\n")
    assert again.results[:4] == stopped.results
    assert not [file for file in home.rglob("*") if file.suffix in (".part", ".jsonl")]


@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True])
def test_a_killed_run_leaves_no_worker_and_is_taken_up(home, gated, tmp_path, group):
    killed = Started(home, *gated, "--json", "--jobs", "2")
    finished(home, 4)
    killed.send(signal.SIGKILL, group)
    ran = killed.ended()
    assert (ran.code, ran.out, ran.err) == (-signal.SIGKILL, "", "")
    until(lambda: not alive(ran.group), "processes are left")
    (tmp_path / "gate").write_text("")
    assert Started(home, *gated, "--json").ended().resumed == 2


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_its_theorem_only(home, gated):
    started = Started(home, *gated, "--json", "--jobs", "2")
    finished(home, 4)
    workers = [process for process in alive(started.process.pid) if process != str(started.process.pid)]
    for worker in workers:
        os.kill(int(worker), signal.SIGKILL)
    ran = started.ended()
    assert (ran.code, ran.err) == (3, "")
    assert [result["verdict"] for result in ran.results] == ["SUPPORTED"] * 4 + ["ERROR"]
    assert "SIGKILL" in ran.results[-1]["reason"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_the_start_leaves_an_empty_document(home, number, code):
    started = Started(home, *CHOSEN, *SMALL)
    started.noting()
    started.send(number, group=False)
    ran = started.ended()
    assert (ran.code, ran.results, ran.err) == (code, [], "")
    assert json.loads(ran.out)["exit_code"] == code


def test_text_says_that_it_was_interrupted(home, gated):
    started = Started(home, *gated)
    finished(home, 4)
    started.send(signal.SIGINT, group=True)
    ran = started.ended()
    assert (ran.code, ran.err) == (130, "")
    assert ran.out.splitlines()[-1].startswith("interrupted; 4 claims: 4 supported, none refuted.")


@pytest.mark.slow
def test_a_signal_while_the_document_is_written_breaks_nothing(home):
    """The document is larger than a pipe holds, and its reader waits until signals have come."""
    chosen = ("pl-least-squares", "descent-lemma", *SMALL)
    started = Started(home, *chosen)
    pipe = started.process.stdout.fileno()
    fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)
    assert os.read(pipe, 1) == b"{"
    for _ in range(20):
        started.send(signal.SIGINT, group=True)
    ran = started.ended()
    assert (ran.code, json.loads("{" + ran.out)["exit_code"], ran.err) == (130, 130, "")
    assert json.loads("{" + ran.out)["summary"]["claims"] == len(list(home.glob("*.json")))
    assert Started(home, *chosen).ended().resumed == 2


@pytest.mark.parametrize("seed", graded(range(8), 0, 1))
def test_any_signal_at_any_moment(seed, tmp_path_factory, uninterrupted):
    draw, home = random.Random(seed), tmp_path_factory.mktemp("home")
    full, longest = uninterrupted
    for _ in range(5):
        jobs, number = draw.choice(["1", "2"]), draw.choice([signal.SIGINT, signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
        group, twice = draw.random() < 0.5, draw.random() < 0.3
        started = Started(home, *CHOSEN, *SMALL, "--jobs", jobs)
        started.noting()
        try:
            started.process.wait(draw.uniform(0, longest))
        except subprocess.TimeoutExpired:
            for _ in range(1 + twice):
                started.send(number, group)
        ran = started.ended()
        check(ran, home, full)
    last = Started(home, *CHOSEN, *SMALL).ended()
    check(last, home, full)
    assert (last.code, last.results) == (0, full)
    assert sorted(file.suffix for file in home.rglob("*") if file.is_file()) == [".json"] * len(full)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """The results of a run that nothing disturbs, and how long it takes."""
    started = time.monotonic()
    ran = Started(tmp_path_factory.mktemp("home"), *CHOSEN, *SMALL).ended()
    assert (ran.code, ran.err, ran.resumed) == (0, "", 0)
    return ran.results, time.monotonic() - started


@pytest.mark.slow
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_is_one_message(home, form):
    with open("/dev/full", "w") as full:
        ran = Started(home, "pl-least-squares", *SMALL[:-1], *form, stdout=full).ended()
    assert (ran.code, ran.err) == (2, "lemmata: standard output: No space left on device.\n")


def test_a_closed_standard_output_is_one_message(home):
    command = f'exec "{sys.executable}" -m lemmata verify pl-least-squares --json >&-'
    ran = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, env={**os.environ, "LEMMATA_HOME": str(home)}, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert ran.stderr == b"lemmata: standard output is closed: there is nowhere to write results to.\n"
    assert not home.exists()


def test_a_home_that_takes_no_evidence_is_one_message(lemmata, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "file" / "home"))
    answer = lemmata("verify", "pl-least-squares")
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert "LEMMATA_HOME" in answer.err


def numbers(stop, reached):
    yield 1
    yield 2
    reached.set()
    stop.wait(300)
    yield 3


def test_work_is_watched_in_its_order():
    assert list(interrupts.watched(iter(range(100)))) == list(range(100))


def test_an_error_of_the_work_is_raised_where_it_is_watched():
    def failing():
        yield 1
        raise ZeroDivisionError

    found = interrupts.watched(failing())
    assert next(found) == 1
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_a_signal_yields_what_is_finished_and_then_stops():
    stop, reached = threading.Event(), threading.Event()
    with interrupts.noted():
        found = interrupts.watched(numbers(stop, reached))
        assert next(found) == 1
        reached.wait(300)
        signal.raise_signal(signal.SIGINT)
        assert signals.asked() == 130
        assert next(found) == 2
        with pytest.raises(signals.Interrupted):
            next(found)
        assert signals.settled(0) == 130
    stop.set()


def test_the_first_signal_counts_and_the_handlers_are_given_back():
    before = [signal.getsignal(number) for number in signals.ASKING]
    with interrupts.noted(), interrupts.noted():
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
        assert signals.asked() == 143
        assert signals.settled(1) == 143
        signal.raise_signal(signal.SIGINT)
    assert [signal.getsignal(number) for number in signals.ASKING] == before


def test_no_signal_changes_the_exit_code_when_all_is_said(process):
    """The document that was written tells the code."""
    late = "signals.note(); code = signals.settled(3); [signal.raise_signal(number) for number in signals.ASKING]; sys.exit(code)"
    assert process("-c", f"import signal, sys; from lemmata import signals; {late}").returncode == 3


def test_a_signal_that_was_noted_is_raised_when_signals_are_released():
    with interrupts.noted():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(signals.Interrupted):
            signals.released()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
