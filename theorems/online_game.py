"""Online games on the real line: a loss for every step, a domain to play in, and the regret against a fixed comparator.

In a theorem about a game `grad(x[t])` is the derivative of the loss of step t at the play, `f(x[t])` that loss, `project(u)` the nearest point
of the domain and `regret(T)` the sum of f(x[t]) over the first T steps less what the comparator pays. `plain` writes all of them out,
so that every reader meets a recursion of numbers and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.method import Method
from theorems.typed import NUMBER, Kinds, free_indices, walk
from theorems.words import k, t, x

if TYPE_CHECKING:
    from theorems.language import Theorem

ORDERS = ("cycle", "random")


@dataclass(frozen=True, init=False)
class OnlineGame:
    """`OnlineGame(losses=[C * x[t], -x[t]], domain=(-1, 1), comparator=-1)`: a game whose plays are the numbers x[0], x[1], ...

    losses     : the loss of step t as an expression in x[t] (one, or several that take turns), made of constants, t and free sequences
    domain     : the ends of the interval to play in, or None for the real line
    comparator : the fixed play that regret is measured against
    order      : "cycle" (the losses take turns), or "random" (each step draws one of them, equally likely and independent of the past)
    """

    losses: tuple[Any, ...]
    domain: tuple[Any, Any] | None
    comparator: Any
    order: str

    def __init__(self, losses: Any, comparator: Any, domain: Sequence[Any] | None = None, order: str = "cycle") -> None:
        several = tuple(losses) if isinstance(losses, Sequence) else (losses,)
        ends = None if domain is None else tuple(_number(end, "domain") for end in domain)
        if ends is not None and len(ends) != 2:
            raise LanguageError(f"the domain of a game is an interval (low, high): {domain} has {len(ends)} ends.", "setting")
        if order not in ORDERS:
            raise LanguageError(f'OnlineGame(order="{order}"): choose "cycle" or "random".', "setting")
        values = (tuple(_loss(loss) for loss in several), ends, _number(comparator, "comparator"), order)
        if not several:
            raise LanguageError("the game has no losses.", "setting")
        for name, value in zip(("losses", "domain", "comparator", "order"), values, strict=True):
            object.__setattr__(self, name, value)

    def expressions(self) -> list[Any]:
        """The expressions that the game is made of."""
        return [*self.losses, *(self.domain or ()), self.comparator]

    def loss(self, point: Any, step: Any) -> Any:
        """The loss of a step at a point."""
        return self._chosen([_at(loss, point, step) for loss in self.losses], step)

    def slope(self, point: Any, step: Any) -> Any:
        """The derivative of a step's loss at a point."""
        return self._chosen([_at(_derivative(loss), point, step) for loss in self.losses], step)

    def regret(self, horizon: Any) -> Any:
        """The regret over the first `horizon` steps."""
        return sp.Sum(self.loss(x[k], k) - self.loss(self.comparator, k), (k, 0, horizon - 1))

    def projected(self, point: Any) -> Any:
        """The nearest point of the domain."""
        return point if self.domain is None else sp.Max(self.domain[0], sp.Min(self.domain[1], point, evaluate=False), evaluate=False)

    def plain(self, theorem: "Theorem") -> "Theorem":
        """The theorem with the game's words written out: about a recursion of numbers, without a setting."""
        if theorem.method is None:
            raise LanguageError("a game is played by a method: give method=... with an equation for x[t + 1].", "method")
        if theorem.hypotheses:
            named = type(theorem.hypotheses[0]).__name__
            raise LanguageError(f"{named} speaks of one objective; a game has a loss for every step.", "given")
        _refuse(theorem)
        equations = [sp.Eq(e.lhs, self._written_out(e.rhs, t), evaluate=False) for e in theorem.method.equations]
        start = {key: self._written_out(value, None) for key, value in theorem.method.start}
        method = Method(*equations, start=start, name=theorem.method.name, on_the_line=True)
        given = [*(self._written_out(r, None) for r in theorem.given), *self._not_empty()]
        claims = [self._written_out(c, t if t in free_indices(c) else None) for c in theorem.claims]
        return replace(theorem, given=given, method=method, claim=claims, setting=None)

    def _not_empty(self) -> list[Any]:
        """What makes the domain an interval, where that is not plain."""
        ordered = sp.true if self.domain is None else sp.Le(*self.domain)
        if ordered == sp.false:
            assert self.domain is not None
            raise LanguageError(f"the domain of the game is empty: {self.domain[0]} > {self.domain[1]}.", "setting")
        return [] if ordered == sp.true else [ordered]

    def _chosen(self, values: list[Any], step: Any) -> Any:
        if len(set(values)) == 1:
            return values[0]
        return (w.InTurn if self.order == "cycle" else w.AtRandom)(step, *values)

    def _written_out(self, e: Any, step: Any) -> Any:
        """The expression with the words of the game replaced, innermost first; `step` is the one at hand, None where there is none."""
        if not isinstance(e, sp.Basic) or isinstance(e, sp.Indexed) or not e.args:
            return e
        if isinstance(e, w.OVER_STEPS):
            return e.func(self._written_out(e.function, e.limits[0][0]), *e.limits)
        inside = [self._written_out(a, step) for a in e.args]
        if isinstance(e, w.regret):
            return self.regret(inside[0])
        if isinstance(e, w.project):
            return self.projected(inside[0])
        if isinstance(e, (w.grad, w.f)):
            return (self.slope if isinstance(e, w.grad) else self.loss)(inside[0], self._step_of(e, step))
        if isinstance(e, sp.core.relational.Relational):
            return e.func(*inside, evaluate=False)
        return e.func(*inside)

    def _step_of(self, e: Any, step: Any) -> Any:
        """The step whose loss f(u) or grad(u) is: that of the play u, or the one at hand."""
        if isinstance(e.args[0], sp.Indexed):
            return e.args[0].indices[0]
        if step is None and (len(set(self.losses)) > 1 or any(t in free_indices(loss.xreplace({x[t]: 0})) for loss in self.losses)):
            raise LanguageError(f"{e} names no step of the game: write the loss of a step's play, as in f(x[t]), or sum it over steps.", "claim")
        return t if step is None else step


def _refuse(theorem: "Theorem") -> None:
    """Words of one objective have no meaning in a game."""
    for term in theorem.terms():
        if term in (w.f_star, w.x_star) or isinstance(term, (w.stochastic_grad, w.dist_sq, w.Point)):
            hint = " a game has grad(x[t]), also where its losses are drawn." if isinstance(term, w.stochastic_grad) else ""
            raise LanguageError(f"{term} speaks of one objective; a game has a loss for every step.{hint}", "claim")


def _number(value: Any, part: str) -> Any:
    made = sp.sympify(value)
    if not isinstance(made, sp.Expr) or any(isinstance(term, sp.Indexed) for term in walk(made)) or free_indices(made):
        raise LanguageError(f"the {part} of a game is made of constants: {value} is not.", "setting")
    _expect(made, f"the {part} of a game")
    return made


def _loss(value: Any) -> Any:
    made = sp.sympify(value)
    if not isinstance(made, sp.Expr):
        raise LanguageError(f"{value!r} is no loss: write an expression in x[t], as in C * x[t].", "setting")
    members = [term for term in walk(made) if isinstance(term, sp.Indexed) and isinstance(term.base, w.Iterates)]
    if any(member != x[t] for member in members) or free_indices(made) - {t}:
        raise LanguageError(f"the loss of step t is an expression in x[t]: {made} speaks of more.", "setting")
    _expect(made, "the loss of a game")
    _derivative(made)
    return made


def _expect(e: Any, where: str) -> None:
    try:
        Kinds({"x": NUMBER}).expect(e, NUMBER, where)
    except LanguageError as error:
        raise LanguageError(error.message, "setting") from None


def _derivative(loss: Any) -> Any:
    """The derivative of a loss in x[t], over the reals."""
    atoms = [e for e in walk(loss) if isinstance(e, (sp.Indexed, sp.Symbol))]
    real = {e: sp.Dummy(str(e), real=True) for e in atoms if isinstance(e, sp.Indexed)}
    real |= {e: sp.Dummy(str(e), real=True) for e in atoms if isinstance(e, sp.Symbol) and e not in real}
    found = sp.diff(loss.xreplace(real), real.get(x[t], sp.Dummy()))
    if found.has(sp.Derivative, sp.Subs, sp.DiracDelta, sp.Heaviside):
        raise LanguageError(f"the loss {loss} has no derivative in closed form.", "setting")
    return found.xreplace({dummy: e for e, dummy in real.items()})


def _at(e: Any, point: Any, step: Any) -> Any:
    """An expression of step t and of the play x[t], taken at another step and point."""
    play = sp.Dummy()
    return e.xreplace({x[t]: play}).xreplace({t: step}).xreplace({play: point})
