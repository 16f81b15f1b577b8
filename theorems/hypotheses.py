"""What a theorem assumes of its objective and of its gradients.

Each hypothesis declares its inequalities once. The kernel takes them as axioms, the worst-case reader as constraints (those
flagged `interpolation` describe the class completely), and a test attacks with them every problem that claims the hypothesis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Hypothesis, Inequality, WithConstant
from theorems.random_gradients import BoundedVariance as BoundedVariance
from theorems.random_gradients import Interpolation as Interpolation
from theorems.random_gradients import NonnegativeSum as NonnegativeSum
from theorems.random_gradients import SecondMoment as SecondMoment
from theorems.random_gradients import StrongGrowth as StrongGrowth
from theorems.random_gradients import unbiased
from theorems.words import dist_sq, f, f_star, grad, inner, norm_sq, stochastic_grad

u, v = w.Point("u"), w.Point("v")
"""The points that the inequalities below hold for, whatever they are."""


@dataclass(frozen=True)
class Smooth(WithConstant):
    """f is differentiable and its gradient is L-Lipschitz, everywhere."""

    L: Any
    certified_as = "smooth"

    def inequalities(self) -> tuple[Inequality, ...]:
        L, step = self.L, grad(u) - grad(v) + self.L * (v - u)
        interpolated = f(v) >= f(u) + inner(grad(u), v - u) + norm_sq(step - 2 * L * (v - u)) / (4 * L) - L * norm_sq(v - u) / 2
        return (
            Inequality("upper model", f(v) <= f(u) + inner(grad(u), v - u) + L * norm_sq(v - u) / 2),
            Inequality("lower model", f(v) >= f(u) + inner(grad(u), v - u) - L * norm_sq(v - u) / 2),
            Inequality("Lipschitz gradient", norm_sq(grad(u) - grad(v)) <= L**2 * norm_sq(u - v)),
            Inequality("below by the gradient", f(u) - norm_sq(grad(u)) / (2 * L) >= f_star),
            Inequality("interpolation", interpolated, interpolation=True),
        )


@dataclass(frozen=True)
class Convex(Hypothesis):
    """f is convex."""

    certified_as = "convex"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (
            Inequality("above its tangents", f(v) >= f(u) + inner(grad(u), v - u), interpolation=True),
            Inequality("monotone gradient", inner(grad(u) - grad(v), u - v) >= 0),
        )


@dataclass(frozen=True)
class StronglyConvex(WithConstant):
    """f - mu/2 ||x||^2 is convex."""

    mu: Any
    certified_as = "strongly_convex"
    at_least = False

    def inequalities(self) -> tuple[Inequality, ...]:
        mu = self.mu
        return (
            Inequality("above its quadratics", f(v) >= f(u) + inner(grad(u), v - u) + mu * norm_sq(v - u) / 2, interpolation=True),
            Inequality("strongly monotone gradient", inner(grad(u) - grad(v), u - v) >= mu * norm_sq(u - v)),
        )

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Convex(), PL(self.mu), QuadraticGrowth(self.mu))


@dataclass(frozen=True)
class Quadratic(Hypothesis):
    """f is a convex quadratic that is bounded below; every least-squares objective 1/2 ||A x - b||^2 is one, of any rank."""

    certified_as = "quadratic"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (
            Inequality("exact second-order expansion", sp.Eq(f(v), f(u) + inner(grad(u), v - u) + inner(grad(v) - grad(u), v - u) / 2)),
            Inequality("linear gradient", sp.Eq(norm_sq(grad((u + v) / 2) - (grad(u) + grad(v)) / 2), 0)),
        )

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Convex(),)


@dataclass(frozen=True)
class PL(WithConstant):
    """The Polyak-Lojasiewicz inequality: half the squared gradient is at least mu times the gap."""

    mu: Any
    certified_as = "pl"
    at_least = False

    def inequalities(self) -> tuple[Inequality, ...]:
        return (Inequality("Polyak-Lojasiewicz", norm_sq(grad(u)) / 2 >= self.mu * (f(u) - f_star)),)

    def implies(self) -> tuple[Hypothesis, ...]:
        return (QuadraticGrowth(self.mu),)


@dataclass(frozen=True)
class QuadraticGrowth(WithConstant):
    """The gap is at least mu/2 times the squared distance to the minimisers."""

    mu: Any
    certified_as = "quadratic_growth"
    at_least = False

    def inequalities(self) -> tuple[Inequality, ...]:
        return (Inequality("quadratic growth", f(u) - f_star >= self.mu * dist_sq(u) / 2),)


@dataclass(frozen=True)
class Lipschitz(WithConstant):
    """f is G-Lipschitz: its gradient is bounded by G, everywhere."""

    G: Any
    certified_as = "lipschitz"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (
            Inequality("bounded gradient", norm_sq(grad(u)) <= self.G**2),
            Inequality("bounded slope", (f(u) - f(v)) ** 2 <= self.G**2 * norm_sq(u - v)),
        )


@dataclass(frozen=True)
class BoundedGradient(WithConstant):
    """Gradients are at most R in a norm (2 or oo), every draw of the unbiased stochastic ones, and so grad f itself, everywhere.

    Without stochastic gradients it is about grad f alone.
    """

    R: Any
    norm: Any = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "norm", sp.sympify(self.norm))
        if self.norm not in (2, sp.oo):
            raise LanguageError(f"BoundedGradient(norm={self.norm}): choose 2 or oo.", "given")

    @property
    def certified_as(self) -> str:  # type: ignore[override]
        return "gradient_bound" if self.norm == 2 else "gradient_bound_inf"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (
            unbiased(),
            Inequality("bounded gradient", w.norm(grad(u), self.norm) <= self.R),
            Inequality("bounded draws", w.norm(stochastic_grad(u), self.norm) <= self.R),
        )

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Lipschitz(self.R), BoundedGradient(self.R, sp.oo)) if self.norm == 2 else ()


@dataclass(frozen=True)
class SmoothSum(WithConstant):
    """f is the mean of finitely many L-smooth components, and a stochastic gradient is that of one of them, all equally likely."""

    L: Any
    certified_as = "smooth_sum"

    def inequalities(self) -> tuple[Inequality, ...]:
        apart = norm_sq(stochastic_grad(u) - stochastic_grad(v))
        return (unbiased(), Inequality("Lipschitz gradient of every component", apart <= self.L**2 * norm_sq(u - v)))

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Smooth(self.L),)

    def of_components(self) -> Hypothesis:
        """What holds of every component in place of f."""
        return Smooth(self.L)


@dataclass(frozen=True)
class ConvexSum(Hypothesis):
    """f is the mean of finitely many convex components, and a stochastic gradient is that of one of them, all equally likely."""

    certified_as = "convex_sum"

    def inequalities(self) -> tuple[Inequality, ...]:
        monotone = inner(stochastic_grad(u) - stochastic_grad(v), u - v) >= 0
        return (unbiased(), Inequality("monotone gradient of every component", monotone))

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Convex(),)

    def of_components(self) -> Hypothesis:
        """What holds of every component in place of f."""
        return Convex()


def find(given: Iterable[Any], kind: type) -> Any:
    """The first hypothesis of a kind among `given` and all that they imply, or None."""
    waiting = [h for h in given if isinstance(h, Hypothesis)]
    while waiting:
        h = waiting.pop(0)
        if isinstance(h, kind):
            return h
        waiting.extend(h.implies())
    return None


def forced(given: Sequence[Any]) -> tuple[tuple[Any, str], ...]:
    """Relations between constants that the classes force on every nonconstant f, each with its reason."""
    smooth, bounds = find(given, Smooth), [find(given, kind) for kind in (Smooth, BoundedGradient, Lipschitz)]
    positive = {h.constant: h for h in reversed(bounds) if h is not None}
    found: list[tuple[Any, str]] = [(constant > 0, f"{h} of a nonconstant f is positive") for constant, h in reversed(positive.items())]
    for kind, why in ((PL, "L-smooth and PL"), (StronglyConvex, "L-smooth and strongly convex"), (QuadraticGrowth, "L-smooth with quadratic growth")):
        lower = find(given, kind)
        if smooth is not None and lower is not None:
            found.append((lower.mu <= smooth.L, f"a nonconstant f that is {why} has {lower.mu} <= {smooth.L}"))
    grows = find(given, StrongGrowth)
    if grows is not None:
        found.append((grows.rho >= 1, f"{grows.rho} >= 1, for the mean square of a draw is at least the square of its mean"))
    return tuple(found)


def impossible(given: Sequence[Any]) -> str | None:
    """Why no nonconstant f meets two of the classes at once, or None."""
    growing = find(given, PL)
    if growing is not None and not (isinstance(growing.mu, w.Constant) or growing.mu.is_positive):
        return None
    moment = next((h for h in given if isinstance(h, SecondMoment) and h.scope == "everywhere"), None)
    bounded = find(given, BoundedGradient) or find(given, Lipschitz) or moment
    if growing is not None and bounded is not None:
        return (
            f"{type(bounded).__name__} bounds the gradient everywhere; under the Polyak-Lojasiewicz inequality (which strong convexity implies) the "
            "square root of the gap grows without bound along gradient ascent, and with it the gradient: no nonconstant f meets both."
        )
    return None
