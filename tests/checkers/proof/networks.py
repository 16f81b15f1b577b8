"""Terms of the kernel on two-layer networks, in floats: from the project's own networks, and from automatic differentiation of torch's.

A vector e(u) of most curvature is an eigenvector of the dense Hessian. An integral is a Gauss-Legendre sum of eighty terms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from problems.activations import ACTIVATIONS
from problems.float64 import Float64
from problems.two_layer_networks import BOTH_LAYERS, FIRST_LAYER, TwoLayerNetwork

NAMES = ("tanh", "sine", "softplus", "log cosh")
TORCH = {
    "tanh": torch.tanh,
    "sine": torch.sin,
    "softplus": torch.nn.functional.softplus,
    "log cosh": lambda h: torch.log(torch.cosh(h)),
}


@dataclass(frozen=True)
class Network:
    """inputs : (n, d); fixed : (m,), None where both layers are the variable; what follows from them is measured by the two kinds below."""

    name: str
    inputs: np.ndarray
    width: int
    fixed: np.ndarray | None

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return self.width * self.inputs.shape[1] + (self.width if self.fixed is None else 0)

    def layers(self, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows w_r, and the a_r."""
        hidden = self.width * self.inputs.shape[1]
        return u[:hidden].reshape(self.width, -1), u[hidden:] if self.fixed is None else self.fixed

    def jacobian(self, u: np.ndarray) -> np.ndarray:
        """(n, p)."""
        raise NotImplementedError

    def hessian(self, u: np.ndarray) -> np.ndarray:
        """(p, p), of the first output."""
        raise NotImplementedError

    def value(self, u: np.ndarray) -> float:
        """The first output."""
        raise NotImplementedError

    def activation(self, h: float, order: int) -> float:
        """The activation or a derivative."""
        raise NotImplementedError

    def hessian_norm(self, u: np.ndarray) -> float:
        """Its largest eigenvalue in size."""
        return float(np.max(np.abs(np.linalg.eigvalsh(self.hessian(u)))))

    def most_curved(self, u: np.ndarray) -> np.ndarray:
        """A unit eigenvector to that eigenvalue."""
        values, vectors = np.linalg.eigh(self.hessian(u))
        return np.asarray(vectors[:, int(np.argmax(np.abs(values)))])

    def kernel(self, u: np.ndarray) -> np.ndarray:
        """(n, n)."""
        return self.jacobian(u) @ self.jacobian(u).T

    def jacobian_dist(self, u: np.ndarray, v: np.ndarray) -> float:
        """The Frobenius norm of the difference."""
        return float(np.linalg.norm(self.jacobian(v) - self.jacobian(u)))


class Measured(Network):
    """As the project's own networks have it: `problems.two_layer_networks`, in its float64 arithmetic."""

    @property
    def _kind(self) -> TwoLayerNetwork:
        return BOTH_LAYERS if self.fixed is None else FIRST_LAYER

    def _arrays(self, first: int = 0) -> dict[str, torch.Tensor]:
        rows = torch.tensor(np.roll(self.inputs, -first, axis=0)[None])
        weights = {} if self.fixed is None else {"weights": torch.tensor(self.fixed[None])}
        return {"inputs": rows, self.name: torch.ones(1), **weights}

    def _read(self, found: Callable[..., torch.Tensor], *points: np.ndarray, first: int = 0) -> np.ndarray:
        with Float64().scope():
            return found(self._arrays(first), *(torch.tensor(u[None, None]) for u in points), Float64())[0, 0].numpy()

    def jacobian(self, u: np.ndarray) -> np.ndarray:
        return np.array([self._read(self._kind.gradient, u, first=which) for which in range(len(self.inputs))])

    def hessian(self, u: np.ndarray) -> np.ndarray:
        return self._read(self._kind.hessian, u)

    def hessian_norm(self, u: np.ndarray) -> float:
        return float(self._read(self._kind.hessian_norm, u))

    def kernel(self, u: np.ndarray) -> np.ndarray:
        return self._read(self._kind.kernel, u)

    def jacobian_dist(self, u: np.ndarray, v: np.ndarray) -> float:
        return float(self._read(self._kind.jacobian_dist_sq, u, v)) ** 0.5

    def value(self, u: np.ndarray) -> float:
        return float(self._read(self._kind.value, u))

    def activation(self, h: float, order: int) -> float:
        s = ACTIVATIONS[self.name]
        with Float64().scope():
            return float((s.value, s.slope, s.bend)[order](torch.tensor([h], dtype=torch.float64), Float64())[0])


class Differentiated(Network):
    """As torch differentiates it."""

    def _outputs(self, u: torch.Tensor) -> torch.Tensor:
        hidden = self.width * self.inputs.shape[1]
        outer = u[hidden:] if self.fixed is None else torch.tensor(self.fixed)
        return TORCH[self.name](torch.tensor(self.inputs) @ u[:hidden].reshape(self.width, -1).T) @ outer / self.width**0.5

    def jacobian(self, u: np.ndarray) -> np.ndarray:
        return np.asarray(torch.autograd.functional.jacobian(self._outputs, torch.tensor(u)))

    def hessian(self, u: np.ndarray) -> np.ndarray:
        return np.asarray(torch.autograd.functional.hessian(lambda at: self._outputs(at)[0], torch.tensor(u)))

    def value(self, u: np.ndarray) -> float:
        return float(self._outputs(torch.tensor(u))[0])

    def activation(self, h: float, order: int) -> float:
        at = torch.tensor(h, dtype=torch.float64, requires_grad=True)
        found = TORCH[self.name](at)
        for _ in range(order):
            (found,) = torch.autograd.grad(found, at, create_graph=True)
        return float(found.detach())


@dataclass(frozen=True)
class Terms:
    """Terms on a network, with values of the symbols in them: "kind name" -> value."""

    network: Network
    values: Mapping[str, Any]

    def number(self, term: Any) -> float:
        """A number."""
        if isinstance(term, (int, str)):
            top, _, bottom = str(term).partition("/")
            return int(top) / int(bottom or 1)
        head, *parts = term
        if head in ("real", "integer"):
            return float(self.values[f"{head} {parts[0]}"])
        return float(getattr(self, f"_{NUMBERS[head]}")(*parts))

    def vector(self, term: Any) -> np.ndarray:
        """A vector."""
        head, *parts = term
        match head:
            case "point":
                return np.asarray(self.values[f"point {parts[0]}"])
            case "gradient":
                return self.network.jacobian(self.vector(parts[0]))[0]
            case "scaled":
                return self.number(parts[0]) * self.vector(parts[1])
        return sum((self.vector(part) for part in parts), np.zeros(self.network.size))

    def _bound(self, kind: str, name: str, value: Any) -> "Terms":
        return Terms(self.network, {**self.values, f"{kind} {name}": value})

    def _members(self, name: str, lo: Any, hi: Any, body: Any) -> list[float]:
        return [self._bound("integer", name, k).number(body) for k in range(int(self.number(lo)), int(self.number(hi)) + 1)]

    def _plus(self, *parts: Any) -> float:
        return sum(map(self.number, parts))

    def _times(self, *parts: Any) -> float:
        return float(np.prod([self.number(part) for part in parts]))

    def _power(self, base: Any, exponent: int) -> float:
        return self.number(base) ** exponent

    def _over(self, inside: Any) -> float:
        return 1 / self.number(inside)

    def _root(self, inside: Any) -> float:
        return max(self.number(inside), 0.0) ** 0.5

    def _value(self, at: Any) -> float:
        return self.network.value(self.vector(at))

    def _inner(self, left: Any, right: Any) -> float:
        return float(self.vector(left) @ self.vector(right))

    def _sum(self, *parts: Any) -> float:
        return sum(self._members(*parts))

    def _greatest(self, *parts: Any) -> float:
        return max(self._members(*parts))

    def _integral(self, name: str, body: Any) -> float:
        nodes, weights = np.polynomial.legendre.leggauss(80)
        return sum(w * self._bound("real", name, (1 + s) / 2).number(body) / 2 for s, w in zip(nodes, weights, strict=True))

    def _word(self, name: str, *parts: Any) -> float:
        return float(getattr(self, f"_{name.replace(chr(39), '_of_proofs')}")(*parts))

    def _input(self, i: Any) -> np.ndarray:
        return self.network.inputs[int(self.number(i)) - 1]

    def _neuron(self, u: Any, r: Any) -> tuple[np.ndarray, float]:
        rows, outer = self.network.layers(self.vector(u))
        place = int(self.number(r)) - 1
        return rows[place], float(outer[place])

    def _output_weight(self, u: Any, r: Any) -> float:
        return self._neuron(u, r)[1]

    def _preactivation(self, u: Any, r: Any) -> float:
        return float(self._neuron(u, r)[0] @ self.network.inputs[0])

    def _preactivation_at_of_proofs(self, u: Any, r: Any, i: Any) -> float:
        return float(self._neuron(u, r)[0] @ self._input(i))

    def _activation(self, h: Any, order: Any = 0) -> float:
        return self.network.activation(self.number(h), int(self.number(order)))

    def _input_norm_sq(self, i: Any) -> float:
        return float(self._input(i) @ self._input(i))

    def _hessian_norm(self, u: Any) -> float:
        return self.network.hessian_norm(self.vector(u))

    def _jacobian_dist(self, u: Any, v: Any) -> float:
        return self.network.jacobian_dist(self.vector(u), self.vector(v))

    def _tangent_kernel_min(self, u: Any) -> float:
        return float(max(np.linalg.eigvalsh(self.network.kernel(self.vector(u)))[0], 0.0))

    def _along_input_of_proofs(self, u: Any, r: Any) -> float:
        """<e_r, z>/||z||^2, and 0 where the input is 0."""
        z, direction = self.network.inputs[0], self.network.most_curved(self.vector(u))
        rows = direction[: self.network.width * len(z)].reshape(self.network.width, -1)
        return float(rows[int(self.number(r)) - 1] @ z / (z @ z)) if z.any() else 0.0

    def _along_output_of_proofs(self, u: Any, r: Any) -> float:
        outer = self.network.most_curved(self.vector(u))[self.network.width * self.network.inputs.shape[1] :]
        return float(outer[int(self.number(r)) - 1])


NUMBERS = {
    "+": "plus",
    "*": "times",
    "^": "power",
    "inv": "over",
    "sqrt": "root",
    "f": "value",
    "inner": "inner",
    "sum": "sum",
    "greatest": "greatest",
    "integral": "integral",
    "word": "word",
}
"""Heads of numbers, and what reads them."""
