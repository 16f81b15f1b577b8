"""Squared losses 1/2 sum_i (F_i - y_i)^2 from the definitions: of two-layer networks, of A x, and of products of all coordinates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from tests.checkers.experiment.second_reading.plain_networks import Network, eigenvalues, network_of, parametrised
from tests.checkers.experiment.second_reading.plain_numbers import DECIMALS, Number, Vector, dot, over, plus, power, root, scaled, times, total

ZERO, ONE = Fraction(0), Fraction(1)
Square = list[list[Number]]


class Model(Protocol):
    """Outputs, numbered from 0, with gradients and dense Hessians."""

    @property
    def count(self) -> int: ...

    def output(self, u: Vector, which: int) -> Number: ...

    def jacobian(self, u: Vector, which: int) -> Vector: ...

    def bend(self, u: Vector, which: int) -> Square: ...


@dataclass(frozen=True)
class Linear:
    """A x."""

    rows: Sequence[Vector]

    @property
    def count(self) -> int:
        return len(self.rows)

    def output(self, u: Vector, which: int) -> Number:
        return dot(self.rows[which], u)

    def jacobian(self, u: Vector, which: int) -> Vector:
        return self.rows[which]

    def bend(self, u: Vector, which: int) -> Square:
        return [[ZERO] * len(u) for _ in u]


@dataclass(frozen=True)
class Product:
    """x_1 x_2 ... x_p."""

    count: int = 1

    def output(self, u: Vector, which: int) -> Number:
        return _times(u)

    def jacobian(self, u: Vector, which: int) -> Vector:
        return tuple(_times([e for k, e in enumerate(u) if k != j]) for j in range(len(u)))

    def bend(self, u: Vector, which: int) -> Square:
        size = range(len(u))
        return [[ZERO if j == i else _times([e for k, e in enumerate(u) if k not in (i, j)]) for j in size] for i in size]


def _times(entries: Sequence[Number]) -> Number:
    found: Number = ONE
    for entry in entries:
        found = times(found, entry)
    return found


@dataclass(frozen=True)
class Loss:
    """The squared loss of a model; the two-layer network that the model is, where it is one."""

    model: Model
    targets: Sequence[Number]
    neurons_of: Network | None = None

    @property
    def count(self) -> int:
        return self.model.count

    def output_of(self, u: Vector, which: int) -> Number:
        return self.model.output(u, which)

    def residuals(self, u: Vector) -> list[Number]:
        return [plus(self.model.output(u, k), -y) for k, y in enumerate(self.targets)]

    def output(self, u: Vector) -> Number:
        """f, in the place of a network's first output."""
        return times(Fraction(1, 2), total(power(r, Fraction(2)) for r in self.residuals(u)))

    def jacobian(self, u: Vector) -> Vector:
        """Its gradient."""
        parts = [scaled(r, self.model.jacobian(u, k)) for k, r in enumerate(self.residuals(u))]
        return tuple(total(column) for column in zip(*parts, strict=True))

    def kernel(self, u: Vector) -> Square:
        rows = [self.model.jacobian(u, k) for k in range(self.count)]
        return [[dot(p, q) for q in rows] for p in rows]

    def kernel_min(self, u: Vector) -> Number:
        return max(min(eigenvalues(self.kernel(u))), DECIMALS.mpf(0))

    def kernel_max(self, u: Vector) -> Number:
        return max(eigenvalues(self.kernel(u)))

    def jacobian_dist(self, u: Vector, v: Vector) -> Number:
        pairs = [(self.model.jacobian(u, k), self.model.jacobian(v, k)) for k in range(self.count)]
        return root(total(power(plus(p, -q), Fraction(2)) for one, other in pairs for p, q in zip(one, other, strict=True)))

    def bending(self, u: Vector) -> Square:
        """sum_i r_i Hess F_i."""
        found, size = [[ZERO] * len(u) for _ in u], range(len(u))
        for k, r in enumerate(self.residuals(u)):
            own = self.model.bend(u, k)
            found = [[plus(found[i][j], times(r, own[i][j])) for j in size] for i in size]
        return found

    def hessian(self, u: Vector) -> Square:
        rows, bent = [self.model.jacobian(u, k) for k in range(self.count)], self.bending(u)
        return [[plus(bent[i][j], total(times(row[i], row[j]) for row in rows)) for j in range(len(u))] for i in range(len(u))]

    def hessian_norm(self, u: Vector) -> Number:
        return max(abs(e) for e in eigenvalues(self.hessian(u)))

    def hessian_min(self, u: Vector) -> Number:
        return min(eigenvalues(self.hessian(u)))

    def hessian_det(self, u: Vector) -> Number:
        return DECIMALS.fprod(eigenvalues(self.hessian(u)))

    def gauss_newton_error(self, u: Vector) -> Number:
        return max(abs(e) for e in eigenvalues(self.bending(u)))


@dataclass(frozen=True)
class Neurons:
    """The outputs of a two-layer network with dense Hessians."""

    network: Network

    @property
    def count(self) -> int:
        return len(self.network.inputs)

    def output(self, u: Vector, which: int) -> Number:
        return self.network.output(u, which)

    def jacobian(self, u: Vector, which: int) -> Vector:
        return self.network.jacobian(u, which)

    def bend(self, u: Vector, which: int) -> Square:
        share = root(Fraction(self.network.width))
        return [[over(entry, share) for entry in row] for row in self.network.dense_hessian(u, which)]


def loss_of(family: str, parameters: Mapping[str, Any]) -> Loss | None:
    """The squared loss that an instance of a family is."""
    if family == "linear_loss":
        return Loss(Linear(parameters["rows"]), parameters["targets"])
    if family == "product":
        return Loss(Product(), parameters["targets"])
    if family == "two_layer_scaled":
        made = parametrised(parameters)
        return Loss(Neurons(made), parameters["targets"], made)
    of_outputs = {"two_layer_loss": "two_layer_output", "two_layer_loss_both": "two_layer_both"}
    if family not in of_outputs:
        return None
    network = network_of(of_outputs[family], parameters)
    assert network is not None
    model, teacher = Neurons(network), parameters["teacher"]
    aims = [model.output(teacher, k) for k in range(model.count)] if teacher else parameters["targets"]
    return Loss(model, aims, network)
