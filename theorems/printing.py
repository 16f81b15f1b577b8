"""Statements as in a paper, in Unicode and in LaTeX: `unicode(e)` and `latex(e)` of an expression, hypotheses in words, methods as equations."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems import words as w
from theorems.balls import PLStar, SmoothOnBall
from theorems.deep_networks import Network
from theorems.formulas import ANY_DRAW, latex, unicode
from theorems.hypotheses import (
    PL,
    BoundedGradient,
    BoundedVariance,
    Convex,
    ConvexSum,
    Interpolation,
    Lipschitz,
    NonnegativeSum,
    Quadratic,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    SmoothSum,
    StrongGrowth,
    StronglyConvex,
)
from theorems.hypothesis import Hypothesis, Inequality
from theorems.method import Method
from theorems.networks import SquaredLoss, TwoLayer
from theorems.notation import ascii_only, tex_text
from theorems.relu_networks import ReLUNetwork
from theorems.settings import Ladder, OnlineGame, RandomNetwork
from theorems.torch_optimizer import TorchOptimizer

if TYPE_CHECKING:
    from theorems.language import Theorem

__all__ = [
    "Sentence",
    "ascii_only",
    "assumed",
    "in_words",
    "latex",
    "phrase",
    "ranges",
    "shown_hypotheses",
    "shown_method",
    "shown_ranges",
    "shown_setting",
    "spelled_out",
    "staged",
    "unicode",
]

Sentence = tuple[Any, ...]
"""Words and expressions, in the order in which they are said."""


def shown_hypotheses(theorem: "Theorem") -> list[tuple[str, str]]:
    """What the theorem assumes, each in Unicode and in LaTeX, with what the naming of f_star and x_star adds."""
    return [in_words(said) for _, said in assumed(theorem)]


def assumed(theorem: "Theorem") -> list[tuple[Any, Sentence]]:
    """What the theorem assumes: each member of `given` (None for what the naming of f_star and x_star adds), and how it is said."""
    found: list[tuple[Any, Sentence]] = [(h, phrase(h) if isinstance(h, Hypothesis) else (h,)) for h in theorem.given]
    named = set(theorem.terms())
    if w.f_star in named:
        found.append((None, (_F, " is bounded below")))
    if w.x_star in named or any(isinstance(term, w.dist_sq) for term in named):
        found.append((None, ("a minimiser exists",)))
    return found


def spelled_out(h: Hypothesis) -> tuple[Inequality, ...]:
    """The relations behind a hypothesis whose phrase holds none of them, such as "f is L-smooth"."""
    return () if any(isinstance(part, sp.core.relational.Relational) for part in phrase(h)) else h.inequalities()


def shown_ranges(theorem: "Theorem") -> list[tuple[str, str]]:
    """What the symbols of the statement stand for, each sentence in Unicode and in LaTeX."""
    return [in_words(parts) for parts in ranges(theorem)]


def ranges(theorem: "Theorem") -> list[Sentence]:
    """What the symbols of the statement stand for, a sentence for each kind of them."""
    kinds = {"positive real": theorem.names(w.Constant), "positive integer": theorem.names(w.Natural), "real": theorem.names(w.Real)}
    kinds["point"] = tuple(name for name in theorem.names(w.Point) if name != w.x_star)
    return [_listed(kind, named) for kind, named in kinds.items() if named]


def _listed(kind: str, named: tuple[Any, ...]) -> Sentence:
    return (f"{kind}{'s' * (len(named) > 1)} ", *[part for name in named for part in (", ", name)][1:])


def shown_method(method: Method | TorchOptimizer) -> list[tuple[str, str]]:
    """The update equations and the start of a method, each in Unicode and in LaTeX (without dollars); a real optimizer stands before its model's."""
    if isinstance(method, TorchOptimizer):
        return [_shown_optimizer(method), *(shown_method(method.model) if method.model else [])]
    equations = [*method.equations, *(sp.Eq(key, value, evaluate=False) for key, value in method.start)]
    return [(unicode(e), latex(e)) for e in equations]


def shown_setting(setting: Any) -> list[tuple[str, str]]:
    """What a theorem's setting says, each sentence in Unicode and in LaTeX."""
    return [in_words(said) for said in staged(setting)]


def staged(setting: Any) -> list[Sentence]:
    """What a theorem's setting says."""
    if isinstance(setting, RandomNetwork):
        drawn = [part for point in setting.points for part in (" and ", point)][1:]
        weights = "1 or -1" if setting.output_weights == "signs" else "too"
        apart = ", each independently" if len(setting.points) > 1 else ""
        return [("what grows, E and probabilities are over draws of ", *drawn, apart, f": hidden weights standard normal, output weights {weights}")]
    if isinstance(setting, Ladder):
        return _climbed(setting)
    if not isinstance(setting, OnlineGame):
        return []
    several = len(setting.losses) > 1
    how = {"cycle": " in turn", "random": ", each step one of them at random"}[setting.order] if several else ""
    losses = [part for loss in setting.losses for part in (", ", loss)][1:]
    said: list[Sentence] = [("an online game: the loss of step ", w.t, " is ", *losses, how)]
    if setting.domain is not None:
        low, high = setting.domain
        said.append(("played on the interval from ", low, " to ", high, "; ", sp.Symbol("Pi"), " projects onto it"))
    said.append((w.regret(w.T), " is the loss of ", w.T, " plays beyond that of always playing ", setting.comparator))
    return said


def _climbed(ladder: Ladder) -> list[Sentence]:
    """What a ladder draws, and where its runs end."""
    drawn = [part for point in ladder.points or (w.x[0],) for part in (" and ", point)][1:]
    apart = ", each independently" if len(ladder.points) > 1 else ""
    pairs = ", its neurons in pairs that cancel" if ladder.start == "antisymmetric" else ""
    how = ": as the parametrisation initialises it (without one, hidden weights standard normal and output weights 1 or -1)"
    said: list[Sentence] = [("the same experiment at every ", ladder.over, ", over draws of ", *drawn, apart, pairs, how)]
    return said if ladder.until is None else [*said, (w.T, " is the first step ", w.t, " with ", ladder.until)]


def _shown_optimizer(method: TorchOptimizer) -> tuple[str, str]:
    """The class with its options, and what it is fed with."""
    plain = ", ".join(f"{name}={_shown_option(value, unicode)}" for name, value in method.options)
    ended = "; its equations:" if method.model else ""
    closing = rf"\text{{{ended}}}" if ended else ""
    tex = r",\ ".join(rf"\text{{{tex_text(name)}}} = {_shown_option(value, latex)}" for name, value in method.options)
    return (
        f"{method.name}({plain}), run in float64 with the gradient {unicode(method.gradient)}{ended}",
        rf"\text{{{tex_text(method.name)}}}({tex}) \text{{, run in float64 with the gradient }} {latex(method.gradient)}{closing}",
    )


def _shown_option(value: Any, script: Callable[[Any], str]) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(_shown_option(member, script) for member in value)})"
    if isinstance(value, sp.Expr):
        return script(value)
    return str(value) if script is unicode else rf"\text{{{tex_text(str(value))}}}"


_F = sp.Symbol("f")
_POINT = w.Point("x")


def in_words(parts: Sentence) -> tuple[str, str]:
    """A sentence of words and expressions, in Unicode and in LaTeX, where each expression stands between dollars."""
    plain = "".join(part if isinstance(part, str) else unicode(part) for part in parts)
    return plain, "".join(tex_text(part) if isinstance(part, str) else f"${latex(part)}$" for part in parts)


def phrase(h: Hypothesis) -> Sentence:
    """A hypothesis in words and expressions."""
    match h:
        case Smooth():
            return (_F, " is ", h.constant, "-smooth")
        case Convex():
            return (_F, " is convex")
        case StronglyConvex():
            return (_F, " is ", h.constant, "-strongly convex")
        case Quadratic():
            return (_F, " is a convex quadratic that is bounded below, such as least squares of any rank")
        case Lipschitz():
            return (_F, " is ", h.constant, "-Lipschitz")
        case PL():
            return ("PL: ", _inequality(h))
        case QuadraticGrowth():
            return ("quadratic growth: ", _inequality(h))
        case BoundedGradient():
            return ("unbiased gradients, every draw bounded: ", _inequality(h))
        case BoundedVariance():
            return ("unbiased stochastic gradients of bounded variance: ", _inequality(h))
        case SecondMoment():
            return ("unbiased stochastic gradients of bounded second moment", *_along(h), ": ", _inequality(h))
        case Interpolation():
            return ("stochastic gradients vanish at every minimiser",)
        case StrongGrowth():
            return ("unbiased stochastic gradients under strong growth: ", _inequality(h))
        case NonnegativeSum():
            return (_F, " is a mean of components, none ever below 0, and a stochastic gradient is that of one of them, all equally likely")
        case SmoothSum():
            return (_F, " is a mean of ", h.constant, "-smooth components, and a stochastic gradient is that of one of them, all equally likely")
        case ConvexSum():
            return (_F, " is a mean of convex components, and a stochastic gradient is that of one of them, all equally likely")
    return _of_networks(h)


def _of_networks(h: Hypothesis) -> Sentence:
    """A hypothesis about a network, or about what one satisfies near its start."""
    match h:
        case TwoLayer():
            return _network(h)
        case ReLUNetwork() | Network():
            return h.said()
        case SquaredLoss():
            return _loss(h)
        case PLStar() | SmoothOnBall():
            return _on_ball(h)
    return _described(h)


def _network(h: TwoLayer) -> tuple[Any, ...]:
    inputs = () if h.inputs is None else (" on ", h.inputs, " inputs")
    layers = " whose first layer is trained" if h.train == "first" else " both of whose layers are trained"
    named = {"slope of the activation": h.slope, "second derivative of the activation": h.bend, "norms of the inputs": h.input_norms}
    named |= {"sizes of the output weights": h.output_weights}
    bounds = [part for name, bound in named.items() if bound is not None for part in (", ", name, " at most ", bound)]
    how = _PARAMETRISED.get(h.parametrisation or "", "")
    return (_F, f" is the {'squared loss' if h.loss else 'output'} of a two-layer network of width ", h.width, *inputs, layers, *bounds, how)


_PARAMETRISED = {
    "standard": ", standard parametrisation: no multipliers, initial variances 1 and 1/width",
    "ntk": ", NTK parametrisation: outputs divided by the root of the width, initial variances 1",
    "mup": ", maximal update parametrisation: preactivations times the root of the width, outputs divided by it, initial variances 1/width",
}


def _loss(h: SquaredLoss) -> tuple[Any, ...]:
    said = (_F, " is half the sum of the ", h.inputs, " squared residuals of a model")
    if h.bend is None:
        return said
    return (*said, " that is linear in its parameters") if h.bend == 0 else (*said, ", Hessians of its outputs at most ", h.bend)


def _on_ball(h: PLStar | SmoothOnBall) -> tuple[Any, ...]:
    near = w.norm(_POINT - w.x[0]) <= h.radius
    if isinstance(h, PLStar):
        return ("PL*: ", _F, " is nonnegative, and ", w.norm_sq(w.grad(_POINT)) / 2 >= h.mu * w.f(_POINT), " where ", near)
    return (_F, " is ", h.L, "-smooth where ", near)


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
