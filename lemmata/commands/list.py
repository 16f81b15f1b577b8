"""`lemmata list`: the theorems of the catalogue, read from their docstrings."""

import click


@click.command(name="list", short_help="List the theorems of the catalogue.")
@click.option("--theme", metavar="THEME", help="Only this theme: a folder of theorems/, such as first_order.")
@click.option("--lecture", metavar="LECTURE", help="Only what this lecture teaches, such as orvieto.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(theme: str | None, lecture: str | None, as_json: bool) -> int:
    """List the theorems of the catalogue: id, title, theme; a star marks the core set.

    Nothing is run and no statement is loaded: the list is read from the docstrings of the theorem files.
    """
    from lemmata import selection
    from lemmata.table import catalogue_table
    from lemmata.terminal import terminal, write_json

    chosen = list(selection.selected((), [theme] if theme else (), everything=not theme))
    if lecture:
        chosen = selection.of_lecture(chosen, lecture)
    if as_json:
        write_json({"schema": "lemmata/1", "theorems": [vars(entry) for entry in chosen]})
    else:
        screen = terminal("auto")
        for line in catalogue_table(chosen, screen):
            screen.write(line)
    return 0 if chosen else 5
