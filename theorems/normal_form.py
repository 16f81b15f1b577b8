"""Claims in one shape: a smaller side, a larger side, and their terms with constant coefficients."""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.scaling import Asymptotic, Scales
from theorems.steps import at_step
from theorems.typed import VECTOR, Kinds, free_indices, walk


class gap(w.Word):  # noqa: N801
    """f(u) - f_star, kept whole so that it is seen to be nonnegative."""

    nargs = 1

    def _sympystr(self, printer: Any) -> str:
        return f"(f({printer._print(self.args[0])}) - f_star)"


@dataclass(frozen=True)
class Term:
    """coefficient * measured: constants and steps times what is measured on a problem (1 for a term without)."""

    coefficient: Any
    measured: Any

    @property
    def nonnegative(self) -> bool:
        """Whether the measured part is manifestly nonnegative: squares, norms, gaps, and means of such."""
        return _nonnegative(self.measured)


@dataclass(frozen=True)
class NormalForm:
    """small <= large (small < large where strict, small = large for an equality), with the terms of both sides.

    `plain` are the terms of both sides without gaps: their sizes tell what cancels, and so how far floats can be trusted.
    `idle_at_start`: both sides are the same expression at t = 0, where nothing of the bound is tested.
    """

    small: Any
    large: Any
    strict: bool
    equality: bool
    small_terms: tuple[Term, ...]
    large_terms: tuple[Term, ...]
    plain: tuple[Term, ...]
    idle_at_start: bool = False


def normal_form(claim: Any, sequences: dict[str, str] | None = None) -> NormalForm:
    """The normal form of a claim; an equality of vectors becomes norm_sq(difference) = 0.

    `sequences` says which sequences of the method are vectors (all of them unless given).
    """
    sizes: tuple[Term, ...] = ()
    if isinstance(claim, sp.Eq) and VECTOR in (_kind(side, sequences) for side in claim.args):
        sizes = tuple(Term(sp.S.One, w.norm_sq(side)) for side in claim.args if side != 0)
        claim = sp.Eq(w.norm_sq(claim.lhs - claim.rhs), 0, evaluate=False)
    if claim in (sp.true, sp.false):
        claim = sp.Le(0, 1 if claim == sp.true else -1, evaluate=False)
    small, large = (claim.rhs, claim.lhs) if isinstance(claim, (sp.Ge, sp.Gt)) else (claim.lhs, claim.rhs)
    plain = (*_collected(linear(small)), *_collected(linear(large)), *sizes)
    strict, equality = isinstance(claim, (sp.Lt, sp.Gt)), isinstance(claim, sp.Eq)
    idle = w.t in free_indices(claim) and sp.expand(at_step(small - large, 0)) == 0
    return NormalForm(small, large, strict, equality, terms(small), terms(large), plain, idle)


def _kind(side: Any, sequences: dict[str, str] | None) -> str:
    members = {str(e.base): VECTOR for e in walk(side) if isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates)}
    return Kinds({**members, **(sequences or {})}).of(side)


def is_trivial(claim: Any) -> bool:
    """Whether the claim is True, or its two sides are the same expression and it allows equality; of growth, whether that is plain to see."""
    if claim in (sp.true, sp.false):
        return bool(claim == sp.true)
    if isinstance(claim, Asymptotic):
        return _is_plain_growth(claim)
    same = sp.expand(claim.lhs - claim.rhs) == 0
    return same and not isinstance(claim, (sp.Lt, sp.Gt))


def _is_plain_growth(claim: Asymptotic) -> bool:
    """Whether the quantity is the claimed power itself times constants, or the claimed limit."""
    if not isinstance(claim, Scales):
        return bool(sp.expand(claim.quantity - claim.stated) == 0)
    ratio = sp.powsimp(claim.quantity / claim.size**claim.stated)
    measured = {claim.size, w.f_star, w.T}  # T is the step at which a ladder's run ends, and differs from size to size
    return _is_fixed(ratio) and not measured & set(walk(ratio))


def terms(side: Any) -> tuple[Term, ...]:
    """The terms of one side; values of f are written as gaps to f_star where f_star then cancels."""
    if w.f_star not in walk(side):
        return _collected(linear(side))
    gapped = _collected(linear(side.xreplace({e: gap(e.args[0]) + w.f_star for e in walk(side) if isinstance(e, w.f)})))
    if not any(w.f_star in walk(term.measured) for term in gapped):
        return gapped
    return _collected(linear(side))


def linear(e: Any) -> Any:
    """Sums and constant factors taken out of expectations and of sums over steps."""
    if isinstance(e, (sp.Add, sp.Mul)):
        return sp.expand_mul(e.func(*(linear(a) for a in e.args)))
    if isinstance(e, w.E):
        return _through(linear(e.args[0]), lambda part: w.E(part, *e.args[1:]), frozenset())
    if isinstance(e, (w.Average, sp.Sum)) and len(e.limits) == 1:
        inside = _through(linear(e.function), lambda part: e.func(part, *e.limits), frozenset({e.limits[0][0]}))
        return inside
    if isinstance(e, w.Best):
        return _shifted_best(linear(e.function), e.limits)
    return e


def _through(inside: Any, around: Any, bound: frozenset[Any]) -> Any:
    """Each addend with its constant factor outside; a mean of a constant is that constant, a Sum keeps it inside."""
    result = []
    for addend in sp.Add.make_args(inside):
        factors = sp.Mul.make_args(addend)
        fixed = [a for a in factors if _is_fixed(a) and not bound & set(walk(a))]
        rest = sp.Mul(*[a for a in factors if a not in fixed])
        keep = rest == 1 and not isinstance(around(sp.S.One), (w.E, w.Average))
        result.append(around(addend) if keep else sp.Mul(*fixed) * (around(rest) if rest != 1 else 1))
    return sp.Add(*result)


def _shifted_best(inside: Any, limits: Any) -> Any:
    fixed = [a for a in sp.Add.make_args(inside) if _is_fixed(a) and not {limit[0] for limit in limits} & set(walk(a))]
    return w.Best(inside - sp.Add(*fixed), *limits) + sp.Add(*fixed)


def _is_fixed(e: Any) -> bool:
    """Whether a term is made of numbers, constants, steps and f_star only."""
    return all(not isinstance(a, (w.Word, sp.Indexed, w.Point, w.stochastic_grad, w.E, w.Probability, *w.OVER_STEPS)) for a in walk(e))


def _collected(side: Any) -> tuple[Term, ...]:
    coefficients: dict[Any, Any] = {}
    for addend in sp.Add.make_args(sp.expand_mul(side)):
        factors = sp.Mul.make_args(addend)
        measured = sp.Mul(*[a for a in factors if not _is_fixed(a) or w.f_star in walk(a)])
        constant = sp.Mul(*[a for a in factors if _is_fixed(a) and w.f_star not in walk(a)])
        coefficients[measured] = coefficients.get(measured, 0) + constant
    return tuple(Term(coefficient, measured) for measured, coefficient in coefficients.items() if coefficient != 0)


def _nonnegative(e: Any) -> bool:
    if isinstance(e, (w.norm_sq, w.norm, w.dist_sq, gap, w.Probability, sp.Abs, w.Constant, w.Natural)) or (e.is_Rational and e >= 0):
        return True
    if isinstance(e, w.Word):
        return bool(e.never_negative)
    if isinstance(e, w.E):
        return _nonnegative(e.args[0])
    if isinstance(e, w.OVER_STEPS):
        return _nonnegative(e.function)
    if isinstance(e, (sp.Add, sp.Mul)):
        return all(_nonnegative(a) for a in e.args)
    if isinstance(e, sp.Pow):
        return bool(e.exp.is_Rational and (e.exp.p % 2 == 0 or e.exp.q % 2 == 0)) or _nonnegative(e.base)
    if isinstance(e, sp.Max):
        return any(_nonnegative(a) for a in e.args)
    return False


def mentions(e: Any, *kinds: type) -> bool:
    """Whether any term of one of the kinds stands inside."""
    return any(isinstance(a, kinds) for a in walk(e))
