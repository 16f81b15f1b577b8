"""What is seen of a function at sampled points and along runs of gradient descent: the largest slopes and curvatures, the least value.

These bound the true constants from one side only, the wrong one for a certificate; so they make observed facts, and refuse what is declared
against them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from problems.float64 import DTYPE
from problems.instance import OBSERVED, Fact, Vector, exactly
from problems.numbers import simplest_between

SCALES, EACH = (0.1, 1.0, 10.0), 4
"""How far from the starts points are drawn, and how many around each of the first starts."""

STEPS, POWERS = 200, 8
"""Steps of gradient descent from each start, and of the power iteration on differences of gradients at each point."""

NEAR = 1e-4
"""The length of a difference that stands for a derivative."""

TOLERANCE = Fraction(1, 10**6)
"""The share by which a declared constant may be exceeded by rounding."""

READABLE = Fraction(1, 1000)

FLAT = 1e-6
"""A ratio below this share of the largest curvature says that the Polyak-Lojasiewicz inequality fails, or all but fails."""

GAP = 1e-8
"""Gaps to the least value below this share of the largest one say nothing about the Polyak-Lojasiewicz inequality."""


@dataclass(frozen=True)
class Seen:
    """The steepest pair (ratio, u, v), the least |grad f|^2/(2 (f - f_least)) with its point, and the least value; how many points were looked at."""

    curvature: tuple[float, np.ndarray, np.ndarray]
    ratio: tuple[float, np.ndarray] | None
    least: Fraction
    least_at: np.ndarray
    points: int

    def facts(self) -> dict[str, Fact]:
        """Observed facts, with readable numbers on the side of what was seen."""
        largest, found = self.curvature[0], {}
        if 0 < largest < float("inf"):
            seen = Fraction(largest)
            reason = f"the largest |grad f(u) - grad f(v)|/|u - v| among {self.points} points and their neighbours; nothing is certified"
            found["smooth"] = Fact(reason, exactly(simplest_between(seen, seen * (1 + READABLE))), OBSERVED)
        if self.ratio is not None and self.ratio[0] > FLAT * largest:
            least = Fraction(self.ratio[0])
            reason = f"the least |grad f|^2/(2 (f - f_least)) among {self.points} points, f_least the least value seen; nothing is certified"
            found["pl"] = Fact(reason, exactly(simplest_between(least * (1 - READABLE), least)), OBSERVED)
        return found

    def against(self, name: str, value: Fraction) -> str:
        """What contradicts a declared constant of smoothness (`smooth`) or of the Polyak-Lojasiewicz inequality (`pl`); empty where nothing does."""
        if name == "smooth" and self.curvature[0] > value * (1 + TOLERANCE):
            largest, u, v = self.curvature
            return f"|grad f(u) - grad f(v)| = {largest:.6g} |u - v| at u = {shown(u)}, v = {shown(v)}"
        if name == "pl" and self.ratio is not None and self.ratio[0] < value * (1 - TOLERANCE):
            least, u = self.ratio
            best = f"f(u) - f(v) at u = {shown(u)}, v = {shown(self.least_at)}"
            return f"|grad f(u)|^2/2 is only {least:.6g} times {best}"
        return ""


def constants(value: Any, gradient: Any, starts: Sequence[Vector], lower: float | None) -> Seen:
    """What is seen around some starts, and along runs from there; value and gradient take (n, d). `lower` is a declared bound of f from below."""
    begun = torch.tensor([[float(e) for e in start] for start in starts], dtype=DTYPE)
    around = _around(begun)
    steep = _steepest(gradient, around)
    ran = _descended(value, gradient, begun, steep[0])
    steep = max(steep, _steepest(gradient, ran[:: max(1, len(ran) // len(around))]), key=lambda pair: pair[0])
    points = torch.cat([around, ran])
    values = value(points)
    points, values = points[torch.isfinite(values)], values[torch.isfinite(values)]
    best = int(values.argmin())
    return Seen(steep, _ratio(gradient, points, values, lower), Fraction(float(values[best])), points[best].numpy(), len(points))


def _around(begun: torch.Tensor) -> torch.Tensor:
    """The starts, and points near and far from the first of them."""
    stream = torch.Generator().manual_seed(0)
    moved = [
        begun[:2].repeat(EACH, 1) + scale * torch.randn((EACH * len(begun[:2]), begun.shape[1]), generator=stream, dtype=DTYPE) for scale in SCALES
    ]
    return torch.cat([begun, *moved])


def _steepest(gradient: Callable[[torch.Tensor], torch.Tensor], points: torch.Tensor) -> tuple[float, np.ndarray, np.ndarray]:
    """The largest ratio of differences of gradients to those of points, with the pair; directions turn to where gradients differ most."""
    stream = torch.Generator().manual_seed(1)
    slopes, step = gradient(points), torch.randn(points.shape, generator=stream, dtype=DTYPE)
    best = 0.0, points[0].numpy(), points[0].numpy()
    for _ in range(POWERS):
        length = step.norm(dim=1, keepdim=True)
        near = points + NEAR * torch.where(length > 0, step / length, torch.ones_like(step) / step.shape[1] ** 0.5)
        apart = near - points
        step = gradient(near) - slopes
        ratios = torch.nan_to_num(step.norm(dim=1) / apart.norm(dim=1), nan=0.0, posinf=0.0)
        at = int(ratios.argmax())
        best = max(best, (float(ratios[at]), points[at].numpy(), near[at].numpy()), key=lambda pair: pair[0])
    return best


def _descended(value: Any, gradient: Any, begun: torch.Tensor, curvature: float) -> torch.Tensor:
    """All iterates of gradient descent with the step 1/curvature, halved for a run whose value grows."""
    x, step = begun.clone(), torch.full((len(begun), 1), 1 / max(curvature, 1e-12), dtype=DTYPE)
    now, kept = value(x), [begun]
    for _ in range(STEPS):
        tried = x - step * gradient(x)
        then = value(tried)
        better = (then <= now)[:, None]
        x, now = torch.where(better, tried, x), torch.where(better[:, 0], then, now)
        step = torch.where(better, step * 1.1, step / 2)
        kept.append(x)
    return torch.cat(kept)


def _ratio(gradient: Any, points: torch.Tensor, values: torch.Tensor, lower: float | None) -> tuple[float, np.ndarray] | None:
    """The least |grad f|^2 over twice the gap to the least value seen, at points whose gap is not lost in rounding."""
    gaps = values - (values.min() if lower is None else min(lower, float(values.min())))
    kept = gaps > GAP * gaps.max()
    if not kept.any():
        return None
    points, gaps = points[kept], gaps[kept]
    ratios = (gradient(points) ** 2).sum(dim=1) / (2 * gaps)
    at = int(ratios.argmin())
    return float(ratios[at]), points[at].numpy()


def shown(point: np.ndarray) -> str:
    """A point in few digits, its first coordinates where it has many."""
    text = ", ".join(f"{float(e):.6g}" for e in point[:6])
    return f"({text}{', ...' if len(point) > 6 else ''})"
