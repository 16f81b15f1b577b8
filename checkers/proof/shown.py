"""Facts and residuals in the paper's notation: the kernel's numbers and vectors as words of the language again."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from checkers.proof.own_words import COMPONENT
from checkers.proof.polynomial import ONE, Polynomial, Vector
from theorems import words as w
from theorems.printing import unicode

RELATIONS: dict[str, Any] = {">=": sp.Ge, ">": sp.Gt, "=": sp.Eq, "vector": sp.Eq}


def sentence(relation: str, term: Any) -> str:
    """A fact as a line of text, what is subtracted on the other side."""
    positive, negative = split(term)
    return unicode(RELATIONS[relation](positive, negative, evaluate=False))


def split(term: Any) -> tuple[Any, Any]:
    """A number or a vector as the difference of what has positive coefficients and what has negative ones."""
    parts = vector_terms(term) if isinstance(term, Vector) else [(c > 0, _monomial(c, powers)) for c, powers in term.terms]
    return tuple(sp.Add(*[e if keep else -e for positive, e in parts if positive is keep]) for keep in (True, False))  # type: ignore[return-value]


def vector_terms(vector: Vector) -> list[tuple[bool, Any]]:
    """Basis vectors with their coefficients, and whether those are positive numbers."""
    return [(c.constant is None or c.constant > 0, expression(c) * basis(b)) for b, c in vector.parts.items()]


def expression(term: Any) -> Any:
    """A number or a vector as a SymPy expression in words of the language."""
    if isinstance(term, Vector):
        return sp.Add(*[e for _, e in vector_terms(term)])
    return sp.Add(*[_monomial(c, powers) for c, powers in term.terms])


def _monomial(c: Any, powers: Any) -> Any:
    return sp.Mul(sp.Rational(int(c.p), int(c.q)), *[number(a) ** e for a, e in powers])


def basis(b: Any) -> Any:
    """A basis vector."""
    match b:
        case ("point", name):
            return w.x_star if name == "x_star" else w.Point(name)
        case ("iterate", name, at):
            return w.Iterates(name)[expression(at)]
        case ("gradient", at):
            return w.grad(expression(at))
        case ("draw", at, sample):
            return w.stochastic_grad(expression(at), expression(sample))
    raise ValueError(b)


def number(a: Any) -> Any:
    """An atom."""
    head, *parts = a
    return _ATOMS[head](*parts)


def _member(of: type) -> Callable[[str, Polynomial], Any]:
    return lambda name, at: of(name)[expression(at)]


def _bound(kind: Any) -> Callable[..., Any]:
    return lambda name, lo, hi, body: kind(expression(body), (w.Index(_letter(name)), expression(lo), expression(hi)))


def _letter(name: str) -> str:
    return "kji"[int(name[1:]) % 3] if name.startswith("%") else name


def _inner(left: Any, right: Any) -> Any:
    return w.norm_sq(basis(left)) if left == right else w.inner(basis(left), basis(right))


def _integral(name: str, body: Polynomial) -> Any:
    return sp.Integral(expression(body), (sp.Symbol("s"), 0, 1))


def _expectation(step: Polynomial, body: Polynomial) -> Any:
    return w.E(expression(body)) if step.is_zero else w.E(expression(body), w.x[expression(step)])


def _word(name: str, *parts: Any) -> Any:
    """A function; of a component's value the point, and the step of which the component is the draw."""
    if name == COMPONENT:
        at, number_of = parts
        ((_, _, after),) = number_of.atoms
        return sp.Symbol(f"f({unicode(expression(at))}; ξ_{unicode(expression(after - ONE))})")
    return sp.Function(name)(*map(expression, parts))


def _root(inside: Polynomial) -> Any:
    """A root of a square is a size."""
    found = expression(inside)
    if isinstance(found, sp.Pow) and found.exp == 2:
        return sp.Abs(found.base, evaluate=False)
    return w.norm(found.args[0]) if isinstance(found, w.norm_sq) else sp.sqrt(found)


_ATOMS: dict[str, Callable[..., Any]] = {
    "real": lambda name: w.f_star if name == "f_star" else w.Constant(name) if not name.startswith("%") else sp.Symbol("s"),
    "integer": lambda name: w.d if name == "d" else w.Index(_letter(name)),
    "inv": lambda inside: 1 / expression(inside),
    "sqrt": _root,
    "log": lambda inside: sp.log(expression(inside)),
    "pow": lambda base, exponent: sp.Pow(expression(base), expression(exponent)),
    "f": lambda at: w.f(expression(at)),
    "inner": _inner,
    "coordinate": lambda of, at: sp.Symbol(f"({unicode(basis(of))})_{unicode(expression(at))}"),
    "sequence": _member(w.Iterates),
    "free": _member(w.Sequence),
    "word": _word,
    "E": _expectation,
    "sum": _bound(sp.Sum),
    "least": _bound(w.Best),
    "greatest": _bound(w.Worst),
    "integral": _integral,
}
