"""`lemmata figures`: the figures of the catalogue, drawn anew from the theorems' own claims and from recorded evidence."""

from pathlib import Path

import click

FORMATS = ("pdf", "svg", "png")
STYLES = ("neurips", "icml", "iclr", "jmlr")


def _formats(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """`pdf,svg` as formats, each once."""
    del context
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        named = f'there is no format "{unknown[0]}"' if unknown else "no format is named"
        raise click.BadParameter(f"{named}. There are: {', '.join(FORMATS)}.", param=option)
    return chosen


@click.command(name="figures", short_help="Draw the figures of the catalogue.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="Draw all figures.")
@click.option("--out", metavar="DIR", default="figures", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Where to.")
@click.option("--format", "formats", metavar="LIST", default="pdf,svg,png", show_default=True, callback=_formats, help="Of pdf, svg, png.")
@click.option("--style", default="neurips", show_default=True, type=click.Choice(STYLES), help="Sizes and fonts of a venue.")
@click.option("--quick", is_flag=True, help="Fewer random instances, seeds and steps; all figures in about two minutes.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Root seed of everything that is drawn.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(names: tuple[str, ...], everything: bool, out: Path, formats: tuple[str, ...], style: str, quick: bool, seed: int, as_json: bool) -> int:
    """Draw figures, each with its caption (.tex, .txt) and its numbers (.csv) beside it; without a name, list them.

    Curves are computed from the theorems' own claims and from the last evidence of `lemmata verify`; claims without evidence are tried now.
    """
    from lemmata import drawing
    from paper_figures import discovery

    known = discovery.names()
    if not (names or everything):
        return drawing.listed(known, as_json)
    chosen = drawing.chosen(names, everything)
    return drawing.draw_all(chosen, drawing.Order(out, formats, style, quick, seed), as_json)
