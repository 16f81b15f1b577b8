"""Horizons on the command line: `1,2,5,10`, `1-5`."""

import re

import click

MOST, LARGEST = 50, 100
"""Horizons that are taken at once, and the largest of them."""


class Horizons(click.ParamType):
    """Numbers of steps, in the order given, each once."""

    name = "horizons"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The numbers, or a message that says how they are written."""
        if isinstance(value, tuple):
            return value
        found: list[int] = []
        for part in str(value).split(","):
            ends = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
            if ends is None:
                self.fail(f'"{part.strip()}" is no number of steps: write them as 1,2,5,10 or 1-5.', param, ctx)
            low, high = int(ends[1]), int(ends[2] or ends[1])
            if not 1 <= low <= high <= LARGEST:
                self.fail(f'"{part.strip()}": a number of steps lies between 1 and {LARGEST}.', param, ctx)
            found += range(low, high + 1)
        distinct = tuple(dict.fromkeys(found))
        if len(distinct) > MOST:
            self.fail(f"{len(distinct)} horizons are too many at once: at most {MOST}.", param, ctx)
        return distinct


HORIZONS = Horizons()
