"""A problem from a torch function of a person's own: f : R^d -> R as code, of which nothing is certified.

Its constants are what is seen at sampled points and along runs (problems.seen), and count as observed: a claim on it is INCONCLUSIVE at most.
What is declared of it, `L=` or `mu=`, is believed as little: it is tried on the same points, and refused where it fails.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch.func import grad, vmap

from problems import seen
from problems.exact.arithmetic import NotExact
from problems.float64 import DTYPE
from problems.instance import OBSERVED, Array, Enclosure, Fact, Family, Instance, Vector, exactly
from problems.numbers import positive_number
from problems.problem import Problem, numbers

MOST = 2000
"""Dimensions of a problem that is known as code; each start and each curvature is computed in all of them."""

GRAIN = 16
"""Starts that are drawn are whole multiples of 1/GRAIN."""

RELATIVE = 1e-9
"""How far two evaluations in another order may lie apart by rounding."""

IN_FLOATS = "torch code has no exact form"


class ProblemError(ValueError):
    """A function, a network or data that make no problem: what is wrong, and what to do."""


def problem(
    f: Callable[[torch.Tensor], torch.Tensor],
    dimension: int,
    *,
    L: Any = None,
    mu: Any = None,
    lower_bound: Any = None,
    starts: Sequence[Sequence[Any]] = (),
    name: str = "",
) -> Problem:
    """The problem of minimising f, a function of a tensor (d,) of float64 to a tensor (), differentiable by torch.

    L and mu declare constants of smoothness and of the Polyak-Lojasiewicz inequality, lower_bound a number that f never falls below; `starts` are
    points worth starting from. ProblemError says what is wrong: a dimension too large, values that are not finite or change from one evaluation
    to the next, a declared constant that fails, with the two points.
    """
    if not isinstance(dimension, int) or isinstance(dimension, bool) or not 1 <= dimension <= MOST:
        raise ProblemError(f"dimension is a whole number from 1 to {MOST}, not {dimension!r}.")
    label = name or getattr(f, "__name__", type(f).__name__)
    lower = _lower(lower_bound)
    begun = (*(_start(start, dimension) for start in starts), *_drawn_starts(dimension))
    checked(f, np.array([[float(e) for e in start] for start in begun]), label)
    return _problem(f, label, begun, {"smooth": positive_number(L, "L"), "pl": positive_number(mu, "mu")}, lower, f"f = {label} on R^{dimension}")


def from_code(f: Callable[[torch.Tensor], torch.Tensor], label: str, starts: tuple[Vector, ...], lower: Any, formula: str) -> Problem:
    """The problem of a function that has been checked, without anything declared."""
    return _problem(f, label, starts, {}, lower, formula)


def _problem(f: Any, label: str, starts: tuple[Vector, ...], declared: Mapping[str, Any], lower: Any, formula: str) -> Problem:
    batch = batched(f, np.array([[float(e) for e in start] for start in starts[:3]]))
    found = seen.constants(batch.value, batch.gradient, starts, None if lower is None else float(lower))
    bound = None if lower is None else Fraction(lower)
    if bound is not None and found.least < bound:
        raise ProblemError(f"lower_bound = {lower} is declared, but {label} is {float(found.least):g} at x = {seen.shown(found.least_at)}.")
    one = Instance(
        family="torch_function",
        parameters={},
        arrays={},
        dimension=len(starts[0]),
        facts={**found.facts(), **_declared(declared, found, label)},
        formula=f"{formula} (torch code, in float64)",
        infimum=Enclosure(found.least if bound is None else bound, found.least),
        starts=starts,
        in_floats=True,
        own=Family("torch_function", label, _no_build, batch.value_in, batch.gradient_in, tuple, tuple),
    )
    return Problem(one, label=label, notes=("nothing about f is certified: its constants are observed or declared",))


def _declared(declared: Mapping[str, Any], found: seen.Seen, label: str) -> dict[str, Fact]:
    """What is declared, unless the points that were seen contradict it."""
    facts = {}
    for name, value in declared.items():
        if value is not None:
            against = found.against(name, value)
            if against:
                raise ProblemError(f"{'L' if name == 'smooth' else 'mu'} = {value} is declared of {label}, but {against}.")
            facts[name] = Fact(f"declared, and not contradicted at {found.points} points; nothing is certified", exactly(value), OBSERVED)
    return facts


def _lower(value: Any) -> Fraction | None:
    """The declared bound from below; a float as the decimal that it is written as."""
    try:
        return None if value is None else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ProblemError(f'lower_bound is a number, as in lower_bound=0 or lower_bound="-1/3", not {value!r}.') from None


def _start(start: Sequence[Any], dimension: int) -> Vector:
    try:
        made: Vector = numbers(tuple(start.tolist() if hasattr(start, "tolist") else start))
    except (TypeError, ValueError) as error:
        raise ProblemError(f"a start is a point of finite numbers: {error}.") from None
    if len(made) != dimension:
        raise ProblemError(f"a start has {dimension} coordinates, not {len(made)}.")
    return made


def _drawn_starts(dimension: int) -> tuple[Vector, ...]:
    """All ones, the origin, and a few normal points, always the same."""
    stream = np.random.Generator(np.random.Philox(key=[0, dimension]))
    drawn = (stream.standard_normal(dimension) * scale for scale in (1, 1, 4))
    normal = [tuple(Fraction(round(e * GRAIN), GRAIN) for e in point) for point in drawn]
    return ((Fraction(1),) * dimension, (Fraction(0),) * dimension, *normal)


def checked(f: Any, points: np.ndarray, label: str) -> None:
    """ProblemError unless f is a finite number of float64 at the points (n, d), the same each time, and differentiable."""
    for point in points:
        at = torch.tensor(point, dtype=DTYPE, requires_grad=True)
        value, again = _value(f, at, label), _value(f, at, label)
        if not torch.isfinite(value):
            raise ProblemError(f"{label} is {value.item()} at x = {seen.shown(point)}: f is a finite number at every point of R^d.")
        if not torch.equal(value, again):
            hint = "dropout in training mode, or random numbers inside? Put a module in .eval() mode, fix what is drawn"
            raise ProblemError(f"{label} gives two values at the same point, {value.item():g} and {again.item():g} ({hint}).")
        if not value.requires_grad:
            raise ProblemError(f"{label} does not depend on x in a way that torch can differentiate.")
        (slope,) = torch.autograd.grad(value, at, allow_unused=True)
        if slope is None or not torch.isfinite(slope).all():
            raise ProblemError(f"the gradient of {label} is {'missing' if slope is None else 'not finite'} at x = {seen.shown(point)}.")


def _value(f: Any, at: torch.Tensor, label: str) -> torch.Tensor:
    try:
        value = f(at)
    except Exception as error:
        raise ProblemError(f"{label} raises {type(error).__name__} at a point of shape {tuple(at.shape)}: {error}") from error
    if not isinstance(value, torch.Tensor) or value.shape != () or value.dtype != DTYPE:
        said = f"a tensor of shape {tuple(value.shape)} and {value.dtype}" if isinstance(value, torch.Tensor) else type(value).__name__
        raise ProblemError(f"{label} returns {said}: it takes a tensor (d,) of float64 and returns a tensor () of float64.")
    return value


class batched:  # noqa: N801
    """f and its gradient at many points, (n, d) to (n) and (n, d): by vmap where that gives the same numbers as one by one, else one by one."""

    def __init__(self, f: Any, points: np.ndarray) -> None:
        self._f = f
        self._mapped = self._agrees(torch.tensor(points, dtype=DTYPE))

    def _agrees(self, points: torch.Tensor) -> bool:
        try:
            together = vmap(self._f)(points), vmap(grad(self._f))(points)
        except Exception:
            return False
        alone = self._one_by_one(points)
        return all(torch.allclose(a, b, rtol=RELATIVE, atol=RELATIVE) for a, b in zip(together, alone, strict=True))

    def _one_by_one(self, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        values, slopes = [], []
        for point in points:
            at = point.clone().requires_grad_(True)
            value = self._f(at)
            values.append(value.detach())
            slopes.append(torch.autograd.grad(value, at)[0])
        return torch.stack(values), torch.stack(slopes)

    def value(self, points: torch.Tensor) -> torch.Tensor:
        """f at (n, d) : (n)."""
        return vmap(self._f)(points) if self._mapped else torch.stack([self._f(point) for point in points])

    def gradient(self, points: torch.Tensor) -> torch.Tensor:
        """The gradients at (n, d)."""
        return vmap(grad(self._f))(points) if self._mapped else self._one_by_one(points)[1]

    def value_in(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """f as a family states it : (I, M)."""
        return self._in(self.value, x, m).reshape(x.shape[:2])

    def gradient_in(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """The gradient as a family states it : (I, M, d)."""
        return self._in(self.gradient, x, m).reshape(x.shape)

    def _in(self, function: Callable[[torch.Tensor], torch.Tensor], x: Array, m: Any) -> Array:
        if m.name != "float64":
            raise NotExact(IN_FLOATS)
        if not torch.is_inference_mode_enabled():
            return function(x.reshape((-1, x.shape[-1])))
        with torch.inference_mode(False), torch.enable_grad():
            return function(x.clone().reshape((-1, x.shape[-1]))).detach()


def _no_build(**parameters: Any) -> Instance:
    raise ValueError("a torch function is no member of a family: it is given as code")
