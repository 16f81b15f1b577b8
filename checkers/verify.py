"""Decides claims: loads theorem files, lets the readers look at each claim, and combines their answers into one result."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sympy as sp

from checkers import evidence
from checkers.experiment import reader
from checkers.experiment.case import Case, case_from_json
from checkers.experiment.decide import Decision, Outcome, Spot
from checkers.experiment.emptiness import empty_because
from checkers.experiment.margins import steps_needed
from checkers.experiment.reader import member
from checkers.experiment.reading import Effort, Reading, Refutation
from checkers.experiment.regions import Region
from checkers.experiment.report import counterexample, experiment_json, place
from checkers.experiment.rounding import settled
from checkers.experiment.search.scope import Scope, is_random
from checkers.verdict import Result, Verdict
from problems.discovery import families
from theorems import words as w
from theorems.catalogue import Entry, Loaded, entry_for_file, load
from theorems.errors import LanguageError, did_you_mean
from theorems.language import Theorem
from theorems.normal_form import is_trivial, normal_form
from theorems.numbers import parse_expression
from theorems.printing import latex, unicode

LONGEST_REPLAY = 20_000
"""Steps of a stored run beyond which it is not repeated."""

OnProgress = Callable[[str, int, int], None]


TRUE_AS_IT_STANDS = "the claim is True as it stands (Python's == and != compare expressions: an equality is written Eq(a, b))"


class UsageError(Exception):
    """Options that cannot be met: an unknown problem, a setting that names no constant."""


@dataclass(frozen=True)
class Options:
    """How much to try, and on what.

    instances : drawn problems per claim; seeds : runs per problem where a random method is sampled; steps : longest run
    problems  : names of families, all where empty; settings : constants fixed, as in ("eta=0.1/L",); budget : seconds per theorem
    """

    instances: int = 64
    seeds: int = 32
    steps: int = 24
    seed: int = 0
    jobs: int = 1
    budget: float | None = None
    alpha: float = 1e-6
    problems: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def effort(self) -> Effort:
        """The part that the experiment reader needs."""
        return Effort(self.instances, self.seeds, self.steps, self.seed, self.problems, self.budget)


def verify(chosen: Sequence[Entry | Loaded], options: Options, on_progress: OnProgress | None = None) -> Iterator[Result]:
    """One result for each claim, as theorems are finished. Bad input raises before anything runs."""
    loaded = tuple(one if isinstance(one, Loaded) else load(one) for one in chosen)
    _check(loaded, options)
    if options.jobs == 1:
        return _in_turn(loaded, options, on_progress)
    return _side_by_side(loaded, options, on_progress)


def _check(loaded: Sequence[Loaded], options: Options) -> None:
    for name in options.problems:
        if name not in families():
            raise UsageError(f'no problem is called "{name}".{did_you_mean(name, list(families()))} There are: {", ".join(families())}.')
    for one in loaded:
        _settings(one.theorem, options.settings)


def _in_turn(loaded: Sequence[Loaded], options: Options, on_progress: OnProgress | None) -> Iterator[Result]:
    for number, one in enumerate(loaded):
        if on_progress:
            on_progress(one.entry.id, number, len(loaded))
        yield from results(one, options)
    if on_progress:
        on_progress("", len(loaded), len(loaded))


def _side_by_side(loaded: Sequence[Loaded], options: Options, on_progress: OnProgress | None) -> Iterator[Result]:
    from joblib import Parallel, delayed

    jobs = (delayed(_job)(one.entry, options) for one in loaded)
    for number, found in enumerate(Parallel(n_jobs=options.jobs, return_as="generator")(jobs)):
        yield from found
        if on_progress:
            on_progress("", number + 1, len(loaded))


def _job(entry: Entry, options: Options) -> list[Result]:
    return list(results(load(entry), options))


def _settings(theorem: Theorem, texts: Sequence[str]) -> tuple[Any, ...]:
    """`eta=0.1/L` as the relation eta = L/10, for the constants of the statement."""
    known = {s.name: s for kind in (w.Constant, w.Natural, w.Real) for s in theorem.names(kind)}
    relations = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not value:
            raise UsageError(f"--set {text}: write NAME=VALUE, as in eta=0.1/L.")
        if name.strip() not in known:
            hint = did_you_mean(name.strip(), list(known))
            raise UsageError(f'--set {text}: "{name.strip()}" is no constant of the statement (it has {", ".join(known) or "none"}).{hint}')
        try:
            relations.append(sp.Eq(known[name.strip()], parse_expression(value, known), evaluate=False))
        except LanguageError as error:
            raise UsageError(f"--set {text}: {error.message}") from None
    return tuple(relations)


def results(loaded: Loaded, options: Options) -> Iterator[Result]:
    """The results of one theorem's claims."""
    started = time.monotonic()
    theorem, extra = loaded.theorem, _settings(loaded.theorem, options.settings)
    vacuous = empty_because(theorem.plain, extra)
    claims = [None if vacuous or is_trivial(claim) else claim for claim in theorem.plain.claims]
    alive = [claim for claim in claims if claim is not None]
    readings = iter(_read(theorem, alive, extra, options))
    for number, claim in enumerate(theorem.claims):
        if claims[number] is None:
            reason = vacuous or (TRUE_AS_IT_STANDS if claim == sp.true else "the two sides are the same")
            found: Result = _result(loaded, number, Verdict.VACUOUS, str(reason))
        else:
            found = _experimental(loaded, number, next(readings), options)
        spent = (time.monotonic() - started) / len(theorem.claims)
        yield _recorded(loaded, found, options, spent)


def _read(theorem: Theorem, claims: Sequence[Any], extra: tuple[Any, ...], options: Options) -> list[Reading | BaseException]:
    """The experiment reader's answers; an error of its own becomes the answer, and is shown as ERROR."""
    if not claims:
        return []
    narrowed = replace(theorem.plain, claim=list(claims))
    try:
        return list(reader.read(narrowed, extra, options.effort))
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        return [error] * len(claims)


def _result(loaded: Loaded, number: int, verdict: Verdict, reason: str, **more: Any) -> Result:
    claim = loaded.theorem.claims[number]
    return Result(
        theorem=loaded.entry.id,
        claim=number,
        statement=unicode(claim),
        latex=latex(claim),
        digest=loaded.theorem.digest(claim),
        verdict=verdict,
        reason=reason,
        core=loaded.entry.core,
        file=None if loaded.entry.theme else str(loaded.entry.path),
        **more,
    )


def _experimental(loaded: Loaded, number: int, reading: Reading | BaseException, options: Options) -> Result:
    if isinstance(reading, BaseException):
        return _result(loaded, number, Verdict.ERROR, f"{type(reading).__name__}: {reading}")
    plain = loaded.theorem.plain
    narrowed = replace(plain, claim=plain.claims[number])
    found = {"proof": None, "experiment": experiment_json(reading, options.alpha, is_random(narrowed)), "worst_case": None}
    refuted = None
    if reading.refutation is not None:
        refuted = counterexample(narrowed, narrowed.claims[0], reading.refutation)
    return _result(
        loaded,
        number,
        reading.verdict,
        reading.reason,
        sharpness=reading.sharpness,
        attained_by=place(reading.attained.case, reading.attained.spot) if reading.attained else None,
        instances=reading.tally.cases,
        counterexample=refuted,
        readers=found,
    )


def _recorded(loaded: Loaded, found: Result, options: Options, seconds: float) -> Result:
    """The result with its evidence written, and the line that repeats a refutation."""
    name = f"{found.theorem}-{found.claim}-{found.digest}"
    target = evidence.folder() / f"{name}.json"
    example = found.counterexample
    if example is not None:
        example = {**example, "replay": f"lemmata verify --replay {target}"}
    complete = Result(**{**_fields(found), "counterexample": example, "seconds": seconds, "evidence": str(target)})
    content = {
        "schema": "lemmata-evidence/1",
        "seed": options.seed,
        "alpha": options.alpha,
        "path": str(loaded.entry.path.resolve()),
        "result": complete.as_json(),
    }
    evidence.write(name, content)
    return complete


def _fields(found: Result) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Result.__dataclass_fields__}


def replay(path: str) -> Result:
    """Decide a stored counterexample again, exactly or with the real optimizer; nothing is redrawn, and a changed statement is refused."""
    content = evidence.read(path)
    try:
        stored, file = content["result"], Path(content["path"])
        example = stored["counterexample"]
        number, digest = int(stored["claim"]), stored["digest"]
        if number < 0:
            raise ValueError("a claim has no negative number")
    except (KeyError, TypeError, ValueError) as error:
        raise evidence.EvidenceError(f"{path}: the evidence is incomplete ({_said(error)}).") from None
    if example is None:
        raise evidence.EvidenceError(f"{path}: this claim ended {stored.get('verdict')}; there is no counterexample to repeat.")
    loaded = load(entry_for_file(file))
    if number >= len(loaded.theorem.claims) or loaded.theorem.digest(loaded.theorem.claims[number]) != digest:
        raise UsageError(f"{path}: the statement in {file} has changed since this evidence was written; verify it anew.")
    return _repeated(loaded, number, example, path)


def _repeated(loaded: Loaded, number: int, example: Mapping[str, Any], path: str) -> Result:
    claim = loaded.theorem.plain.claims[number]
    narrowed = replace(loaded.theorem.plain, claim=claim)
    started = time.monotonic()
    try:
        case, spot = case_from_json(example["case"]), Spot(**example["spot"])
        _fits(narrowed, case, spot)
        found, beside = settled(narrowed, normal_form(claim, narrowed.sequences), case, spot)
        is_member = member(Scope(narrowed, (claim,), Region(narrowed), (), case.steps, 0), case)
    except Exception as error:  # whatever a doctored file makes fail is the file's fault
        raise evidence.EvidenceError(f"{path}: the counterexample cannot be repeated ({_said(error)}).") from error
    verdict, reason = _replayed(found, is_member)
    reason = beside.reason() if beside is not None and verdict is Verdict.REFUTED else reason
    shown = counterexample(narrowed, claim, Refutation(case, spot, found, beside)) if verdict is Verdict.REFUTED else None
    if shown is not None:
        shown = {**shown, "replay": f"lemmata verify --replay {path}"}
    return _result(loaded, number, verdict, reason, counterexample=shown, instances=1, seconds=time.monotonic() - started, evidence=path)


def _said(error: Exception) -> str:
    """What is wrong with a file that made an error: the name of what it lacks, or the error itself."""
    return f'it has no "{error.args[0]}"' if isinstance(error, KeyError) and error.args else f"{type(error).__name__}: {error}"


def _fits(theorem: Theorem, case: Case, spot: Spot) -> None:
    """Whether a stored case has what the statement needs."""
    whole = [n for n in (spot.t, spot.T, 0 if spot.path is None else spot.path) if not isinstance(n, int) or n < 0]
    points = [*case.points.values(), *([] if case.start is None else [case.start])]
    if whole or any(len(point) != case.instance.dimension for point in points) or (theorem.method is not None and case.start is None):
        raise ValueError("its numbers do not fit the statement")
    naturals = {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)}
    needed = steps_needed(normal_form(theorem.claims[0], theorem.sequences), spot.t, spot.T, naturals)
    if not needed <= case.steps <= LONGEST_REPLAY:
        raise ValueError(f"its run of {case.steps} steps does not reach the place of the violation, or is too long")


def _replayed(found: Decision, is_member: bool) -> tuple[Verdict, str]:
    if not is_member:
        return Verdict.INCONCLUSIVE, "the stored instance does not meet every hypothesis"
    if found.outcome is Outcome.VIOLATED:
        return Verdict.REFUTED, "the stored instance violates the claim"
    if found.outcome is Outcome.UNDECIDED:
        return Verdict.INCONCLUSIVE, found.reason
    return Verdict.INCONCLUSIVE, "the stored instance does not violate the claim"
