"""What `verify` and `attack` share: how much to try and how to write it, and what is written where a run is stopped before its first result."""

from collections.abc import Callable, Mapping
from typing import Any

import click

COUNT = click.IntRange(min=1)
NUMBERS = ("instances", "rounds", "seeds", "steps", "seed", "jobs", "budget", "alpha")
LISTS = ("problems", "settings", "without")


def options(deciding: bool = True, **defaults: int) -> Callable[[Any], Any]:
    """The shared options of a command, with defaults of its own for some of the counts; without `deciding` only those of the effort."""
    effort, (undecided, as_json, color, debug) = _effort(defaults), _written()
    shared = (*_narrowing(), *effort, undecided, as_json, color, debug) if deciding else (*effort, as_json, debug)

    def decorated(command: Any) -> Any:
        for option in reversed(shared):
            command = option(command)
        return command

    return decorated


def _narrowing() -> tuple[Any, ...]:
    """What to try a claim on, and with which constants."""
    return (
        click.option(
            "--problem",
            "problems",
            metavar="NAME",
            multiple=True,
            help="Only this family of problems, one on real data as digits:NAME, or your own as FILE:NAME (repeatable).",
        ),
        click.option(
            "--without", metavar="SEARCHER", multiple=True, help="Leave out library, hypothesis, worst-case or climb, who search (repeatable)."
        ),
        click.option(
            "--set", "settings", metavar="NAME=VALUE", multiple=True, help="Fix a constant, as in eta=0.1/L (repeatable); decimals are exact."
        ),
    )


def _effort(defaults: Mapping[str, int]) -> tuple[Any, ...]:
    """How much to try."""

    def count(name: str, help_: str, kind: Any = COUNT) -> Any:
        return click.option(f"--{name}", metavar="N", type=kind, default=defaults.get(name), show_default=name in defaults, help=help_)

    return (
        count("instances", "Problems drawn per claim."),
        count("rounds", "Rounds of numerical search per claim.", click.IntRange(min=0)),
        count("seeds", "Runs per problem where a random method is sampled."),
        count("steps", "Steps of the longest run."),
        count("seed", "The root seed; equal seeds give equal evidence.", click.IntRange(min=0)),
        count("jobs", "Worker processes; the evidence does not depend on it."),
        click.option("--budget", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Stop searching a theorem after this time."),
        click.option(
            "--alpha",
            metavar="A",
            type=click.FloatRange(0, 0.05, min_open=True),
            help="Level at which a claim about means may be refuted by fresh draws; at most 0.05.",
        ),
    )


def _written() -> tuple[Any, Any, Any, Any]:
    """What becomes of undecided claims, and how results are written."""
    return (
        click.option("--allow-undecided", is_flag=True, help="Exit with 0 although some claims are undecided."),
        click.option("--json", "as_json", is_flag=True, help="Write JSON."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours."),
        click.option("--debug", is_flag=True, help="Show the traceback of a failure."),
    )


def chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of how much to try."""
    numbers = {name: given[name] for name in NUMBERS if given[name] is not None}
    return {**numbers, **{name: tuple(given[name]) for name in LISTS if given.get(name)}}


def nothing_done(given: Mapping[str, Any], code: int) -> int:
    """An interruption before anything was decided: the document is there, and empty."""
    from lemmata.report import document
    from lemmata.signals import settled
    from lemmata.terminal import put, write_json

    if given["as_json"]:
        return write_json(document((), given["seed"], given["alpha"]), lambda: settled(code))
    put("interrupted; nothing was decided.\n")
    return settled(code)
