"""Decides claims: loads theorem files, lets the readers look at each claim, and combines their answers into one result."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import sympy as sp

from checkers import evidence
from checkers.combined import because, sharpest, together, with_proof, worst_case
from checkers.experiment import reader
from checkers.experiment.emptiness import empty_because
from checkers.experiment.reading import Effort, Reading
from checkers.experiment.report import counterexample, experiment_json, place
from checkers.experiment.retest import LARGEST_ALPHA
from checkers.experiment.search.portfolio import SEARCHERS
from checkers.experiment.search.scope import is_random
from checkers.fixed import fixed
from checkers.own_problems import UsageError as UsageError
from checkers.own_problems import brought
from checkers.proof import reader as proof_reader
from checkers.side_by_side import SideBySide
from checkers.stand_in import replay_line, standing_in, stored_choice
from checkers.verdict import Result, Verdict
from checkers.versions import versions
from problems.discovery import families
from problems.instance import Own
from theorems.catalogue import Entry, Loaded, load
from theorems.errors import did_you_mean
from theorems.holes import hole
from theorems.language import Theorem
from theorems.normal_form import is_trivial
from theorems.printing import latex, unicode
from theorems.scaling import Asymptotic, Tends

OnProgress = Callable[[str, int, int], None]


TRUE_AS_IT_STANDS = "the claim is True as it stands (Python's == and != compare expressions: an equality is written Eq(a, b))"


NOT_IN_EVIDENCE = ("seed", "alpha", "jobs", "inside")
"""Options that evidence tells in places of their own, or that no result depends on."""


@dataclass(frozen=True)
class Options:
    """How much to try, and on what.

    instances : drawn problems per claim; seeds : runs per problem where a random method is sampled; steps : longest run
    problems  : names of families (all where empty), problems of one's own, FILE:NAME where one stands, or digits:NAME
    settings  : constants fixed, as in ("eta=0.1/L",); budget : seconds per theorem
    without   : names of searchers to leave out, as in ("library",); rounds : of numerical search
    inside    : a folder inside that of the evidence where it is written, as in evidence.QUICK; that folder itself where empty
    """

    instances: int = 64
    seeds: int = 32
    steps: int = 24
    seed: int = 0
    jobs: int = 1
    budget: float | None = None
    alpha: float = 1e-6
    problems: tuple[str | Own, ...] = ()
    settings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rounds: int = 6
    inside: str = ""

    @property
    def effort(self) -> Effort:
        """The part that the experiment reader needs."""
        return Effort(
            self.instances, self.seeds, self.steps, self.seed, tuple(map(brought, self.problems)), self.budget, self.without, self.rounds, self.alpha
        )


def verify(chosen: Sequence[Entry | Loaded], options: Options, on_progress: OnProgress | None = None) -> Iterator[Result]:
    """One result for each claim, as theorems are finished; `close()` of it stops early. Bad input raises before anything runs."""
    loaded = tuple(one if isinstance(one, Loaded) else load(one) for one in chosen)
    _check(loaded, options)
    if options.jobs == 1:
        return _in_turn(loaded, options, on_progress)
    return _side_by_side(loaded, options, on_progress)


def _check(loaded: Sequence[Loaded], options: Options) -> None:
    if not 0 < options.alpha <= LARGEST_ALPHA:
        raise UsageError(f"alpha is {options.alpha}: a level lies above 0 and is at most {LARGEST_ALPHA}.")
    for name in map(brought, options.problems):
        if isinstance(name, str) and name not in families():
            own = "digits:NAME (on real data), or one of your own as FILE:NAME (my_problem.py:problem)"
            raise UsageError(f'no problem is called "{name}".{did_you_mean(name, list(families()))} There are: {", ".join(families())}; {own}.')
    if options.jobs > 1 and not all(isinstance(one, str) for one in options.problems):
        raise UsageError("worker processes find a problem of your own by its file: name it FILE:NAME (my_problem.py:problem), or use one job.")
    for name in options.without:
        if name not in SEARCHERS:
            raise UsageError(f'no searcher is called "{name}".{did_you_mean(name, list(SEARCHERS))} There are: {", ".join(SEARCHERS)}.')
    for one in loaded:
        _whole(one)
        fixed(one.theorem, options.settings)


def _whole(loaded: Loaded) -> None:
    """Refuse a claim with a hole, which is no claim yet."""
    for number, claim in enumerate(loaded.theorem.claims):
        found = hole(claim)
        if found is not None:
            name = loaded.entry.id if loaded.entry.theme else loaded.entry.path
            raise UsageError(
                f"{loaded.entry.id}: claim {number + 1} leaves the constant {found} open: lemmata tighten {name} finds the best one; "
                f"a claim is decided when a value stands in place of {found}."
            )


def _in_turn(loaded: Sequence[Loaded], options: Options, on_progress: OnProgress | None) -> Iterator[Result]:
    for number, one in enumerate(loaded):
        if on_progress:
            on_progress(one.entry.id, number, len(loaded))
        yield from results(one, options)
    if on_progress:
        on_progress("", len(loaded), len(loaded))


def _side_by_side(loaded: Sequence[Loaded], options: Options, on_progress: OnProgress | None) -> Iterator[Result]:
    def lost(number: int, how: str) -> list[Result]:
        one, reason = loaded[number], f"the worker process that was to decide it ended with {how}"
        errors = [result_of(one, claim, Verdict.ERROR, reason) for claim in range(len(one.theorem.claims))]
        return [recorded(one, error, options, 0.0) for error in errors]

    def answered(done: int) -> None:
        if on_progress:
            on_progress("", done, len(loaded))

    return SideBySide(_job, [(one.entry, _digests(one), options) for one in loaded], options.jobs, lost, answered)


def _digests(loaded: Loaded) -> list[str]:
    return [loaded.theorem.digest(claim) for claim in loaded.theorem.claims]


def _job(entry: Entry, expected: list[str], options: Options) -> list[Result]:
    """The results of one theorem, in a worker process; a file that has changed since it was first read is not decided."""
    loaded = load(entry)
    if _digests(loaded) != expected:
        raise UsageError(f"{entry.path}: the statement has changed while it was to be decided; verify it anew.")
    return list(results(loaded, options))


def results(loaded: Loaded, options: Options) -> Iterator[Result]:
    """The results of one theorem's claims."""
    started = time.monotonic()
    theorem, extra = loaded.theorem, fixed(loaded.theorem, options.settings)
    vacuous = empty_because(theorem.plain, extra)
    claims = [None if vacuous or is_trivial(claim) else claim for claim in theorem.plain.claims]
    alive = [claim for claim in claims if claim is not None]
    readings = iter(_read(theorem, alive, extra, options))
    proofs = {} if options.problems else proof_reader.answers(loaded)  # a person who names problems asks about these alone
    for number, claim in enumerate(theorem.claims):
        if claims[number] is None:
            found: Result = result_of(loaded, number, Verdict.VACUOUS, vacuous or _trivially(claim))
        else:
            found = _together(loaded, number, next(readings), proofs.get(number), extra, options)
        spent = (time.monotonic() - started) / len(theorem.claims)
        yield recorded(loaded, found, options, spent)


def _trivially(claim: Any) -> str:
    """Why a trivial claim says nothing."""
    if isinstance(claim, Asymptotic):
        return "the quantity is the claimed limit itself" if isinstance(claim, Tends) else "the quantity is the claimed power itself, times constants"
    return TRUE_AS_IT_STANDS if claim == sp.true else "the two sides are the same"


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


def result_of(loaded: Loaded, number: int, verdict: Verdict, reason: str, **more: Any) -> Result:
    """The result of one claim with what every result says of its statement."""
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
        optimizer=standing_in(loaded),
        **more,
    )


def _together(
    loaded: Loaded, number: int, reading: Reading | BaseException, proof: proof_reader.Answer | None, extra: tuple[Any, ...], options: Options
) -> Result:
    """What the three readers say of one claim."""
    if isinstance(reading, BaseException):
        return result_of(loaded, number, Verdict.ERROR, f"{type(reading).__name__}: {reading}")
    plain = loaded.theorem.plain
    narrowed = replace(plain, claim=plain.claims[number])
    answer = worst_case(narrowed, narrowed.claims[0], extra, bool(options.problems))
    tried = together(reading, answer)
    experiment, reading = experiment_json(tried, options.alpha, is_random(narrowed)), with_proof(tried, proof)
    refuted = None
    if reading.refutation is not None:
        refuted = counterexample(narrowed, narrowed.claims[0], reading.refutation)
    where = place(reading.attained.case, reading.attained.spot) if reading.attained else None
    return result_of(
        loaded,
        number,
        reading.verdict,
        because(reading, answer),
        sharpness=reading.sharpness,
        attained_by=sharpest(where, reading, answer),
        instances=reading.tally.cases,
        counterexample=refuted,
        readers={"proof": None if proof is None else proof.as_json(), "experiment": experiment, "worst_case": answer.as_json()},
    )


def recorded(loaded: Loaded, found: Result, options: Options, seconds: float) -> Result:
    """The result with its evidence written, and the line that repeats a refutation."""
    target = evidence.folder(options.inside) / f"{evidence.name_of(found.theorem, found.claim, found.digest)}.json"
    example = found.counterexample
    if example is not None:
        example = {**example, "replay": replay_line(str(target), loaded.entry.optimizer)}
    complete = Result(**{**_fields(found), "counterexample": example, "seconds": seconds, "evidence": str(target)})
    keep(loaded, complete, options)
    return complete


def keep(loaded: Loaded, complete: Result, options: Options) -> None:
    """Write the evidence of a result."""
    content = {
        "schema": "lemmata-evidence/1",
        "seed": options.seed,
        "alpha": options.alpha,
        "versions": dict(versions()),
        "path": str(loaded.entry.path.resolve()),
        "mutant": loaded.entry.mutant,
        "optimizer": stored_choice(loaded),
        "options": {one.name: _plain(getattr(options, one.name)) for one in fields(options) if one.name not in NOT_IN_EVIDENCE},
        "result": complete.as_json(),
    }
    evidence.write(evidence.name_of(complete.theorem, complete.claim, complete.digest), content, options.inside)


def _plain(option: Any) -> Any:
    """An option as data; a problem of one's own by its name."""
    return (
        [_plain(one) for one in option] if isinstance(option, tuple) else option if isinstance(option, (int, float, str, type(None))) else str(option)
    )


def _fields(found: Result) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Result.__dataclass_fields__}
