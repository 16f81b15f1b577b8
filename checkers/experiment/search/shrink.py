"""Counterexamples made smaller: the smallest dimension, the shortest run and the plainest numbers that still refute.

Floats propose, as everywhere: plainer cases are explored together, and the plainest that looks violated is decided exactly.
"""

from itertools import islice

from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, decide
from checkers.experiment.explore import Proposal, explored
from checkers.experiment.membership import consistent, member
from checkers.experiment.reading import Refutation
from checkers.experiment.search.draws import library
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.simpler import simpler
from checkers.experiment.search.variation import assembled, parts
from checkers.experiment.simplify import weight
from problems import no_objective
from problems.instance import Instance
from theorems.normal_form import NormalForm

ROUNDS, CANDIDATES, TRIES = 24, 192, 3
"""Rounds of making it plainer, cases explored in each, and how many of them are decided exactly."""

PLAINEST = 3
"""Instances of a family that are tried in place of a larger one."""


def shrunk(scope: Scope, form: NormalForm, found: Refutation) -> Refutation:
    """The refutation on a plainer case, or the same one where none was found; those of a real optimizer and of sampling stay as they are."""
    if found.beside is not None:
        return found
    for _ in range(ROUNDS):
        plainer = _plainer(scope, form, found)
        if plainer is None:
            break
        found = plainer
    return found


def _plainer(scope: Scope, form: NormalForm, found: Refutation) -> Refutation | None:
    """One step: the plainest of the cases next to this one that still refute."""
    now = weight(Proposal(found.case, found.spot, 0.0))[0]
    taken, case = parts(scope, found.case), found.case
    made = (assembled(scope, one, case, case.found_by) for one in islice(simpler(taken, case.instance, _plain(case)), CANDIDATES))
    cases = [one for one in made if one is not None]
    findings = [finding for (finding,) in explored(scope.theorem, [form], cases, lambda one: consistent(scope, one)) if finding is not None]
    lighter = [proposal for finding in findings for proposal in finding.violations if weight(proposal)[0] < now]
    for proposal in sorted(lighter, key=weight)[:TRIES]:
        decision = _decided(scope, form, proposal)
        if decision is not None:
            return Refutation(proposal.case, proposal.spot, decision)
    return None


def _plain(case: Case) -> tuple[Instance, ...]:
    """The plainest instances of the family."""
    return () if case.instance.family == no_objective.NAME else library(case.family)[:PLAINEST]


def _decided(scope: Scope, form: NormalForm, proposal: Proposal) -> Decision | None:
    decision = decide(scope.theorem, form, proposal.case, proposal.spot)
    return decision if decision.outcome is Outcome.VIOLATED and member(scope, proposal.case) else None
