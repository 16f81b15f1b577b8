"""Calls of one function side by side in worker processes, each answer as soon as it is there.

The workers never see a Ctrl-C: signals that ask to stop are blocked in them, and the process that they work for ends them (`close`).
Where that process is killed the pipe to each worker breaks, and the worker ends itself.
"""

import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from checkers.worker import receive, send

Lost = Callable[[int, str], Any]
Answered = Callable[[int], None]
Worker = subprocess.Popen[bytes]

START = "import sys; sys.path[:] = {path!r}; from checkers.worker import serve; serve()"
LOOK = 0.1
"""Seconds between two looks at whether the iterator was closed."""


class SideBySide(Iterator[Any]):
    """The members of what the calls return, in the order in which they are finished. It may be closed from any thread.

    lost     : (number of a call, how its worker died) -> what stands in place of the value
    answered : is told how many calls are finished
    """

    def __init__(self, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]], jobs: int, lost: Lost, answered: Answered) -> None:
        self._lost, self._answered = lost, answered
        self._total, self._done = len(calls), 0
        self._members: deque[Any] = deque()
        self._calls = iter([(number, pickle.dumps((function, arguments))) for number, arguments in enumerate(calls)])
        self._answers: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._lock, self._closed = threading.Lock(), False
        self._drivers = [threading.Thread(target=self._drive, daemon=True) for _ in range(min(jobs, len(calls)))]
        for driver in self._drivers:
            driver.start()

    def __next__(self) -> Any:
        while not self._members and self._done < self._total and not self._closed:
            with suppress(queue.Empty):
                value, error = self._answers.get(timeout=LOOK)
                if error is not None:
                    self.close()
                    raise error
                self._done += 1
                self._members.extend(value)
                self._answered(self._done)
        if self._members:
            return self._members.popleft()
        self.close()
        raise StopIteration

    def close(self) -> None:
        """End every worker, and wait until it is gone."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        for driver in self._drivers:
            driver.join()
        for worker in self._workers:
            _reaped(worker)

    def _drive(self) -> None:
        """Give a worker call after call; one that dies is replaced."""
        worker = None
        while (call := self._next_call()) is not None:
            try:
                worker = worker or self._started()
                self._answers.put(_asked(worker, call[1]))
            except (EOFError, BrokenPipeError):
                if worker is None or self._closed:
                    return
                self._answers.put(self._without(worker, call[0]))
                worker = None
            except Exception as error:
                self._answers.put((None, error))

    def _without(self, worker: Worker, number: int) -> tuple[Any, BaseException | None]:
        """The answer in place of that of a worker that died."""
        try:
            return self._lost(number, _death(worker)), None
        except Exception as error:
            return None, error

    def _next_call(self) -> tuple[int, bytes] | None:
        with self._lock:
            return None if self._closed else next(self._calls, None)

    def _started(self) -> Worker:
        with self._lock:
            if self._closed:
                raise EOFError
            with _signals_blocked():
                worker = subprocess.Popen([sys.executable, "-c", START.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._workers.append(worker)
            return worker


def _asked(worker: Worker, job: bytes) -> tuple[Any, BaseException | None]:
    """What a worker answers: a value, or an error."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    send(worker.stdin, job)
    value, error = pickle.loads(receive(worker.stdout))
    return value, error


def _reaped(worker: Worker) -> None:
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()


def _death(worker: Worker) -> str:
    """How a worker ended: its exit code, or the signal that ended it."""
    code = worker.wait()
    with suppress(ValueError):
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    return f"exit code {code}"


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """What is started in here never sees SIGINT and SIGTERM: blocked signals stay blocked in a new process."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
