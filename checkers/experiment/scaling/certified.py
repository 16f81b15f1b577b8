"""From which width on the hypotheses of a theorem are certified, and what the method does at smaller widths, where they are not.

That a width has no certificate says nothing against the claim there, and less against the method: it may converge all the same. Both are told.
A theorem is looked at where `given` bounds the width of a network from below by terms about the start, in constants that certificates bound.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, isfinite
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.met import symbols_of
from checkers.experiment.regions import Region, boundary
from checkers.experiment.search.scope import Scope, is_random, known_values
from problems.float64 import Float64
from problems.instance import Family
from problems.matching import matching_families
from theorems import words as w
from theorems.method import Method

WIDTHS = tuple(2**power for power in range(6, 14))
"""The widths that are tried, up to the second one with a certificate."""

STEPS, FITTED = 100, 1e-3
"""Steps within which f has to fall to this share of its first value for a run to count as converged."""


@dataclass(frozen=True)
class AtWidth:
    """One network: its width (by the name it has in the statement), the least width that `given` asks for at its start (None where that is no
    number), whether the case is certified to meet `given`, whether the method's run converged, and f at its start and its end, in floats."""

    family: str
    name: str
    width: int
    needed: int | None
    certified: bool
    converged: bool
    first: float
    last: float

    def as_json(self) -> Mapping[str, Any]:
        """Plain data."""
        ends = {"first": self.first, "last": self.last if isfinite(self.last) else None}
        seen = {"width": self.width, "needed": self.needed, "certified": self.certified, "converged": self.converged}
        return {"family": self.family, "name": self.name, **seen, **ends}


def certified_widths(scope: Scope) -> list[tuple[AtWidth, Case]]:
    """The networks of growing width of every family that has them; none where the theorem bounds no width, or its method draws."""
    found, method = _width(scope), scope.theorem.method
    if found is None or not isinstance(method, Method) or not method.horizon_free or is_random(scope.theorem):
        return []
    families = sorted(matching_families(scope.theorem, scope.claims, scope.families).items())
    return [one for _, family in families for one in _of_family(scope, *found, family)]


def told(found: Sequence[AtWidth]) -> str:
    """What the widths show, in a sentence."""
    name = found[0].name
    first = next((one.width for one in found if one.certified), None)
    parts = [f"certified from {name} = {first} on" if first else f"certified at none of the widths {found[0].width} to {found[-1].width}"]
    without = [one for one in found if not one.certified]
    for one in without[:1] + without[-1:] if len(without) > 1 else without:
        needs = f" (needs {one.needed})" if one.needed else ""
        parts.append(f"at {name} = {one.width} no certificate{needs}, the run {'converged' if one.converged else 'did not converge'}")
    return "; ".join(parts)


def _width(scope: Scope) -> tuple[Any, tuple[Any, ...]] | None:
    """The natural that is the width, and the relations that bound it by terms about the start and constants that certificates bound."""
    widths = [b.constant for h in scope.theorem.hypotheses for b in h.bounds if b.certified_as == "width" and isinstance(b.constant, w.Natural)]
    known = {*scope.region.bounded, *scope.region.start_terms.values()}
    for m in widths:
        bounding = [r for r in scope.region.stated if m in symbols_of(r.xreplace(scope.region.start_terms)) and isinstance(r, (sp.Ge, sp.Le))]
        own = tuple(r for r in bounding if symbols_of(r.xreplace(scope.region.start_terms)) <= known and _about_start(scope, r))
        if own:
            return m, own
    return None


def _about_start(scope: Scope, relation: Any) -> bool:
    return bool(relation.xreplace(scope.region.start_terms) != relation)


def _of_family(scope: Scope, m: Any, bounding: tuple[Any, ...], family: Family) -> Iterator[tuple[AtWidth, Case]]:
    narrowed = replace(scope.theorem, given=tuple(h for h in scope.theorem.given if h not in bounding))
    loose = replace(scope, theorem=narrowed, region=Region(narrowed, scope.region.extra))
    plain, certified = [r.xreplace(scope.region.start_terms) for r in bounding], 0
    least = [solution for r in plain for solution in boundary(r.lhs - r.rhs, m)] if family.doubled is not None else []
    for width in WIDTHS if family.doubled is not None else ():
        case = _case(scope, loose, m, family, width)
        if case is None:
            continue
        known = {**known_values(scope, case), **case.constants}
        held = scope.region.holds(known)
        first, last = _run(scope, case)
        needed = max((found for one in least if (found := _whole(one, known)) is not None), default=None)
        yield AtWidth(family.name, m.name, width, needed, held, last <= FITTED * first, first, last), case
        certified += held
        if certified == 2:
            return


def _case(scope: Scope, loose: Scope, m: Any, family: Family, width: int) -> Case | None:
    """The network of that width, with the tight constants and the largest step allowed where the width is not asked about."""
    assert family.doubled is not None
    instance, start = family.doubled(width, np.random.Generator(np.random.Philox(key=[scope.root, width << 32])))
    if scope.lacking(instance, None) is not None:
        return None
    bare = Case(instance, {}, None, start, next(iter(instance.minimisers), None), {}, STEPS, f"widths: {family.name}")
    constants = loose.region.pick(known_values(loose, bare), lambda allowed: allowed[0], {m.name: Fraction(width)})
    return None if constants is None else replace(bare, constants=constants)


def _whole(least: Any, known: Mapping[str, Any]) -> int | None:
    """The least whole number from the value of an expression on, in floats."""
    value = least.xreplace({s: sp.Float(_middle(known[s.name]), 30) for s in symbols_of(least)})
    return ceil(float(value)) if value.is_comparable and value > 0 else None


def _middle(value: Any) -> float:
    return float(sum(value) / 2) if isinstance(value, tuple) else float(value)


def _run(scope: Scope, case: Case) -> tuple[float, float]:
    """f at the start and at the end of the run, in floats."""
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = simulate(scope.theorem, prepared(scope.theorem, [case], m), starts([case], m))
        ends = run.trajectories["x"].values[:, 0, [0, -1]]
        values = m.floats(case.family.value(run.arrays, ends, m))[0]
    return float(values[0]), float(values[1])
