"""What the experiment reader found, as plain data: counterexamples in numbers to re-check by hand, where a bound is attained, the effort."""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

import sympy as sp
from flint import arb, fmpq

from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.engine import batch_of, enumerated_draws
from checkers.experiment.explore import Finding
from checkers.experiment.moments import along_iterates, reason
from checkers.experiment.reading import Attained, Reading, Refutation, Tally
from checkers.experiment.sampling import Sampled
from checkers.experiment.search.scope import draws_networks
from checkers.experiment.witness import Witness
from problems import no_objective
from problems.balls import ball_facts
from problems.instance import Fact
from problems.matching import facts_of
from theorems import words as w
from theorems.hypothesis import Bound, Hypothesis
from theorems.language import Theorem
from theorems.printing import in_words, phrase, staged, unicode
from theorems.scaling import Scales, Tends
from theorems.steps import last_step
from theorems.typed import free_indices, walk

LONGEST = 48
"""Characters of a rational beyond which people see a decimal."""

CLOSEST = 3
"""Cases that came closest to a violation, as many as are told."""


def counterexample(theorem: Theorem, claim: Any, found: Refutation) -> dict[str, Any]:
    """The refutation for people (function, constants, run, both sides) and for replay (case, spot)."""
    case, spot, decision = found.case, found.spot, found.decision
    left, right = (decision.right, decision.left) if isinstance(claim, (sp.Ge, sp.Gt)) else (decision.left, decision.right)
    free = set() if claim in (sp.true, sp.false) else free_indices(claim)
    own = theorem.method is not None and not theorem.method.horizon_free
    chance = {} if found.chance is None else found.chance.as_json()
    beside = {} if found.beside is None else found.beside.as_json(isinstance(claim, (sp.Ge, sp.Gt)), number_text)
    return {
        "function": case.instance.formula if case.instance.family != no_objective.NAME else None,
        "constants": {name: _number(value) for name, value in case.constants.items()},
        "facts": _certified(theorem, case),
        "noise": _noise(theorem, case),
        "draws": _draws(theorem, claim, case, spot) if not draws_networks(theorem) else in_words(staged(theorem.setting)[0])[0],
        "sequences": {name: one.describe(name) for name, one in case.sequences.items()},
        "start": f"x[0] = {vector(case.start)}" if case.start is not None and "x" in theorem.sequences else None,
        "minimiser": _minimiser(theorem, case),
        "points": {name: vector(point) for name, point in case.points.items()},
        "t": spot.t if w.t in free else None,
        "T": spot.T if w.T in free or own else None,
        "left": number_text(left),
        "right": number_text(right),
        "relation": _relation(claim, left, right),
        "margin": number_text(abs(left - right)),
        "exact": True,
        "found_by": case.found_by,
        "case": case.as_json(),
        "spot": {"t": spot.t, "T": spot.T, "path": spot.path},
        **beside,
        **chance,
    }


def _relation(claim: Any, left: Any, right: Any) -> str:
    if isinstance(claim, sp.Eq):
        return "≠"
    return ">" if left > right else "<" if left < right else "="


def _certified(theorem: Theorem, case: Case) -> list[str]:
    """Why each hypothesis holds on the instance, and for which values of its constant."""
    facts, found = facts_of(case.instance, case.noise, undrawn=True), []
    for h in theorem.hypotheses:
        said = "".join(part if isinstance(part, str) else unicode(part) for part in phrase(h))
        if h.scope == "iterates":
            found.append(f"{said}: {reason()}")
            continue
        around = (ball_facts(case.instance, case.start) if h.scope == "ball" and case.start is not None else None) or {}
        found += _reasons(h, said, {**facts, **around})
    return found


def _reasons(h: Hypothesis, said: str, facts: Mapping[str, Fact]) -> list[str]:
    """The facts behind a hypothesis: the first with the hypothesis in words, further ones with their constants."""
    bounds = {b.certified_as: b for b in h.bounds}
    first, *rest = h.certificates
    allowed = f", for {_allowed(bounds[first], facts[first])}" if first in bounds else ""
    return [f"{said}{allowed}: {facts[first].reason}", *(f"{_allowed(bounds[name], facts[name])}: {facts[name].reason}" for name in rest)]


def _allowed(bound: Bound, fact: Fact) -> str:
    value = fact.value
    assert value is not None
    if bound.relation is sp.Eq:
        return f"{unicode(bound.constant)} = {_number(value.low)}" if bound.constant.free_symbols else _number(value.low)
    each = "every " if bound.constant.free_symbols else ""
    return f"{each}{unicode(bound.constant)} " + (f"≥ {_number(value.high)}" if bound.relation is sp.Ge else f"≤ {_number(value.low)}")


def _noise(theorem: Theorem, case: Case) -> str | None:
    if case.noise is None:
        return None
    after = f"; none from step {case.steps} on" if along_iterates(theorem) else ""
    return case.noise.describe() + after


def _draws(theorem: Theorem, claim: Any, case: Case, spot: Spot) -> str | None:
    """The draws of the path on which the claim fails, where it is claimed for each path: those of the steps that it looks at."""
    if spot.path is None or case.noise is None:
        return None
    given = {e: w.norm_sq(e.args[1]) for e in walk(claim) if isinstance(e, w.E) and len(e.args) == 2}
    naturals = {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)}
    looked_at = last_step(claim.xreplace(given), {w.t: spot.t, w.T: spot.T, **naturals})
    support = case.noise.support(case.family, case.instance) or 1
    drawn = enumerated_draws(support, max(case.steps, 1), batch_of(theorem, case))[0, spot.path]
    names = [vector(atom) for atom in case.noise.atoms] or [f"component {number + 1}" for number in range(support)]
    return ", ".join(" and ".join(names[which] for which in step) for step in drawn.tolist()[:looked_at]) or None


def _minimiser(theorem: Theorem, case: Case) -> str | None:
    if case.minimiser is None or w.x_star not in theorem.terms():
        return None
    middle = tuple((e.low + e.high) / 2 for e in case.minimiser)
    exact = all(e.exact for e in case.minimiser)
    return f"x_star {'=' if exact else 'within rounding of'} {vector(middle)}"


def vector(point: tuple[Fraction, ...]) -> str:
    """A point in numbers; a number where d = 1."""
    return _number(point[0]) if len(point) == 1 else "(" + ", ".join(_number(e) for e in point) + ")"


def _number(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST or not isinstance(value, Fraction) else f"≈{float(value):.15g}"


def number_text(value: Any) -> str:
    """A number of the exact arithmetic: a rational in full where it is short, else a decimal; a ball with its radius; a mean in six digits."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, fmpq):
        text = str(value)
        return text if len(text) <= LONGEST else _decimal(value)
    return str(value.str(15)) if hasattr(value, "str") else str(value)


def _decimal(value: fmpq) -> str:
    """A rational to 15 digits, however large."""
    try:
        return f"{int(value.p) / int(value.q):.15g}"
    except OverflowError:
        return str(arb(value).str(15, radius=False))


def place(case: Case, spot: Spot) -> str:
    """Where a bound is attained, in a few words."""
    parts = [one.describe(name) for name, one in case.sequences.items()] or [case.family.title]
    if case.steps:
        parts.append(f"T = {spot.T}" if spot.T > 1 else f"t = {spot.t}")
    return ", ".join(parts)


def experiment_json(reading: Reading, alpha: float, random: bool) -> Mapping[str, Any]:
    """The experiment reader's own part of a result."""
    tally = reading.tally
    return {
        "verdict": reading.verdict.value,
        "reason": reading.reason,
        "cases": tally.cases,
        "comparisons": tally.compared,
        "families": sorted(tally.families),
        "apparent_violations": reading.apparent,
        "near_ties": len(tally.ties),
        "exact_ties": reading.ties,
        "undecided": reading.undecided,
        "sharpness": reading.sharpness,
        "attained_by": None if reading.attained is None else _attained(reading.attained),
        "searchers": dict(sorted(tally.searchers.items())),
        "closest": [_closest(one) for one in sorted(tally.closest.values(), key=lambda one: -one.promise)[:CLOSEST]],
        "witness": None if isinstance(reading.witness, str) else _witness(reading.witness),
        "witness_reason": reading.witness if isinstance(reading.witness, str) else None,
        "alpha": alpha,
        "observed": list(reading.observed),
        "widths": [one.as_json() for one in reading.widths],
        "sampled": None if reading.sampled is None else _sampled(reading.sampled),
        "expectations": _expectations(tally) if random and reading.growth is None else None,
        "slope": reading.growth.as_json() if reading.growth is not None and isinstance(reading.growth.claim, Scales) else None,
        "limit": reading.growth.as_json() if reading.growth is not None and isinstance(reading.growth.claim, Tends) else None,
    }


def _expectations(tally: Tally) -> str:
    """How the expectations of a random method were taken."""
    enumerated = ["every sequence of draws over the first steps"] if tally.enumerated or not tally.averaged else []
    moments = [f"moments of quadratics over {tally.averaged} steps"] if tally.averaged else []
    return "exact: " + "; ".join([*enumerated, *moments])


def _attained(found: Attained) -> Mapping[str, Any]:
    """The case, the step, and the smaller and the larger side there where they were decided exactly."""
    sides = found.decision if found.decision is not None and found.decision.left is not None else None
    return {
        "case": found.case.as_json(),
        "t": found.spot.t,
        "T": found.spot.T,
        "smaller": None if sides is None else number_text(sides.left),
        "larger": None if sides is None else number_text(sides.right),
    }


def _closest(found: Finding) -> Mapping[str, Any]:
    """One of the cases that came closest to a violation: the share of the bound that it uses, where there is one, and who found it."""
    case, spot = found.case, found.used_at
    return {
        "used": None if found.used is None else round(found.used, 6),
        "function": case.instance.formula if case.instance.family != no_objective.NAME else None,
        "found_by": case.found_by,
        "t": None if spot is None else spot.t,
        "T": None if spot is None else spot.T,
    }


def _witness(found: Witness) -> Mapping[str, Any]:
    """The case, the place and both sides there, with what a person needs to check it again."""
    case = found.case
    return {
        "case": case.as_json(),
        "t": found.t,
        "T": found.T,
        "smaller": number_text(found.decision.left),
        "larger": number_text(found.decision.right),
        "function": case.instance.formula if case.instance.family != no_objective.NAME else None,
        "constants": {name: _number(value) for name, value in case.constants.items()},
        "start": None if case.start is None else vector(case.start),
    }


def _sampled(found: Sampled) -> Mapping[str, Any]:
    largest = round(found.largest, 3) if isfinite(found.largest) else None
    counts = {"cases": found.cases, "seeds": found.seeds, "steps": found.steps, "largest_excess_in_standard_errors": largest}
    return {**counts, "retested": [one.summary() for one in found.retests]}
