"""`lemmata show`: one theorem as in a paper."""

import click


@click.command(name="show", short_help="Show a theorem: hypotheses, method, claims, source.")
@click.argument("theorem", metavar="ID|FILE")
@click.option("--latex", "as_latex", is_flag=True, help="Write LaTeX.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(theorem: str, as_latex: bool, as_json: bool) -> int:
    """Show a theorem of the catalogue, or of your own file: hypotheses, method, claims, source, mutants."""
    from lemmata import statement
    from lemmata.selection import named
    from lemmata.terminal import terminal, write_json
    from theorems.catalogue import load

    if as_latex and as_json:
        raise click.UsageError("--latex and --json exclude each other.")
    loaded = load(named(theorem))
    if as_json:
        write_json({"schema": "lemmata/1", "theorem": statement.as_json(loaded)})
        return 0
    screen = terminal("auto")
    for line in statement.as_latex(loaded) if as_latex else statement.as_text(loaded, screen):
        click.echo(line) if as_latex else screen.write(line)
    return 0
