"""Repeats a refutation from its evidence: the stored instance is checked and decided again, exactly or with the real optimizer."""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from checkers import evidence
from checkers.experiment.case import Case, case_from_json
from checkers.experiment.decide import Decision, Outcome, Spot
from checkers.experiment.fresh_draws import place_of, repeated
from checkers.experiment.margins import steps_needed
from checkers.experiment.membership import member
from checkers.experiment.reading import Refutation
from checkers.experiment.regions import Region
from checkers.experiment.report import counterexample
from checkers.experiment.retest import Retest, level_text, stored_test
from checkers.experiment.rounding import settled
from checkers.experiment.search.scope import Scope
from checkers.stand_in import changed, choice_from_json, of_torch, replay_line
from checkers.verdict import Result, Verdict
from checkers.verify import UsageError, result_of
from theorems import words as w
from theorems.catalogue import Loaded, entry_for_file, load
from theorems.language import Theorem
from theorems.normal_form import normal_form
from theorems.stand_in import Choice

LONGEST_REPLAY = 20_000
"""Steps of a stored run beyond which it is not repeated."""

MOST_REDRAWN = 20_000_000
"""Steps of all runs with fresh draws beyond which they are not repeated."""


def replay(path: str, optimizer: str | None = None) -> Result:
    """Decide a stored counterexample again, exactly or with the real optimizer; nothing is redrawn, and a changed statement is refused.

    `optimizer` is the class that may be run, package.module:Class: evidence is data, and a name in it imports nothing but torch's own classes.
    """
    content = evidence.read(path)
    try:
        stored, file = content["result"], Path(content["path"])
        example = stored["counterexample"]
        number, digest, mutant = int(stored["claim"]), stored["digest"], content.get("mutant")
        choice = choice_from_json(content.get("optimizer"))
        if number < 0:
            raise ValueError("a claim has no negative number")
        if not (mutant is None or (isinstance(mutant, int) and mutant > 0)):
            raise ValueError("mutants are numbered from 1")
    except (KeyError, TypeError, ValueError) as error:
        raise evidence.EvidenceError(f"{path}: the evidence is incomplete ({_said(error)}).") from None
    if example is None:
        raise evidence.EvidenceError(f"{path}: this claim ended {stored.get('verdict')}; there is no counterexample to repeat.")
    _check_named(path, choice, optimizer)
    loaded = _as_stored(load(entry_for_file(file)), mutant)
    loaded = loaded.running(choice) if loaded is not None and choice is not None else loaded
    if loaded is None or number >= len(loaded.theorem.claims) or loaded.theorem.digest(loaded.theorem.claims[number]) != digest:
        raise UsageError(f"{path}: the statement in {file} has changed since this evidence was written; verify it anew.")
    told = "" if choice is None else changed(loaded, content["optimizer"])
    again = _repeated(loaded, number, example, path, choice)
    return replace(again, reason=f"{told} {again.reason}".strip())


def _as_stored(loaded: Loaded, mutant: int | None) -> Loaded | None:
    """The theorem that evidence speaks of: that of the file, or one of its mutants, where there still is one of that number."""
    if mutant is None:
        return loaded
    return loaded.mutant(mutant) if mutant <= len(loaded.mutants) else None


def _check_named(path: str, choice: Choice | None, optimizer: str | None) -> None:
    """Whether the class that evidence speaks of may be imported: one of torch's, or the one that a person named."""
    if choice is None:
        if optimizer is not None:
            raise UsageError(f"{path}: no --optimizer stood in place of a method there; repeat it without.")
    elif optimizer is None and not of_torch(choice):
        raise UsageError(f"{path}: this evidence is of {choice.name}, whose code runs only where you name it: add --optimizer {choice.name}.")
    elif optimizer not in (None, choice.name):
        raise UsageError(f"{path}: this evidence is of {choice.name}, not of {optimizer}.")


def _repeated(loaded: Loaded, number: int, example: Mapping[str, Any], path: str, choice: Choice | None) -> Result:
    claim = loaded.theorem.plain.claims[number]
    narrowed = replace(loaded.theorem.plain, claim=claim)
    started = time.monotonic()
    try:
        case, spot = case_from_json(example["case"]), Spot(**example["spot"])
        _fits(narrowed, case, spot)
        chance = _redrawn(narrowed, case, spot, example["statistics"]) if example.get("statistics") else None
        found, beside = (_by_draws(chance), None) if chance else settled(narrowed, normal_form(claim, narrowed.sequences), case, spot)
        is_member = member(Scope(narrowed, (claim,), Region(narrowed), (), case.steps, 0), case)
    except Exception as error:  # whatever a doctored file makes fail is the file's fault
        raise evidence.EvidenceError(f"{path}: the counterexample cannot be repeated ({_said(error)}).") from error
    verdict, reason = _replayed(found, is_member)
    shown = None
    if verdict is Verdict.REFUTED:
        refutation = Refutation(case, spot, found, beside, chance)
        reason = refutation.reason if beside is not None or chance is not None else reason
        shown = counterexample(narrowed, claim, refutation)
        shown = {**shown, "replay": replay_line(path, choice)}
    return result_of(loaded, number, verdict, reason, counterexample=shown, instances=1, seconds=time.monotonic() - started, evidence=path)


def _redrawn(theorem: Theorem, case: Case, spot: Spot, data: Mapping[str, Any]) -> Retest:
    """The test on the same fresh draws; its level is the stored one, its bound and its e-value are computed anew."""
    streams, level, draws = stored_test(data)
    place = place_of(theorem, normal_form(theorem.claims[0], theorem.sequences), case, spot, streams)
    if place is None or spot.path is not None or case.steps * draws > MOST_REDRAWN:
        raise ValueError("the claim is no bound on a mean there, or its runs are too many")
    found = repeated(place, level, draws)
    if found is None:
        raise ValueError("the claim has no value there")
    return found


def _by_draws(found: Retest) -> Decision:
    if found.outcome == "refuted":
        return Decision(Outcome.VIOLATED, found.left, found.right)
    return Decision(
        Outcome.UNDECIDED, reason=f"{found.draws} draws from the stored streams do not refute the claim at level α = {level_text(found.level.alpha)}"
    )


def _said(error: Exception) -> str:
    """What is wrong with a file that made an error: the name of what it lacks, or the error itself."""
    return f'it has no "{error.args[0]}"' if isinstance(error, KeyError) and error.args else f"{type(error).__name__}: {error}"


def _fits(theorem: Theorem, case: Case, spot: Spot) -> None:
    """Whether a stored case has what the statement needs."""
    whole = [n for n in (spot.t, spot.T, 0 if spot.path is None else spot.path) if not isinstance(n, int) or n < 0]
    points = [*case.points.values(), *([] if case.start is None else [case.start])]
    if whole or any(len(point) != case.instance.dimension for point in points) or (theorem.method is not None and case.start is None):
        raise ValueError("its numbers do not fit the statement")
    if _names_no_run(theorem, case, spot):
        raise ValueError(f"T = {spot.T} is no horizon of its run")
    naturals = {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)}
    needed = steps_needed(normal_form(theorem.claims[0], theorem.sequences), spot.t, spot.T, naturals)
    steps = case.steps if theorem.method is not None else max(case.steps, 1)  # without a method there is a first draw, and no step
    if not (needed <= steps and case.steps <= LONGEST_REPLAY):
        raise ValueError(f"its run of {case.steps} steps does not reach the place of the violation, or is too long")


def _names_no_run(theorem: Theorem, case: Case, spot: Spot) -> bool:
    """Whether the horizon is none that the statement speaks of, or not that of the run, where the equations depend on it."""
    own = theorem.method is not None and not theorem.method.horizon_free
    return spot.T < 1 or (own and case.steps != spot.T)


def _replayed(found: Decision, is_member: bool) -> tuple[Verdict, str]:
    if not is_member:
        return Verdict.INCONCLUSIVE, "the stored instance does not meet every hypothesis"
    if found.outcome is Outcome.VIOLATED:
        return Verdict.REFUTED, "the stored instance violates the claim"
    if found.outcome is Outcome.UNDECIDED:
        return Verdict.INCONCLUSIVE, found.reason
    return Verdict.INCONCLUSIVE, "the stored instance does not violate the claim"
