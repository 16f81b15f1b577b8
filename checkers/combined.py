"""Three readers on one claim: what proof and worst case add to the experiment's answer, and where they contradict each other."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.reading import Reading, Refutation
from checkers.experiment.witness import Witness
from checkers.proof import reader as proof_reader
from checkers.verdict import Verdict
from checkers.worst_case.bracket import Row
from checkers.worst_case.constants import ConstantsError, defaults
from checkers.worst_case.reader import Answer, answered, rows, unanswered
from theorems.language import Theorem

HORIZONS = (1, 2, 3)
"""Numbers of steps that a claim is read at beside the experiment; `lemmata sharpness` takes any."""


def worst_case(theorem: Theorem, claim: Any, extra: tuple[Any, ...], narrowed: bool = False) -> Answer:
    """The worst-case reader's answer at small horizons and default constants; its own failure is an answer, too.

    narrowed : whether a person has asked about some problems only, which says nothing of a whole class
    """
    if narrowed:
        return unanswered("the claim is tried on some problems only, not over their whole class")
    try:
        constants = defaults(theorem, extra)
        return answered(rows(theorem, claim, (constants,), HORIZONS, light=True), theorem.method is not None)
    except ConstantsError as reason:
        return unanswered(str(reason))
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        return Answer("INCONCLUSIVE", f"the worst-case reader failed: {type(error).__name__}: {error}", ())


def together(reading: Reading, answer: Answer) -> Reading:
    """The experiment's reading with what the other reader knows: a function that refutes, or a contradiction."""
    row = answer.refuted
    if reading.refutation is None and row is not None and row.shown is not None:
        found: Refutation = row.shown.found
        return replace(reading, verdict=Verdict.REFUTED, reason=found.reason, refutation=found)
    against = None if reading.refutation is None else contradicted(answer, reading.refutation)
    if against is not None:
        reason = f"{CONTRADICTED}: certified for {against}, and refuted there by an explicit instance"
        return replace(reading, verdict=Verdict.ERROR, reason=reason)
    return reading


def with_proof(reading: Reading, proof: proof_reader.Answer | None) -> Reading:
    """The reading with what the proof reader knows: PROVED where the claim is derived and a witness shows that it says something.

    A claim that is both derived and refuted is a fault of lemmata, told as such.
    """
    if proof is None or not proof.proved or reading.verdict in (Verdict.ERROR, Verdict.VACUOUS):
        return reading
    if reading.refutation is not None:
        return replace(reading, verdict=Verdict.ERROR, reason=f"{CONTRADICTED}: {proof.reason}, and refuted by an explicit instance")
    if not isinstance(reading.witness, Witness):
        return replace(reading, reason=f"{reading.reason}; {proof.reason}, but no witness shows that the hypotheses can be met: {reading.witness}")
    return replace(reading, verdict=Verdict.PROVED, reason=proof.reason)


CONTRADICTED = "the readers contradict each other, which is a fault of lemmata"


def contradicted(answer: Answer, found: Refutation) -> str | None:
    """Where a claim is certified at the very constants and steps at which an instance refutes it."""
    from checkers.worst_case.reader import where

    same = [one for one in answer.rows if one.certified and _is_there(one, found)]
    return where(same, answer.along) if same else None


def _is_there(row: Row, found: Refutation) -> bool:
    constants: Mapping[str, Any] = found.case.constants
    steps = {"t": found.spot.t, "T": found.spot.T}
    alike = all(isinstance(constants.get(name), Fraction) and constants[name] == value for name, value in row.constants.items())
    return alike and any(all(steps.get(name) == value for name, value in spot.items()) for spot in row.spots)


def because(reading: Reading, answer: Answer) -> str:
    """Why a claim has its verdict, with the scope of what is certified."""
    scoped = reading.verdict in (Verdict.SUPPORTED, Verdict.INCONCLUSIVE) and answer.scope
    return f"{reading.reason}; certified for {answer.scope}" if scoped else reading.reason


def sharpest(place: str | None, reading: Reading, answer: Answer) -> str | None:
    """Where the most of a bound was used, with the horizons at which the worst-case reader certifies it; of a claim about growth the slopes seen."""
    scoped = reading.verdict in (Verdict.SUPPORTED, Verdict.PROVED) and answer.scope
    seen = None if reading.growth is None else reading.growth.slopes
    return "; ".join([*(one for one in (place, seen) if one), *([f"certified for {answer.scope}"] if scoped else [])]) or None
