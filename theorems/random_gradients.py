"""What a theorem assumes of stochastic gradients, beside what it assumes of f or of the components of a sum."""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Hypothesis, Inequality, WithConstant
from theorems.words import E, f, grad, norm_sq, stochastic_grad, t, x, x_star

u = w.Point("u")


def unbiased() -> Inequality:
    """The mean of a draw is the gradient."""
    return Inequality("unbiased", sp.Eq(norm_sq(E(stochastic_grad(u)) - grad(u)), 0))


@dataclass(frozen=True)
class BoundedVariance(WithConstant):
    """Stochastic gradients are conditionally unbiased and one draw has variance at most sigma^2, everywhere."""

    sigma: Any
    certified_as = "variance"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (unbiased(), Inequality("variance", E(norm_sq(stochastic_grad(u) - grad(u))) <= self.sigma**2))


@dataclass(frozen=True)
class SecondMoment(WithConstant):
    """Stochastic gradients are conditionally unbiased and E||g||^2 <= C^2: of a draw at every point, or `on="iterates"` in the mean over the run."""

    C: Any
    on: str = "everywhere"
    certified_as = "second_moment"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.on not in ("everywhere", "iterates"):
            raise LanguageError(f'SecondMoment(on="{self.on}"): choose "everywhere" or "iterates".', "given")

    @property
    def scope(self) -> str:  # type: ignore[override]
        return self.on

    def inequalities(self) -> tuple[Inequality, ...]:
        at = x[t] if self.on == "iterates" else u
        return (unbiased(), Inequality("second moment", E(norm_sq(stochastic_grad(at))) <= self.C**2))


@dataclass(frozen=True)
class Interpolation(Hypothesis):
    """Stochastic gradients vanish, every draw of them, at every minimiser of f."""

    certified_as = "interpolation"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (Inequality("no noise at minimisers", sp.Eq(E(norm_sq(stochastic_grad(x_star))), 0)),)


@dataclass(frozen=True)
class StrongGrowth(WithConstant):
    """Stochastic gradients are conditionally unbiased and E||g||^2 <= rho ||grad f||^2, everywhere: no noise where f is stationary."""

    rho: Any
    certified_as = "strong_growth"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (unbiased(), Inequality("strong growth", E(norm_sq(stochastic_grad(u))) <= self.rho * norm_sq(grad(u))))

    def implies(self) -> tuple[Hypothesis, ...]:
        return (Interpolation(),)


@dataclass(frozen=True)
class NonnegativeSum(Hypothesis):
    """f is the mean of finitely many components, none of them ever below 0, and a stochastic gradient is that of one of them, all equally likely."""

    certified_as = "nonnegative_sum"

    def inequalities(self) -> tuple[Inequality, ...]:
        return (unbiased(), Inequality("not negative", f(u) >= 0))
