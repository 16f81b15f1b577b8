"""hypothesis strategies for tests of one's own: random problems with certified constants.

One strategy for each family of problems, under its plural name: `quadratics()`, `least_squares()`, `huber_functions()`, ...; what each takes
stands in its docstring. `problems_with(Smooth(L), PL(mu))` draws from every family that certifies all of some hypotheses.
"""

import inspect
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any

import sympy as sp
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from lemmata.fitting import Wanted, said
from problems.discovery import families, family_of
from problems.instance import Family, Instance
from problems.noise import Noise
from problems.numbers import vectors
from problems.problem import Problem, points_of
from theorems.errors import LanguageError
from theorems.hypothesis import Hypothesis

FURTHER = 8
"""How many of the values that a constant may take are drawn from."""

KINDS = 3
"""One in so many, and one more, instances is a known one: what fails on it shrinks to the plainest of them."""

NEAR = 8
"""How many of an instance's own starts are drawn from, and the number that stands for any point near the origin."""


def __getattr__(name: str) -> Callable[..., Any]:
    known = _named()
    if name in known:
        return _strategy(name)
    close = get_close_matches(name, [*known, "problems_with"], n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise AttributeError(f"no strategy is called {name!r}.{hint} There are: problems_with, {', '.join(known)}.")


def __dir__() -> list[str]:
    return [*_named(), "problems_with"]


@cache
def _named() -> dict[str, Family]:
    """Every family by the plural name of its strategy."""
    return {family.strategy_name: family for family in families().values()}


@cache
def _strategy(name: str) -> Callable[..., Any]:
    """The strategy of a family, which draws problems where the family's own draws instances."""
    family = _named()[name]
    signature = inspect.signature(family.strategy)

    def strategy(**arguments: Any) -> Any:
        wrong = [given for given in arguments if given not in signature.parameters]
        if wrong:
            raise InvalidArgument(f"{name}() takes {', '.join(signature.parameters) or 'no arguments'}, not {', '.join(wrong)}.")
        try:
            instances = family.strategy(**arguments)
        except ValueError as error:
            raise InvalidArgument(f"{name}(): {error}") from None
        return instances.flatmap(lambda one: _starts(one).map(lambda start: Problem(one, _own_noise(family), at=start)))

    strategy.__name__ = strategy.__qualname__ = name
    strategy.__doc__ = f"{family.title}: problems whose constants are certified. {family.strategy.__doc__ or ''}"
    strategy.__signature__ = signature.replace(parameters=[  # type: ignore[attr-defined]
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in signature.parameters.values()
    ])  # fmt: skip
    return strategy


def _own_noise(family: Family) -> Noise | None:
    """Draws of the components, where f is a mean of them."""
    return Noise("finite_sum") if family.components is not None else None


def _starts(one: Instance) -> Any:
    """Where bounds are tight, or anywhere near."""
    return st.one_of(st.sampled_from(points_of(one)), vectors(one.dimension, -4, 4))


def problems_with(*hypotheses: Any) -> Any:
    """Problems of every family that certifies all of the hypotheses, with random gradients where one speaks of them.

    A constant is a symbol of the language (`L, mu = constants("L mu")`), for which each problem has a value (`problem.L`), the best that is
    certified or a slack one; or a number, to which all problems keep. Relations such as `mu <= L` and `eta <= 1/L` are kept, too, and give
    values to further symbols. InvalidArgument says what is wrong with a hypothesis, and when no family certifies all of them.
    """
    wanted = _wanted(hypotheses)
    found = [family for family in families().values() if wanted.examples(family)]
    if not found:
        raise InvalidArgument(f"no family of problems certifies all of {said(hypotheses)}.")
    ranked = sorted(found, key=lambda family: min(map(_plainness, wanted.examples(family))))
    plain = sorted((problem for family in ranked for problem in wanted.examples(family)), key=lambda problem: problem.dimension)
    drawn = st.one_of([wanted.drawn_from(family) for family in ranked])
    known = st.sampled_from([problem.instance for problem in plain])
    return _meeting(wanted, st.integers(0, KINDS).flatmap(lambda kind: drawn if kind else known), plain)


def _plainness(problem: Problem) -> tuple[int, int]:
    return problem.dimension, len(problem.formula)


def _wanted(hypotheses: tuple[Any, ...]) -> Wanted:
    """The hypotheses, refused with a message where they are none."""
    if not hypotheses:
        raise InvalidArgument("problems_with() takes hypotheses, as in problems_with(Smooth(L), PL(mu)).")
    for one in hypotheses:
        if isinstance(one, type) and issubclass(one, Hypothesis):
            raise InvalidArgument(f"{one.__name__} is a class of hypotheses: write {one.__name__}(...) with its constant, if it has one.")
        if not isinstance(one, (Hypothesis, sp.Rel)) or one == sp.false:
            raise InvalidArgument(f"{one!r} is neither a hypothesis, such as Smooth(L), nor a relation between constants, such as mu <= L.")
    wanted = Wanted(hypotheses)
    try:
        wanted.theorem.hypotheses  # noqa: B018
    except LanguageError as error:
        raise InvalidArgument(error.message) from None
    return wanted


@st.composite
def _meeting(draw: Any, wanted: Wanted, instances: Any, plain: list[Problem]) -> Problem:
    """A problem that meets the hypotheses; where the instance that is drawn does not, one of those that are known to.

    What does not depend on the instance is drawn before it, so that shrinking to a plainer instance keeps it.
    """
    further, which, place = draw(st.lists(st.integers(0, FURTHER), max_size=4)), draw(st.integers(0, 15)), draw(st.integers(0, NEAR))
    one = draw(instances)
    noises, starts = wanted.noises(one, family_of(one)), points_of(one)
    start = draw(vectors(one.dimension, -4, 4)) if place == NEAR else starts[place % len(starts)]
    positions = iter(further)
    found = wanted.met(one, noises[which % len(noises)], start, lambda allowed: allowed[min(next(positions, 0), len(allowed) - 1)])
    return found or wanted.met(one, noises[which % len(noises)], start) or plain[which % len(plain)]
