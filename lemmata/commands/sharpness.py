"""`lemmata sharpness`: how sharp claims are over whole classes of functions, and on which function."""

from pathlib import Path
from typing import Any

import click

from lemmata.horizons import horizons

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

INTERRUPTED = 130


@click.command(name="sharpness", short_help="Say how sharp claims are over whole classes of functions, and on which function.")
@click.argument("arguments", metavar="[ID… FILE…]", nargs=-1)
@click.option(
    "-N", "--horizons", metavar="N,N,…", callback=horizons, default="1,2,5", show_default=True, help="Numbers of steps, as 1,2,5,10 or 1-5."
)
@click.option("--all", "everything", is_flag=True, help="Every theorem of the catalogue.")
@click.option("--theme", "themes", metavar="THEME", multiple=True, help="Every theorem of a theme (repeatable).")
@click.option("--set", "settings", metavar="NAME=VALUE", multiple=True, help="Fix a constant, as in eta=0.1/L (repeatable); decimals are exact.")
@click.option("--symbolic", is_flag=True, help="Also look for a proof by one step that holds at all constants.")
@click.option("--branches", is_flag=True, help="At a point of every branch of the constants' region, not at the default ones alone.")
@click.option("--certificates", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write certificates there, for lemmata check.")
@click.option("--allow-undecided", is_flag=True, help="Exit with 0 although some claims are undecided.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
def command(**given: Any) -> int:
    """Say how much of a bound can be used over the whole class of functions: ids of the catalogue, or your own files; without either the core set.

    A claim about a number of steps of a first-order method is a semidefinite program. Its worst case stands between what an explicit function
    attains, run exactly, and what a certificate in fractions bounds. CERTIFIED: no function of the class violates the claim at these horizons and
    constants, which are always told; nothing follows for others. REFUTED: the function is printed. SUPPORTED: certified in part, or up to a factor
    that is told. NOT APPLICABLE: the claim is no such program, and why.

    Constants that are not set are 1 (L, G, sigma), L/10 (mu), and the largest that the theorem allows (steps).

    Exit codes: 0 all certified or supported, 1 some refuted, 2 bad input, 4 some undecided or not applicable, 5 nothing selected, 130 interrupted.
    """
    from lemmata.sharpness import Order, run
    from lemmata.worst_case_run import Style, interrupted

    parts = ("arguments", "themes", "everything", "horizons", "settings", "branches", "certificates", "symbolic")
    order = Order(**{part: given[part] for part in parts})
    try:
        return run(order, Style(given["as_json"], given["color"], given["allow_undecided"]))
    except KeyboardInterrupt as stop:
        return interrupted(order.as_json(), getattr(stop, "code", INTERRUPTED), given["as_json"])
