"""`lemmata tighten`: the best constant in the place of a claim's hole."""

from pathlib import Path
from typing import Any

import click

from lemmata.horizons import horizons

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

INTERRUPTED = 130


@click.command(name="tighten", short_help="Find the best constant in the place of a claim's hole.")
@click.argument("arguments", metavar="ID|FILE…", nargs=-1, required=True)
@click.option("-N", "--horizons", metavar="N,N,…", callback=horizons, default="1-5", show_default=True, help="Numbers of steps: 1,2,5 or 1-5.")
@click.option("--set", "settings", metavar="NAME=VALUE", multiple=True, help="Fix a constant, as in eta=0.1/L (repeatable); decimals are exact.")
@click.option("--certificates", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write certificates there, for lemmata check.")
@click.option("--allow-undecided", is_flag=True, help="Exit with 0 although some constants are not certified.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
def command(**given: Any) -> int:
    """Find the best constant of a claim that leaves one open: write c = unknown("c"), and c in the place of the constant.

    Per horizon N, and at constants that are told, the constant stands between what an explicit function attains, run exactly, and what is
    certified in fractions for every function of the class. Where its exact values show a closed form in N and in the constants that it
    depends on, that is told as a guess.

    Exit codes: 0 every constant is certified, 2 bad input or no hole, 4 some are not, 130 interrupted.
    """
    from lemmata.tighten import Order, run
    from lemmata.worst_case_run import Style, interrupted

    order = Order(given["arguments"], given["horizons"], given["settings"], given["certificates"])
    try:
        return run(order, Style(given["as_json"], given["color"], given["allow_undecided"]))
    except KeyboardInterrupt as stop:
        return interrupted(order.as_json(), getattr(stop, "code", INTERRUPTED), given["as_json"])
