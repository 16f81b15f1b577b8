"""Free sequences to try: constant, alternating, one spike, geometric with the ratios that the statement's numbers suggest, and drawn ones.

A bound on a moving average is attained by a geometric sequence whose ratio is a quotient of the averages' weights, so the quotients of the
constants (and of the numbers between 0 and 1 that stand in the statement) are the ratios to try first. What `given` asks of a sequence is
probed at the ends of what it allows, step by step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice, permutations, product
from typing import Any
from zlib import crc32

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import allowed, restrictions
from checkers.experiment.search.reach import Reach, reach
from problems import no_objective
from problems.matching import speaks_of_a_problem
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

FEW = (PLAIN[0], PLAIN[1], PLAIN[7])
"""What stands for all free sequences where each is tried on many problems: constant, alternating, falling."""

FIRST = 3
"""How many of the sequences at the ends every case of a problem meets; one of the others in turn."""

TOGETHER = {1: 13, 2: 5}
"""How many patterns between the ends each of one or two restricted sequences takes; of more of them each takes FIRST."""

MOST_ORDERS = 6
"""In how many orders restricted sequences are chosen one after the other."""

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
    elif speaks_of_a_problem(theorem):
        yield from _handful(theorem, case, names)
    else:
        yield from _distinct(_portfolio(theorem, case, names))


def _distinct(cases: Iterator[Case]) -> Iterator[Case]:
    """Of cases that differ in their free sequences only, one for each choice of them."""
    seen = set()
    for case in cases:
        chosen = tuple(sorted(case.sequences.items()))
        if chosen not in seen:
            seen.add(chosen)
            yield case


def _portfolio(theorem: Theorem, case: Case, names: tuple[str, ...]) -> Iterator[Case]:
    choices = [*PLAIN, *(FreeSequence("geometric", (ONE, ratio)) for ratio in _ratios(theorem, case.constants))]
    several = list(product(choices, repeat=len(names))) if len(names) > 1 else [(one,) for one in choices]
    for chosen in several[: 4 * len(choices)]:
        yield from _fitting(theorem, case, dict(zip(names, chosen, strict=True)))
    for ends in at_ends(theorem, case):
        yield replace(case, sequences=ends, found_by=_named(case, ends))


def _handful(theorem: Theorem, case: Case, names: tuple[str, ...]) -> Iterator[Case]:
    """A few choices for a case of a problem, one of them drawn: both ends and alternating where `given` restricts, the plainest elsewhere."""
    number = crc32(repr((case.instance.formula, case.start)).encode())
    ends = at_ends(theorem, case)
    for chosen in [*ends[:FIRST], ends[FIRST + number % (len(ends) - FIRST)]] if len(ends) > FIRST else ends:
        yield replace(case, sequences=chosen, found_by=_named(case, chosen))
    if not ends:
        stream = np.random.Generator(np.random.Philox(key=[0, number]))
        drawn = [{name: _drawn(stream, case.steps + 1) for name in names}]
        for chosen in [*({name: one for name in names} for one in FEW), *drawn]:
            yield from islice(_fitting(theorem, case, chosen), 1)


def at_ends(theorem: Theorem, case: Case) -> tuple[Mapping[str, FreeSequence], ...]:
    """Choices of the free sequences at and between the ends of what `given` allows at each step; empty where it restricts none."""
    return _at_ends(theorem, tuple(sorted(case.constants.items())), case.steps) if restrictions(theorem) else ()


@lru_cache(maxsize=512)
def _at_ends(theorem: Theorem, constants: tuple[Any, ...], steps: int) -> tuple[Mapping[str, FreeSequence], ...]:
    bare = Case(no_objective.build(), dict(constants), steps=steps)
    orders = islice(permutations(sequence_names(theorem)), MOST_ORDERS)
    found = {tuple(sorted(chosen.items())): chosen for order in orders for chosen in _in_order(theorem, bare, order, len(order))}
    return tuple(chosen for chosen in found.values() if allowed(theorem, replace(bare, sequences=chosen)))


def _in_order(theorem: Theorem, case: Case, order: tuple[str, ...], together: int) -> Iterator[Mapping[str, FreeSequence]]:
    """Choices for sequences one after the other, each within what `given` leaves to it beside those before it."""
    if not order:
        yield case.sequences
        return
    within = reach(theorem, case, order[0])
    for one in FEW if within is None else _patterns(within, case.steps + 1)[: TOGETHER.get(together, FIRST)]:
        yield from _in_order(theorem, replace(case, sequences={**case.sequences, order[0]: one}), order[1:], together)


def _patterns(within: Reach, count: int) -> list[FreeSequence]:
    """At the low ends, at the high ones, alternating, in the middle, one step at an end and the others at the other, half and half, drawn."""
    stream = np.random.Generator(np.random.Philox(key=[0, count]))
    low, high, spike = [Fraction(0)] * count, [ONE] * count, min(3, count - 1)
    shares = [low, high, [Fraction((step + 1) % 2) for step in range(count)], [Fraction(step % 2) for step in range(count)], [ONE / 2] * count]
    for at in dict.fromkeys((0, spike)):
        shares += [[Fraction(step == at) for step in range(count)], [Fraction(step != at) for step in range(count)]]
    shares += [[Fraction(2 * step >= count) for step in range(count)]]
    shares += [[Fraction(int(n), 4) for n in stream.integers(0, 5, count)] for _ in range(3)]
    return list(dict.fromkeys(within.between(one) for one in shares))


def _fitting(theorem: Theorem, case: Case, chosen: Mapping[str, FreeSequence]) -> Iterator[Case]:
    """The choice and two scalings of it; where `given` forbids one, its moduli, the sequence scaled to a constant of the case, or stretched to
    reach from the low ends of what is allowed to the high ones."""
    factors = [value for value in case.constants.values() if isinstance(value, Fraction)] if restrictions(theorem) else []
    bounded = [{name: _within(one, factor, case.steps) for name, one in chosen.items()} for factor in factors]
    for scale in (ONE, *SCALES):
        scaled = {name: one.scaled(scale) for name, one in chosen.items()}
        moduli = {name: one.absolute() for name, one in scaled.items()}
        stretched = _stretched(theorem, case, chosen) if scale == ONE else iter(())
        for variant in chain((scaled, moduli, *bounded), stretched) if restrictions(theorem) else (scaled,):
            made = replace(case, sequences=variant, found_by=_named(case, variant))
            if allowed(theorem, made):
                yield made
                break


def _stretched(theorem: Theorem, case: Case, chosen: Mapping[str, FreeSequence]) -> Iterator[Mapping[str, FreeSequence]]:
    """The choice with each restricted sequence stretched over its reach beside those before it."""
    made = replace(case, sequences={})
    for name, one in sorted(chosen.items()):
        within = reach(theorem, made, name)
        made = replace(made, sequences={**made.sequences, name: one if within is None else within.stretched(one)})
    yield made.sequences


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
    drawn = [{name: _drawn(stream, case.steps + 1) for name in names} for _ in range(1 if speaks_of_a_problem(theorem) else 4)]
    yield from _distinct(made for chosen in drawn for made in _fitting(theorem, case, chosen))


def _drawn(stream: Any, count: int) -> FreeSequence:
    """Signed powers of two, or small multiples of a quarter."""
    if stream.random() < 0.5:
        signs, sizes = stream.integers(0, 2, count), stream.integers(-6, 7, count)
        return FreeSequence("listed", tuple((1 - 2 * int(s)) * Fraction(2) ** int(e) for s, e in zip(signs, sizes, strict=True)))
    return FreeSequence("listed", tuple(Fraction(int(n), 4) for n in stream.integers(-8, 9, count)))
