"""`lemmata show`: one theorem as in a paper, and what is known of it."""

import click


@click.command(name="show", short_help="Show a theorem: hypotheses, method, claims, source, status.")
@click.argument("theorem", metavar="ID|FILE")
@click.option("--latex", "as_latex", is_flag=True, help="Write LaTeX: a theorem environment for a paper.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Write Markdown with formulas between dollars.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(theorem: str, as_latex: bool, as_markdown: bool, as_json: bool) -> int:
    """Show a theorem of the catalogue, one of its mutants (pl-gd.mutant-2), or your own file: hypotheses, method, claims, source, mutants.

    The status of each claim is what its last evidence says; nothing is run.
    """
    from lemmata import statement
    from lemmata.selection import exclusive, named
    from lemmata.terminal import terminal, write_json
    from theorems import paper
    from theorems.catalogue import load

    exclusive(latex=as_latex, markdown=as_markdown, json=as_json)
    loaded, screen = load(named(theorem)), terminal("auto")
    if as_json:
        return write_json({"schema": "lemmata/1", "theorem": statement.as_json(loaded)})
    lines = paper.as_latex(loaded) if as_latex else paper.as_markdown(loaded) if as_markdown else statement.as_text(loaded, screen)
    for line in lines:
        screen.write(line)
    return 0
