"""`python -m lemmata` is the command `lemmata`: from its first line on a signal is noted and obeyed where it is safe."""

from typing import NoReturn

from lemmata import interrupts


def main() -> NoReturn:
    """The command, in a process of its own."""
    interrupts.note()
    from lemmata import cli

    try:
        cli.main()
    finally:
        interrupts.ignore()


if __name__ == "__main__":
    main()
