"""Witnesses: one case that shows, exactly, that a claim which was not refuted says something.

A witness meets every hypothesis, its f is not constant and not stationary where it is looked at (the gradient at the start, or at every free
point, is seen not to vanish), and the two sides of the claim there are not both zero, after the first step where the claim speaks of steps. Of
a theorem without an objective the state moves, or a free sequence is not zero throughout.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, Spot, decide, exact_run
from checkers.experiment.margins import steps_needed
from checkers.experiment.membership import member
from checkers.experiment.random_networks import averaged_exactly
from checkers.experiment.search.scope import Scope, is_random
from problems.exact.arithmetic import Exact, Undecided
from problems.instance import Instance, Vector, stacked
from problems.matching import speaks_of_a_problem
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, mentions, normal_form
from theorems.scaling import Asymptotic
from theorems.settings import RandomNetwork
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import NUMBER, Kinds, free_indices, walk

MOST, EACH = 24, 6
"""Cases that are looked at for one claim, EACH of one dimension before those of the next."""

BITS = 128

OF_GROWTH = "a claim about growth speaks of a limit and has no two sides at any size"
OF_DRAWS = "what draws of a network show holds at a level, and its sides are not decided exactly"
OF_FLOATS = "a real optimizer runs in floats, in which nothing is decided exactly"
NOTHING_TRIED = "no case was tried"
REFUTED = "the claim is refuted, which its counterexample shows"

STATIONARY, STILL, EARLY = "f is stationary at the start or at a free point", "nothing moves", "the claim looks at no step after the first"
ZERO, VOID, OPEN = "both sides are zero", "the claim has no value", "the sides are not decided exactly"
OUTSIDE, FAILS = "a hypothesis is not certified exactly", "the claim fails"


@dataclass(frozen=True)
class Witness:
    """The case with the step and the horizon looked at (None where the claim names none), and the decision with both sides."""

    case: Case
    t: int | None
    T: int | None
    decision: Decision


def found_witness(scope: Scope, claim: Any, cases: Iterable[Case]) -> Witness | str:
    """The first witness among some cases, the plainest of which come first; else why none of them is one."""
    refused = refusal(scope.theorem, claim)
    if refused is not None:
        return refused
    reasons, waiting = dict[str, None](), iter(cases)
    for case in islice(waiting, MOST):
        found = examined(scope, claim, case)
        if isinstance(found, Witness):
            return found
        reasons[found] = None
    if not reasons:
        return NOTHING_TRIED
    everywhere = "every case tried" if next(waiting, None) is None else f"the {MOST} plainest cases"
    return f"{' or '.join(reasons)} on {everywhere}"


def plainest(cases: Iterable[Case]) -> list[Case]:
    """Cases of few dimensions and few steps first, but last those of one step and those that start at zero, where many a recursion stays.

    Problems, each with the minimiser that is measured from, take turns, and so do dimensions, EACH of their problems at a time: some claims say
    nothing on the line, where a minimiser is the only one.
    """
    ordered = sorted(cases, key=lambda case: (case.instance.dimension, case.start is not None and not any(case.start), case.steps == 1, case.steps))
    seen: Counter[Any] = Counter()
    turns: list[tuple[int, int]] = []
    for case in ordered:
        problem, size = (case.instance.formula, case.minimiser), case.instance.dimension
        turn = seen[problem]
        turns.append((turn, seen[turn, size] // EACH))
        seen.update([problem, (turn, size)])
    return [ordered[number] for number in sorted(range(len(ordered)), key=turns.__getitem__)]


def refusal(theorem: Theorem, claim: Any) -> str | None:
    """Why a claim can have no witness, whatever is tried, or None."""
    if isinstance(claim, Asymptotic):
        return OF_GROWTH
    if isinstance(theorem.setting, RandomNetwork) and mentions(claim, w.E, w.Probability) and not averaged_exactly(replace(theorem, claim=claim)):
        return OF_DRAWS
    return OF_FLOATS if isinstance(theorem.method, TorchOptimizer) else None


def examined(scope: Scope, claim: Any, case: Case) -> Witness | str:
    """Whether a case is a witness at one of its first steps: the witness, or what it lacks."""
    theorem = scope.theorem
    if speaks_of_a_problem(theorem) and not _away_from_stationarity(theorem, case):
        return STATIONARY
    form, lacks = _telling(theorem, claim), EARLY
    for spot in _spots(theorem, claim, form, case):
        decision = decide(theorem, form, case, spot)
        lacks = _lack(theorem, case, spot, _steps(theorem, form, case, spot), decision) or ""
        if not lacks:
            lacks = "" if member(scope, case) else OUTSIDE
            break
    return lacks or _witness(theorem, claim, case, spot, decision)


def _witness(theorem: Theorem, claim: Any, case: Case, spot: Spot, decision: Decision) -> Witness:
    free = free_indices(claim)
    return Witness(case, spot.t if w.t in free else None, spot.T if w.T in free or _own_horizon(theorem) else None, decision)


def _telling(theorem: Theorem, claim: Any) -> NormalForm:
    """The claim as two numbers that need not be zero where it is true: of vectors that are claimed to be equal the squared lengths, and of a
    difference that is claimed to vanish what is added and what is subtracted.
    """
    kinds, both = Kinds(theorem.sequences), getattr(claim, "args", ())
    if isinstance(claim, sp.Eq) and any(side != 0 and kinds.of(side) != NUMBER for side in both):
        claim = sp.Eq(w.norm_sq(claim.lhs), w.norm_sq(claim.rhs), evaluate=False)
    form = normal_form(claim, theorem.sequences)
    vanishing = form.large == 0 and (form.equality or isinstance(form.small, w.norm_sq))
    parted = _apart(form.small) if vanishing else None
    return form if parted is None else normal_form(parted, theorem.sequences)


def _apart(difference: Any) -> Any:
    """The two parts of a difference of numbers, or of vectors whose square is looked at, as an equality; None where there are no two."""
    square = isinstance(difference, w.norm_sq)
    addends = sp.Add.make_args(difference.args[0] if square else difference)
    taken = [a for a in addends if a.could_extract_minus_sign()]
    if not taken or len(taken) == len(addends):
        return None
    more, less = sp.Add(*[a for a in addends if a not in taken]), -sp.Add(*taken)
    return sp.Eq(*((w.norm_sq(more), w.norm_sq(less)) if square else (more, less)), evaluate=False)


def _spots(theorem: Theorem, claim: Any, form: NormalForm, case: Case) -> Iterator[Spot]:
    """Early steps and horizons of the case; where the claim names any, those at which it looks beyond the first step."""
    free = free_indices(claim)
    horizons = [case.steps] if _own_horizon(theorem) else [2, 3, 1] if w.T in free else [1]
    path = 0 if is_random(theorem) and not mentions(claim, w.E, w.Probability) else None
    for T in horizons:
        for t in (1, 2, 0) if w.t in free else (0,):
            spot = Spot(t, T, path)
            needed = _looked_at(theorem, form, case, spot)
            late = needed > 0 or not free & {w.t, w.T} or theorem.method is None
            within = needed <= case.steps or theorem.method is None
            if late and within and (w.T not in free or t <= T):
                yield spot


def _own_horizon(theorem: Theorem) -> bool:
    return theorem.method is not None and not theorem.method.horizon_free


def _looked_at(theorem: Theorem, form: NormalForm, case: Case, spot: Spot) -> int:
    """The last step that the claim looks at."""
    return steps_needed(form, spot.t, spot.T, {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)})


def _steps(theorem: Theorem, form: NormalForm, case: Case, spot: Spot) -> int:
    """How many steps are run for it."""
    return case.steps if _own_horizon(theorem) else _looked_at(theorem, form, case, spot)


def _lack(theorem: Theorem, case: Case, spot: Spot, steps: int, decision: Decision) -> str | None:
    """What a case lacks at a place, whose sides have been decided, to be a witness there."""
    if decision.outcome is Outcome.VIOLATED:
        return FAILS
    if decision.left is None:
        return VOID if decision.outcome is Outcome.NO_VALUE else OPEN
    if not (_surely_nonzero(decision.left) or _surely_nonzero(decision.right)):
        return ZERO if decision.left == 0 and decision.right == 0 else OPEN
    return None if speaks_of_a_problem(theorem) or _moves(theorem, case, spot, steps) else STILL


def _away_from_stationarity(theorem: Theorem, case: Case) -> bool:
    """Whether the gradient vanishes neither at the start nor at a free point (without both, at some point): then f is not constant either."""
    if not _names_objective(theorem):
        return True
    looked_at = [case.start] if case.start is not None else list(case.points.values())
    if looked_at:
        return all(surely_sloping(case.instance, point) for point in looked_at if point is not None)
    return any(surely_sloping(case.instance, point) for point in case.instance.starts)


@lru_cache(maxsize=256)
def _names_objective(theorem: Theorem) -> bool:
    """Whether the statement says anything of f, beside points and the dimension."""
    geometry = (w.norm_sq, w.norm, w.inner)
    spoken = any((isinstance(e, (w.Word, w.stochastic_grad)) and not isinstance(e, geometry)) or e in (w.f_star, w.x_star) for e in theorem.terms())
    return spoken or bool(theorem.hypotheses)


def surely_sloping(instance: Instance, point: Vector) -> bool:
    """Whether the gradient of an instance at a point is seen, in rationals or balls, not to vanish."""
    m, family = Exact(bits=BITS), Case(instance).family
    with m.scope():
        try:
            found = family.gradient(stacked([instance], m), m.array(point, (1, 1, instance.dimension)), m)
            return any(_surely_nonzero(entry) for entry in found.reshape(-1))
        except (Undecided, ZeroDivisionError):
            return False


def _surely_nonzero(value: Any) -> bool:
    return bool(value > 0 or value < 0)


def _moves(theorem: Theorem, case: Case, spot: Spot, steps: int) -> bool:
    """Whether some sequence of a recursion leaves its first member within the steps looked at; without a recursion, whether one is not zero."""
    if theorem.method is None:
        members = [number for one in case.sequences.values() for number in one.members(steps + 1)]
        return not _driven(theorem) or any(members)
    m = Exact(bits=BITS)
    with m.scope():
        try:
            run = exact_run(theorem, replace(case, steps=steps), m, 0 if is_random(theorem) else None)
        except Undecided:
            return False
        known = [run.trajectories[name] for name in theorem.method.sequences]
        return any(_surely_nonzero(later - one.values[0, 0, -one.first]) for one in known for later in one.values[0, 0, 1 - one.first :].reshape(-1))


def _driven(theorem: Theorem) -> bool:
    """Whether free sequences stand in the theorem."""
    return any(isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence) for e in theorem.expressions() for term in walk(e))
