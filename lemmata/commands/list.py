"""`lemmata list`: the theorems of the catalogue, read from their docstrings; or the table of results with their verdicts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from theorems.catalogue import Entry

NOTHING = 5


@click.command(name="list", short_help="List the theorems of the catalogue, or write the table of results.")
@click.option("--theme", metavar="THEME", help="Only this theme: a folder of theorems/, such as first_order.")
@click.option("--lecture", metavar="LECTURE", help="Only what this lecture teaches, such as orvieto.")
@click.option("--verdicts", is_flag=True, help="A row per claim, with the verdict of its last evidence.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Write the table of results in Markdown.")
@click.option("--latex", "as_latex", is_flag=True, help="Write the table of results in LaTeX.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON; with --verdicts, the results too.")
def command(theme: str | None, lecture: str | None, verdicts: bool, as_markdown: bool, as_latex: bool, as_json: bool) -> int:
    """List the theorems of the catalogue: id, title, theme; a star marks the core set.

    Nothing is run, and the list is read from the docstrings of the theorem files. --verdicts, --markdown and --latex load the statements and
    show what the last evidence of each claim says, a dash where there is none.
    """
    from lemmata import selection

    selection.exclusive(markdown=as_markdown, latex=as_latex, json=as_json)
    chosen = list(selection.selected((), [theme] if theme else (), everything=not theme))
    if lecture:
        chosen = selection.of_lecture(chosen, lecture)
    if as_markdown or as_latex:
        _document(chosen, as_latex)
    elif verdicts:
        _results(chosen, as_json)
    else:
        _catalogue(chosen, as_json)
    return 0 if chosen else NOTHING


def _catalogue(chosen: "Sequence[Entry]", as_json: bool) -> None:
    from lemmata.table import catalogue_table
    from lemmata.terminal import terminal, write_json

    if as_json:
        write_json({"schema": "lemmata/1", "theorems": [vars(entry) for entry in chosen]})
        return
    screen = terminal("auto")
    for line in catalogue_table(chosen, screen):
        screen.write(line)


def _document(chosen: "Sequence[Entry]", as_latex: bool) -> None:
    from lemmata import results_table
    from lemmata.terminal import terminal
    from theorems.catalogue import load_all

    loaded, screen = load_all(chosen), terminal("auto")
    for line in results_table.as_latex(loaded) if as_latex else results_table.as_markdown(loaded):
        screen.write(line)


def _results(chosen: "Sequence[Entry]", as_json: bool) -> None:
    from lemmata import results_table
    from lemmata.terminal import terminal, write_json
    from theorems.catalogue import load_all

    loaded, screen = load_all(chosen), terminal("auto")
    if as_json:
        write_json({"schema": "lemmata/1", "theorems": [results_table.as_json(one) for one in loaded]})
        return
    for line in results_table.as_text(loaded, screen):
        screen.write(line)
