"""`lemmata attack`: a long search for a counterexample."""

from typing import Any

import click

from lemmata.effort import chosen, nothing_done, options

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

INTERRUPTED = 130


@click.command(name="attack", short_help="Search long for a counterexample, and say how close it came.")
@click.argument("arguments", metavar="ID|FILE…", nargs=-1, required=True)
@options(instances=256, rounds=48, seeds=64, steps=64)
def command(**given: Any) -> int:
    """Search long for a counterexample to theorems: ids of the catalogue, or your own files.

    The searchers of `verify` with more of everything: the extremal library, instances that hypothesis draws, and numerical search over the
    instance, the start, the constants and the horizon. A counterexample is shrunk until it can be re-checked by hand; without one you are
    told how much of the bound was used, on which function, and who found it.

    Exit codes as of `verify`: 0 nothing refuted, 1 some refuted, 2 bad input or vacuous, 3 error, 4 some undecided, 130 interrupted.
    """
    try:
        from lemmata.run import Style, run

        style = Style(given["as_json"], given["color"], given["allow_undecided"], closeness=True)
        return run(given["arguments"], (), False, chosen(given), style)
    except KeyboardInterrupt as stop:
        return nothing_done(given, getattr(stop, "code", INTERRUPTED))
