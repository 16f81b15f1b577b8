"""Readings of statements side by side: each takes a statement and a case, and says what the two sides of a claim are at a place.

A further reading, such as one into the terms of a proof or of a semidefinite program, joins by being one more entry of READINGS: it is made for a
statement and a case, takes a claim and a place, and gives its two sides, or says that it leaves the claim out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import sympy as sp
from flint import arb, fmpq

from checkers.experiment.case import Case
from checkers.experiment.decide import exact_run
from checkers.experiment.engine import prepared
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.margins import Sides, grids, sides
from problems.exact.arithmetic import Exact, Undecided
from problems.no_objective import NAME as NO_OBJECTIVE
from problems.sequences import FreeSequence
from tests.checkers.experiment.second_reading import plain_words_of_networks, plain_words_of_problems  # noqa: F401  (their words join the rules)
from tests.checkers.experiment.second_reading.plain_deep import deep_of
from tests.checkers.experiment.second_reading.plain_functions import FUNCTIONS, Plain
from tests.checkers.experiment.second_reading.plain_interpolants import interpolant
from tests.checkers.experiment.second_reading.plain_landscapes import LANDSCAPES
from tests.checkers.experiment.second_reading.plain_losses import loss_of
from tests.checkers.experiment.second_reading.plain_networks import network_of
from tests.checkers.experiment.second_reading.plain_numbers import DECIMALS, NoValue, Number, Vector, decimal, moved
from tests.checkers.experiment.second_reading.plain_regressions import REGRESSIONS
from tests.checkers.experiment.second_reading.plain_terms import value
from tests.checkers.experiment.second_reading.plain_trials import Draw, MoreDraws, Run, Trial, Where
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import Term, normal_form
from theorems.scaling import Asymptotic
from theorems.typed import free_indices

OBJECTIVES = {**FUNCTIONS, **REGRESSIONS, **LANDSCAPES, "interpolant": interpolant}
"""Every objective that is not a network's output, from its parameters."""


class Nothing(Enum):
    """Why a reading gives no sides: the claim has no value there, the run is too short to tell, or the reading does not take the claim."""

    NO_VALUE = "no value"
    BEYOND = "beyond the run"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Place:
    """A step, a horizon, and the draws of every step."""

    t: int
    T: int
    history: tuple[Draw, ...] = ()


Pair = tuple[Any, Any]


class Reading(Protocol):
    """One translation of statements, made for a statement and a case."""

    def __call__(self, claim: Any, place: Place) -> Pair | Nothing:
        """The smaller and the larger side of a claim; of an equality of vectors the squared distance and zero; of growth quantity and exponent."""


# The reading that claims are decided by


@dataclass(frozen=True)
class _Decided:
    """A claim as the experiment reader has it: a normal form on an exact run."""

    theorem: Theorem
    case: Case
    run: Any
    m: Exact

    def __call__(self, claim: Any, place: Place) -> Pair | Nothing:
        with self.m.scope():
            try:
                found = self.sides(_written_out(self.theorem, claim), place)
            except Undecided:
                return Nothing.LEFT_OUT
        if found.outside:
            return Nothing.BEYOND
        path = _number_of_path(self.run, place.history)
        if not _at(found.defined, path):
            return Nothing.NO_VALUE
        return _at(found.small, path), _at(found.large, path)

    def sides(self, claim: Any, place: Place) -> Sides:
        if isinstance(claim, Asymptotic):
            evaluator = Evaluator(self.run, _positions(claim, place), 2)
            return Sides(evaluator.number(claim.quantity), evaluator.number(claim.stated), evaluator.defined, evaluator.outside)
        form = normal_form(claim, self.theorem.plain.sequences)
        return sides(form, self.run, grids(form, [place.t], [place.T]))


class _Terms(_Decided):
    """The terms that sharpness is measured by: their sum has to be the side."""

    def sides(self, claim: Any, place: Place) -> Sides:
        if isinstance(claim, Asymptotic):
            return super().sides(claim, place)
        form = normal_form(claim, self.theorem.plain.sequences)
        evaluator = Evaluator(self.run, grids(form, [place.t], [place.T]), 2)
        small, large = (self._total(evaluator, terms) for terms in (form.small_terms, form.large_terms))
        return Sides(small, large, super().sides(claim, place).defined & evaluator.defined, evaluator.outside)

    def _total(self, evaluator: Evaluator, terms: tuple[Term, ...]) -> Any:
        found = self.m.zeros((1, 1, 1, 1))
        for term in terms:
            found = found + evaluator.number(term.coefficient) * evaluator.number(term.measured)
        return found


def _positions(claim: Any, place: Place) -> dict[Any, np.ndarray]:
    values = {w.t: place.t, w.T: place.T}
    return {index: np.full((1, 1), values[index], dtype=np.int64) for index in free_indices(claim.quantity)}


def _written_out(theorem: Theorem, claim: Any) -> Any:
    """The claim as readers of games get it: with the words of the game written out."""
    return theorem.plain.claims[theorem.claims.index(claim)] if claim in theorem.claims else claim


def _at(a: Any, path: int) -> Any:
    return np.asarray(a)[0, path if a.shape[1] > 1 else 0].reshape(-1)[0]


def _number_of_path(run: Any, history: tuple[Draw, ...]) -> int:
    """The place of a history among all sequences of draws in order."""
    number = 0
    for draw in (one for step in history for one in step):
        number = number * (run.support or 1) + draw
    return number


def decided(theorem: Theorem, case: Case) -> Reading:
    """The experiment reader's own translation, in exact arithmetic."""
    return _exact(_Decided, theorem, case)


def in_terms(theorem: Theorem, case: Case) -> Reading:
    """The same, from the terms of the normal form."""
    return _exact(_Terms, theorem, case)


def _exact(kind: type[_Decided], theorem: Theorem, case: Case) -> Reading:
    m = Exact(bits=256)
    with m.scope():
        run = exact_run(theorem.plain, case, m) if theorem.method is not None else prepared(theorem.plain, [case], m)
    return kind(theorem, case, run, m)


# The second reading


def plainly(theorem: Theorem, case: Case) -> Reading:
    """The second reading, one term and one path at a time."""
    run = Run(trial_of(theorem, case), value)

    def read(claim: Any, place: Place) -> Pair | Nothing:
        free = free_indices(claim)
        if w.t in free and w.T in free and place.t > place.T:
            return Nothing.NO_VALUE
        where = Where({w.t: place.t, w.T: place.T}, place.history)
        try:
            if isinstance(claim, Asymptotic):
                return value(run, claim.quantity, where), value(run, claim.stated, where)
            left, right = value(run, claim.lhs, where), value(run, claim.rhs, where)
        except NoValue:
            return Nothing.NO_VALUE
        except MoreDraws:
            return Nothing.BEYOND
        return _ordered(claim, left, right, run.trial.dimension)

    return read


def _ordered(claim: Any, left: Any, right: Any, dimension: int) -> Pair:
    if isinstance(left, tuple) or isinstance(right, tuple):
        left, right = (side if isinstance(side, tuple) else (side,) * dimension for side in (left, right))
        squares = [(decimal(p) - decimal(q)) ** 2 if not _both(p, q) else (p - q) ** 2 for p, q in zip(left, right, strict=True)]
        return sum(map(decimal, squares)) if any(not isinstance(s, Fraction) for s in squares) else sum(squares, Fraction(0)), Fraction(0)
    return (right, left) if isinstance(claim, (sp.Ge, sp.Gt)) else (left, right)


def _both(p: Number, q: Number) -> bool:
    return isinstance(p, Fraction) and isinstance(q, Fraction)


def trial_of(theorem: Theorem, case: Case) -> Trial:
    """The case in plain numbers and functions, made from the parameters that it stores."""
    instance = case.instance
    family, parameters = instance.family, instance.parameters
    network = loss_of(family, parameters) or network_of(family, parameters) or deep_of(family, parameters)
    objective = Plain(network.output, network.jacobian) if network else None
    if instance.family in OBJECTIVES:
        objective = OBJECTIVES[instance.family](**instance.parameters)
    minimiser = None if case.minimiser is None else tuple((e.low + e.high) / 2 for e in case.minimiser)
    return Trial(
        theorem=theorem,
        dimension=1 if instance.family == NO_OBJECTIVE else instance.dimension,
        constants=case.constants,
        start=case.start,
        points={**case.points, **({} if minimiser is None else {"x_star": minimiser})},
        sequences={name: _members(one) for name, one in case.sequences.items()},
        objective=objective,
        network=network,
        infimum=_infimum(objective, case, minimiser),
        **_draws(case, objective),
        horizon=case.steps,
    )


def _infimum(objective: Plain | None, case: Case, minimiser: Vector | None) -> Number | None:
    """The value at the minimiser, rounded where that is enclosed only; what the instance says where none is known."""
    if objective is not None and minimiser is not None and case.minimiser is not None:
        found = objective.value(minimiser)
        return found if all(e.exact for e in case.minimiser) else decimal(found)
    known = case.instance.infimum
    return None if known is None else (known.low + known.high) / 2


def _draws(case: Case, objective: Plain | None) -> Mapping[str, Any]:
    noise = case.noise
    if noise is None:
        return {}
    if noise.kind == "uniform":
        return {"draws": len(noise.atoms)}
    assert objective is not None
    if noise.kind == "additive":
        return {"draws": len(noise.atoms), "drawn_gradient": lambda x, which: moved(objective.gradient(x), noise.atoms[which])}
    return {"draws": len(objective.components), "drawn_gradient": lambda x, which: objective.components[which](x)}


def _members(one: FreeSequence) -> Callable[[int], Fraction]:
    if one.kind == "geometric":
        return lambda step: one.values[0] * one.values[1] ** step
    if one.kind == "periodic":
        return lambda step: one.values[step % len(one.values)]
    return lambda step: one.values[step] if step < len(one.values) else Fraction(0)


READINGS: Mapping[str, Callable[[Theorem, Case], Reading]] = {"decided": decided, "in terms": in_terms, "plainly": plainly}
"""Every reading by its name, the plain one last."""


# Agreement


def agree(a: Any, b: Any, loose: bool) -> bool:
    """Whether two numbers are the same: rationals exactly, else within their radii and rounding; `loose` where data are enclosed only."""
    (p, near), (q, also) = _centre(a), _centre(b)
    if near == also == 0 and isinstance(p, Fraction) and isinstance(q, Fraction):
        return p == q
    size = 1 + abs(decimal(p)) + abs(decimal(q))
    return bool(abs(decimal(p) - decimal(q)) <= near + also + size * DECIMALS.mpf(10) ** (-12 if loose else -25))


def _centre(z: Any) -> tuple[Number, Number]:
    """A number and how far it may be off; a ball without an end is no number."""
    if isinstance(z, arb):
        return _exactly(z.mid()) if z.is_finite() else DECIMALS.nan, _exactly(z.rad()) if z.is_finite() else DECIMALS.mpf(0)
    return (Fraction(int(z.p), int(z.q)) if isinstance(z, fmpq) else z), Fraction(0)


def _exactly(z: arb) -> Number:
    mantissa, exponent = (int(part) for part in z.man_exp())
    return DECIMALS.ldexp(DECIMALS.mpf(mantissa), exponent)
