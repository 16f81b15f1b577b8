"""Signals that ask to stop (SIGINT, SIGTERM) are noted when they come and obeyed where it is safe: nothing is ever torn in the middle.

An exception raised by a signal lands wherever the program happens to be, also where it is swallowed or shown as a traceback (the import of a
library, a callback of the garbage collector). So the long work goes on in a thread, which signals never reach, while the main thread waits for
its results and looks whether a signal has come.
"""

import os
import queue
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

ASKING = (signal.SIGINT, signal.SIGTERM)
LOOK = 0.1
"""Seconds between two looks at whether a signal has come."""

STACK = 64 * 2**20
"""Bytes of the working thread's stack: SymPy recurses."""

WORK = "lemmata work"


class Interrupted(KeyboardInterrupt):
    """A signal has asked to stop; `code` is the exit code that says which."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Noted:
    """A handler that notes the first signal and nothing else: a second Ctrl-C breaks no output."""

    def __init__(self) -> None:
        self.number: int | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Note a signal."""
        del frame
        self.number = self.number or number


def note() -> None:
    """From here on signals are noted, in the main thread of a process of our own."""
    handler = Noted()
    for number in ASKING:
        signal.signal(number, handler)


@contextmanager
def noted() -> Iterator[None]:
    """Signals are noted in here, and the caller's handlers are given back; another thread than the main one gets no signals anyway."""
    if threading.current_thread() is not threading.main_thread() or _handler() is not None:
        yield
        return
    before = {number: signal.getsignal(number) for number in ASKING}
    note()
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, signal.SIG_DFL if former is None else former)


def released() -> None:
    """From here on a signal stops the program at once, where it is; one that was noted before does so now."""
    code = asked()
    if _handler() is not None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if code is not None:
        raise Interrupted(code)


def settled(code: int) -> int:
    """The exit code, which no later Ctrl-C changes: that of a noted signal, else the one given."""
    due = asked()
    if _handler() is not None:
        ignore()
    return code if due is None else due


def ignore() -> None:
    """From here on Ctrl-C does nothing: all is said."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def asked() -> int | None:
    """The exit code (130, 143) that a noted signal asks for, or None."""
    handler = _handler()
    return None if handler is None or handler.number is None else 128 + handler.number


def _handler() -> Noted | None:
    handler = signal.getsignal(signal.SIGINT)
    return handler if isinstance(handler, Noted) else None


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
