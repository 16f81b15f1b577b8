"""Statements as in a paper, in Unicode and in LaTeX: `unicode(e)` and `latex(e)` of an expression, hypotheses in words, methods as equations."""

from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems import words as w
from theorems.formulas import ANY_DRAW, latex, unicode
from theorems.hypotheses import (
    PL,
    BoundedVariance,
    Convex,
    Hypothesis,
    Interpolation,
    Lipschitz,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    StronglyConvex,
)
from theorems.method import Method
from theorems.notation import ascii_only, tex_text

if TYPE_CHECKING:
    from theorems.language import Theorem

__all__ = ["ascii_only", "latex", "phrase", "shown_hypotheses", "shown_method", "unicode"]


def shown_hypotheses(theorem: "Theorem") -> list[tuple[str, str]]:
    """What the theorem assumes, each in Unicode and in LaTeX, with what the naming of f_star and x_star adds."""
    shown = [_both(phrase(h) if isinstance(h, Hypothesis) else (h,)) for h in theorem.given]
    named = set(theorem.terms())
    if w.f_star in named:
        shown.append(_both((_F, " is bounded below")))
    if w.x_star in named or any(isinstance(term, w.dist_sq) for term in named):
        shown.append(_both(("a minimiser exists",)))
    return shown


def shown_method(method: Method) -> list[tuple[str, str]]:
    """The update equations and the start of a method, each in Unicode and in LaTeX (without dollars)."""
    equations = [*method.equations, *(sp.Eq(key, value, evaluate=False) for key, value in method.start)]
    return [(unicode(e), latex(e)) for e in equations]


_F = sp.Symbol("f")
_POINT = w.Point("x")


def _both(parts: tuple[Any, ...]) -> tuple[str, str]:
    plain = "".join(part if isinstance(part, str) else unicode(part) for part in parts)
    return plain, "".join(tex_text(part) if isinstance(part, str) else f"${latex(part)}$" for part in parts)


def phrase(h: Hypothesis) -> tuple[Any, ...]:
    """A hypothesis in words and expressions."""
    match h:
        case Smooth():
            return (_F, " is ", h.constant, "-smooth")
        case Convex():
            return (_F, " is convex")
        case StronglyConvex():
            return (_F, " is ", h.constant, "-strongly convex")
        case Lipschitz():
            return (_F, " is ", h.constant, "-Lipschitz")
        case PL():
            return ("PL: ", _inequality(h))
        case QuadraticGrowth():
            return ("quadratic growth: ", _inequality(h))
        case BoundedVariance():
            return ("unbiased stochastic gradients of bounded variance: ", _inequality(h))
        case SecondMoment():
            return ("unbiased stochastic gradients of bounded second moment", *_along(h), ": ", _inequality(h))
        case Interpolation():
            return ("stochastic gradients vanish at every minimiser",)
    return _described(h)


def _along(h: Hypothesis) -> tuple[str, ...]:
    return () if h.scope == "everywhere" else (" along the iterates",)


def _inequality(h: Hypothesis) -> Any:
    """What the hypothesis says last, at a point called x."""
    relation = h.inequalities()[-1].relation.subs(w.Point("u"), _POINT)
    if h.scope == "everywhere":
        relation = relation.replace(w.stochastic_grad, lambda point, sample, batch: w.stochastic_grad(point, ANY_DRAW, batch))
    return relation


def _described(h: Hypothesis) -> tuple[Any, ...]:
    """The first sentence of the class's docstring, with its constant where it has one."""
    sentence = (type(h).__doc__ or type(h).__name__).split("\n")[0].rstrip(".")
    field = next(iter(vars(h)), "")
    return (sentence,) if h.constant is None or str(h.constant) == field else (f"{sentence}, {field} = ", h.constant)
