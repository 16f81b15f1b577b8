"""Calls in worker processes: every answer once, a dead worker is no dead run, and no worker outlives its run."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from checkers.side_by_side import SideBySide

ROOT = Path(__file__).resolve().parents[2]


def calls(function, arguments, jobs=2, lost=lambda number, how: [(number, how)]):
    done = []
    return SideBySide(function, [(one,) for one in arguments], jobs, lost, done.append), done


def pids(made):
    return [worker.pid for worker in made._workers]


def test_every_answer_once_and_no_worker_afterwards():
    made, done = calls(sorted, [[number] for number in range(9)])
    assert sorted(made) == list(range(9))
    assert done == list(range(1, 10))
    assert len(pids(made)) == 2
    assert all(worker.returncode is not None for worker in made._workers)


def test_no_more_workers_than_calls():
    made, _ = calls(sorted, [[1]], jobs=8)
    assert list(made) == [1]
    assert len(pids(made)) == 1
    assert list(calls(sorted, [])[0]) == []


def test_an_error_of_a_worker_is_raised_and_ends_the_others():
    made, _ = calls(int, ["nonsense", "nonsense"])
    with pytest.raises(ValueError, match="nonsense"):
        list(made)
    assert all(worker.returncode is not None for worker in made._workers)


@pytest.mark.parametrize(("function", "argument", "how"), [(os._exit, 7, "exit code 7"), (signal.raise_signal, signal.SIGKILL, "signal SIGKILL")])
def test_a_worker_that_dies_is_replaced(function, argument, how):
    made, _ = calls(function, [argument] * 3)
    assert sorted(made) == [(number, how) for number in range(3)]


def test_what_a_function_prints_is_no_answer(capfd):
    made, _ = calls(print, ["not an answer"])
    with pytest.raises(TypeError, match="NoneType"):
        list(made)
    made.close()
    assert capfd.readouterr().err == "not an answer\n"


def test_closing_from_another_thread_ends_what_is_at_work():
    made, _ = calls(time.sleep, [3600, 3600, 3600])
    closer = threading.Timer(0.5, made.close)
    closer.start()
    assert list(made) == []
    closer.join()
    assert all(worker.returncode is not None for worker in made._workers)


def test_workers_do_not_see_the_signals_of_their_group():
    code = (
        "import os, signal, sys, time; from checkers.side_by_side import SideBySide\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "made = SideBySide(sorted, [([n],) for n in range(40)], 2, lambda n, how: [how], lambda n: os.killpg(0, signal.SIGINT))\n"
        "print(sorted(made) == list(range(40)))"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, start_new_session=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "True\n", "")
