"""A worker process: it reads jobs from standard input, does them one by one, and writes the answers to standard output.

It ends when the other end of its input is closed, whatever it is doing then, so that none outlives the process that it works for.
"""

import os
import pickle
import sys
import threading
from queue import SimpleQueue
from typing import IO

WIDTH = 8
"""Bytes of a message's length, which stands before it."""


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(WIDTH, "big") + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message; EOFError where the stream ends before it does."""
    length = int.from_bytes(_read(stream, WIDTH), "big")
    return _read(stream, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found


def serve() -> None:
    """Answer jobs until there are no more: each is a pickled pair of a module's function and its arguments."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a file prints is no answer
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    while True:
        answer = _answer(jobs.get())
        sys.stdout.flush()  # printed before the answer comes, after which the worker may be ended
        send(answers, answer)


def _listen(stream: IO[bytes], jobs: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            jobs.put(receive(stream))
    finally:
        os._exit(0)


def _answer(job: bytes) -> bytes:
    """The pickled pair (value, None), or (None, error)."""
    try:
        function, arguments = pickle.loads(job)
        return pickle.dumps((function(*arguments), None))
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> bytes:
    try:
        sent = pickle.dumps((None, error))
        pickle.loads(sent)
    except Exception:
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return sent
