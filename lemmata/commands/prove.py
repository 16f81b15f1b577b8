"""`lemmata prove`: what the proofs beside the statements derive, and from what."""

from pathlib import Path
from typing import Any

import click

NOTES_SIGNALS = True
"""A signal is obeyed between two results."""

INTERRUPTED = 130


@click.command(name="prove", short_help="Run the proofs of theorems in the kernel, and write certificates.")
@click.argument("arguments", metavar="ID|FILE…", nargs=-1)
@click.option("--theme", "themes", metavar="THEME", multiple=True, help="All theorems of a theme (repeatable).")
@click.option("--all", "everything", is_flag=True, help="The whole catalogue; theorems without a proof are listed.")
@click.option(
    "--from", "source", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Prove one theorem from a certificate in symbols."
)
@click.option("--certificate", type=click.Path(path_type=Path), metavar="FILE|DIR", help="Write certificates there: a folder for several theorems.")
@click.option("--stronger", is_flag=True, help="Tell which claims would be proved with a term one per cent better, too.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
def command(**given: Any) -> int:
    """Run the proofs of theorems: each derives the theorem's own claims from its hypotheses, by rules of a small kernel.

    A claim is PROVED when the kernel has derived it and an independent checker has replayed the certificate. What of the hypotheses a proof
    did without is told. A claim about growth beside others is OUTSIDE: it has no derivation. One that says nothing, since no constants satisfy
    the hypotheses, is VACUOUS; that they can be met is shown by lemmata verify. Without arguments the core set.

    Exit codes: 0 every proof proves what it concludes, 1 some proof fails, 2 bad input or VACUOUS, 4 a named theorem has no proof, 130 interrupted.
    """
    from lemmata.prove import PROOF, Order, run
    from lemmata.worst_case_run import Style, interrupted

    order = Order(given["arguments"], given["themes"], given["everything"], given["source"], given["certificate"], given["stronger"])
    try:
        return run(order, Style(given["as_json"], given["color"], not given["arguments"]))
    except KeyboardInterrupt as stop:
        return interrupted(order.as_json(), getattr(stop, "code", INTERRUPTED), given["as_json"], PROOF)
