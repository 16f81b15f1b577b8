"""The language that theorems are written in: its words, and `Theorem`, which checks a statement when it is made.

A theorem file is a Python module with a `theorem`. The statement is one SymPy relation (or a list of them); readers walk the same tree.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp
from sympy import Abs, Eq, Max, Min, Rational, Sum, cos, exp, log, oo, pi, sin, sqrt, tanh

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypotheses import Hypothesis
from theorems.method import Method
from theorems.typed import NUMBER, Kinds, bound_indices, check_relation, free_indices, random_terms, walk
from theorems.words import (
    Average,
    Best,
    E,
    Probability,
    T,
    constants,
    d,
    dist_sq,
    f,
    f_star,
    grad,
    i,
    inner,
    iterates,
    j,
    k,
    naturals,
    norm,
    norm_sq,
    points,
    reals,
    sequence,
    stochastic_grad,
    t,
    x,
    x_star,
)

__all__ = [
    "Abs", "Average", "Best", "E", "Eq", "LanguageError", "Max", "Min", "Probability", "Rational", "Sum", "T", "Theorem", "constants", "cos", "d",
    "dist_sq", "exp", "f", "f_star", "grad", "i", "inner", "iterates", "j", "k", "log", "naturals", "norm", "norm_sq", "oo", "pi", "points", "reals",
    "sequence", "sin", "sqrt", "stochastic_grad", "t", "tanh", "x", "x_star",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Theorem:
    """A statement: `given` hypotheses and relations, the `method` it speaks of (if any), and the `claim` or list of claims."""

    claim: Any
    given: Any = ()
    method: Method | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", _given(self.given))
        object.__setattr__(self, "claim", _claims(self.claim))
        if self.method is not None and not isinstance(self.method, Method):
            raise LanguageError(f"method={self.method!r} is not a method: write for example GradientDescent(step=eta).", "method")
        kinds = Kinds(self.sequences)
        for number, relation in enumerate(self.given):
            _located(f"given[{number}]", _check_given, kinds, relation)
        for number, relation in enumerate(self.claim):
            _located(f"claim[{number}]", _check_claim, self, kinds, relation)
        _located("given", _check_names, self)

    @property
    def claims(self) -> tuple[Any, ...]:
        """The claims, each of which gets its own verdict."""
        return tuple(self.claim)

    @property
    def sequences(self) -> dict[str, str]:
        """Name of each sequence of the method -> `vector` or `number`."""
        return self.method.sequences if self.method else {}

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """The members of `given` that are properties of the problem."""
        return tuple(h for h in self.given if isinstance(h, Hypothesis))

    @property
    def relations(self) -> tuple[Any, ...]:
        """The members of `given` that relate constants, or speak of the start."""
        return tuple(r for r in self.given if not isinstance(r, Hypothesis))

    def expressions(self, claim: Any | None = None) -> list[Any]:
        """Every SymPy expression of the statement (of one claim of it)."""
        method = [*(e.rhs for e in self.method.equations), *(value for _, value in self.method.start)] if self.method else []
        constants_ = [h.constant for h in self.hypotheses if h.constant is not None]
        claims = self.claims if claim is None else (claim,)
        return [*constants_, *self.relations, *method, *claims]

    def terms(self, claim: Any | None = None) -> Iterable[Any]:
        """Every term that stands anywhere in the statement (of one claim of it)."""
        return self._all_terms if claim is None else _terms(self.expressions(claim))

    def names(self, kind: type) -> tuple[Any, ...]:
        """The symbols of one kind, sorted by name."""
        return tuple(sorted({term for term in self.terms() if isinstance(term, kind)}, key=str))

    @cached_property
    def _all_terms(self) -> frozenset[Any]:
        return _terms(self.expressions())

    def digest(self, claim: Any) -> str:
        """Twelve characters that identify the statement with this claim."""
        method = [sp.srepr(e) for e in self.method.equations] + [sp.srepr(sp.Tuple(*pair)) for pair in self.method.start] if self.method else []
        given = [f"{type(h).__name__}{sp.srepr(h.constant)}{h.scope}" if isinstance(h, Hypothesis) else sp.srepr(h) for h in self.given]
        return hashlib.sha256("\n".join([*sorted(given), *method, sp.srepr(claim)]).encode()).hexdigest()[:12]


def _terms(expressions: Iterable[Any]) -> frozenset[Any]:
    return frozenset(term for e in expressions if isinstance(e, sp.Basic) for term in walk(e))


def _located(part: str, check: Any, *arguments: Any) -> None:
    try:
        check(*arguments)
    except LanguageError as error:
        raise LanguageError(error.message, error.part or part) from None


def _relation(value: Any, part: str) -> Any:
    made = sp.true if value is True else sp.false if value is False else value
    if isinstance(made, type) and issubclass(made, Hypothesis):
        raise LanguageError(f"{made.__name__} is a hypothesis without its constant or brackets: write {made.__name__}(...).", part)
    if not isinstance(made, (sp.core.relational.Relational, sp.logic.boolalg.BooleanAtom)):
        raise LanguageError(f"{value!r} is neither a hypothesis nor a relation." if part == "given" else f"{value!r} is not a claim.", part)
    return made


def _given(given: Any) -> tuple[Any, ...]:
    members = given if isinstance(given, Sequence) else (given,)
    return tuple(h if isinstance(h, Hypothesis) else _relation(h, "given") for h in members)


def _claims(claim: Any) -> tuple[Any, ...]:
    members = tuple(claim) if isinstance(claim, Sequence) else (claim,)
    if not members:
        raise LanguageError("the theorem claims nothing: claim is empty.", "claim")
    return tuple(_relation(c, "claim") for c in members)


def _check_given(kinds: Kinds, relation: Any) -> None:
    if isinstance(relation, Hypothesis):
        if relation.constant is not None:
            kinds.expect(relation.constant, NUMBER, type(relation).__name__)
            if not all(
                isinstance(s, (w.Constant, w.Natural, w.Real)) for s in walk(relation.constant) if isinstance(s, (sp.Symbol, w.Word, sp.Indexed))
            ):
                raise LanguageError(f"{type(relation).__name__} takes a constant: {relation.constant} is made of more than constants.")
        return
    if isinstance(relation, sp.logic.boolalg.BooleanAtom):
        return
    if any(isinstance(term, sp.Indexed) for term in walk(relation)) and not kinds.sequences:
        raise LanguageError(f"{relation} speaks of iterates, but the theorem has no method.")
    check_relation(kinds, relation)
    if free_indices(relation):
        raise LanguageError(f"{relation} depends on {_listed(free_indices(relation))}: given speaks of constants and of the start x[0].")
    for term in walk(relation):
        if isinstance(term, (w.E, w.Probability, w.stochastic_grad)) or (isinstance(term, sp.Indexed) and term != w.x[0]):
            raise LanguageError(f"{relation} speaks of {term}: a relation in given is about constants, points and the start x[0].")


def _check_claim(theorem: Theorem, kinds: Kinds, claim: Any) -> None:
    if isinstance(claim, sp.logic.boolalg.BooleanAtom):
        return
    terms = list(walk(claim))
    members = [term for term in terms if isinstance(term, sp.Indexed) and isinstance(term.base, w.Iterates)]
    if members and theorem.method is None:
        raise LanguageError(f"the claim speaks of {members[0]}, but the theorem has no method.")
    check_relation(kinds, claim)
    both = free_indices(claim) & bound_indices(claim)
    if both:
        raise LanguageError(f"{_listed(both)} is bound by an Average, Best or Sum and free elsewhere in the claim: use another index there.")
    loose = free_indices(claim) - {w.t, w.T}
    if loose:
        raise LanguageError(f"{_listed(loose)} is free in the claim: only t (any step) and T (any horizon) may be; i, j, k are bound by a sum.")
    if any(isinstance(term, (w.E, w.Probability)) for term in terms):
        _check_mix(theorem, claim)


def _check_mix(theorem: Theorem, claim: Any) -> None:
    """An expectation beside a random iterate compares a number with a random variable, unless it is conditioned on that iterate."""
    random = [r for side in claim.args for r in random_terms(side)]
    if theorem.method is not None and not theorem.method.random:
        return
    expectations = [term for term in walk(claim) if isinstance(term, (w.E, w.Probability))]
    conditions = {e.args[1] for e in expectations if isinstance(e, w.E) and len(e.args) == 2}
    if conditions and len(conditions) == 1 and all(isinstance(e, w.E) and len(e.args) == 2 for e in expectations):
        step = next(iter(conditions)).indices[0]
        random = [r for r in random if isinstance(r, w.stochastic_grad) or not _known_by(r.indices[0], step)]
    if random:
        raise LanguageError(
            f"the claim mixes an expectation with the random {random[0]}: take E of both sides, or condition with E(..., given={random[0]})."
        )


def _known_by(index: Any, step: Any) -> bool:
    gap = sp.expand(step - index)
    return bool(gap.is_Integer and gap >= 0)


def _check_names(theorem: Theorem) -> None:
    """One name has one meaning."""
    seen: dict[str, Any] = {}
    for term in theorem.terms():
        if isinstance(term, (w.Constant, w.Natural, w.Real, w.Point)):
            other = seen.setdefault(term.name, term)
            if type(other) is not type(term):
                raise LanguageError(f'"{term}" is declared twice, as {type(other).__name__} and as {type(term).__name__}.')


def _listed(indices: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, indices)))
