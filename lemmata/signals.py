"""Signals that ask to stop (SIGINT, SIGTERM) are noted when they come, and obeyed where it is safe.

An exception raised by a signal lands wherever the program happens to be, also where it is swallowed or shown as a traceback: the import of a
library, a callback of the garbage collector. This is the first module that the command loads, so it loads nothing but `signal`.
"""

import signal

ASKING = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """A signal has asked to stop; `code` is the exit code that says which."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Noted:
    """A handler that notes the first signal and nothing else: a second Ctrl-C breaks no output."""

    def __init__(self) -> None:
        self.number: int | None = None

    def __call__(self, number: int, frame: object) -> None:
        """Note a signal."""
        del frame
        self.number = self.number or number


def note() -> None:
    """From here on signals are noted; only the main thread can ask for it."""
    handler = Noted()
    for number in ASKING:
        signal.signal(number, handler)


def noting() -> Noted | None:
    """The handler that notes signals now, if they are noted."""
    handler = signal.getsignal(signal.SIGINT)
    return handler if isinstance(handler, Noted) else None


def asked() -> int | None:
    """The exit code (130, 143) that a noted signal asks for, or None."""
    handler = noting()
    return None if handler is None or handler.number is None else 128 + handler.number


def released() -> None:
    """From here on a signal stops the program at once, where it is; one that was noted before does so now."""
    code = asked()
    if noting() is not None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if code is not None:
        raise Interrupted(code)


def settled(code: int) -> int:
    """The exit code, which no later signal changes: that of a noted signal, else the one given."""
    handler = noting()
    if handler is not None:
        ignore()
    return code if handler is None or handler.number is None else 128 + handler.number


def ignore() -> None:
    """From here on signals do nothing: all is said, the exit code too, and the process is about to end with it."""
    for number in ASKING:
        signal.signal(number, signal.SIG_IGN)
