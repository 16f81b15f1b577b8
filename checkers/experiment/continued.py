"""Whether free sequences can go on for ever: the steps of a case show what `given` asks of them only up to its last one.

A restriction such as a[t] <= 1 - t/100 beside a[t] >= 0 leaves numbers for a hundred steps and none later; then no sequence meets `given`,
and what a case shows in its first steps is no counterexample. Where no restriction names the step t itself, the last members can be repeated.
Where one does, members are looked for that meet all of them at every later step: the last ones, zeros, the bounds themselves, or what lies halfway.
"""

from functools import lru_cache
from itertools import combinations, islice, product
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import restrictions
from theorems import words as w
from theorems.language import Theorem
from theorems.typed import walk

MOST = 256
"""Choices of one continuation for each sequence that are tried."""


def goes_on(theorem: Theorem, case: Case) -> bool:
    """Whether the sequences of a case are seen to have members that `given` allows at every step after its last one."""
    relations = restrictions(theorem)
    if not any(_names_the_step(r) for r in relations):
        return True
    last = tuple((name, sp.Rational(*one.members(case.steps + 1)[-1].as_integer_ratio())) for name, one in sorted(case.sequences.items()))
    values = tuple((s, _number(case.constants[s.name])) for r in relations for s in walk(r) if isinstance(s, (w.Constant, w.Natural, w.Real)))
    return _continued(relations, values, last, case.steps)


def _names_the_step(relation: Any) -> bool:
    return w.t in relation.xreplace({e: sp.Dummy() for e in walk(relation) if isinstance(e, sp.Indexed)}).free_symbols


def _number(value: Any) -> Any:
    return value if isinstance(value, sp.Expr) else sp.Rational(value.numerator, value.denominator)


@lru_cache(maxsize=1024)
def _continued(relations: tuple[Any, ...], values: tuple[Any, ...], last: tuple[Any, ...], steps: int) -> bool:
    """Whether some choice of continuations meets all relations at the steps `steps` + 1, `steps` + 2, ..."""
    later = sp.Symbol("later", integer=True, nonnegative=True)
    members = {name: sp.Symbol(f"member {name}", real=True) for name, _ in last}
    plain = {e: members[str(e.base)] for r in relations for e in walk(r) if isinstance(e, sp.Indexed)}
    differences = [(r, (r.rhs - r.lhs).xreplace(plain).xreplace({**dict(values), w.t: later + steps + 1})) for r in relations]
    choices = [_choices([d for _, d in differences], members[name], end, later) for name, end in last]
    tried = (dict(zip(members.values(), chosen, strict=True)) for chosen in islice(product(*choices), MOST))
    return any(all(_surely(r, d.xreplace(chosen), later) for r, d in differences) for chosen in tried)


def _choices(differences: list[Any], member: Any, end: Any, later: Any) -> list[Any]:
    """The last member, zero, the bounds, and what lies halfway between two of these."""
    found = list(dict.fromkeys([end, sp.S.Zero, *_bounds(differences, member, later)]))
    return [*found, *((one + other) / 2 for one, other in combinations(found, 2))]


def _bounds(differences: list[Any], member: Any, later: Any) -> list[Any]:
    """Where a difference that is linear in a member, and in which no other one stands, vanishes."""
    found = []
    for difference in differences:
        slope = sp.diff(difference, member)
        if slope != 0 and slope.free_symbols <= {later} and difference.free_symbols <= {later, member}:
            found.append(sp.together(member - difference / slope).expand())
    return found


def _surely(relation: Any, difference: Any, later: Any) -> bool:
    """Whether right - left is shown to have the sign that a relation asks for at every later step."""
    if isinstance(relation, sp.Eq):
        return bool(sp.simplify(difference) == 0)
    signed = sp.together(-difference if isinstance(relation, (sp.Ge, sp.Gt)) else difference)
    strict = isinstance(relation, (sp.Lt, sp.Gt))
    return bool(signed.is_positive if strict else signed.is_nonnegative) or _by_coefficients(signed, later, strict)


def _by_coefficients(e: Any, later: Any, strict: bool) -> bool:
    """Whether numerator and denominator are polynomials in the later step without negative coefficients, and the constant ones positive."""
    try:
        above, below = (sp.Poly(part, later).all_coeffs() for part in sp.fraction(sp.cancel(e)))
    except sp.PolynomialError:
        return False
    if not all(c.is_Rational and c >= 0 for c in (*above, *below)):
        return False
    return bool(below[-1] > 0 and (above[-1] > 0 or not strict))
