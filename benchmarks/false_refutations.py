"""How often true claims about means are refuted, and false ones: bets on fresh draws beside what one is tempted to do.

`python -m benchmarks false_refutations` measures; `python -m benchmarks.false_refutations` writes the table of docs/statistics.md. The claims are
`E X <= b`. A true one is tight, b = E X: nothing true is harder to let stand. All draws are seeded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binom, norm

from benchmarks import Measurement
from checkers.experiment.statistics import NoRangeError, confirms, first_reaching, log_wealth

ALPHA, STRICT = 0.05, 1e-6
"""The level at which false refutations are counted, and the one at which claims are refuted by default."""

DRAWS, TRIALS, SGD_TRIALS, SGD_DRAWS = 1000, 1000, 200, 512
LOOKS = 20
"""How often the z-test looks at the draws as they come."""

VIOLATIONS, BUDGETS, POWER_TRIALS = (0.02, 0.1, 0.5), (256, 2048, 16384), 100
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "statistics.md"

Draws = Any


@dataclass(frozen=True)
class Law:
    """A distribution on the nonnegative numbers with its mean."""

    name: str
    mean: float
    draw: Callable[[np.random.Generator, int], Draws]


def pareto(index: float) -> Law:
    """The Pareto law on [1, oo) with tail u^-index."""
    return Law(f"Pareto({index:g})", index / (index - 1), lambda g, n: (1 - g.random(n)) ** (-1 / index))


LAWS = (
    Law("two-point, 0 or 2", 1.0, lambda g, n: 2.0 * (g.random(n) < 0.5)),
    Law("two-point, 0 or 100", 1.0, lambda g, n: 100.0 * (g.random(n) < 0.01)),
    Law("beta(2, 2)", 0.5, lambda g, n: g.beta(2, 2, n)),
    Law("exponential", 1.0, lambda g, n: g.exponential(1.0, n)),
    Law("lognormal(1)", float(np.exp(0.5)), lambda g, n: g.lognormal(0.0, 1.0, n)),
    pareto(2.5),
    pareto(1.5),
    pareto(1.1),
)


@dataclass(frozen=True)
class Rates:
    """Shares of the trials in which a tight true claim was refuted: by bets, by a z-test with peeking, by a mean above the bound."""

    name: str
    trials: int
    bets: float
    peeking: float
    mean: float


def stream(*key: int) -> np.random.Generator:
    """Draws of their own for each pair of numbers."""
    return np.random.Generator(np.random.Philox(key=list(key)))


def false_refutations(trials: int = TRIALS) -> Iterator[Rates]:
    """Tight true claims under each law, with a look after every draw for the bets."""
    for number, law in enumerate(LAWS):
        found = np.zeros(3)
        for trial in range(trials):
            values = law.draw(stream(number, trial), DRAWS)
            found += (refuted(values, law.mean, ALPHA), peeked(values, law.mean, ALPHA), values.mean() > law.mean)
        yield Rates(law.name, trials, *(float(share) for share in found / trials))


def refuted(values: Draws, bound: float, alpha: float) -> bool:
    """Whether bets refute E X <= bound at a level."""
    return first_reaching(log_wealth(values, bound), -log(alpha)) is not None


def peeked(values: Draws, bound: float, alpha: float) -> bool:
    """Whether a one-sided z-test does so at any of its looks."""
    for count in np.linspace(len(values) / LOOKS, len(values), LOOKS).astype(int):
        seen = values[:count]
        if seen.mean() - norm.isf(alpha) * (seen.std() / np.sqrt(count) + 1e-12) > bound:
            return True
    return False


def powers(trials: int = POWER_TRIALS) -> Iterator[tuple[str, list[float]]]:
    """For each law the share of false claims that bets refute at the default level, for each violation and number of draws."""
    for number, law in enumerate(LAWS):
        found = []
        for place, violation in enumerate(VIOLATIONS):
            samples = [law.draw(stream(100 + number, trial * len(VIOLATIONS) + place), BUDGETS[-1]) for trial in range(trials)]
            when = [first_reaching(log_wealth(one, law.mean / (1 + violation)), -log(STRICT)) for one in samples]
            found += [sum(n is not None and n <= budget for n in when) / trials for budget in BUDGETS]
        yield law.name, found


def confirmations(trials: int = TRIALS) -> dict[str, float]:
    """The false claim E X <= 9/10 E X under Pareto(1.1): how often each rule would confirm it."""
    law = pareto(1.1)
    samples = [law.draw(stream(200, trial), 2048) for trial in range(trials)]
    bound = 0.9 * law.mean
    below = float(np.mean([one.mean() <= bound for one in samples]))
    covered = float(np.mean([one.mean() + norm.isf(0.01) * one.std() / np.sqrt(len(one)) < bound for one in samples]))
    betting = float(np.mean([_confirmed(one, bound) for one in samples]))
    return {"mean below the bound": below, "z upper limit at 1 % below the bound": covered, "bets, which ask for a proved range": betting}


def _confirmed(values: Draws, bound: float) -> bool:
    try:
        return confirms(values, bound, None, ALPHA)
    except NoRangeError:
        return False


def sgd(trials: int = SGD_TRIALS) -> Iterator[Rates]:
    """SGD's floors that quadratics attain, on fresh draws of the experiment reader: one root seed each trial."""
    for name, case in sgd_cases().items():
        hits = sum(_retested(case, root) for root in range(trials))
        yield Rates(name, trials, hits / trials, float("nan"), float("nan"))


def sgd_cases() -> dict[str, Any]:
    """The second bound of pl-sgd-const, an equality on quadratics, with two kinds of noise and steps."""
    from checkers.experiment.case import Case
    from problems.discovery import families
    from problems.noise import Noise, two_point

    one = Fraction(1)
    parabola = families()["quadratic"].build((one,), (Fraction(0),), (Fraction(0),))
    noises = {"Gaussian": Noise("gaussian", scale=one), "two-point": two_point(1, one)}
    return {
        f"SGD's floor, {kind} noise, step {step}": Case(
            parabola, {"L": one, "mu": one, "sigma": one, "eta": step}, noise, (Fraction(2),), parabola.minimisers[0], {}, 32
        )
        for kind, noise in noises.items()
        for step in (Fraction(1, 2), Fraction(1, 10))
    }


def _retested(case: Any, root: int) -> bool:
    from checkers.experiment.decide import Spot
    from checkers.experiment.fresh_draws import place_of, retested
    from checkers.experiment.retest import Level, Streams
    from theorems.catalogue import entries, load
    from theorems.normal_form import normal_form

    theorem = load(next(entry for entry in entries() if entry.id == "pl-sgd-const")).theorem
    place = place_of(theorem, normal_form(theorem.claims[1]), case, Spot(case.steps, 1), Streams(root, 0))
    assert place is not None
    found = retested(place, Level(ALPHA, 1), SGD_DRAWS)
    assert found is not None
    return found.outcome == "refuted"


def most(trials: int) -> float:
    """The largest share of false refutations that a level of ALPHA explains, but for one run in a thousand."""
    return float(binom.isf(1e-3, trials, ALPHA)) / trials


def run() -> list[Measurement]:
    """Shares of tight true claims refuted at ALPHA, each with the most that the level explains."""
    return [Measurement(f"refuted, {one.name}", one.bets, "", most(one.trials)) for one in (*false_refutations(), *sgd(50))]


def document() -> str:
    """The tables of docs/statistics.md."""
    lines = [f"| tight true claim | bets | z-test, {LOOKS} looks | mean above b |", "|---|---|---|---|"]
    lines += [f"| {r.name} | {_percent(r.bets)} | {_percent(r.peeking)} | {_percent(r.mean)} |" for r in (*false_refutations(), *sgd())]
    lines += ["", "| false claim | " + " | ".join(f"{100 * v:.0f} %, {n}" for v in VIOLATIONS for n in BUDGETS) + " |", "|---|" + "---|" * 9]
    lines += [f"| {name} | " + " | ".join(map(_percent, found)) + " |" for name, found in powers()]
    lines += ["", "| rule | confirms E X ≤ 9/10 E X |", "|---|---|"]
    lines += [f"| {name} | {_percent(share)} |" for name, share in confirmations().items()]
    return "\n".join(lines) + "\n"


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{100 * share:.1f} %"


START, END = "<!-- tables of python -m benchmarks.false_refutations -->\n", "<!-- end of tables -->\n"


def written(text: str, tables: str) -> str:
    """A document with its tables replaced."""
    before, after = text.split(START)[0], text.split(END)[1]
    return f"{before}{START}\n{tables}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8"), document()), encoding="utf-8")
