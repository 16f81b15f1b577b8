"""What the first two moments suffice for, read off the statement: updates that are affine, and claims that are quadratic, in what is random.

On a quadratic objective an update that is linear in iterates and gradients, with coefficients that nothing random enters, keeps every random
vector affine in the noise; then the expectation of a term that is at most quadratic depends on means and covariances alone.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.method import Method
from theorems.normal_form import NormalForm, gap
from theorems.typed import VECTOR, free_indices, parts, walk

Names = frozenset[str]


@lru_cache(maxsize=256)
def random_sequences(method: Method) -> Names:
    """The sequences of a method that draws enter, directly or through others."""
    found: set[str] = set()
    while True:
        drawn = {str(e.lhs.base) for e in method.equations if any(_is_random(term, found) for term in walk(e.rhs))}
        if drawn <= found:
            return frozenset(found)
        found |= drawn


def _is_random(term: Any, names: set[str]) -> bool:
    return isinstance(term, (w.stochastic_grad, w.AtRandom)) or (isinstance(term, sp.Indexed) and str(term.base) in names)


@lru_cache(maxsize=256)
def is_affine(method: Method) -> bool:
    """Whether every random sequence is of vectors, and affine in the random vectors before it."""
    names, kinds = random_sequences(method), method.sequences
    return all(kinds[name] == VECTOR for name in names) and all(degree(e.rhs, names) in (0, 1) for e in method.equations)


@lru_cache(maxsize=1024)
def is_quadratic(form: NormalForm, names: Names) -> bool:
    """Whether what is random stands inside expectations only, and each is of a term that is at most quadratic in it."""
    return degree(form.small, names) == 0 and degree(form.large, names) == 0


def degree(e: Any, names: Names) -> int | None:
    """The degree of a term in what is random, on a quadratic objective: 0, 1 or 2; None for any other dependence."""
    rule = next((found for kinds, found in _RULES if isinstance(e, kinds)), _of_parts)
    return rule(e, names)


def _indexed(e: Any, names: Names) -> int | None:
    fixed = e.indices[0].is_Integer and e.indices[0] <= 0
    return int(not fixed and isinstance(e.base, w.Iterates) and str(e.base) in names)


def _sum(e: Any, names: Names) -> int | None:
    found = [degree(a, names) for a in e.args]
    return None if None in found else max(a for a in found if a is not None)


def _product(e: Any, names: Names) -> int | None:
    """One factor may be random: coordinatewise products of random vectors are not affine, those of random numbers not quadratic."""
    found = [degree(a, names) for a in e.args]
    some = [a for a in found if a != 0]
    return 0 if not some else some[0] if len(some) == 1 else None


def _squared(e: Any, names: Names) -> int | None:
    """A quadratic function of a vector."""
    inside = degree(e.args[0], names)
    return 2 * inside if inside in (0, 1) else None


def _inner(e: Any, names: Names) -> int | None:
    a, b = (degree(part, names) for part in e.args)
    return None if a is None or b is None or max(a, b) > 1 else a + b


def _gradient(e: Any, names: Names) -> int | None:
    found = degree(e.args[0], names)
    return found if found in (0, 1) else None


def _drawn_gradient(e: Any, names: Names) -> int | None:
    return 1 if degree(e.args[0], names) in (0, 1) else None


def _mean(e: Any, names: Names) -> int | None:
    return 0 if len(e.args) == 1 and degree(e.args[0], names) is not None else None


def _of_parts(e: Any, names: Names) -> int | None:
    """Any other function, of what is not random only."""
    inside = (e.function,) if isinstance(e, w.OVER_STEPS) else parts(e)
    return 0 if all(degree(a, names) == 0 for a in inside if isinstance(a, sp.Basic)) else None


_RULES: tuple[tuple[Any, Callable[[Any, Names], int | None]], ...] = (
    (sp.Indexed, _indexed),
    (sp.Add, _sum),
    (sp.Mul, _product),
    ((w.f, gap, w.norm_sq, w.dist_sq), _squared),
    (w.inner, _inner),
    (w.grad, _gradient),
    (w.stochastic_grad, _drawn_gradient),
    (w.E, _mean),
    ((w.Probability, w.AtRandom), lambda e, names: None),
    ((w.Average, sp.Sum), lambda e, names: degree(e.function, names)),
)


def slots(method: Method | None, forms: tuple[NormalForm, ...]) -> tuple[Any, ...] | None:
    """The points, relative to the step t of their draw, of all random gradients that equations and claims take; None where one has no such form.

    The gradient of a drawn component is uncorrelated with all that came before if its point is known before the draw. In the equations each
    step must draw anew.
    """
    updates = [term for e in (method.equations if method else ()) for term in walk(e.rhs) if isinstance(term, w.stochastic_grad)]
    claimed = [term for form in forms for side in (form.small, form.large) for term in walk(side) if isinstance(term, w.stochastic_grad)]
    found = {slot(term): None for term in sorted({*updates, *claimed}, key=str)}
    return None if None in found or any(term.args[1] != w.t for term in updates) else tuple(found)


@lru_cache(maxsize=1024)
def slot(e: Any) -> Any:
    """The point of a random gradient relative to the step t of its draw, or None where it is not known before the draw."""
    point, sample = e.args[:2]
    terms = list(walk(point))
    if any(isinstance(term, (w.stochastic_grad, w.AtRandom, w.E, w.Probability, *w.OVER_STEPS)) or term == w.T for term in terms):
        return None
    moved = {}
    for member in (term for term in terms if isinstance(term, sp.Indexed)):
        offset = sp.expand(member.indices[0] - sample)
        if offset.is_Integer and offset <= 0:
            moved[member] = member.base[w.t + offset]
        elif not (member.indices[0].is_Integer and member.indices[0] <= 0):
            return None
    found = point.xreplace(moved)
    loose = free_indices(point.xreplace({member: sp.S.Zero for member in moved}))
    return found if sample == w.t or not loose else None
