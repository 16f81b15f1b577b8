"""Where recursions of numbers start: plain numbers, and the ends and the middle of what `given` allows for x[0]."""

from fractions import Fraction

from checkers.experiment.case import Case
from checkers.experiment.search.scope import CORNERS, Scope, corner_constants, cornered, known_values
from problems import no_objective
from problems.instance import Vector
from theorems import words as w

EACH = 6
"""Numbers taken from the region of x[0] at each corner of the constants: its ends, the middle, and some inside."""

ENDS = 2
"""How many of them come before the plain numbers."""


def line_starts(scope: Scope) -> list[Vector]:
    """Starts on the line that `given` allows with some of the constants at the corners of their region; all that are known if it allows none."""
    plain, solved = list(no_objective.build().starts), _solved(scope)
    tried = list(dict.fromkeys([*solved[:ENDS], *plain, *solved[ENDS:]]))
    fitting = [start for start in tried if _fits(scope, start)] if scope.region.start_terms else tried
    return fitting or tried


def _solved(scope: Scope) -> list[Vector]:
    """Rational values of x[0] that `given` leaves to it, beside constants that are chosen without it."""
    symbol, found = scope.region.start_terms.get(w.x[0]), list[Fraction]()
    for corner in CORNERS if symbol is not None else ():
        choose, values = cornered(scope, corner), dict[str, object]()
        for constant in scope.region.symbols:
            allowed = scope.region.allowed(constant, values)
            if allowed:
                values[constant.name] = choose(allowed)
        found += [value for value in scope.region.allowed(symbol, values) if isinstance(value, Fraction)][:EACH]
    return [(value,) for value in dict.fromkeys(found)]


def _fits(scope: Scope, start: Vector) -> bool:
    return bool(corner_constants(scope, known_values(scope, Case(no_objective.build(), start=start))))
