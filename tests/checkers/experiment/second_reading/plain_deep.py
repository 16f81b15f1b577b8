"""Networks of any depth from their definition, every number carried with its first two derivatives: no signal runs backwards here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.checkers.experiment.second_reading.plain_networks import ACTIVATIONS, eigenvalues
from tests.checkers.experiment.second_reading.plain_numbers import DECIMALS, Number, Vector, dot, over, plus, power, root, scaled, times, total

ZERO, ONE = Fraction(0), Fraction(1)
Matrix = list[list[Number]]
Scalar = Callable[[Number], Number]

AFTER: Sequence[tuple[Scalar, ...]] = (
    (lambda y: y, lambda y: ONE, lambda y: ZERO),
    (lambda y: over(times(y, y), Fraction(2)), lambda y: y, lambda y: ONE),
    *ACTIVATIONS[:3],
)
"""phi, phi' and phi'' by their numbers."""


@dataclass(frozen=True)
class Jet:
    """A number with its gradient and its Hessian in some variables."""

    value: Number
    slope: Vector
    bend: Matrix

    def __add__(self, other: "Jet") -> "Jet":
        rows = [[plus(a, b) for a, b in zip(*pair, strict=True)] for pair in zip(self.bend, other.bend, strict=True)]
        return Jet(plus(self.value, other.value), tuple(plus(a, b) for a, b in zip(self.slope, other.slope, strict=True)), rows)

    def __mul__(self, other: "Jet") -> "Jet":
        rows = [
            [
                plus(plus(times(self.value, other.bend[i][j]), times(other.value, self.bend[i][j])), plus(times(p, r), times(q, s)))
                for j, (r, s) in enumerate(zip(other.slope, self.slope, strict=True))
            ]
            for i, (p, q) in enumerate(zip(self.slope, other.slope, strict=True))
        ]
        slope = tuple(plus(times(self.value, q), times(other.value, p)) for p, q in zip(self.slope, other.slope, strict=True))
        return Jet(times(self.value, other.value), slope, rows)

    def through(self, function: Sequence[Scalar]) -> "Jet":
        value, first, second = (one(self.value) for one in function)
        pairs = zip(self.bend, self.slope, strict=True)
        rows = [[plus(times(first, h), times(second, times(p, q))) for h, q in zip(row, self.slope, strict=True)] for row, p in pairs]
        return Jet(value, scaled(first, self.slope), rows)


def constant(value: Number, size: int) -> Jet:
    return Jet(value, (ZERO,) * size, [[ZERO] * size for _ in range(size)])


def variables(values: Vector) -> list[Jet]:
    size = len(values)
    return [Jet(value, tuple(ONE if j == k else ZERO for j in range(size)), constant(value, size).bend) for k, value in enumerate(values)]


@dataclass(frozen=True)
class Deep:
    """phi(F_1) with F = c_L W_L s(c_(L-1) W_(L-1) ... s(c_1 W_1 z)), all W_l the variable; `squares` are the c_l^2."""

    activation: int
    inputs: Sequence[Vector]
    hidden: Sequence[int]
    squares: Sequence[Fraction]
    after: int

    @property
    def derivatives(self) -> tuple[Scalar, ...]:
        return tuple(ACTIVATIONS[self.activation])

    @property
    def count(self) -> int:
        return len(self.inputs)

    @property
    def neurons_of(self) -> "Deep":
        return self

    def layers(self, u: Sequence[Any]) -> list[list[list[Any]]]:
        """W_1, ..., W_L."""
        found, at, below = [], 0, len(self.inputs[0])
        for width in (*self.hidden, 1):
            found.append([list(u[at + r * below : at + (r + 1) * below]) for r in range(width)])
            at, below = at + width * below, width
        return found

    def onward(self, weights: Sequence[list[list[Jet]]], y: list[Jet], first: int) -> list[list[Jet]]:
        """What the layers from `first` on take, of what the one before it gives."""
        found: list[list[Jet]] = []
        for layer in range(first, len(weights)):
            c = constant(root(self.squares[layer]), len(y[0].slope))
            given = y if layer == first else [h.through(self.derivatives) for h in found[-1]]
            found.append([c * _sum([w * e for w, e in zip(row, given, strict=True)]) for row in weights[layer]])
        return found

    def taken(self, u: Vector, which: int = 0) -> list[list[Jet]]:
        """h_1, ..., h_L with derivatives in u."""
        return self.onward(self.layers(variables(u)), [constant(e, len(u)) for e in self.inputs[which]], 0)

    def rest(self, u: Vector, y: list[Jet], first: int) -> list[list[Jet]]:
        """The layers from `first` on as functions of variables of their own."""
        fixed = [[[constant(w, len(y[0].slope)) for w in row] for row in layer] for layer in self.layers(u)]
        return self.onward(fixed, y, first)

    def linear(self, u: Vector, which: int = 0) -> Jet:
        return self.taken(u, which)[-1][0]

    def output(self, u: Vector) -> Number:
        return AFTER[self.after][0](self.linear(u).value)

    def jacobian(self, u: Vector) -> Vector:
        return self.linear(u).through(AFTER[self.after]).slope

    def output_of(self, u: Vector, which: int) -> Number:
        return self.linear(u, which).value

    def kernel(self, u: Vector) -> Matrix:
        rows = [self.linear(u, which).slope for which in range(self.count)]
        return [[dot(p, q) for q in rows] for p in rows]

    def kernel_min(self, u: Vector) -> Number:
        return max(min(eigenvalues(self.kernel(u))), DECIMALS.mpf(0))

    def kernel_max(self, u: Vector) -> Number:
        return max(eigenvalues(self.kernel(u)))

    def jacobian_dist(self, u: Vector, v: Vector) -> Number:
        pairs = [(self.linear(u, which).slope, self.linear(v, which).slope) for which in range(self.count)]
        return root(total(power(plus(p, -q), Fraction(2)) for one, other in pairs for p, q in zip(one, other, strict=True)))

    def hessian_norm(self, u: Vector) -> Number:
        return max(abs(e) for e in eigenvalues(self.linear(u).through(AFTER[self.after]).bend))

    def output_hessian_norm(self, u: Vector) -> Number:
        return max(abs(e) for e in eigenvalues(self.linear(u).bend))

    def hidden_values(self, u: Vector, layer: int) -> tuple[Vector, Vector]:
        """h_l and y_l, l counted from 0."""
        h = tuple(one.value for one in self.taken(u)[layer])
        return h, tuple(map(self.derivatives[0], h))

    def signal_max(self, u: Vector, layer: int) -> Number:
        return max(abs(e) for e in self.rest(u, variables(self.hidden_values(u, layer)[1]), layer + 1)[-1][0].slope)

    def signal_norm(self, u: Vector, layer: int) -> Number:
        given = [h.through(self.derivatives) for h in variables(self.hidden_values(u, layer)[0])]
        slope = self.rest(u, given, layer + 1)[-1][0].slope
        return root(dot(slope, slope))

    def features_norm(self, u: Vector, layer: int) -> Number:
        y = self.hidden_values(u, layer)[1]
        return root(dot(y, y))

    def layer_norm(self, u: Vector, layer: int) -> Number:
        return _norm(self.layers(u)[layer])

    @property
    def narrowest(self) -> int:
        return list(self.hidden).index(min(self.hidden))

    def bottleneck_slope(self, u: Vector) -> Number:
        rows = [h.slope for h in self.taken(u)[self.narrowest]]
        return root(max(min(eigenvalues([[dot(p, q) for q in rows] for p in rows])), DECIMALS.mpf(0)))

    def feature_slope(self, u: Vector) -> Number:
        given = [h.through(self.derivatives) for h in variables(self.hidden_values(u, self.narrowest)[0])]
        last = [h.through(self.derivatives) for h in self.rest(u, given, self.narrowest + 1)[-2]]
        return times(root(self.squares[-1]), _norm([list(y.slope) for y in last]))


def _sum(jets: Sequence[Jet]) -> Jet:
    found = jets[0]
    for jet in jets[1:]:
        found = found + jet
    return found


def _norm(rows: Sequence[Sequence[Number]]) -> Number:
    """The spectral norm of a matrix."""
    columns = list(zip(*rows, strict=True))
    return root(max(*eigenvalues([[dot(p, q) for q in columns] for p in columns]), DECIMALS.mpf(0)))


def deep_of(family: str, parameters: Mapping[str, Any]) -> Deep | None:
    """The deep network that an instance of a family is a function of the output of."""
    if family not in ("deep_output", "bottleneck_output", "nonlinear_output"):
        return None
    m = int(parameters["width"])
    hidden = (m, int(parameters["bottleneck"]), m) if family == "bottleneck_output" else (m,) * (int(parameters["depth"]) - 1)
    scheme = int(parameters.get("parametrisation", 1))
    below, above = (1, *hidden), (*hidden, 1)
    squares = [[ONE, Fraction(1, p), Fraction(q, p)][scheme] for p, q in zip(below, above, strict=True)]
    return Deep(int(parameters["activation"]), parameters["inputs"], hidden, squares, int(parameters.get("after", 0)))
