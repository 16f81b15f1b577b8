"""The portfolio of searchers: who proposes cases, in which order."""

from collections.abc import Iterator

from checkers.experiment.case import Case
from checkers.experiment.reading import Effort
from checkers.experiment.search.chance import drawn_cases
from checkers.experiment.search.library import library_cases, long_cases
from checkers.experiment.search.long_random import long_random_cases, long_random_drawn
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.wide import wide_cases

SEARCHERS = ("library", "hypothesis", "worst-case", "climb")
"""The names by which a searcher can be left out; what a searcher finds says so in `found_by`."""


def proposals(scope: Scope, effort: Effort) -> Iterator[list[Case]]:
    """The cases of every searcher that needs no findings, unless it is left out: the extremal library first and long runs last."""
    if "library" not in effort.without:
        yield from library_cases(scope)
    if "hypothesis" not in effort.without:
        yield from drawn_cases(scope, effort.instances)
    if "library" not in effort.without:
        yield from wide_cases(scope)
        yield from long_cases(scope)
        yield from long_random_cases(scope)
    if "hypothesis" not in effort.without:
        yield from long_random_drawn(scope, effort.instances)
