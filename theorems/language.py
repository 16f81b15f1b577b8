"""The language that theorems are written in: its words, and `Theorem`, which checks a statement when it is made.

A theorem file is a Python module with a `theorem`. The statement is one SymPy relation (or a list of them); readers walk the same tree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

import sympy as sp
from sympy import Abs, Eq, Max, Min, Rational, Sum, cos, exp, log, oo, pi, sin, sqrt, tanh

from theorems import words as w
from theorems.balls import check_balls
from theorems.errors import LanguageError
from theorems.holes import check_elsewhere, check_hole
from theorems.hypothesis import Hypothesis
from theorems.limits import check_limit, check_setting
from theorems.method import Method
from theorems.online_game import OnlineGame
from theorems.scaling import Asymptotic, Scales, Tends
from theorems.settings import SETTINGS, Ladder, RandomNetwork
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import NUMBER, Kinds, bound_indices, check_relation, free_indices, random_terms, walk
from theorems.words import (
    Average,
    Best,
    E,
    Probability,
    T,
    Worst,
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
    project,
    reals,
    regret,
    sequence,
    stochastic_grad,
    t,
    unknown,
    x,
    x_star,
)

__all__ = [
    "Abs", "Average", "Best", "E", "Eq", "Ladder", "LanguageError", "Max", "Min", "OnlineGame", "Probability", "RandomNetwork", "Rational",
    "Scales", "Sum", "T", "Tends", "Theorem", "Worst", "constants", "cos", "d", "dist_sq", "exp", "f", "f_star", "grad", "i", "inner", "iterates",
    "j", "k", "log", "naturals", "norm", "norm_sq", "oo", "pi", "points", "project", "reals", "regret", "sequence", "sin", "sqrt",
    "stochastic_grad", "t", "tanh", "unknown", "x", "x_star",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Theorem:
    """A statement: `given` hypotheses and relations, the `method` it speaks of (if any), and the `claim` or list of claims.

    `setting` is what else the claims are about: an online game, a random network.
    """

    claim: Any
    given: Any = ()
    method: Method | TorchOptimizer | None = None
    setting: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", _given(self.given))
        object.__setattr__(self, "claim", _claims(self.claim))
        if self.method is not None and not isinstance(self.method, (Method, TorchOptimizer)):
            raise LanguageError(f"method={self.method!r} is not a method: write for example GradientDescent(step=eta).", "method")
        if not isinstance(self.setting, (*SETTINGS, type(None))):
            raise LanguageError(f"setting={self.setting!r} is not a setting: write OnlineGame(...), RandomNetwork(u) or Ladder(over=m).", "setting")
        if self.setting is not None and isinstance(self.method, TorchOptimizer):
            raise LanguageError("a setting is about equations: give a symbolic method in place of TorchOptimizer(...).", "method")
        check_elsewhere(self)
        if isinstance(self.setting, OnlineGame):
            self.plain  # noqa: B018  (checks the statement as it is once the game's words are written out)
            return
        kinds = Kinds(self.sequences)
        for number, relation in enumerate(self.given):
            _located(f"given[{number}]", _check_given, kinds, relation)
        for number, relation in enumerate(self.claim):
            _located(f"claim[{number}]", _check_claim, self, kinds, relation)
        _located("given", _check_names, self)
        _located("claim", check_setting, self)

    @cached_property
    def plain(self) -> "Theorem":
        """The same statement for the readers: with the words of an online game written out."""
        return self.setting.plain(self) if isinstance(self.setting, OnlineGame) else self

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
        both = (self.method, getattr(self.method, "model", None))
        method = [e for one in both if one is not None for e in one.expressions()]
        constants_ = [b.constant for h in self.hypotheses for b in h.bounds]
        claims = self.claims if claim is None else (claim,)
        setting = self.setting.expressions() if self.setting is not None else []
        return [*constants_, *self.relations, *method, *setting, *claims]

    def _repr_html_(self) -> str:
        return str(import_module("theorems.display").html(self))

    def _repr_latex_(self) -> str:
        return str(import_module("theorems.display").math(self))

    def terms(self, claim: Any | None = None) -> Iterable[Any]:
        """Every term that stands anywhere in the statement (of one claim of it)."""
        return self._all_terms if claim is None else _terms(self.expressions(claim))

    def names(self, kind: type) -> tuple[Any, ...]:
        """The symbols of one kind, sorted by name."""
        if kind not in self._names:
            self._names[kind] = tuple(sorted({term for term in self.terms() if isinstance(term, kind)}, key=str))
        return self._names[kind]

    @cached_property
    def _names(self) -> dict[type, tuple[Any, ...]]:
        return {}

    @cached_property
    def _all_terms(self) -> frozenset[Any]:
        return _terms(self.expressions())

    def digest(self, claim: Any) -> str:
        """Twelve characters that identify the statement with this claim."""
        return str(import_module("theorems.digest").digest(self, claim))


def _terms(expressions: Iterable[Any]) -> frozenset[Any]:
    return frozenset(term for e in expressions if isinstance(e, sp.Basic) for term in walk(e))


def _located(part: str, check: Any, *arguments: Any) -> None:
    try:
        check(*arguments)
    except LanguageError as error:
        raise LanguageError(error.message, error.part or part) from None


def _relation(value: Any, part: str) -> Any:
    made = sp.true if value is True else sp.false if value is False else value
    if isinstance(made, Asymptotic) and part == "claim":
        return made
    if isinstance(made, Asymptotic):
        raise LanguageError(f"{made} is a claim about growth: it stands in claim=[...].", part)
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
        for constant in (b.constant for b in relation.bounds):
            kinds.expect(constant, NUMBER, type(relation).__name__)
            if not all(isinstance(s, (w.Constant, w.Natural, w.Real)) for s in walk(constant) if isinstance(s, (sp.Symbol, w.Word, sp.Indexed))):
                raise LanguageError(f"{type(relation).__name__} takes a constant: {constant} is made of more than constants.")
        return
    if isinstance(relation, sp.logic.boolalg.BooleanAtom):
        return
    if is_about_sequences(relation):
        _check_sequences(kinds, relation)
        return
    if any(isinstance(term, sp.Indexed) for term in walk(relation)) and not kinds.sequences:
        raise LanguageError(f"{relation} speaks of iterates, but the theorem has no method.")
    check_relation(kinds, relation)
    if free_indices(relation):
        raise LanguageError(f"{relation} depends on {_listed(free_indices(relation))}: given speaks of constants and of the start x[0].")
    for term in walk(relation):
        if isinstance(term, (w.E, w.Probability, w.stochastic_grad)) or (isinstance(term, sp.Indexed) and term != w.x[0]):
            raise LanguageError(f"{relation} speaks of {term}: a relation in given is about constants, points and the start x[0].")


def is_about_sequences(relation: Any) -> bool:
    """Whether a relation restricts free sequences, such as a[t] >= 0 at every step t."""
    return isinstance(relation, sp.Basic) and any(isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence) for term in walk(relation))


def _check_sequences(kinds: Kinds, relation: Any) -> None:
    check_relation(kinds, relation)
    members = [term for term in walk(relation) if isinstance(term, sp.Indexed)]
    if free_indices(relation) != {w.t} or any(member.indices[0] != w.t for member in members):
        raise LanguageError(f"a free sequence is restricted member by member, as in a[t] >= 0: {relation} is no such relation.")
    others = (w.Word, w.stochastic_grad, w.E, w.Probability, w.Point)
    for term in walk(relation):
        if isinstance(term, others) or (isinstance(term, sp.Indexed) and isinstance(term.base, w.Iterates)):
            raise LanguageError(f"{relation} speaks of {term}: a restriction of a free sequence is about it, constants and the step t.")


def _check_claim(theorem: Theorem, kinds: Kinds, claim: Any) -> None:
    if isinstance(claim, sp.logic.boolalg.BooleanAtom):
        return
    terms = list(walk(claim))
    members = [term for term in terms if isinstance(term, sp.Indexed) and isinstance(term.base, w.Iterates)]
    if members and theorem.method is None:
        raise LanguageError(f"the claim speaks of {members[0]}, but the theorem has no method.")
    if isinstance(claim, Asymptotic):
        check_limit(theorem, kinds, claim)
    else:
        check_relation(kinds, claim)
    spoken = claim.quantity if isinstance(claim, Asymptotic) else claim
    both = free_indices(spoken) & bound_indices(spoken)
    if both:
        raise LanguageError(f"{_listed(both)} is bound by an Average, Best or Sum and free elsewhere in the claim: use another index there.")
    loose = free_indices(claim) - {w.t, w.T}
    if loose:
        raise LanguageError(f"{_listed(loose)} is free in the claim: only t (any step) and T (any horizon) may be; i, j, k are bound by a sum.")
    if any(isinstance(term, (w.E, w.Probability)) for term in terms):
        _check_mix(theorem, claim)
    check_hole(claim)


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
    """One name has one meaning, the words of a game stand in a game, and a ball around the start needs a start."""
    check_balls(theorem.hypotheses, theorem.method)
    played = [term for term in theorem.terms() if isinstance(term, (w.regret, w.project))]
    if played:
        raise LanguageError(f"{played[0]} speaks of an online game: give setting=OnlineGame(losses=..., domain=..., comparator=...).", "claim")
    seen: dict[str, Any] = {}
    for term in theorem.terms():
        named = term.base if isinstance(term, sp.Indexed) else term
        if isinstance(named, (w.Constant, w.Natural, w.Real, w.Unknown, w.Point, w.Sequence, w.Iterates)):
            w.check_name(named)
            other = seen.setdefault(str(named), named)
            if type(other) is not type(named):
                raise LanguageError(f'"{named}" is declared twice, as {type(other).__name__} and as {type(named).__name__}.')


def _listed(indices: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, indices)))
