"""The order in which a mathematician writes: terms of a sum, factors of a product, what stands above and below a fraction's bar."""

from typing import Any, NamedTuple

import sympy as sp

from theorems import words as w
from theorems.typed import walk

LARGE = (w.f, w.grad, w.stochastic_grad, w.norm, w.norm_sq, w.inner, w.dist_sq, w.E, w.Probability, w.OVER_STEPS, sp.Indexed, w.Point)
LARGE = tuple(kind for group in LARGE for kind in (group if isinstance(group, tuple) else (group,)))
"""Terms that depend on points, or that stand for more than a constant: they close a product."""


class Quotient(NamedTuple):
    """A product: its rational number, and its factors above and below the bar, in order."""

    number: Any
    above: tuple[Any, ...]
    below: tuple[Any, ...]

    @property
    def small(self) -> tuple[Any, ...]:
        """The constant factors above the bar."""
        return tuple(factor for factor in self.above if not _large(factor))

    @property
    def large(self) -> tuple[Any, ...]:
        """The factors above the bar that depend on points."""
        return tuple(factor for factor in self.above if _large(factor))

    @property
    def splits(self) -> bool:
        """Whether the coefficient is a fraction of its own: `L/2 ||u||^2`, but `L ||u||^2 / (4T+2)` and `2 (f(u) - f_star) / eta`."""
        if not self.large or any(_large(factor) or factor.atoms(w.Index) for factor in self.below):
            return False
        return not self.below or not any(isinstance(factor, sp.Add) for factor in self.large)


def _large(e: Any) -> bool:
    return any(isinstance(term, LARGE) or term == w.f_star for term in walk(e))


def primitive(e: Any) -> tuple[Any, Any]:
    """(c, s) with e = c * s, where c > 0 is common to all terms of a sum in absolute value, else c = 1."""
    if not isinstance(e, sp.Add):
        return sp.Integer(1), e
    numbers = {abs(term.as_coeff_Mul()[0]) for term in e.args}
    if len(numbers) > 1 or numbers == {1}:
        return sp.Integer(1), e
    number = numbers.pop()
    parts = [term / number for term in e.args]
    if any(sp.fraction(part)[1] != 1 for part in parts):
        return sp.Integer(1), e
    return number, sp.Add(*parts)


def _content(factor: Any) -> tuple[Any, Any]:
    """The number common to a factor, also to a power of a sum: (2a - 2b)^2 = 4 (a - b)^2."""
    if isinstance(factor, sp.Pow) and factor.exp.is_Integer:
        number, whole = primitive(factor.base)
        return number**factor.exp, sp.Pow(whole, factor.exp)
    return primitive(factor)


def quotient(e: Any) -> Quotient:
    """A product taken apart."""
    number, above, below = sp.Integer(1), [], []
    for factor in sp.Mul.make_args(e):
        if factor.is_Rational:
            number *= factor
        elif isinstance(factor, sp.Pow) and factor.exp.as_coeff_Mul()[0].is_negative:
            content, rest = _content(sp.Pow(factor.base, -factor.exp))
            number /= content
            below.append(rest)
        else:
            content, rest = _content(factor)
            number *= content
            above.append(rest)
    return Quotient(number, tuple(sorted(above, key=_factor_key)), tuple(sorted(below, key=_factor_key)))


def _factor_key(e: Any) -> tuple[Any, ...]:
    """Numbers and the hole, constants, powers of constants, functions of them, steps, growing powers, sums, then what depends on points."""
    base, exponent = e.as_base_exp() if isinstance(e, sp.Pow) else (e, sp.Integer(1))
    if _large(e):
        rank = 6 if isinstance(base, sp.Add) else 8 if isinstance(base, w.OVER_STEPS) else 7
    elif isinstance(base, w.Index):
        rank = 3
    elif isinstance(base, sp.Add):
        rank = 5 if exponent.is_number else 4
    elif base.is_number or isinstance(base, w.Unknown):
        rank = 0
    elif not exponent.is_number:
        rank = 4
    else:
        rank = 1 if base.is_Symbol else 2
    return (rank, exponent != 1, sp.default_sort_key(exponent) if rank == 1 else 0, str(base))


def terms(e: Any) -> list[Any]:
    """The terms of a sum in order; the first is positive if any is."""
    ordered = sorted(e.args, key=_term_key)
    first = next((term for term in ordered if not _negative(term)), ordered[0])
    return [first, *(term for term in ordered if term is not first)]


def _negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def _term_key(term: Any) -> tuple[Any, ...]:
    """Values of f, f_star, inner products, norms, what grows, numbers, members of sequences, constants; positive before negative in each."""
    inside = list(walk(term))
    for rank, kind in enumerate(_GREAT):
        if any(isinstance(part, kind) and part != w.d for part in inside):
            return (rank, _negative(term), *_latest(inside), str(term))
    if term.is_Rational or _growing(term):
        return (5 if term.is_Rational else 4, _negative(term), 0, str(term))
    if any(isinstance(part, (sp.Indexed, w.Point)) for part in inside):
        bare = isinstance(term.as_coeff_Mul()[1], (*_DIRECTIONS, sp.Indexed, w.Point))
        slope = any(isinstance(part, _DIRECTIONS) for part in inside)
        return (6, not bare, slope if bare else not slope, _negative(term), *_latest(inside), str(term))
    return (7, _negative(term), 0, str(term))


_GREAT: tuple[Any, ...] = (w.f, w.Special, w.inner, (w.norm_sq, w.norm, w.dist_sq))
_DIRECTIONS = (w.grad, w.stochastic_grad)


def _latest(inside: list[Any]) -> tuple[Any, ...]:
    """Later iterates first: x_{t+1} before x_t."""
    steps = [part.indices[0] for part in inside if isinstance(part, sp.Indexed)]
    return (-max((step.as_coeff_Add()[0] for step in steps), default=sp.Integer(0)),)


def _growing(term: Any) -> bool:
    """Whether a step, a natural number or a condition number stands above the bar, as in 4T + 2."""
    powers = [factor.as_base_exp() for factor in sp.Mul.make_args(term)]
    return any((isinstance(base, (w.Index, w.Natural)) or str(base) == "kappa") and exponent.is_positive for base, exponent in powers)
