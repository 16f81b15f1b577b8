"""Hypotheses about f on a ball around the start only: what a wide network satisfies near its initial parameters, and nowhere else.

The ball is closed, with centre x[0] and the radius given; where a statement has several of these hypotheses, they are about one ball.
"""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Bound, Hypothesis, Inequality, exact


@dataclass(frozen=True)
class OnBall(Hypothesis):
    """A property of f on the ball of this radius around x[0]; one on a larger ball implies it."""

    scope = "ball"

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, exact(getattr(self, field.name), type(self).__name__))
        radius = self.radius  # type: ignore[attr-defined]
        if radius.is_number and not radius > 0:
            raise LanguageError(f"{type(self).__name__}(radius={radius}): the radius of a ball is positive.", "given")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The constant, and the radius, which may be smaller."""
        constant, radius = (getattr(self, field.name) for field in fields(self))
        relation = sp.Ge if self.at_least else sp.Le
        return (Bound(constant, self.certified_as, relation), Bound(radius, "ball_radius", sp.Le))

    @abstractmethod
    def in_ball(self) -> tuple[Inequality, ...]:
        """What holds at all points u, v of the ball."""


@dataclass(frozen=True)
class PLStar(OnBall):
    """f is nonnegative, and half the squared gradient is at least mu f on a ball around x[0]."""

    mu: Any
    radius: Any
    certified_as = "pl_star"
    at_least = False

    def inequalities(self) -> tuple[Inequality, ...]:
        """What holds at all points, and at the centre of the ball."""
        u, start = w.Point("u"), w.x[0]
        return (
            Inequality("nonnegative", w.f(u) >= 0),
            Inequality("PL* at the start", w.norm_sq(w.grad(start)) / 2 >= self.mu * w.f(start)),
        )

    def in_ball(self) -> tuple[Inequality, ...]:
        """The inequality itself."""
        u = w.Point("u")
        return (Inequality("PL*", w.norm_sq(w.grad(u)) / 2 >= self.mu * w.f(u)),)


@dataclass(frozen=True)
class SmoothOnBall(OnBall):
    """The gradient of f is L-Lipschitz on a ball around x[0]."""

    L: Any
    radius: Any
    certified_as = "smooth_on_ball"

    def inequalities(self) -> tuple[Inequality, ...]:
        """Nothing at all points."""
        return ()

    def in_ball(self) -> tuple[Inequality, ...]:
        """What a Lipschitz gradient says of two points whose segment lies in the ball, as it does where they do: a ball is convex."""
        u, v, L = w.Point("u"), w.Point("v"), self.L
        apart, tangent = w.norm_sq(v - u), w.f(u) + w.inner(w.grad(u), v - u)
        return (
            Inequality("upper model", w.f(v) <= tangent + L * apart / 2),
            Inequality("lower model", w.f(v) >= tangent - L * apart / 2),
            Inequality("Lipschitz gradient", w.norm_sq(w.grad(u) - w.grad(v)) <= L**2 * w.norm_sq(u - v)),
        )


def check_balls(hypotheses: Iterable[Hypothesis], method: Any) -> None:
    """A ball around the start needs a start; constants are certified on one ball, so that those on a smaller one might be smaller."""
    radii = list(dict.fromkeys(h.radius for h in hypotheses if isinstance(h, OnBall)))  # type: ignore[attr-defined]
    if radii and method is None:
        raise LanguageError("a hypothesis speaks of a ball around x[0], but the theorem has no method.")
    if len(radii) > 1:
        raise LanguageError(f"the hypotheses speak of balls of radius {radii[0]} and {radii[1]}: give them one radius.", "given")
