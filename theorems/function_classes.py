"""Classes of functions that finitely many conditions describe completely: what hypotheses say together, beyond what each says by itself.

Points, gradients and values that meet the conditions of a class in every pair are those of a function of the class: they interpolate. Where a
condition is tight that function need not be differentiable; it is then a limit of differentiable ones, with nearly the same data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from theorems.hypotheses import BoundedGradient, Convex, Lipschitz, Smooth, StronglyConvex, find, u, v
from theorems.hypothesis import Hypothesis, Inequality
from theorems.words import f, f_star, grad, inner, norm_sq


@dataclass(frozen=True)
class FunctionClass:
    """What some hypotheses describe together.

    covers      : the hypotheses that it says all of
    conditions  : hold at all points u, v of R^d, and suffice
    where_below : what comes to them where the infimum f_star is named
    convex      : whether its functions are convex. Then naming the infimum is as good as naming a minimiser: a convex function without one has
                  points that are a minimiser but for an error as small as one likes, and what follows from the conditions follows in the limit
    roles       : the constants of the class by their letters in the literature (L, mu, G), as expressions
    source      : where it is shown that the conditions suffice
    """

    name: str
    covers: tuple[Hypothesis, ...]
    conditions: tuple[Inequality, ...]
    source: str
    where_below: tuple[Inequality, ...] = ()
    convex: bool = True
    roles: Mapping[str, Any] = field(default_factory=dict)


def function_class(hypotheses: Sequence[Hypothesis]) -> FunctionClass:
    """The smallest class known that holds every function which meets the hypotheses."""
    return _class_of(tuple(hypotheses))


@lru_cache(maxsize=256)
def _class_of(hypotheses: tuple[Hypothesis, ...]) -> FunctionClass:
    smooth, convex, strong, bounded = (find(hypotheses, kind) for kind in (Smooth, Convex, StronglyConvex, Lipschitz))
    if smooth and strong:
        return _smooth_strongly_convex(smooth, strong)
    if smooth and convex:
        return _smooth_convex_lipschitz(smooth, bounded) if bounded else _smooth_convex(smooth)
    if strong:
        return FunctionClass("strongly convex", (strong, Convex()), _sufficient(strong), CONVEX, roles={"mu": strong.mu})
    if convex:
        return _convex_lipschitz(bounded) if bounded else FunctionClass("convex", (Convex(),), _sufficient(Convex()), CONVEX)
    if smooth:
        return FunctionClass("smooth", (smooth,), _sufficient(smooth), SMOOTH, (_below_by_gradient(smooth),), False, {"L": smooth.L})
    return FunctionClass("differentiable", (), (), "finitely many values and gradients", (Inequality("infimum", f(u) >= f_star),), False)


def left_over(found: FunctionClass, hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """The hypotheses that say more than the class."""
    said = set(_closed(found.covers))
    return tuple(h for h in hypotheses if h not in said)


CONVEX = "Taylor, Hendrickx & Glineur (2017)"
SMOOTH = "Taylor, Hendrickx & Glineur (2017), with an infimum: Drori & Shamir (2020)"


def _closed(hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """The hypotheses with all that they imply; a bound of the gradient is the Lipschitz constant where no gradient is random."""
    found = list(hypotheses)
    for h in found:
        found += [weaker for weaker in h.implies() if weaker not in found]
        found += [BoundedGradient(h.G)] if isinstance(h, Lipschitz) and BoundedGradient(h.G) not in found else []
    return tuple(found)


def _sufficient(h: Hypothesis) -> tuple[Inequality, ...]:
    return tuple(one for one in h.inequalities() if one.interpolation)


def _below_by_gradient(smooth: Smooth) -> Inequality:
    """The least value that the upper model at u has: with it no function that interpolates goes lower than it must."""
    return next(one for one in smooth.inequalities() if one.name == "below by the gradient")


def _smooth_convex(smooth: Smooth) -> FunctionClass:
    cocoercive = f(v) >= f(u) + inner(grad(u), v - u) + norm_sq(grad(v) - grad(u)) / (2 * smooth.L)
    condition = Inequality("interpolation of smooth convex functions", cocoercive, interpolation=True)
    return FunctionClass("smooth convex", (smooth, Convex()), (condition,), CONVEX, roles={"L": smooth.L})


def _smooth_strongly_convex(smooth: Smooth, strong: StronglyConvex) -> FunctionClass:
    """f - mu/2 ||x||^2 is convex and (L - mu)-smooth: the condition above for it."""
    L, mu = smooth.L, strong.mu
    lifted = norm_sq(grad(v) - grad(u) - mu * (v - u)) / (2 * (L - mu)) + mu * norm_sq(v - u) / 2
    condition = Inequality("interpolation of smooth strongly convex functions", f(v) >= f(u) + inner(grad(u), v - u) + lifted, interpolation=True)
    return FunctionClass("smooth strongly convex", (smooth, strong), (condition,), CONVEX, roles={"L": L, "mu": mu})


def _bounded_gradient(bounded: Lipschitz) -> Inequality:
    return Inequality("bounded gradient", norm_sq(grad(u)) <= bounded.G**2, interpolation=True)


def _convex_lipschitz(bounded: Lipschitz) -> FunctionClass:
    """The largest of the tangents interpolates, and its slopes are means of the given ones."""
    conditions = (*_sufficient(Convex()), _bounded_gradient(bounded))
    return FunctionClass("convex Lipschitz", (Convex(), bounded), conditions, CONVEX, roles={"G": bounded.G})


def _smooth_convex_lipschitz(smooth: Smooth, bounded: Lipschitz) -> FunctionClass:
    """The least function that interpolates is a Moreau envelope of the largest of tangents: its gradients are means of the given ones."""
    smooth_convex = _smooth_convex(smooth)
    conditions = (*smooth_convex.conditions, _bounded_gradient(bounded))
    roles = {"L": smooth.L, "G": bounded.G}
    return FunctionClass("smooth convex Lipschitz", (smooth, Convex(), bounded), conditions, CONVEX, roles=roles)
