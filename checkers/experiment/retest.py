"""What fresh draws showed of a candidate: the level, where the draws come from, the outcome; for people, as data, and read from data."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp, inf
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.statistics import weight

FIRST_SEED = 2**31
"""Seeds from here on are fresh; those of screening lie below."""

LARGEST_ALPHA = 0.05
"""The largest level at which anything is called refuted."""

MOST_DRAWS = 2**16
"""Draws of one candidate at most."""


@dataclass(frozen=True)
class Streams:
    """Where fresh draws come from: Philox streams keyed by the root seed and by (number of the sampled case, seed), seeds FIRST_SEED, ..."""

    root: int
    number: int

    def __post_init__(self) -> None:
        if not (_whole(self.root, 0, 2**64 - 1) and _whole(self.number, 0, 2**31 - 1)):
            raise ValueError("streams are keyed by whole numbers")


@dataclass(frozen=True)
class Level:
    """The level of a claim, and which of its candidates this is: its share of alpha is 1/(rank (rank + 1))."""

    alpha: float
    rank: int

    def __post_init__(self) -> None:
        if not (isinstance(self.alpha, float) and 0 < self.alpha <= LARGEST_ALPHA and _whole(self.rank, 1, 2**31)):
            raise ValueError(f"a level lies above 0 and is at most {LARGEST_ALPHA}, and candidates are numbered from 1")

    @property
    def share(self) -> float:
        """What the candidate may use of alpha."""
        return self.alpha * weight(self.rank)


def level_text(alpha: float) -> str:
    """`1e-6`."""
    return f"{alpha:g}".replace("e-0", "e-")


def _whole(number: object, least: int, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and least <= number <= most


@dataclass(frozen=True)
class Retest:
    """What fresh draws showed of one candidate.

    outcome : "refuted", "confirmed" (only within a proved range) or "open"; draws : how many were used; ranged : whether X has a proved range
    log_e   : the log of the final wealth, for a mean; tail : the probability of as many events or more if the claim were true, for a probability
    left, right : the means of the claim's smaller and larger side; mean, bound : those of X and b
    """

    outcome: str
    case: Case
    streams: Streams
    level: Level
    draws: int
    mean: float
    bound: float
    left: float
    right: float
    ranged: bool
    log_e: float | None = None
    tail: float | None = None

    @property
    def e_value(self) -> float | None:
        """The final wealth; None where it is infinite, or a probability was tested."""
        return None if self.log_e is None or self.log_e == inf else exp(min(self.log_e, 690.0))

    def said(self) -> str:
        """How the claim was refuted, in a sentence."""
        share = str(Fraction(1, self.level.rank * (self.level.rank + 1)))
        before = f"refuted at level α = {level_text(self.level.alpha)} (candidate {self.level.rank}, with {share} of α): "
        if self.tail is not None:
            return before + f"so many events in {self.draws} draws have probability {max(self.tail, 1e-300):.3g} at most, were it true"
        value = "a draw above 0 where the bound is 0" if self.e_value is None else f"e-value {self.e_value:.3g}, at least {1 / self.level.share:.3g},"
        return before + f"{value} from {self.draws} draws"

    def as_json(self) -> dict[str, Any]:
        """The parts of a counterexample that are about draws."""
        return {
            "exact": False,
            "alpha": self.level.alpha,
            "e_value": self.e_value,
            "draws": f"{self.draws} runs with fresh seeds: Philox streams {self.streams.root}, {self.streams.number}, {FIRST_SEED} and on",
            "statistics": {
                "said": self.said(),
                "alpha": self.level.alpha,
                "rank": self.level.rank,
                "root": self.streams.root,
                "case": self.streams.number,
                "draws": self.draws,
                "e_value": self.e_value,
                "tail": self.tail,
                "mean": self.mean,
                "bound": self.bound,
            },
        }

    def summary(self) -> dict[str, Any]:
        """The test in a few numbers."""
        numbers = {"draws": self.draws, "mean": self.mean, "bound": self.bound, "e_value": self.e_value, "tail": self.tail}
        return {"outcome": self.outcome, "rank": self.level.rank, **numbers}


def stored_test(data: Mapping[str, Any]) -> tuple[Streams, Level, int]:
    """The streams, the level and the number of draws that `as_json` wrote; raises ValueError, KeyError or TypeError on data that is none."""
    draws = data["draws"]
    if not _whole(draws, 1, MOST_DRAWS):
        raise ValueError(f"a test has between 1 and {MOST_DRAWS} draws")
    return Streams(data["root"], data["case"]), Level(data["alpha"], data["rank"]), draws
