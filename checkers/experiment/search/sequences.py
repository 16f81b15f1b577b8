"""Free sequences to try: constant, alternating, one spike, geometric with the ratios that the statement's numbers suggest, and drawn ones.

A bound on a moving average is attained by a geometric sequence whose ratio is a quotient of the averages' weights, so the quotients of the
constants (and of the numbers between 0 and 1 that stand in the statement) are the ratios to try first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import allowed, restrictions
from problems.sequences import FreeSequence
from theorems import words as w
from theorems.language import Theorem

ONE = Fraction(1)
PLAIN = (
    FreeSequence("periodic", (ONE,)),
    FreeSequence("periodic", (ONE, -ONE)),
    FreeSequence("listed", (ONE,)),
    FreeSequence("listed", (Fraction(0), Fraction(0), Fraction(0), ONE)),
    FreeSequence("listed", (ONE, ONE, ONE, ONE)),
    FreeSequence("periodic", (Fraction(3), -ONE, -ONE)),
    FreeSequence("geometric", (ONE, Fraction(2))),
    FreeSequence("geometric", (ONE, Fraction(1, 2))),
    FreeSequence("geometric", (ONE, Fraction(-2))),
)
PORTFOLIO = 0.3
"""How often drawn constants meet the whole portfolio."""

MOST_RATIOS, SCALES = 8, (Fraction(1, 1000), Fraction(1000))


@lru_cache(maxsize=256)
def sequence_names(theorem: Theorem) -> tuple[str, ...]:
    """The names of the free sequences of a theorem, sorted."""
    return tuple(sorted({str(e.base) for e in theorem.terms() if isinstance(e, sp.Indexed) and isinstance(e.base, w.Sequence)}))


def with_sequences(theorem: Theorem, case: Case) -> Iterator[Case]:
    """The case with each choice of its free sequences from the portfolio that `given` allows; the case itself where it has none."""
    names = sequence_names(theorem)
    if not names:
        yield case
        return
    choices = [*PLAIN, *(FreeSequence("geometric", (ONE, ratio)) for ratio in _ratios(theorem, case.constants))]
    several = list(product(choices, repeat=len(names))) if len(names) > 1 else [(one,) for one in choices]
    for chosen in several[: 4 * len(choices)]:
        yield from _fitting(theorem, case, dict(zip(names, chosen, strict=True)))


def _fitting(theorem: Theorem, case: Case, chosen: Mapping[str, FreeSequence]) -> Iterator[Case]:
    """The choice and two scalings of it; where `given` forbids one, its moduli or the sequence scaled to a constant of the case."""
    factors = [value for value in case.constants.values() if isinstance(value, Fraction)]
    bounded = [{name: _within(one, factor, case.steps) for name, one in chosen.items()} for factor in factors]
    for scale in (ONE, *SCALES):
        scaled = {name: one.scaled(scale) for name, one in chosen.items()}
        moduli = {name: one.absolute() for name, one in scaled.items()}
        for variant in (scaled, moduli, *bounded) if restrictions(theorem) else (scaled,):
            made = replace(case, sequences=variant, found_by=_named(case, variant))
            if allowed(theorem, made):
                yield made
                break


def _named(case: Case, chosen: Mapping[str, FreeSequence]) -> str:
    kinds = sorted({one.kind for one in chosen.values()})
    return f"{case.found_by.partition(':')[0]}: {' and '.join(kinds)} sequence{'s' if len(chosen) > 1 else ''}"


def _within(one: FreeSequence, bound: Fraction, steps: int) -> FreeSequence:
    """The sequence scaled to reach a bound within the run."""
    largest = max(abs(value) for value in one.members(steps + 1))
    return one.scaled(bound / largest) if largest else one


def _ratios(theorem: Theorem, constants: Mapping[str, Any]) -> list[Fraction]:
    """Quotients of numbers below 1 that stand in the statement or among the constants, and of 1 with them."""
    values = [value for value in constants.values() if isinstance(value, Fraction) and 0 < value < 1]
    values = list(dict.fromkeys([ONE, *values, *_written(theorem)]))
    quotients = [a / b for b in values for a in values if a != b]
    return sorted(dict.fromkeys(quotients), key=lambda q: (abs(q - 1), q))[:MOST_RATIOS]


@lru_cache(maxsize=256)
def _written(theorem: Theorem) -> tuple[Fraction, ...]:
    found = {term for e in theorem.expressions() if isinstance(e, sp.Basic) for term in e.atoms(sp.Rational)}
    return tuple(sorted(Fraction(int(q.p), int(q.q)) for q in found if 0 < q < 1))


def drawn_sequences(theorem: Theorem, case: Case, stream: Any) -> Iterator[Case]:
    """The case with free sequences drawn from a stream, some members far larger than others; now and then with all of the portfolio."""
    names = sequence_names(theorem)
    if not names or stream.random() < PORTFOLIO:
        yield from with_sequences(theorem, case)
        return
    for _ in range(4):
        yield from _fitting(theorem, case, {name: _drawn(stream, case.steps + 1) for name in names})


def _drawn(stream: Any, count: int) -> FreeSequence:
    """Signed powers of two, or small multiples of a quarter."""
    if stream.random() < 0.5:
        signs, sizes = stream.integers(0, 2, count), stream.integers(-6, 7, count)
        return FreeSequence("listed", tuple((1 - 2 * int(s)) * Fraction(2) ** int(e) for s, e in zip(signs, sizes, strict=True)))
    return FreeSequence("listed", tuple(Fraction(int(n), 4) for n in stream.integers(-8, 9, count)))
