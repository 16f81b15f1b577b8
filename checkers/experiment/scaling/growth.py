"""The answer for one claim about growth: SUPPORTED where every series is consistent with it, else INCONCLUSIVE with what excludes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from checkers.experiment.hessians import Lanczos
from checkers.experiment.moments import along_iterates
from checkers.experiment.scaling.judge import TOLERANCE, Opinion, hull, scales, shown, tends, worst
from checkers.experiment.scaling.octaves import CONFIDENCE, Interval
from checkers.experiment.scaling.runs import along_runs
from checkers.experiment.scaling.series import Series
from checkers.experiment.scaling.widths import along_widths
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from theorems import words as w
from theorems.printing import unicode
from theorems.scaling import Asymptotic, Scales
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import walk


@dataclass(frozen=True)
class Growth:
    """What is known of one claim about growth.

    low, high : where the slope, or the limit, is seen (of the series that speaks against the claim, else of all together); None: unbounded
    cases     : how many series there are; families : whose problems they are of; sizes, seeds : what was measured, and from how many draws
    fitted    : the t-interval of the slopes, before it is widened by the tolerance (of the same series)
    lanczos   : the error of the Hessian norms that were measured (of the series told)
    dropped   : sizes that a slope is not fitted to, and why (of the series told, else of the one that lost most)
    """

    claim: Asymptotic
    verdict: Verdict
    reason: str
    cases: int = 0
    compared: int = 0
    families: frozenset[str] = frozenset()
    low: float | None = None
    high: float | None = None
    sizes: tuple[int, ...] = ()
    seeds: int = 0
    fitted: Interval | None = None
    dropped: tuple[int, ...] = ()
    dropped_because: str = ""
    lanczos: Lanczos | None = None

    @property
    def slopes(self) -> str | None:
        """The interval of the slopes fitted, in a few words."""
        return None if self.fitted is None else "slope {:.4f} to {:.4f}".format(*self.fitted)

    def as_json(self) -> dict[str, Any]:
        """The measurement as plain data."""
        return {
            "low": self.low,
            "high": self.high,
            "claimed": str(self.claim.stated),
            "over": str(self.claim.size),
            "tolerance": TOLERANCE if isinstance(self.claim, Scales) else None,
            "confidence": CONFIDENCE,
            "sizes": list(self.sizes),
            "seeds": self.seeds,
            "fitted": None if self.fitted is None else {"low": self.fitted[0], "high": self.fitted[1]},
            "dropped": list(self.dropped) or None,
            "dropped_because": self.dropped_because or None,
            "lanczos": None if self.lanczos is None else self.lanczos.as_json(),
        }


def growths(scope: Scope, seeds: int) -> list[Growth]:
    """The answers for the claims of a scope, all about growth; `seeds` is how many runs of a random method are asked for."""
    refused = [_unfit(scope, claim) for claim in scope.claims]
    open_ = [number for number, refusal in enumerate(refused) if refusal is None]
    steps = [number for number in open_ if scope.claims[number].size in (w.t, w.T)]
    widths = [number for number in open_ if number not in steps]
    found: list[list[Series]] = [[] for _ in scope.claims]
    for which, series in along_runs(scope, [scope.claims[number] for number in steps], seeds) if steps else ():
        found[steps[which]].append(series)
    for which, series in along_widths(scope, [scope.claims[number] for number in widths]) if widths else ():
        found[widths[which]].append(series)
    return [_judged(scope, *one) for one in zip(scope.claims, refused, found, strict=True)]


def _judged(scope: Scope, claim: Asymptotic, refusal: str | None, series: list[Series]) -> Growth:
    if refusal is not None:
        return Growth(claim, Verdict.NOT_APPLICABLE, refusal)
    if not series:
        return Growth(claim, Verdict.NOT_APPLICABLE, _nothing(scope, claim))
    opinions = [one for one in map(scales if isinstance(claim, Scales) else tends, series) if one is not None]
    if not opinions:
        return _answer(claim, Verdict.INCONCLUSIVE, "the quantity is zero throughout on every case", series, ())
    against = worst(opinions)
    if against is not None:
        place = f" ({against.series.where})" if against.series.where else ""
        reason = against.reason.replace("{stated}", unicode(claim.stated)) + place + _without((against,))
        return _answer(claim, Verdict.INCONCLUSIVE, reason, series, (against,))
    return _answer(claim, Verdict.SUPPORTED, _consistent(claim, opinions), series, opinions)


def _unfit(scope: Scope, claim: Asymptotic) -> str | None:
    """Why the claim cannot be followed for long, or None."""
    if isinstance(scope.theorem.method, TorchOptimizer):
        return "a real optimizer is not run for as long as a claim about growth needs"
    if along_iterates(scope.theorem):
        return "a hypothesis along the iterates is certified over a few steps only"
    sums = [term for term in walk(claim.quantity) if isinstance(term, w.OVER_STEPS) and claim.size in (w.t, w.T)]
    if any(isinstance(inner, w.OVER_STEPS) for term in sums for inner in walk(term.function)) or any(len(term.limits) > 1 for term in sums):
        return "sums within sums are too long to follow over thousands of steps"
    return None


def _nothing(scope: Scope, claim: Asymptotic) -> str:
    families = f"family among {', '.join(map(str, scope.families))}" if scope.families else "family of problems"
    if claim.size in (w.t, w.T):
        return f"no {families} certifies every hypothesis with values of the constants that `given` allows"
    return f"no {families} has networks of every width {claim.size} that certify every hypothesis"


def _consistent(claim: Asymptotic, opinions: Iterable[Opinion]) -> str:
    chosen = list(opinions)
    low, high = _hull(chosen)
    count = f"{len(chosen)} cases" if len(chosen) > 1 else chosen[0].series.where or "one case"
    if isinstance(claim, Scales):
        fitted, how = hull(*(one.fitted for one in chosen)), f"{_by_lanczos(chosen)}{_without(chosen)}"
        seen = f"{shown(low, high)} ({shown(*fitted)} without the tolerance)" if fitted is not None else shown(low, high)
        return f"consistent with slopes in {seen} on {count}{how}; a limit is never shown by finite sizes"
    return f"the distance to {unicode(claim.stated)} falls, or is gone, on {count}; a limit is never shown by finite sizes"


def _without(opinions: Iterable[Opinion]) -> str:
    """That octaves were dropped, and why."""
    most = max(opinions, key=lambda one: len(one.dropped))
    if not most.dropped:
        return ""
    return f"; sizes up to {most.series.unit} = {most.dropped[-1]} are dropped, {most.dropped_because}"


def _by_lanczos(opinions: Iterable[Opinion]) -> str:
    """How the Hessian norms were found, where not by a formula."""
    found = [one.series.lanczos for one in opinions if one.series.lanczos is not None]
    return f" ({found[0]})" if found else ""


def _hull(opinions: Iterable[Opinion]) -> tuple[float, float]:
    chosen = list(opinions)
    return min(one.low for one in chosen), max(one.high for one in chosen)


def _answer(claim: Asymptotic, verdict: Verdict, reason: str, series: list[Series], told: Iterable[Opinion]) -> Growth:
    chosen = list(told)
    low, high = _hull(chosen) if chosen else (-np.inf, np.inf)
    about = chosen[0].series if chosen else series[0]
    most = max(chosen, key=lambda one: len(one.dropped), default=None)
    return Growth(
        claim=claim,
        verdict=verdict,
        reason=reason,
        cases=len(series),
        compared=sum(one.values.size for one in series),
        families=frozenset(one.family for one in series),
        low=float(low) if np.isfinite(low) else None,
        high=float(high) if np.isfinite(high) else None,
        sizes=tuple(int(size) for size in about.sizes),
        seeds=about.seeds,
        fitted=hull(*(one.fitted for one in chosen)),
        dropped=most.dropped if most is not None else (),
        dropped_because=most.dropped_because if most is not None else "",
        lanczos=about.lanczos,
    )
