"""Where the indices of a statement are said to keep a number from being negative, no value of theirs makes it negative; and who asks for that."""

from itertools import product
from random import Random

import pytest
import sympy as sp

from checkers.proof.goal import read
from checkers.proof.ranges import never_negative
from theorems.language import E, Sum, T, Theorem, i, j, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

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


@pytest.mark.parametrize(("sample", "is_read"), [(i, True), (t, True), (t - 1, True), (i - 1, False), (t - 2, True), (i - t, False)], ids=str)
def test_draws_before_the_first_are_not_read(sample, is_read):
    """What is known at the start would be such a draw itself; a claim about t begins where its draws do."""
    size = E(norm_sq(stochastic_grad(x[0], sample=sample)))
    claim = size >= 0 if sample.has(t) and not sample.has(i) else Sum(size, (i, 0, T)) >= 0
    found = read(Theorem(method=SGD(step=1), claim=claim))
    assert (found.unread == {}) is is_read
    if is_read and sample.has(t):
        assert f"t ≥ {t - sample}" in found.statement["goals"][0]["axioms"]
