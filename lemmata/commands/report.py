"""`lemmata report`: the catalogue as pages that anyone can read."""

from pathlib import Path
from typing import Any

import click

from lemmata.effort import chosen, options

NOTES_SIGNALS = True
"""A signal is obeyed between two steps."""

INTERRUPTED = 130


@click.command(name="report", short_help="Write the catalogue, or theorems of your own, as pages.")
@click.argument("arguments", metavar="[ID… FILE…]", nargs=-1)
@click.option("--out", metavar="DIR", default="atlas", show_default=True, type=click.Path(path_type=Path), help="Where to.")
@click.option("--quick", is_flag=True, help="Figures with fewer random instances, seeds and steps.")
@click.option("--no-figures", is_flag=True, help="Pages without figures.")
@options(deciding=False)
def command(**given: Any) -> int:
    """Write theorems as pages: ids of the catalogue, or your own files; without either the whole catalogue.

    The pages tell the last evidence of `lemmata verify`. Claims that have none are tried now, those of the wrong variants too: the effort
    options are about them. The folder can be opened as it is, or served from anywhere; no page asks another host for anything.

    Exit codes: 0 the pages are written, whatever the verdicts, 2 bad input, 5 nothing selected, 130 interrupted (evidence so far is kept).
    """
    from lemmata.pages import Order, interrupted, report

    order = Order(given["arguments"], given["out"], chosen(given), given["quick"], not given["no_figures"])
    try:
        return report(order, given["as_json"])
    except KeyboardInterrupt as stop:
        return interrupted(getattr(stop, "code", INTERRUPTED), given["as_json"])
