"""Where the indices of a statement are said to keep a number from being negative, no value of theirs makes it negative."""

from itertools import product
from random import Random

import pytest
import sympy as sp

from checkers.proof.ranges import never_negative
from theorems.language import T, i, j, naturals, t

n = naturals("n")
ENDS = {t: [(0, T), (1, T - 1), (0, None), (2, None)], i: [(0, t), (1, n), (t, T), (t + 1, t + 3)], j: [(0, i), (i, T), (1, i - 1), (i, 2 * i)]}


def ranges(rng):
    chosen = [index for index in (t, i, j) if rng.random() < 0.7] if rng.random() < 0.8 else [t, i, j]
    named = {index: rng.choice(ENDS[index]) for index in chosen}
    return {index: ends for index, ends in named.items() if index == t or t in named or not {t} & ends_of(ends)}


def ends_of(ends):
    return set().union(*(sp.sympify(end).free_symbols for end in ends if end is not None))


def values(named):
    """All small values of T, n and of the indices in their ranges."""
    for T_, n_ in product(range(1, 5), range(1, 4)):
        found = [{T: T_, n: n_}]
        for index, (low, high) in named.items():
            found = [
                {**one, index: value}
                for one in found
                for value in range(sp.sympify(low).subs(one), (5 if high is None else sp.sympify(high).subs(one)) + 1)
            ]
        yield from found


@pytest.mark.parametrize("seed", range(60))
def test_against_all_small_values(seed):
    rng = Random(seed)
    named = ranges(rng)
    if j in named and i not in named:
        del named[j]
    symbols = [T, n, *named]
    e = sum(rng.randint(-2, 3) * rng.choice([one, one, one * rng.choice(symbols)]) for one in symbols) + rng.randint(-1, 3)
    if never_negative(sp.sympify(e), named):
        assert min((e.subs(one) for one in values(named)), default=0) >= 0


@pytest.mark.parametrize(
    ("e", "named", "answer"),
    [
        *(
            (T, {}, True),
            (T - 1, {}, True),
            (T - 2, {}, False),
            (T - t, {t: (0, T)}, True),
            (T - t, {t: (0, None)}, False),
            (t - 1, {t: (1, None)}, True),
        ),
        *((t - i, {t: (0, T), i: (0, t)}, True), (t - i, {t: (0, T), i: (0, T)}, False), (T - i - 1, {i: (0, T - 1)}, True)),
        *((n * T - n, {}, True), (n * T - n - 1, {}, False), (t**2 - t, {t: (1, None)}, True), (t**2 - 3 * t, {t: (1, None)}, False)),
        *((j, {}, False), (i - j, {i: (0, T), j: (i, T)}, False), (sp.Integer(0), {}, True), (sp.Integer(-1), {}, False)),
    ],
)
def test_what_is_shown(e, named, answer):
    assert never_negative(e, named) is answer
