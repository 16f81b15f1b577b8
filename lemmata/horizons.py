"""Horizons on the command line: `1,2,5,10`, `1-5`."""

import re

import click

MOST, LARGEST = 50, 100
"""Horizons that are taken at once, and the largest of them."""


def horizons(context: click.Context, option: click.Parameter, value: str) -> tuple[int, ...]:
    """Numbers of steps in the order given, each once; BadParameter says how they are written."""
    del context
    found: list[int] = []
    for part in value.split(","):
        ends = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        if ends is None:
            raise click.BadParameter(f'"{part.strip()}" is no number of steps: write them as 1,2,5,10 or 1-5.', param=option)
        low, high = int(ends[1]), int(ends[2] or ends[1])
        if low > high:
            raise click.BadParameter(f'"{part.strip()}" counts down: write {high}-{low}.', param=option)
        if not 1 <= low <= high <= LARGEST:
            raise click.BadParameter(f'"{part.strip()}": a number of steps lies between 1 and {LARGEST}.', param=option)
        found += range(low, high + 1)
    distinct = tuple(dict.fromkeys(found))
    if len(distinct) > MOST:
        raise click.BadParameter(f"{len(distinct)} horizons are too many at once: at most {MOST}.", param=option)
    return distinct
