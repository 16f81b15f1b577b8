"""Long work goes on in a thread, which signals never reach; the main thread waits for its results and looks whether a signal has come."""

import os
import queue
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TypeVar

from lemmata.signals import ASKING, Interrupted, asked, note, noting

T = TypeVar("T")

LOOK = 0.1
"""Seconds between two looks at whether a signal has come."""

STACK = 64 * 2**20
"""Bytes of the working thread's stack: SymPy recurses."""

WORK = "lemmata work"


@contextmanager
def noted() -> Iterator[None]:
    """Signals are noted in here, and the caller's handlers are given back; another thread than the main one gets no signals anyway."""
    if threading.current_thread() is not threading.main_thread() or noting() is not None:
        yield
        return
    before = {number: signal.getsignal(number) for number in ASKING}
    note()
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, signal.SIG_DFL if former is None else former)


def watched(work: Iterator[T]) -> Generator[T, None, None]:
    """What `work` yields, made in a thread of its own; where a signal asks to stop, what is finished is yielded and `Interrupted` raised."""
    made: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    thread = _started(work, made)
    try:
        while True:
            kind, item = _next(made)
            if kind == "result":
                yield item
                continue
            thread.join()
            if kind == "ended":
                return
            raise item
    finally:
        with suppress(ValueError):  # a generator that is at work in the thread cannot be closed; the end of the process ends it
            getattr(work, "close", lambda: None)()
        thread.join(LOOK)


def _next(made: "queue.SimpleQueue[tuple[str, Any]]") -> tuple[str, Any]:
    """The next of what is made; when a signal has come, only what is there already."""
    while True:
        code = asked()
        try:
            return made.get(timeout=LOOK) if code is None else made.get_nowait()
        except queue.Empty:
            if code is not None:
                raise Interrupted(code) from None


def _started(work: Iterator[Any], made: "queue.SimpleQueue[tuple[str, Any]]") -> threading.Thread:
    def run() -> None:
        try:
            for item in work:
                made.put(("result", item))
            made.put(("ended", None))
        except BaseException as error:
            made.put(("raised", error))

    thread = threading.Thread(target=run, name=WORK, daemon=True)
    before = threading.stack_size(STACK)
    try:
        thread.start()
    finally:
        threading.stack_size(before)
    return thread


def leave(code: int) -> NoReturn:
    """Exit; work that a signal has left behind ends with the process, at once and without a word."""
    if any(thread.name == WORK and thread.is_alive() for thread in threading.enumerate()):
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
