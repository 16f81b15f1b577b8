"""`lemmata verify`: decide claims, and say what is known of each."""

from collections.abc import Mapping
from typing import Any

import click

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

COUNT = click.IntRange(min=1)
INTERRUPTED = 130
LEVEL = click.FloatRange(0, 0.05, min_open=True)


@click.command(name="verify", short_help="Decide theorems: of the catalogue, or of your own files.")
@click.argument("arguments", metavar="[ID… FILE…]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every theorem of the catalogue.")
@click.option("--theme", "themes", metavar="THEME", multiple=True, help="Every theorem of a theme (repeatable).")
@click.option("--problem", "problems", metavar="NAME", multiple=True, help="Only this family of problems (repeatable).")
@click.option("--without", "without", metavar="SEARCHER", multiple=True, help="Leave out a searcher: library, hypothesis, climb (repeatable).")
@click.option("--set", "settings", metavar="NAME=VALUE", multiple=True, help="Fix a constant, as in eta=0.1/L (repeatable); decimals are exact.")
@click.option("--instances", metavar="N", type=COUNT, help="Problems drawn per claim.")
@click.option("--rounds", metavar="N", type=click.IntRange(min=0), help="Rounds of numerical search per claim.")
@click.option("--seeds", metavar="N", type=COUNT, help="Runs per problem where a random method is sampled.")
@click.option("--steps", metavar="N", type=COUNT, help="Steps of the longest run.")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), help="The root seed; equal seeds give equal evidence.")
@click.option("--jobs", metavar="N", type=COUNT, help="Worker processes; the evidence does not depend on it.")
@click.option("--budget", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop searching a theorem after this time.")
@click.option("--alpha", metavar="A", type=LEVEL, help="Level at which a claim about means may be refuted by fresh draws; at most 0.05.")
@click.option("--allow-undecided", is_flag=True, help="Exit with 0 although some claims are undecided.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.option("--replay", metavar="FILE", help="Repeat a refutation from its evidence file.")
def command(**given: Any) -> int:
    """Decide theorems: ids of the catalogue, or your own files; without either the core set.

    Each claim gets a verdict: REFUTED with a counterexample to re-check by hand, SUPPORTED with its sharpness (nothing tried refutes it),
    INCONCLUSIVE, VACUOUS, NOT APPLICABLE or ERROR with the reason.

    Exit codes: 0 all supported or proved, 1 some refuted, 2 bad input or vacuous, 3 error, 4 some undecided, 5 nothing selected, 130 interrupted.
    """
    try:
        return _run(given)
    except KeyboardInterrupt as stop:
        return _nothing_done(given, getattr(stop, "code", INTERRUPTED))


def _run(given: Mapping[str, Any]) -> int:
    from lemmata.run import Style, replayed, run

    chosen = {name: given[name] for name in ("instances", "rounds", "seeds", "steps", "seed", "jobs", "budget", "alpha") if given[name] is not None}
    lists = {name: tuple(given[name]) for name in ("problems", "settings", "without") if given[name]}
    style = Style(given["as_json"], given["color"], given["allow_undecided"])
    if given["replay"]:
        if given["arguments"] or given["themes"] or given["everything"] or chosen or lists:
            raise click.UsageError("--replay repeats one evidence file: it takes no theorem and no other option.")
        return replayed(given["replay"], style)
    return run(given["arguments"], given["themes"], given["everything"], {**chosen, **lists}, style)


def _nothing_done(given: Mapping[str, Any], code: int) -> int:
    """An interruption before anything was decided: the document is there, and empty."""
    from lemmata.report import document
    from lemmata.signals import settled
    from lemmata.terminal import put, write_json

    if given["as_json"]:
        return write_json(document((), given["seed"], given["alpha"]), lambda: settled(code))
    put("interrupted; nothing was decided.\n")
    return settled(code)
