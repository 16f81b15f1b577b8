"""`lemmata attack`: a long search for a counterexample."""

from collections.abc import Mapping
from typing import Any

import click

COUNT = click.IntRange(min=1)
LEVEL = click.FloatRange(0, 1, min_open=True, max_open=True)
LONGER = {"instances": 256, "rounds": 48, "seeds": 64, "steps": 64}
"""How much is tried unless an option says otherwise."""


@click.command(name="attack", short_help="Search long for a counterexample, and say how close it came.")
@click.argument("arguments", metavar="ID|FILE…", nargs=-1, required=True)
@click.option("--problem", "problems", metavar="NAME", multiple=True, help="Only this family of problems (repeatable).")
@click.option("--without", "without", metavar="SEARCHER", multiple=True, help="Leave out a searcher: library, hypothesis, climb (repeatable).")
@click.option("--set", "settings", metavar="NAME=VALUE", multiple=True, help="Fix a constant, as in eta=0.1/L (repeatable); decimals are exact.")
@click.option("--instances", metavar="N", type=COUNT, default=LONGER["instances"], show_default=True, help="Problems drawn per claim.")
@click.option("--rounds", metavar="N", type=click.IntRange(min=0), default=LONGER["rounds"], show_default=True, help="Rounds of numerical search.")
@click.option("--seeds", metavar="N", type=COUNT, default=LONGER["seeds"], show_default=True, help="Runs per problem of a random method.")
@click.option("--steps", metavar="N", type=COUNT, default=LONGER["steps"], show_default=True, help="Steps of the longest run.")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), help="The root seed; equal seeds give equal evidence.")
@click.option("--jobs", metavar="N", type=COUNT, help="Worker processes; the evidence does not depend on it.")
@click.option("--budget", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop searching a theorem after this time.")
@click.option("--alpha", metavar="A", type=LEVEL, help="Level of statistical refutations.")
@click.option("--allow-undecided", is_flag=True, help="Exit with 0 although some claims are undecided.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
def command(**given: Any) -> int:
    """Search long for a counterexample to theorems: ids of the catalogue, or your own files.

    The searchers of `verify` with more of everything: the extremal library, instances that hypothesis draws, and numerical search over the
    instance, the start, the constants and the horizon. A counterexample is shrunk until it can be re-checked by hand; without one you are
    told how much of the bound was used, on which function, and who found it.

    Exit codes as of `verify`: 0 nothing refuted, 1 some refuted, 2 bad input or vacuous, 3 error, 4 some undecided, 130 interrupted.
    """
    from lemmata.run import Style, run

    chosen = {name: given[name] for name in (*LONGER, "seed", "jobs", "budget", "alpha") if given[name] is not None}
    lists: Mapping[str, Any] = {name: tuple(given[name]) for name in ("problems", "settings", "without") if given[name]}
    style = Style(given["as_json"], given["color"], given["allow_undecided"], closeness=True)
    return run(given["arguments"], (), False, {**chosen, **lists}, style)
