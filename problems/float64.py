"""float64 arithmetic on batched torch tensors: the same operations as `problems.exact.arithmetic.Exact`, for exploring."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from problems.lanczos import spectral_norm
from problems.spectral_norms import SpectralNorm

Array = Any
DTYPE = torch.float64


class Float64:
    """Batched float64 on one thread, on the processor or on the `device` named."""

    name = "float64"

    def __init__(self, device: str = "cpu") -> None:
        self.device = device

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Run what is inside without gradients on one thread, and give the caller's threads back."""
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with torch.inference_mode():
                yield
        finally:
            torch.set_num_threads(threads)

    def number(self, value: Any) -> Any:
        """A float from an int, a Fraction, or the midpoint of a pair (low, high); infinite where it is too large."""
        if isinstance(value, tuple):
            low, high = value
            return self.number(low) if low == high else self.number((low + high) / 2)
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")

    def array(self, values: Any, shape: tuple[int, ...]) -> Array:
        """A tensor of a shape from a flat sequence of exact values, or from a flat array of floats."""
        if isinstance(values, np.ndarray) and values.dtype == np.float64:
            return torch.tensor(values, dtype=DTYPE, device=self.device).reshape(shape)
        return torch.tensor([self.number(value) for value in values], dtype=DTYPE, device=self.device).reshape(shape)

    def integers(self, values: np.ndarray) -> Array:
        """Whole numbers (an int64 array) as floats."""
        return torch.as_tensor(values, device=self.device).to(DTYPE)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        """Zeros; large ones on the processor take their memory page by page, as it is written to."""
        return torch.from_numpy(np.zeros(shape)) if self.device == "cpu" else torch.zeros(shape, dtype=DTYPE, device=self.device)

    def guard(self, a: Array) -> Array:
        return a

    def sqrt(self, a: Array) -> Array:
        return torch.sqrt(a)

    def exp(self, a: Array) -> Array:
        return torch.exp(a)

    def log(self, a: Array) -> Array:
        return torch.log(a)

    def sin(self, a: Array) -> Array:
        return torch.sin(a)

    def cos(self, a: Array) -> Array:
        return torch.cos(a)

    def tanh(self, a: Array) -> Array:
        return torch.tanh(a)

    def atan(self, a: Array) -> Array:
        return torch.atan(a)

    def pi(self) -> float:
        """The number pi."""
        return float(np.pi)

    def softplus(self, a: Array) -> Array:
        """log(1 + exp(a)), without overflow."""
        return torch.logaddexp(a, torch.zeros_like(a))

    def log_cosh(self, a: Array) -> Array:
        """log cosh(a) = log(exp(a) + exp(-a)) - log 2, without overflow; near zero the series keeps the digits that this loses."""
        by_parts = torch.logaddexp(a, -a) - float(np.log(2.0))
        square = a * a
        near_zero = square * (0.5 - square * (1 / 12 - square / 45))
        return torch.where(torch.abs(a) < 1e-3, near_zero, by_parts)

    def abs(self, a: Array) -> Array:
        return torch.abs(a)

    def nonnegative(self, a: Array) -> Array:
        """max(0, a), for numbers that are known not to be negative."""
        return torch.clamp(a, min=0)

    def sign(self, a: Array) -> Array:
        return torch.sign(a)

    def floor(self, a: Array) -> Array:
        return torch.floor(a)

    def maximum(self, a: Array, b: Array) -> Array:
        return torch.maximum(*_broadcast(a, b))

    def minimum(self, a: Array, b: Array) -> Array:
        return torch.minimum(*_broadcast(a, b))

    def select(self, a: Array, b: Array, then: Array, otherwise: Array) -> Array:
        """`then` where a <= b, else `otherwise`."""
        return torch.where(a <= b, then, otherwise)

    def whole_power(self, base: Array, exponent: int) -> Array:
        """The power with a whole exponent."""
        return base**exponent

    def power(self, base: Array, exponent: Array) -> Array:
        return torch.pow(base, exponent)

    def total(self, a: Array, axis: int) -> Array:
        """The sum along an axis."""
        return torch.sum(a, dim=axis)

    def running_total(self, a: Array, axis: int) -> Array:
        return torch.cumsum(a, dim=axis)

    def running_least(self, a: Array, axis: int) -> Array:
        return torch.cummin(a, dim=axis).values

    def matmul(self, a: Array, b: Array) -> Array:
        return torch.matmul(a, b)

    def swap(self, a: Array) -> Array:
        """The last two axes exchanged."""
        return a.mT

    def eigenvalues(self, a: Array) -> Array:
        """The eigenvalues of symmetric matrices (..., n, n) : (..., n); NaN for a matrix that is not finite."""
        known = torch.isfinite(a).all(dim=-1, keepdim=True).all(dim=-2, keepdim=True)
        found = torch.linalg.eigvalsh(torch.where(known, a, torch.zeros_like(a)))
        return torch.where(known[..., 0], found, torch.full_like(found, float("nan")))

    def hessians(self, function: Callable[[Mapping[str, Array], Array], Array], p: Mapping[str, Array], x: Array) -> Array:
        """The Hessians in x : (I, M, d) of function(p, x) : (I, M), by automatic differentiation : (I, M, d, d)."""
        with torch.inference_mode(False), torch.enable_grad():
            at, fixed = x.clone().requires_grad_(True), {name: array.clone() for name, array in p.items()}
            (slope,) = torch.autograd.grad(function(fixed, at).sum(), at, create_graph=True)
            if not slope.requires_grad:
                return x.new_zeros((*x.shape, x.shape[2]))
            rows = [torch.autograd.grad(slope[..., k].sum(), at, retain_graph=True, materialize_grads=True)[0] for k in range(x.shape[2])]
        return torch.stack(rows, dim=-1)

    def spectral_norm(self, product: Callable[[Array], Array], shape: tuple[int, ...]) -> SpectralNorm:
        """The spectral norms of symmetric matrices, `shape` (..., p), by their products (M, p) -> (M, p) for the number M of them, by Lanczos."""
        return spectral_norm(product, shape)

    def take(self, a: Array, positions: np.ndarray, axis: int) -> Array:
        """The members at whole-number positions along an axis."""
        return torch.index_select(a, axis, torch.as_tensor(positions, device=self.device))

    def member(self, a: Array, position: int, axis: int) -> Array:
        """The member at one position along an axis, without that axis."""
        return a.select(axis, position).clone(memory_format=torch.contiguous_format)

    def choose(self, condition: np.ndarray, then: Array, otherwise: Array) -> Array:
        """`then` where a Boolean array holds, else `otherwise`."""
        return torch.where(torch.as_tensor(condition, device=self.device), then, otherwise)

    def is_zero(self, a: Array) -> np.ndarray:
        return np.asarray((a == 0).cpu())

    def is_negative(self, a: Array) -> np.ndarray:
        return np.asarray((a < 0).cpu())

    def floats(self, a: Array) -> np.ndarray:
        return np.asarray(a.cpu())


def _broadcast(*arrays: Array) -> list[Array]:
    shape = np.broadcast_shapes(*(tuple(a.shape) for a in arrays))
    return [a.expand(shape) for a in arrays]
