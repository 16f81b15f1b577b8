"""The words a theorem is written in: symbols, iterates, functions of points, means over steps, expectations.

Everything here is a SymPy object that stays as it was written: symbols carry no assumptions (SymPy simplifies on assumptions
before any reader sees the expression), and no word evaluates itself.
"""

from typing import Any

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits

from theorems.errors import LanguageError


class Constant(sp.Symbol):
    """A positive real."""


class Natural(sp.Symbol):
    """A number 1, 2, 3, ..."""


class Real(sp.Symbol):
    """A real that `given` restricts, or does not."""


class Unknown(sp.Symbol):
    """A hole: the constant of a claim that is sought."""


class Point(sp.Symbol):
    """A point of R^d."""


class Index(sp.Symbol):
    """A step or a bound index."""


class Special(sp.Symbol):
    """A number that the problem provides: the infimum of f, the dimension."""


class Iterates(sp.IndexedBase):
    """A sequence that a method computes; `x[t]` is one of its members."""


class Sequence(sp.IndexedBase):
    """A free sequence, one real per step."""


RESERVED = ("f", "grad", "x", "t", "T", "i", "j", "k", "d", "f_star", "x_star", "E")


def check_name(named: Any, what: str = "a symbol") -> None:
    """Refuse a symbol, or the name of one, that is called like a word of the language and is not it."""
    if str(named) in RESERVED and named not in (x, x_star):
        raise LanguageError(f'"{named}" is a word of the language and cannot name {what} of yours.')


def _symbols(names: str, cls: type[sp.Symbol]) -> Any:
    words = names.replace(",", " ").split()
    for word in words:
        check_name(word)
    made = tuple(cls(word) for word in words)
    if not made:
        raise LanguageError('a name is missing: write for example constants("L mu").')
    return made[0] if len(made) == 1 else made


def constants(names: str) -> Any:
    """Positive reals: one symbol, or a tuple of them."""
    return _symbols(names, Constant)


def naturals(names: str) -> Any:
    """Numbers 1, 2, 3, ...: one symbol, or a tuple of them."""
    return _symbols(names, Natural)


def reals(names: str) -> Any:
    """Reals of any sign, restricted by `given` alone: one symbol, or a tuple of them."""
    return _symbols(names, Real)


def unknown(names: str) -> Any:
    """Holes: constants that a claim asks for, the best there is; one symbol, or a tuple of them, of which a claim holds one."""
    return _symbols(names, Unknown)


def points(names: str) -> Any:
    """Free points of R^d: one, or a tuple of them."""
    return _symbols(names, Point)


def iterates(name: str) -> Iterates:
    """A further sequence of a method."""
    return Iterates(name)


def sequence(name: str) -> Sequence:
    """A free sequence, one real per step."""
    check_name(name, "a sequence")
    return Sequence(name)


t, T, i, j, k = (Index(name) for name in "tTijk")
d, f_star, x_star = Special("d"), Special("f_star"), Point("x_star")
x = Iterates("x")


class Word(sp.Function):
    """A function of points; `takes` (vector, number, index) and `gives` are read by the typed walk.

    `never_negative` marks norms and the like, `of_networks` what only a network has, `of_neurons` and `of_layers` what only one has whose neurons or
    layers are known one by one, `of_inputs` what either of these has (inputs, an activation), `of_relu` what only one of ReLU neurons has,
    `of_losses` what only the squared loss of one has; `spelled` is the LaTeX and the Unicode of a word that no script's table holds, with its
    arguments as #1, #2, #3.
    """

    takes: tuple[str, ...] = ("vector",)
    gives = "number"
    never_negative = False
    of_networks = False
    of_inputs = False
    of_neurons = False
    of_relu = False
    of_losses = False
    of_layers = False
    spelled: tuple[str, str] = ("", "")


class f(Word):  # noqa: N801
    """The objective's value at a point."""

    nargs = 1


class grad(Word):  # noqa: N801
    """The objective's gradient at a point."""

    nargs = 1
    gives = "vector"


class norm_sq(Word):  # noqa: N801
    """The squared Euclidean norm of a vector."""

    nargs = 1


class norm(Word):  # noqa: N801
    """The Euclidean norm of a vector; `norm(u, oo)` is its largest entry in size, `norm(u, 1)` the sum of the sizes."""

    nargs = (1, 2)

    def __new__(cls, vector: Any, order: Any = 2) -> Any:
        order = sp.sympify(order)
        if order not in (1, 2, sp.oo):
            raise LanguageError(f"norm(u, {order}) is no word: norm(u), norm(u, 1) and norm(u, oo) are.")
        return super().__new__(cls, vector) if order == 2 else super().__new__(cls, vector, order)


class inner(Word):  # noqa: N801
    """The inner product of two vectors."""

    nargs = 2
    takes = ("vector", "vector")


class dist_sq(Word):  # noqa: N801
    """The squared distance to the set of minimisers."""

    nargs = 1


class regret(Word):  # noqa: N801
    """What the first T plays of an online game cost beyond the comparator."""

    nargs = 1
    takes = ("number",)


class project(Word):  # noqa: N801
    """The point of an online game's domain nearest to a point."""

    nargs = 1
    gives = "vector"


class stochastic_grad(sp.Expr):  # noqa: N801
    """A random gradient at a point; equal `sample` means the same draw, `batch` averages that many independent draws."""

    is_commutative = True

    def __new__(cls, point: Any, sample: Any = t, batch: Any = 1) -> "stochastic_grad":
        made: stochastic_grad = sp.Expr.__new__(cls, sp.sympify(point), sp.sympify(sample), sp.sympify(batch))
        return made


class E(sp.Expr):
    """The expectation over the method's randomness given x[0], or given the history up to `given`."""

    is_commutative = True

    def __new__(cls, expression: Any, given: Any = None) -> "E":
        inside = sp.sympify(expression)
        if isinstance(inside, sp.logic.boolalg.Boolean) and not inside.is_Symbol:
            raise LanguageError("E takes a number or a vector; the chance of an event is Probability(a <= b).")
        arguments = (inside,) if given is None else (inside, sp.sympify(given))
        made: E = sp.Expr.__new__(cls, *arguments)
        return made


class Probability(sp.Expr):
    """The probability of an event over the method's randomness given x[0]."""

    is_commutative = True

    def __new__(cls, event: Any) -> "Probability":
        made: Probability = sp.Expr.__new__(cls, sp.sympify(event))
        return made


class _Picked(sp.Expr):
    """One of several terms, by step."""

    is_commutative = True

    def __new__(cls, step: Any, *terms: Any) -> "_Picked":
        made: _Picked = sp.Expr.__new__(cls, sp.sympify(step), *map(sp.sympify, terms))
        return made


class InTurn(_Picked):
    """`InTurn(t, a, b, c)`: the terms take turns, a at t = 0."""


class AtRandom(_Picked):
    """`AtRandom(t, a, b, c)`: one of the terms, equally likely, drawn anew at every step."""


def _limited(cls: type, expression: Any, limits: tuple[Any, ...]) -> Any:
    if not limits or not all(isinstance(limit, (tuple, sp.Tuple)) and len(limit) == 3 for limit in limits):
        raise LanguageError(f"{cls.__name__} needs an index with its ends, as in {cls.__name__}(e, (t, 0, T - 1)).")
    return ExprWithLimits.__new__(cls, expression, *limits)


class Average(ExprWithLimits):
    """`Average(e, (t, 0, T - 1))`: the mean of e over the steps."""

    def __new__(cls, expression: Any, *limits: Any) -> Any:
        return _limited(cls, expression, limits)


class Best(ExprWithLimits):
    """`Best(e, (t, 0, T - 1))`: the least e over the steps."""

    def __new__(cls, expression: Any, *limits: Any) -> Any:
        return _limited(cls, expression, limits)


class Worst(ExprWithLimits):
    """`Worst(e, (i, 1, m))`: the largest e over the steps, or over neurons and other indices."""

    def __new__(cls, expression: Any, *limits: Any) -> Any:
        return _limited(cls, expression, limits)


OVER_STEPS = (Average, Best, Worst, sp.Sum)
"""What binds an index."""
