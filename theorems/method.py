"""A method as symbolic updates: equations that every reader runs, checked when the method is made.

A method is a list of equations `Eq(s[t + 1], ...)`, one per sequence, and the values its sequences start from. In the equations
products, quotients and roots of vectors are coordinatewise.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.typed import NUMBER, VECTOR, Kinds, check_relation, free_indices, walk
from theorems.words import t, x

Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, init=False)
class Method:
    """`Method(Eq(x[t + 1], ...), ..., start={y[0]: x[0]})`: a recursion for x and further sequences.

    `equations` are in an order in which each uses only what is known; `kinds` says which sequences are vectors. x is one, unless the method
    runs `on_the_line`: in an online game, or where it sees a free sequence in place of gradients. Without an equation for x it is a recursion
    of other sequences. `arguments` are what a named method was made with (its step, its momentum), none where equations were written out.
    """

    name: str
    equations: tuple[Any, ...]
    start: tuple[tuple[Any, Any], ...]
    kinds: tuple[tuple[str, str], ...]
    arguments: tuple[tuple[str, Any], ...] = field(compare=False)

    def __init__(self, *equations: Any, start: Mapping[Any, Any] | None = None, name: str = "Method", on_the_line: bool = False) -> None:
        checked = tuple(_equation(e) for e in equations)
        started = _start_in_order({key: sp.sympify(value) for key, value in (start or {}).items()})
        kinds = _infer_kinds(checked, started, on_the_line or _sees_sequences_only(checked))
        for name_of, value in (("name", name), ("start", started), ("kinds", tuple(kinds.items())), ("arguments", ())):
            object.__setattr__(self, name_of, value)
        object.__setattr__(self, "equations", _in_order(checked))
        _check(self, kinds)

    @property
    def sequences(self) -> dict[str, str]:
        """Name of each sequence -> `vector` or `number`."""
        return dict(self.kinds)

    @functools.cached_property
    def random(self) -> bool:
        """Whether a stochastic gradient or another draw stands in the equations."""
        return any(isinstance(e, (w.stochastic_grad, w.AtRandom)) for equation in self.equations for e in walk(equation.rhs))

    @functools.cached_property
    def horizon_free(self) -> bool:
        """Whether one run serves every horizon T."""
        return not any(w.T in free_indices(value) for value in self.expressions())

    def expressions(self) -> list[Any]:
        """The right sides of the equations, and the values that sequences start from."""
        return [*(equation.rhs for equation in self.equations), *(value for _, value in self.start)]


def remembering(make: Callable[Arguments, Method]) -> Callable[Arguments, Method]:
    """A named method, such as GradientDescent, that knows the arguments it was made with."""

    @functools.wraps(make)
    def made(*given: Arguments.args, **named: Arguments.kwargs) -> Method:
        method = make(*given, **named)
        bound = inspect.signature(make).bind(*given, **named)
        bound.apply_defaults()
        object.__setattr__(method, "arguments", tuple(bound.arguments.items()))
        return method

    return made


def _equation(e: Any) -> Any:
    if not isinstance(e, sp.Eq):
        raise LanguageError(f"a method is made of equations Eq(x[t + 1], ...): {e} is none.", "method")
    if not (isinstance(e.lhs, sp.Indexed) and isinstance(e.lhs.base, w.Iterates) and e.lhs.indices == (t + 1,)):
        raise LanguageError(f"a method's equation gives the next member of a sequence, Eq(x[t + 1], ...): its left side is {e.lhs}.", "method")
    return e


def _sees_sequences_only(equations: tuple[Any, ...]) -> bool:
    """Whether free sequences stand where gradients would, or no x at all: then x is one coordinate."""
    terms = [term for e in equations for term in walk(e.rhs)]
    seen = any(isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence) for term in terms)
    bare = bool(equations) and not any(isinstance(term, sp.Indexed) and str(term.base) == "x" for e in equations for term in walk(e))
    return (seen or bare) and not any(isinstance(term, (w.grad, w.stochastic_grad, w.Point)) for term in terms)


def _infer_kinds(equations: tuple[Any, ...], start: tuple[tuple[Any, Any], ...], on_the_line: bool) -> dict[str, str]:
    """Numbers until an equation or a start shows a vector: the least assignment that agrees with itself, with x a vector off the line."""
    names = [str(e.lhs.base) for e in equations]
    if len(set(names)) != len(names):
        raise LanguageError(f"two equations for one sequence: {', '.join(names)}.", "method")
    if not names or ("x" not in names and not on_the_line):
        raise LanguageError(f"a method needs an equation for x[t + 1]; it has equations for {', '.join(names) or 'nothing'}.", "method")
    always = () if on_the_line else ("x",)
    kinds = {name: VECTOR if name in always else NUMBER for name in names}
    while True:
        walker = Kinds(kinds, coordinatewise=True, trusting=True)
        begun = {str(key.base) for key, value in start if isinstance(key, sp.Indexed) and walker.of(value) == VECTOR}
        found = {name: VECTOR if name in always or name in begun else walker.of(e.rhs) for name, e in zip(names, equations, strict=True)}
        if found == kinds:
            return kinds
        kinds = found


def _offsets(e: Any) -> list[tuple[str, Any]]:
    """The sequence members inside `e` with their distance from step t; members of step 0, such as x[0], are always known."""
    members = [term for term in walk(e) if isinstance(term, sp.Indexed) and isinstance(term.base, w.Iterates)]
    return [(str(m.base), m.indices[0] - t) for m in members if m.indices[0] != 0]


def _in_order(equations: tuple[Any, ...]) -> tuple[Any, ...]:
    """Equations sorted so that each uses only members of step t + 1 that stand before it."""
    waiting, ordered, known = list(equations), [], set()
    while waiting:
        ready = [e for e in waiting if all(name in known for name, offset in _offsets(e.rhs) if offset == 1)]
        if not ready:
            names = ", ".join(str(e.lhs) for e in waiting)
            raise LanguageError(f"the equations for {names} need each other's new values; none can come first.", "method")
        known |= {str(e.lhs.base) for e in ready}
        ordered += ready
        waiting = [e for e in waiting if e not in ready]
    return tuple(ordered)


def _check(method: Method, kinds: dict[str, str]) -> None:
    walker = Kinds(kinds, coordinatewise=True)
    for e in method.equations:
        walker.of(e.rhs)
        _no_sum_of_number_and_vector(walker, e)
        _indices(e)
        for g in (term for term in walk(e.rhs) if isinstance(term, w.stochastic_grad)):
            if g.args[1] not in (t, sp.S.Zero):
                raise LanguageError(f"an update draws with sample=t: {g} draws with {g.args[1]}.", "method")
        if any(isinstance(term, (w.E, w.Probability)) for term in walk(e.rhs)):
            raise LanguageError(f"an update cannot use an expectation: {e}.", "method")
    _check_start(method, kinds)


def _start_in_order(start: Mapping[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    """Starting values sorted so that each uses x[0] and values that stand before it."""
    waiting, ordered = dict(start), dict[Any, Any]()
    while waiting:
        members = {key: {e for e in walk(value) if isinstance(e, sp.Indexed) and isinstance(e.base, w.Iterates)} for key, value in waiting.items()}
        ready = [key for key, used in members.items() if used <= {x[0], *ordered}]
        if not ready:
            raise LanguageError(f"the starts of {', '.join(map(str, waiting))} need each other, or members that no start gives.", "method")
        ordered.update({key: waiting.pop(key) for key in ready})
    return tuple(ordered.items())


def _no_sum_of_number_and_vector(walker: Kinds, equation: Any) -> None:
    """Coordinatewise sums such as sqrt(v) + eps belong under a quotient; x[t] - eta alone is a slip."""
    if isinstance(equation.rhs, sp.Add) and walker.of(equation.rhs) == VECTOR:
        for a in equation.rhs.args:
            if walker.of(a) == NUMBER and a != 0:
                raise LanguageError(f"{equation.rhs} adds the number {a} to a vector.", "method")


def _indices(equation: Any) -> None:
    for name, offset in _offsets(equation.rhs):
        if not (offset.is_Integer and offset <= 1):
            raise LanguageError(
                f"an update looks at {name}[t + 1], {name}[t], {name}[t - 1], ... and {name}[0]: not at {name}[{t + offset}].", "method"
            )
    for member in (term for term in walk(equation.rhs) if isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence)):
        offset = member.indices[0] - t
        if offset.is_Integer and offset < 0:
            name = member.base
            raise LanguageError(f"{member} has no value in the first step: a free sequence begins with {name}[0], so use {name}[t].", "method")
    loose = free_indices(equation.rhs) - {w.t, w.T}
    if loose:
        raise LanguageError(f"an update depends on t and T only: {', '.join(map(str, loose))} is free in {equation.rhs}.", "method")


def _check_start(method: Method, kinds: dict[str, str]) -> None:
    for key, value in method.start:
        if not (isinstance(key, sp.Indexed) and key.indices[0].is_Integer and key.indices[0] <= 0):
            raise LanguageError(f"start gives values at step 0 or before, as in start={{y[0]: x[0]}}: {key} is none.", "method")
        if any(isinstance(term, (w.stochastic_grad, w.E, w.Probability)) for term in walk(value)):
            raise LanguageError(f"a start is not random: {key} = {value}; draw in the first step.", "method")
        check_relation(Kinds(kinds), sp.Eq(key, value, evaluate=False))
        loose = free_indices(value) - {w.T}
        if loose:
            raise LanguageError(f"a start depends on T only: {', '.join(map(str, loose))} is free in {key} = {value}.", "method")
    given = {(str(key.base), int(key.indices[0])) for key, _ in method.start}
    if ("x", 0) in given:
        raise LanguageError("x[0] is where the theorem starts from, any point: restrict it in given, as in norm_sq(x[0] - x_star) <= R**2.", "method")
    for name, needed in _needed_at_start(method):
        if (name, needed) not in given and (name, needed) != ("x", 0):
            raise LanguageError(f"{name}[{needed}] has no value: add it to start={{...}}, for example start={{{name}[{needed}]: x[0]}}.", "method")


def _needed_at_start(method: Method) -> list[tuple[str, int]]:
    """Members at steps 0, -1, ... that the first steps read and no equation has produced."""
    needed = {(str(e.lhs.base), 0) for e in method.equations}
    for e in method.equations:
        needed |= {(name, int(offset)) for name, offset in _offsets(e.rhs) if offset <= 0}
        for name, offset in _offsets(e.rhs):
            needed |= {(name, -back) for back in range(int(-offset) + 1)} if offset <= 0 else set()
    return sorted(needed)
