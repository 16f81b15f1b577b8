"""Proofs that no constants satisfy `given`: products of the relations with nonnegative weights add up to something negative.

Every relation is brought to the form g >= 0 with g a polynomial in the constants. A linear program looks for nonnegative weights of
the products g * m and g * h * m (m a monomial in positive constants) whose sum has no positive coefficient; the weights are then
rationals, and the sum is formed exactly. Finding none shows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import sympy as sp

from theorems import words as w
from theorems.hypotheses import forced, impossible
from theorems.language import Theorem
from theorems.typed import VECTOR, Kinds, free_indices, walk

LARGEST_DEGREE = 2
"""Degree of the monomials that relations are multiplied by."""


NONNEGATIVE = "nonnegative "
"""How the names of symbols begin whose values are never negative."""


@dataclass(frozen=True)
class Constraint:
    """g >= 0 (g > 0 where strict), g a polynomial; `source` is the relation as it was written."""

    polynomial: Any
    strict: bool
    source: str


def empty_because(theorem: Theorem, extra: Sequence[Any] = ()) -> str | None:
    """Why no nonconstant f and no constants meet `given` (with the further relations), or None where that was not shown."""
    if sp.false in theorem.relations:
        return "given contains a relation that is false as it stands"
    reason = impossible(theorem.given)
    if reason is not None:
        return reason
    for relation, why in forced(theorem.given):
        if relation == sp.false:
            return f"the hypotheses contradict each other: {why}"
    must = [relation for relation, _ in forced(theorem.given)]
    kinds = Kinds(theorem.sequences)
    relations = [r for r in (*theorem.relations, *must, *extra) if r != sp.true and _between_numbers(r, kinds)]
    found = _refuting(relations)
    if found is None:
        return None
    for relation in relations:  # leave out what the contradiction does not need
        fewer = _refuting([r for r in relations if r is not relation and str(r) in found])
        found = fewer or found
    because = [why for relation, why in forced(theorem.given) if str(relation) in found]
    return f"no constants satisfy {' and '.join(found)}" + (f" ({'; '.join(because)})" if because else "")


def _between_numbers(relation: Any, kinds: Kinds) -> bool:
    """Whether a relation compares numbers that do not depend on the step: a[t] is one number, a bound such as 1/(t + 1) is not."""
    if VECTOR in (kinds.of(side) for side in relation.args):
        return False
    return not free_indices(relation.xreplace({e: sp.Dummy() for e in walk(relation) if isinstance(e, sp.Indexed)}))


def _refuting(relations: Sequence[Any]) -> list[str] | None:
    """The relations that contradict each other, or None."""
    written = {r: str(r) for r in relations}
    terms = _opaque(relations)
    rooted = _rooted([r.xreplace(terms) for r in relations])
    seen = {r: _without_roots(r.xreplace(terms), rooted) for r in relations}
    symbols = sorted({s for r in seen.values() for s in _leaves(r)}, key=str)
    plain = {s: sp.Symbol(f"s{number}") for number, s in enumerate(symbols)}
    positive = [plain[s] for s in symbols if isinstance(s, (w.Constant, w.Natural))]
    constraints = [c for r in relations for c in _constraints(seen[r].xreplace(plain), written[r], positive)]
    if not constraints or not plain:
        return _constant_contradiction(constraints)
    return _weighted([*constraints, *_always(symbols, plain)], list(plain.values()), positive)


def _always(symbols: Sequence[Any], plain: dict[Any, Any]) -> list[Constraint]:
    """What holds of symbols whatever `given` says: squares and gaps are not negative, naturals are at least 1."""
    variables = list(plain.values())
    known = [(plain[s], "squares and gaps are >= 0") for s in symbols if s.name.startswith(NONNEGATIVE)]
    known += [(plain[s] - 1, f"{s} >= 1") for s in symbols if isinstance(s, w.Natural)]
    known += [(plain[s] ** 2, "squares are >= 0" if " " in s.name else f"{s}**2 >= 0") for s in symbols if isinstance(s, w.Real)]
    return [Constraint(sp.Poly(e, *variables), False, source) for e, source in known]


def _constant_contradiction(constraints: Sequence[Constraint]) -> list[str] | None:
    return next(([c.source] for c in constraints if c.polynomial.as_expr().is_number and _is_false(c)), None)


def _is_false(c: Constraint) -> bool:
    value = c.polynomial.as_expr()
    return bool(value <= 0 if c.strict else value < 0)


def _opaque(relations: Sequence[Any]) -> dict[Any, Any]:
    """Terms about the start or the problem, each with a symbol in its place; f(u) becomes f_star plus a gap that is not negative."""
    found: dict[Any, Any] = {}
    infimum = w.Real("the infimum")
    for relation in relations:
        for term in walk(relation):
            if not isinstance(term, (w.Word, w.Special, sp.Indexed)) or term in found or any(term in walk(other) for other in found):
                continue
            named = f"term {len(found)}"
            if isinstance(term, w.f):
                found[term] = infimum + w.Real(f"{NONNEGATIVE}{named}")
            else:
                squared = isinstance(term, (w.norm_sq, w.norm, w.dist_sq))
                found[term] = infimum if term == w.f_star else w.Real(f"{NONNEGATIVE if squared else ''}{named}")
    return found


def _rooted(relations: Sequence[Any]) -> dict[Any, Any]:
    """Positive constants that stand under a square root, each with a symbol for its root."""
    powers = [
        e for r in relations for e in walk(r) if isinstance(e, sp.Pow) and isinstance(e.base, w.Constant) and e.exp.is_Rational and e.exp.q == 2
    ]
    return {e.base: w.Constant(f"root {e.base}") for e in powers}


def _without_roots(relation: Any, rooted: dict[Any, Any]) -> Any:
    powers = [e for e in walk(relation) if isinstance(e, sp.Pow) and e.base in rooted and e.exp.is_Rational and e.exp.q == 2]
    return relation.xreplace({e: rooted[e.base] ** (2 * e.exp) for e in powers}).xreplace({c: root**2 for c, root in rooted.items()})


def _leaves(e: Any) -> set[Any]:
    return {a for a in walk(e) if isinstance(a, (w.Constant, w.Natural, w.Real))}


def _constraints(relation: Any, source: str, positive: Sequence[Any]) -> list[Constraint]:
    """The relation as polynomial constraints; none where it is not rational in the constants."""
    if relation in (sp.true, sp.false):
        return [Constraint(sp.Poly(-1, sp.Symbol("s0")), False, source)] if relation == sp.false else []
    larger, smaller = (relation.lhs, relation.rhs) if isinstance(relation, (sp.Ge, sp.Gt)) else (relation.rhs, relation.lhs)
    numerator, denominator = sp.fraction(sp.together(larger - smaller))
    if not (numerator.is_polynomial() and denominator.is_polynomial()):
        return []
    sign = _sign(denominator, positive)
    cleared = numerator * sign if sign else numerator * denominator
    variables = sorted(cleared.free_symbols | set(positive), key=str) or [sp.Symbol("s0")]
    made = sp.Poly(cleared, *variables)
    both = [made, -made] if isinstance(relation, sp.Eq) else [made]
    return [Constraint(p, isinstance(relation, (sp.Lt, sp.Gt)), source) for p in both]


def _sign(e: Any, positive: Sequence[Any]) -> int:
    """1 or -1 where a polynomial in positive symbols has that sign throughout, else 0."""
    if not e.free_symbols:
        return 1 if e > 0 else -1
    if not e.free_symbols <= set(positive):
        return 0
    coefficients = sp.Poly(e, *sorted(e.free_symbols, key=str)).coeffs()
    return 1 if all(c > 0 for c in coefficients) else -1 if all(c < 0 for c in coefficients) else 0


def _products(constraints: Sequence[Constraint], symbols: list[Any], positive: list[Any]) -> list[tuple[Any, bool, tuple[str, ...]]]:
    """Constraints and pairs of them, times monomials in positive symbols; all are >= 0, and > 0 where every factor is strict."""
    monomials = [sp.Mul(*chosen) for degree in range(LARGEST_DEGREE + 1) for chosen in combinations_with_replacement(positive, degree)]
    singles = [(c.polynomial.as_expr(), c.strict, (c.source,)) for c in constraints]
    pairs = [(a[0] * b[0], a[1] and b[1], (*a[2], *b[2])) for a, b in combinations_with_replacement(singles, 2)]
    return [(sp.Poly(p * m, *symbols), strict, sources) for p, strict, sources in [*singles, *pairs] for m in monomials]


def _weighted(constraints: Sequence[Constraint], symbols: list[Any], positive: list[Any]) -> list[str] | None:
    from scipy.optimize import linprog

    products = _products(constraints, symbols, positive)
    monomials = sorted({m for p, _, _ in products for m in p.monoms()})
    signed = [_surely_positive(m, symbols, positive) for m in monomials]
    matrix = np.array([[float(p.nth(*m)) for p, _, _ in products] for m in monomials])
    upper = matrix[signed]
    reward = upper.sum(axis=0) - np.array([float(strict) for _, strict, _ in products]) / 1000
    equal = matrix[[not s for s in signed]]
    bound = np.vstack([upper, np.ones((1, len(products)))])
    limits = np.append(np.zeros(len(upper)), 1.0)
    found = linprog(
        reward, A_ub=bound, b_ub=limits, A_eq=equal if len(equal) else None, b_eq=np.zeros(len(equal)) if len(equal) else None, method="highs"
    )
    if found.x is None or found.fun > -1e-9:
        return None
    return _checked(found.x, products, symbols, positive)


def _checked(weights: Any, products: Sequence[Any], symbols: list[Any], positive: list[Any]) -> list[str] | None:
    """Weights rounded to rationals, the sum formed exactly: it must be negative on all positive constants, or zero with a strict part."""
    largest = max(weights)
    for size in (1, 12, 1000):
        exact = [Fraction(float(x / largest)).limit_denominator(size) for x in weights]
        total = sum((sp.Rational(c.numerator, c.denominator) * p.as_expr() for c, (p, _, _) in zip(exact, products, strict=True) if c), sp.S.Zero)
        terms = sp.Poly(total, *symbols).terms()
        fine = all(c == 0 or (c < 0 and _surely_positive(m, symbols, positive)) for m, c in terms)
        strict = any(c > 0 and s for c, (_, s, _) in zip(exact, products, strict=True))
        if fine and (strict or any(c < 0 for _, c in terms)):
            used = [source for c, (_, _, sources) in zip(exact, products, strict=True) if c > 0 for source in sources]
            return list(dict.fromkeys(used))
    return None


def _surely_positive(monomial: tuple[int, ...], symbols: Sequence[Any], positive: Sequence[Any]) -> bool:
    """Whether a monomial is positive on every admissible value: only positive symbols stand in it."""
    return all(power == 0 or symbol in positive for power, symbol in zip(monomial, symbols, strict=True))
