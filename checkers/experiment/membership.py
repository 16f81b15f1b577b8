"""Whether a case is an instance of a theorem, decided exactly."""

from fractions import Fraction

from checkers.experiment.case import Case
from checkers.experiment.continued import goes_on
from checkers.experiment.free_sequences import allowed
from checkers.experiment.long_moments import certified
from checkers.experiment.search.scope import Scope, fitting_noise, known_values, point_names
from problems.matching import named
from theorems import words as w


def member(scope: Scope, case: Case) -> bool:
    """Whether a case meets every hypothesis, decided exactly: certificates, relations between constants, moments along the run."""
    if scope.lacking(case.instance, case.noise) is not None or not fitting_noise(scope.theorem, case.noise):
        return False
    if not well_formed(scope, case):
        return False
    values = {**known_values(scope, case), **case.constants}
    sequences = allowed(scope.theorem, case) and goes_on(scope.theorem, case)
    return sequences and scope.region.holds(values) and certified(scope.theorem, case)


def well_formed(scope: Scope, case: Case) -> bool:
    """Whether every number of a case is of its kind: whole naturals, points of the space, a minimiser of f where one is named."""
    wholes, dimension = [case.constants[n.name] for n in scope.theorem.names(w.Natural)], case.instance.dimension
    if not all(isinstance(value, Fraction) and value.denominator == 1 for value in wholes):
        return False
    places = [*case.points.values(), *([] if case.start is None else [case.start])]
    places += list(case.noise.atoms) if case.noise is not None and case.noise.kind == "additive" else []
    if set(case.points) != set(point_names(scope.theorem)) or any(len(place) != dimension for place in places):
        return False
    if case.minimiser is None:
        return w.x_star not in named(scope.theorem, scope.claims)
    return case.minimiser in case.instance.minimisers


def consistent(scope: Scope, case: Case) -> bool:
    """Whether the constants of a case satisfy every relation of `given` beside what the instance certifies."""
    return scope.region.holds({**known_values(scope, case), **case.constants})
