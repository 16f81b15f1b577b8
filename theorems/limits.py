"""What a claim about growth, or about the draws of a random network, must satisfy in its theorem."""

from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.scaling import Asymptotic
from theorems.settings import RandomNetwork
from theorems.typed import NUMBER, Kinds, free_indices, parts, walk

if TYPE_CHECKING:
    from theorems.language import Theorem

MEANS = (w.E, w.Probability)


def check_limit(theorem: "Theorem", kinds: Kinds, claim: Asymptotic) -> None:
    """Refuse a claim about growth that makes no sense in its theorem."""
    name = type(claim).__name__
    kinds.expect(claim.quantity, NUMBER, name)
    if claim.stated in (sp.oo, -sp.oo):
        raise LanguageError(f"{name} takes a number: how fast something grows without bound is said by Scales(quantity, {claim.size}, exponent).")
    kinds.expect(claim.stated, NUMBER, name)
    if any(isinstance(term, (w.Word, sp.Indexed, w.Special, w.Index, *MEANS, *w.OVER_STEPS)) or term == claim.size for term in walk(claim.stated)):
        hint = "a limit such as f_star goes to the left, as in Tends(e - f_star, t, 0)"
        raise LanguageError(f"{name} takes an exact number, or constants: {claim.stated} is more; {hint}.")
    if any(isinstance(term, w.E) and len(term.args) == 2 for term in walk(claim.quantity)):
        raise LanguageError(f"{name} speaks of expectations given the start: E(..., given=...) has no place in it.")
    loose = free_indices(claim.quantity) - {claim.size}
    if loose:
        named = ", ".join(sorted(map(str, loose)))
        raise LanguageError(f"{name} runs over {claim.size}: {named} stands free in {claim.quantity} as well.")
    (_check_width if isinstance(claim.size, w.Natural) else _check_steps)(theorem, claim)


def _check_steps(theorem: "Theorem", claim: Asymptotic) -> None:
    name = type(claim).__name__
    if theorem.method is None:
        raise LanguageError(f"{name} over {claim.size} speaks of a run, but the theorem has no method.")
    if claim.size not in free_indices(claim.quantity):
        raise LanguageError(f"{claim.quantity} does not depend on {claim.size}: {name} has nothing to follow.")
    if claim.size == w.t and not theorem.method.horizon_free:
        raise LanguageError(f"the method depends on its horizon T, so that t ends there: let {name} run over T.")


def _check_width(theorem: "Theorem", claim: Asymptotic) -> None:
    name, drawn = type(claim).__name__, _drawn(theorem)
    terms = list(walk(claim.quantity))
    moving = [term for term in terms if isinstance(term, (sp.Indexed, w.stochastic_grad))]
    if moving:
        raise LanguageError(f"{name} over {claim.size} is about points of a network of that width: {moving[0]} belongs to a run.")
    loose = [term for term in terms if isinstance(term, w.Point) and term not in (*drawn, w.x_star)]
    if loose:
        raise LanguageError(f"{name} over {claim.size} needs to know how {loose[0]} is drawn: give setting=RandomNetwork({loose[0]}).")
    inside = [term for term in terms if isinstance(term, MEANS) and term is not claim.quantity]
    if inside or isinstance(claim.quantity, w.Probability):
        raise LanguageError(f"{name} over {claim.size} takes a quantity or E of one: {(inside or [claim.quantity])[0]} stands elsewhere.")


def check_setting(theorem: "Theorem") -> None:
    """A random network is the setting of a theorem about points, and a claim with an expectation has no drawn point outside it."""
    if not isinstance(theorem.setting, RandomNetwork):
        return
    if theorem.method is not None:
        raise LanguageError("RandomNetwork draws the point of a theorem without a method.", "setting")
    for number, claim in enumerate(theorem.claims):
        if not isinstance(claim, Asymptotic) and any(isinstance(term, MEANS) for term in walk(claim)):
            bare = [point for point in _outside(claim) if point in theorem.setting.points]
            if bare:
                raise LanguageError(f"the claim mixes an expectation with the drawn point {bare[0]}: take E of both sides.", f"claim[{number}]")


def _drawn(theorem: "Theorem") -> tuple[Any, ...]:
    return theorem.setting.points if isinstance(theorem.setting, RandomNetwork) else ()


def _outside(e: Any) -> list[Any]:
    """The points that stand outside every expectation."""
    if isinstance(e, MEANS):
        return []
    return [e] if isinstance(e, w.Point) else [found for a in parts(e) if isinstance(a, sp.Basic) for found in _outside(a)]
