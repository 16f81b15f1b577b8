"""Whether a case is an instance of a theorem, decided exactly."""

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import allowed
from checkers.experiment.moments import certified_exactly
from checkers.experiment.search.scope import Scope, fitting_noise, known_values


def member(scope: Scope, case: Case) -> bool:
    """Whether a case meets every hypothesis, decided exactly: certificates, relations between constants, moments along the run."""
    if scope.lacking(case.instance, case.noise) is not None or not fitting_noise(scope.theorem, case.noise):
        return False
    if case.minimiser is not None and case.minimiser not in case.instance.minimisers:
        return False
    values = {**known_values(scope, case), **case.constants}
    return scope.region.holds(values) and allowed(scope.theorem, case) and certified_exactly(scope.theorem, case)


def consistent(scope: Scope, case: Case) -> bool:
    """Whether the constants of a case satisfy every relation of `given` beside what the instance certifies."""
    return scope.region.holds({**known_values(scope, case), **case.constants})
