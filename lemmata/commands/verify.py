"""`lemmata verify`: decide claims, and say what is known of each."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.effort import chosen, nothing_done, options

if TYPE_CHECKING:
    from lemmata.report_files import ReportFiles

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

INTERRUPTED = 130


@click.command(name="verify", short_help="Decide theorems: of the catalogue, or of your own files.")
@click.argument("arguments", metavar="[ID… FILE…]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every theorem of the catalogue.")
@click.option("--theme", "themes", metavar="THEME", multiple=True, help="Every theorem of a theme (repeatable).")
@click.option("--optimizer", metavar="MODULE:CLASS", help="Run this class of torch optimizers in place of the theorems' methods.")
@click.option("--option", "given_options", metavar="NAME=VALUE", multiple=True, help="An option of its class, as in lr=1/L (repeatable); exact.")
@click.option("--like", metavar="METHOD", multiple=True, help="The method that it is: what no --option says is taken from the theorems (repeatable).")
@options()
@click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Write JUnit XML too: a suite per theorem, a case per claim.")
@click.option("--markdown", type=click.Path(path_type=Path), metavar="FILE", help="Write a Markdown report too, as for $GITHUB_STEP_SUMMARY.")
@click.option("--replay", metavar="FILE", help="Repeat a refutation from its evidence file; --optimizer names its class, if not torch's.")
def command(**given: Any) -> int:
    """Decide theorems: ids of the catalogue, or your own files; without either the core set.

    Each claim gets a verdict: REFUTED with a counterexample to re-check by hand, SUPPORTED with its sharpness (nothing tried refutes it),
    INCONCLUSIVE, VACUOUS, NOT APPLICABLE or ERROR with the reason.

    With --optimizer the theorems are claims about runs of your own class: those that you name, or all of the catalogue whose method it may stand
    for (its options are the method's, by their names, and none that the method lacks is switched on). Which does it keep, and where does it
    break first? Values are numbers, constants of the statement, True, False, None, strings and tuples.

    Exit codes: 0 all supported or proved, 1 some refuted, 2 bad input or vacuous, 3 error, 4 some undecided, 5 nothing selected, 130 interrupted.
    """
    try:
        return _run(given)
    except KeyboardInterrupt as stop:
        _files(given).write(())
        return nothing_done(given, getattr(stop, "code", INTERRUPTED))


def _run(given: Mapping[str, Any]) -> int:
    from lemmata.run import Style, replayed, run

    files, tried = _files(given), chosen(given)
    style = Style(given["as_json"], given["color"], given["allow_undecided"], files=files)
    if given["replay"]:
        if given["arguments"] or given["themes"] or given["everything"] or tried or files.places or given["given_options"] or given["like"]:
            raise click.UsageError("--replay repeats one evidence file: it takes no theorem and no other option, but --optimizer.")
        return replayed(given["replay"], style, given["optimizer"])
    return run(given["arguments"], given["themes"], given["everything"], tried, style, _trial(given))


def _files(given: Mapping[str, Any]) -> "ReportFiles":
    """The reports that are asked for."""
    from lemmata.report_files import ReportFiles

    places = {form: given[form] for form in ("junit", "markdown") if given[form] is not None}
    return ReportFiles(places, given["allow_undecided"])


def _trial(given: Mapping[str, Any]) -> Any:
    """The optimizer that is asked about, if one is."""
    if given["optimizer"] is None:
        if given["given_options"] or given["like"]:
            raise click.UsageError("--option and --like speak of an optimizer: give --optimizer package.module:Class.")
        return None
    from lemmata.optimizer import Trial

    return Trial(given["optimizer"], tuple(given["given_options"]), tuple(given["like"]))
