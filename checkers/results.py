"""The results of a run as one value, which a notebook shows as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkers import display
from checkers.verdict import Result


@dataclass(frozen=True)
class Results:
    """Results in the order of the claims; a sequence that shows itself."""

    results: tuple[Result, ...]

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __getitem__(self, place: int) -> Result:
        return self.results[place]

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.results)) or "<no results>"

    def _repr_html_(self) -> str:
        return display.html_table(self.results)

    def _repr_latex_(self) -> str:
        return display.math(self.results)
