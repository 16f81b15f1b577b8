"""The typed walk: every term is a number or a vector, fixed or random, and what makes no sense is refused with a message."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from theorems import words as w
from theorems.errors import LanguageError, did_you_mean
from theorems.scaling import Asymptotic

NUMBER, VECTOR = "number", "vector"

FUNCTIONS = (
    sp.Abs, sp.Max, sp.Min, sp.log, sp.exp, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.sign, sp.floor, sp.ceiling,
)  # fmt: skip
"""SymPy's functions that a statement may use: those with a float, a rational or a ball form."""

LARGEST = 10**60
"""Numerators and denominators that a statement may hold."""

VOCABULARY = [
    "f", "grad", "stochastic_grad", "norm_sq", "norm", "inner", "dist_sq", "f_star", "x_star", "E", "Probability", "Average", "Best", "Worst", "Sum",
    "Eq", "regret", "project", "Scales", "Tends", "constants", "naturals", "reals", "points", "iterates", "sequence",
    "unknown", "Rational", *(g.__name__ for g in FUNCTIONS), "sqrt",
]  # fmt: skip


class Kinds:
    """Types of terms: which sequences are vectors, and whether vectors combine coordinatewise (in method equations they do).

    `trusting` takes the arguments of words for vectors unseen, as long as it is still being inferred which sequences are.
    """

    def __init__(self, sequences: dict[str, str] | None = None, coordinatewise: bool = False, trusting: bool = False) -> None:
        self.sequences = {"x": VECTOR} if sequences is None else sequences
        self.coordinatewise = coordinatewise
        self.trusting = trusting
        self._found: dict[Any, str] = {}

    def of(self, e: Any) -> str:
        """`number` or `vector`; raises LanguageError where the term makes no sense."""
        kind: Any = type(e)
        rule = _rule(kind)
        if rule is None:
            raise LanguageError(f"{_unknown(e)}")
        if (kind, e) not in self._found:
            self._found[kind, e] = rule(self, e)
        return self._found[kind, e]

    def expect(self, e: Any, kind: str, where: Any) -> None:
        """Refuse a term that is not of a kind; zero is of both."""
        found = self.of(e)
        if found != kind and e != 0:
            raise LanguageError(f"{where} needs a {kind} where {e} stands, which is a {found}.")


def _unknown(e: Any) -> str:
    if isinstance(e, (AppliedUndef, sp.Function)):
        return f'"{type(e).__name__}" is not a word of the language.{did_you_mean(type(e).__name__, VOCABULARY)}'
    if isinstance(e, Asymptotic):
        return f"{e} is a claim of its own: it stands in claim=[...], not inside another term."
    if isinstance(e, sp.Symbol):
        return f'the symbol "{e}" is not declared: write {e} = constants("{e}") (or naturals, reals, points).{did_you_mean(e.name, VOCABULARY)}'
    if e in (sp.oo, -sp.oo, sp.zoo, sp.nan):
        return f"{e} is not a number that a statement can hold; a division by zero may have produced it."
    return f"{e} ({type(e).__name__}) has no meaning in a statement."


def _number(kinds: Kinds, e: Any) -> str:
    if isinstance(e, sp.Float):
        raise LanguageError(_float_message(e))
    if isinstance(e, sp.Number) and not e.is_Rational:
        raise LanguageError(_unknown(e))
    if isinstance(e, sp.Rational) and max(abs(e.p), e.q) > LARGEST:
        raise LanguageError("a number of more than 60 digits is no constant of a theorem.")
    return NUMBER


def _float_message(e: Any) -> str:
    if not e.is_finite:
        return f"{e} is not a number that a statement can hold."
    nearby = sp.Rational(str(e)).limit_denominator(1000)
    return f"floats are not exact: write Rational({nearby.p}, {nearby.q}) for {float(e):g} (1/3*L is a float in Python, Rational(1, 3)*L is not)."


def _add(kinds: Kinds, e: Any) -> str:
    found = [(kinds.of(a), a) for a in e.args]
    if len({kind for kind, _ in found}) == 1:
        return found[0][0]
    if kinds.coordinatewise:
        return VECTOR
    number, vector = (next(a for kind, a in found if kind == wanted) for wanted in (NUMBER, VECTOR))
    raise LanguageError(f"{e} adds the number {number} to the vector {vector}.")


def _mul(kinds: Kinds, e: Any) -> str:
    vectors = [a for a in e.args if kinds.of(a) == VECTOR]
    if len(vectors) > 1 and not kinds.coordinatewise:
        raise LanguageError(f"{e} multiplies vectors: write inner(u, v), or norm_sq(u) for a square.")
    return VECTOR if vectors else NUMBER


def _pow(kinds: Kinds, e: Any) -> str:
    base, exponent = e.args
    if kinds.of(exponent) != NUMBER:
        kinds.expect(exponent, NUMBER, f"the exponent of {e}")
    kind = kinds.of(base)
    if kind == VECTOR and not kinds.coordinatewise:
        advice = "norm_sq(u) is the square of a vector" if exponent == 2 else "a vector has no power and cannot be divided by"
        raise LanguageError(f"{e} takes a power of the vector {base}: {advice}.")
    return kind


def _function(kinds: Kinds, e: Any) -> str:
    found = [kinds.of(a) for a in e.args]
    if VECTOR in found and not kinds.coordinatewise:
        raise LanguageError(f"{e} applies {type(e).__name__} to a vector.")
    return VECTOR if VECTOR in found else NUMBER


def _word(kinds: Kinds, e: Any) -> str:
    plain = Kinds(kinds.sequences)
    for argument, kind in zip(parts(e), e.takes if not kinds.trusting else (), strict=not kinds.trusting):
        if kind == "index":
            _index(argument)
            if argument.is_Integer and argument < 1:
                raise LanguageError(f"{e}: neurons and inputs are numbered from 1.")
        else:
            plain.expect(argument, kind, type(e).__name__)
    return str(e.gives)


def _stochastic(kinds: Kinds, e: Any) -> str:
    point, sample, batch = e.args
    if not kinds.trusting:
        Kinds(kinds.sequences).expect(point, VECTOR, "stochastic_grad")
    _index(sample)
    if sample.is_Integer and sample < 0:
        raise LanguageError(f"{e}: draws are numbered from 0, as steps are.")
    if not (isinstance(batch, w.Natural) or (batch.is_Integer and batch > 0)):
        raise LanguageError(f"batch={batch} is not a number of draws: give 1, 2, ... or a symbol from naturals(...).")
    return VECTOR


def _indexed(kinds: Kinds, e: Any) -> str:
    if len(e.indices) != 1:
        raise LanguageError(f"{e} has {len(e.indices)} indices; a sequence has one.")
    _index(e.indices[0])
    if isinstance(e.base, w.Sequence):
        return NUMBER
    name = str(e.base)
    if not isinstance(e.base, w.Iterates):
        raise LanguageError(f'the sequence "{name}" is not declared: write {name} = iterates("{name}") or sequence("{name}").')
    if name not in kinds.sequences:
        known = ", ".join(sorted(kinds.sequences))
        raise LanguageError(f'the method has no sequence "{name}" (it has {known}).{did_you_mean(name, list(kinds.sequences))}')
    return kinds.sequences[name]


def _index(e: Any) -> None:
    for leaf in e.free_symbols:
        if not isinstance(leaf, (w.Index, w.Natural)):
            raise LanguageError(f"a step is a whole number made of t, T, i, j, k: {e} contains {leaf}.")
    if e.atoms(sp.Float):
        raise LanguageError(_float_message(e.atoms(sp.Float).pop()))
    if not is_whole(e):
        raise LanguageError(f"a step is a whole number: {e} is not always one.")


def is_whole(e: Any) -> bool:
    """Whether an index is a polynomial in steps with whole coefficients."""
    if not e.free_symbols:
        return bool(e.is_Integer)
    return bool(e.is_polynomial(*e.free_symbols)) and all(c.is_Integer for c in sp.Poly(e, *e.free_symbols).coeffs())


def _over_steps(kinds: Kinds, e: Any) -> str:
    name = type(e).__name__
    for limit in e.limits:
        if len(limit) != 3:
            raise LanguageError(f"{name} needs an index with its ends, as in {name}(e, (t, 0, T - 1)).")
        if not isinstance(limit[0], w.Index):
            raise LanguageError(f"{name} runs over one of t, i, j, k: {limit[0]} is not an index.")
        _index(limit[1])
        _index(limit[2])
    kind = kinds.of(e.function)
    if kind == VECTOR and isinstance(e, (w.Best, w.Worst)):
        raise LanguageError(f"{name} compares numbers; {e.function} is a vector.")
    return kind


def _expectation(kinds: Kinds, e: Any) -> str:
    if len(e.args) == 2:
        if not isinstance(e.args[1], sp.Indexed):
            raise LanguageError(f"E(..., given={e.args[1]}): condition on an iterate such as x[t].")
        kinds.of(e.args[1])
    return kinds.of(e.args[0])


def _probability(kinds: Kinds, e: Any) -> str:
    check_relation(kinds, e.args[0])
    return NUMBER


def _picked(kinds: Kinds, e: Any) -> str:
    _index(e.args[0])
    found = {kinds.of(a) for a in e.args[1:]}
    return VECTOR if VECTOR in found else NUMBER


def check_relation(kinds: Kinds, relation: Any) -> None:
    """Both sides of a relation are numbers, or both vectors in an equality."""
    if not isinstance(relation, (sp.Le, sp.Ge, sp.Lt, sp.Gt, sp.Eq)):
        raise LanguageError(f"{relation} is not a relation: write <=, >=, <, > or Eq(a, b).")
    left, right = kinds.of(relation.lhs), kinds.of(relation.rhs)
    if left != right and 0 not in relation.args:
        raise LanguageError(f"{relation} compares a {left} with a {right}.")
    if VECTOR in (left, right) and not isinstance(relation, sp.Eq):
        raise LanguageError(f"{relation} orders vectors; only numbers have an order.")


_RULES: dict[Any, Callable[[Kinds, Any], str]] = {
    sp.Number: _number,
    (sp.core.numbers.Pi, sp.core.numbers.Exp1): _number,
    (w.Constant, w.Natural, w.Real, w.Unknown, w.Index, w.Special): _number,
    w.Point: lambda kinds, e: VECTOR,
    sp.Indexed: _indexed,
    w.project: lambda kinds, e: kinds.of(e.args[0]),
    w.Word: _word,
    w.stochastic_grad: _stochastic,
    w.E: _expectation,
    w.Probability: _probability,
    (w.InTurn, w.AtRandom): _picked,
    w.OVER_STEPS: _over_steps,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    FUNCTIONS: _function,
}
_RULES = {cls: rule for group, rule in _RULES.items() for cls in (group if isinstance(group, tuple) else (group,))}


@lru_cache(maxsize=4096)
def _rule(kind: Any) -> Callable[[Kinds, Any], str] | None:
    """What a kind of term is read by, None where the language has no such term."""
    return next((rule for cls, rule in _RULES.items() if issubclass(kind, cls)), None)


def parts(e: Any) -> Iterable[Any]:
    """What stands inside a term, as the language sees it (an iterate's base and label are not terms, nor is the order of a norm or derivative)."""
    inside: Iterable[Any] = e.indices if isinstance(e, sp.Indexed) else e.args[: len(e.takes)] if isinstance(e, w.Word) else e.args
    return inside


def walk(e: Any) -> Iterable[Any]:
    """Every term inside `e`, itself first."""
    yield e
    for a in parts(e):
        if isinstance(a, sp.Basic) and not isinstance(a, sp.Tuple):
            yield from walk(a)
        elif isinstance(a, sp.Tuple):
            for b in a:
                yield from walk(b)


@lru_cache(maxsize=4096)
def free_indices(e: Any) -> frozenset[Any]:
    """The indices (t, T, i, j, k) that no Average, Best or Sum binds."""
    if isinstance(e, w.Index):
        return frozenset({e})
    if isinstance(e, Asymptotic):
        return free_indices(e.quantity) - {e.size}
    if isinstance(e, w.OVER_STEPS):
        inside = free_indices(e.function)
        for limit in e.limits:  # the leftmost are innermost
            inside = (inside - {limit[0]}).union(*(free_indices(end) for end in limit[1:]))
        return inside
    return frozenset().union(*(free_indices(a) for a in parts(e) if isinstance(a, sp.Basic)))


def bound_indices(e: Any) -> set[Any]:
    """The indices that some Average, Best or Sum inside `e` binds."""
    return {limit[0] for term in walk(e) if isinstance(term, w.OVER_STEPS) for limit in term.limits}


def random_terms(e: Any) -> list[Any]:
    """Random terms that stand outside every expectation: iterates after the start, stochastic gradients, draws."""
    if isinstance(e, (w.E, w.Probability)):
        return []
    if isinstance(e, (w.stochastic_grad, w.AtRandom)) or (isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates) and e.indices[0] != 0):
        return [e]
    inside = (e.function,) if isinstance(e, w.OVER_STEPS) else parts(e)
    return [found for a in inside if isinstance(a, sp.Basic) for found in random_terms(a)]
