"""What a claim about growth, or about the draws of a random network or a ladder, must satisfy in its theorem."""

from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.scaling import Asymptotic
from theorems.settings import DRAWN, Ladder
from theorems.typed import NUMBER, Kinds, check_relation, free_indices, parts, walk

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
    ends = isinstance(theorem.setting, Ladder) and theorem.setting.until is not None and claim.size == theorem.setting.over
    loose = free_indices(claim.quantity) - ({claim.size, w.T} if ends else {claim.size})
    if loose:
        named = ", ".join(sorted(map(str, loose)))
        raise LanguageError(f"{name} runs over {claim.size}: {named} stands free in {claim.quantity} as well.")
    (_check_width if isinstance(claim.size, w.Natural) else _check_steps)(theorem, claim)


def _check_steps(theorem: "Theorem", claim: Asymptotic) -> None:
    name = type(claim).__name__
    if theorem.method is None:
        raise LanguageError(f"{name} over {claim.size} speaks of a run, but the theorem has no method.")
    if isinstance(theorem.setting, Ladder):
        raise LanguageError(f"{name} over {claim.size} follows one run, but the setting is a ladder over {theorem.setting.over}: state it alone.")
    if claim.size not in free_indices(claim.quantity):
        raise LanguageError(f"{claim.quantity} does not depend on {claim.size}: {name} has nothing to follow.")
    if claim.size == w.t and not theorem.method.horizon_free:
        raise LanguageError(f"the method depends on its horizon T, so that t ends there: let {name} run over T.")


def _check_width(theorem: "Theorem", claim: Asymptotic) -> None:
    name, drawn = type(claim).__name__, _drawn(theorem)
    terms = list(walk(claim.quantity))
    _check_runs(theorem, claim, [term for term in terms if isinstance(term, (sp.Indexed, w.stochastic_grad))])
    loose = [term for term in terms if isinstance(term, w.Point) and term not in (*drawn, w.x_star)]
    if loose:
        either = f"setting=RandomNetwork({loose[0]}) or Ladder({loose[0]}, over={claim.size})"
        raise LanguageError(f"{name} over {claim.size} needs to know how {loose[0]} is drawn: give {either}.")
    inside = [term for term in terms if isinstance(term, MEANS) and term is not claim.quantity]
    if inside or isinstance(claim.quantity, w.Probability):
        hint = "what no draw has a part in may stand inside, as in E(f(u)**2 - 1)"
        raise LanguageError(f"{name} over {claim.size} takes a quantity or E of one: {(inside or [claim.quantity])[0]} stands elsewhere; {hint}.")


def _check_runs(theorem: "Theorem", claim: Asymptotic, moving: list[Any]) -> None:
    """Iterates belong to a ladder with a method, which runs over the claim's own size."""
    name, setting = type(claim).__name__, theorem.setting
    if isinstance(setting, Ladder) and setting.over != claim.size:
        raise LanguageError(f"{name} runs over {claim.size}, but the setting is a ladder over {setting.over}.")
    if moving and not isinstance(setting, Ladder):
        hint = f"Ladder(over={claim.size}) follows a run at every {claim.size}"
        raise LanguageError(f"{name} over {claim.size} is about points of a network of that width: {moving[0]} belongs to a run; {hint}.")
    if any(isinstance(term, sp.Indexed) and w.T in free_indices(term) and term.indices[0] not in (w.T, w.T - 1) for term in moving):
        raise LanguageError(f"{name} over {claim.size} looks at a run up to its end x[T]: it names steps beyond.")


def check_setting(theorem: "Theorem") -> None:
    """What a setting draws is what its theorem speaks of, and a claim with an expectation has no drawn point outside it."""
    if not isinstance(theorem.setting, DRAWN):
        return
    if isinstance(theorem.setting, Ladder):
        _check_ladder(theorem, theorem.setting)
    elif theorem.method is not None:
        raise LanguageError("RandomNetwork draws the point of a theorem without a method; with one, write Ladder(over=m).", "setting")
    for number, claim in enumerate(theorem.claims):
        if not isinstance(claim, Asymptotic) and any(isinstance(term, MEANS) for term in walk(claim)):
            bare = [point for point in _outside(claim) if point in theorem.setting.points]
            if bare:
                raise LanguageError(f"the claim mixes an expectation with the drawn point {bare[0]}: take E of both sides.", f"claim[{number}]")


def _check_ladder(theorem: "Theorem", ladder: Ladder) -> None:
    """Something grows with the size; points are drawn without a method and the start with one, whose runs are long enough and no longer."""
    over, method = ladder.over, theorem.method
    grown = [b.constant for h in theorem.hypotheses for b in h.bounds]
    begun = [r for r in theorem.relations if any(isinstance(term, (sp.Indexed, w.Point)) for term in walk(r)) and over in walk(r)]
    if over not in grown and not begun:
        raise LanguageError(
            f"nothing grows with {over}: name it in a hypothesis, as in TwoLayer({over}), or in a relation about the start.", "setting"
        )
    if method is None and not ladder.points:
        raise LanguageError(f"a ladder of a theorem without a method draws points: write Ladder(u, over={over}).", "setting")
    if method is None and ladder.until is not None:
        raise LanguageError("until ends a run, but the theorem has no method.", "setting")
    if method is not None and ladder.points:
        raise LanguageError(f"with a method a ladder draws the start x[0]: write Ladder(over={over}).", "setting")
    if method is not None and (method.random or not method.horizon_free):
        raise LanguageError("a ladder follows a deterministic method whose step does not depend on the horizon T.", "setting")
    if ladder.until is not None:
        _check_until(theorem, ladder)


def _check_until(theorem: "Theorem", ladder: Ladder) -> None:
    check_relation(Kinds(theorem.sequences), ladder.until)
    members = {term.indices[0] for term in walk(ladder.until) if isinstance(term, sp.Indexed)}
    if free_indices(ladder.until) != {w.t} or w.t not in members or members - {w.t, sp.S.Zero}:
        raise LanguageError(f"until looks at x[t] and x[0], at any step t: {ladder.until} does not.", "setting")
    for number, claim in enumerate(theorem.claims):
        if not isinstance(claim, Asymptotic) and w.T in free_indices(claim):
            raise LanguageError("T is the step at which until ends a run: only claims about growth speak of it.", f"claim[{number}]")


def _drawn(theorem: "Theorem") -> tuple[Any, ...]:
    return theorem.setting.points if isinstance(theorem.setting, DRAWN) else ()


def _outside(e: Any) -> list[Any]:
    """The points that stand outside every expectation."""
    if isinstance(e, MEANS):
        return []
    return [e] if isinstance(e, w.Point) else [found for a in parts(e) if isinstance(a, sp.Basic) for found in _outside(a)]
