"""`python -m lemmata` is the command `lemmata`: from its first line on a signal is noted and obeyed where it is safe."""

from lemmata import signals


def main() -> None:
    """The command, in a process of its own."""
    signals.note()
    from lemmata import cli

    try:
        cli.main()
    finally:
        signals.ignore()


if __name__ == "__main__":
    main()
