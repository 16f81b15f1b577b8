"""Holes: the one constant `c = unknown("c")` that a claim leaves open, the best of which is sought.

A claim with a hole is linear in it: small <= large becomes 0 <= rest + c * factor. Where the factor is nonnegative the least such c is sought
(every larger one will do), where it is nonpositive the greatest.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Hypothesis
from theorems.normal_form import normal_form
from theorems.scaling import Asymptotic
from theorems.typed import walk

if TYPE_CHECKING:
    from theorems.language import Theorem

EXAMPLE = "f(x[T]) - f_star <= c * norm_sq(x[0] - x_star)"


class Open(NamedTuple):
    """A claim as 0 <= rest + hole * factor."""

    hole: w.Unknown
    rest: Any
    factor: Any


def hole(claim: Any) -> w.Unknown | None:
    """The hole of a claim, None where it has none."""
    return next(iter(holes(claim)), None)


def holes(e: Any) -> tuple[w.Unknown, ...]:
    """Every hole inside an expression, by name."""
    return tuple(sorted({term for term in walk(e) if isinstance(term, w.Unknown)}, key=str)) if isinstance(e, sp.Basic) else ()


def opened(claim: Any) -> Open:
    """A claim with a hole, taken apart at it."""
    found = hole(claim)
    assert found is not None
    small, large = (claim.rhs, claim.lhs) if isinstance(claim, (sp.Ge, sp.Gt)) else (claim.lhs, claim.rhs)
    rest, one = ((large - small).xreplace({found: value}) for value in (sp.S.Zero, sp.S.One))
    return Open(found, rest, one - rest)


def check_elsewhere(theorem: "Theorem") -> None:
    """Refuse a hole anywhere but in a claim."""
    for number, member in enumerate(theorem.given):
        inside = [b.constant for b in member.bounds] if isinstance(member, Hypothesis) else [member]
        _refuse(inside, f"given[{number}]", "given")
    method, setting = theorem.method, theorem.setting
    _refuse(method.expressions() if method is not None else [], "method", "the method")
    _refuse(setting.expressions() if setting is not None else [], "setting", "the setting")


def _refuse(expressions: Iterable[Any], part: str, place: str) -> None:
    for found in (one for e in expressions for one in holes(e)):
        hint = f'a constant that {place} speaks of is declared with {found} = constants("{found}")'
        raise LanguageError(f"the hole {found} stands in {place}, but a hole is a constant of a claim alone: {hint}.", part)


def check_hole(claim: Any) -> None:
    """Refuse a claim whose holes ask for no best constant."""
    found = holes(claim)
    if not found:
        return
    if len(found) > 1:
        raise LanguageError(f"the claim has {len(found)} holes, {' and '.join(map(str, found))}: one constant is sought at a time.")
    if isinstance(claim, Asymptotic):
        raise LanguageError(f"a claim about growth has no best constant: state an inequality around the hole {found[0]}.")
    if isinstance(claim, sp.Eq):
        raise LanguageError(f"an equality has no best constant: write <= or >= around the hole {found[0]}.")
    if not _is_linear(claim, found[0]):
        hint = f"write {found[0]} times squares, norms or gaps to f_star, as in {EXAMPLE.replace('c ', f'{found[0]} ')}"
        raise LanguageError(f"the hole {found[0]} must stand linearly in the claim: {hint}.")


def _is_linear(claim: Any, found: Any) -> bool:
    """Whether the hole is a factor of whole terms, and of the first degree."""
    form = normal_form(claim)
    terms = (*form.small_terms, *form.large_terms)
    return all(found not in walk(term.measured) and not sp.diff(term.coefficient, found).has(found) for term in terms)
