"""Two-layer networks neuron by neuron: outputs, Jacobians, kernels and dense Hessians, from the definitions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.checkers.experiment.second_reading.plain_numbers import (
    DECIMALS,
    Number,
    Vector,
    cosine,
    decimal,
    dot,
    exponential,
    hyperbolic_tangent,
    log_cosh,
    over,
    plus,
    power,
    root,
    scaled,
    sine,
    softplus,
    times,
    total,
)

ZERO, ONE = Fraction(0), Fraction(1)


def _tanh_slope(z: Number) -> Number:
    return plus(ONE, -power(hyperbolic_tangent(z), Fraction(2)))


def _tanh_bend(z: Number) -> Number:
    return times(times(Fraction(-2), hyperbolic_tangent(z)), _tanh_slope(z))


def _logistic(z: Number) -> Number:
    return over(ONE, plus(ONE, exponential(-z)))


ACTIVATIONS: Sequence[tuple[Callable[[Number], Number], ...]] = (
    (hyperbolic_tangent, _tanh_slope, _tanh_bend),
    (sine, cosine, lambda z: -sine(z)),
    (softplus, _logistic, lambda z: times(_logistic(z), plus(ONE, -_logistic(z)))),
    (log_cosh, hyperbolic_tangent, _tanh_slope),
    (lambda z: max(z, ZERO), lambda z: ONE if z > 0 else ZERO),
)
"""s, s' and s'' of the activations by their numbers: tanh, sine, softplus, log cosh; s and s' of ReLU, whose slope at 0 is 0."""


@dataclass(frozen=True)
class Network:
    """m^(-1/2) sum_r a_r s(w_r . z): the variable is the first layer, with fixed output `weights`, or both layers."""

    activation: int
    inputs: Sequence[Vector]
    weights: Vector | None
    width: int
    inner: Number = ONE

    @property
    def derivatives(self) -> tuple[Callable[[Number], Number], ...]:
        return ACTIVATIONS[self.activation]

    def neurons(self, u: Vector) -> list[tuple[Vector, Number]]:
        """(w_r, a_r) of every neuron."""
        d = len(self.inputs[0])
        outer = self.weights if self.weights is not None else u[self.width * d :]
        return [(u[r * d : (r + 1) * d], outer[r]) for r in range(self.width)]

    def output(self, u: Vector, which: int = 0) -> Number:
        s = self.derivatives[0]
        return over(total(times(a, s(dot(w, self.inputs[which]))) for w, a in self.neurons(u)), root(Fraction(self.width)))

    def jacobian(self, u: Vector, which: int = 0) -> Vector:
        """The gradient of the output at an input in the variable."""
        s, slope, z = self.derivatives[0], self.derivatives[1], self.inputs[which]
        hidden = [entry for w, a in self.neurons(u) for entry in scaled(times(a, slope(dot(w, z))), z)]
        outer = [] if self.weights is not None else [s(dot(w, z)) for w, _ in self.neurons(u)]
        return tuple(over(entry, root(Fraction(self.width))) for entry in (*hidden, *outer))

    def kernel(self, u: Vector) -> list[list[Number]]:
        rows = [self.jacobian(u, which) for which in range(len(self.inputs))]
        return [[dot(p, q) for q in rows] for p in rows]

    def kernel_min(self, u: Vector) -> Number:
        return max(min(eigenvalues(self.kernel(u))), DECIMALS.mpf(0))  # a Gram matrix has none below zero, but for rounding

    def gram(self) -> list[list[Number]]:
        return [[dot(p, q) for q in self.inputs] for p in self.inputs]

    def angle(self, row: int, column: int) -> Number:
        """By the arccosine of the cosine."""
        gram = self.gram()
        share = decimal(over(gram[row][column], root(times(gram[row][row], gram[column][column]))))
        return DECIMALS.acos(max(min(share, DECIMALS.mpf(1)), DECIMALS.mpf(-1)))

    def limit_kernel(self) -> list[list[Number]]:
        numbers = range(len(self.inputs))
        share = [[(DECIMALS.pi - self.angle(p, q)) / (2 * DECIMALS.pi) for q in numbers] for p in numbers]
        return [[times(entry, share[p][q]) for q, entry in enumerate(row)] for p, row in enumerate(self.gram())]

    def kernel_error(self, u: Vector) -> Number:
        pairs = [zip(row, other, strict=True) for row, other in zip(self.kernel(u), self.limit_kernel(), strict=True)]
        return max(abs(e) for e in eigenvalues([[plus(p, -q) for p, q in row] for row in pairs]))

    def jacobian_dist(self, u: Vector, v: Vector) -> Number:
        pairs = [(self.jacobian(u, which), self.jacobian(v, which)) for which in range(len(self.inputs))]
        return root(total(power(plus(p, -q), Fraction(2)) for one, other in pairs for p, q in zip(one, other, strict=True)))

    def dense_hessian(self, u: Vector, which: int = 0) -> list[list[Number]]:
        """The dense Hessian of an output, times sqrt(m)."""
        d, size = len(self.inputs[0]), len(u)
        dense: list[list[Number]] = [[Fraction(0)] * size for _ in range(size)]
        z, (_, slope, bend) = self.inputs[which], self.derivatives
        for r, (w, a) in enumerate(self.neurons(u)):
            for p in range(d):
                for q in range(d):
                    dense[r * d + p][r * d + q] = times(times(a, bend(dot(w, z))), times(z[p], z[q]))
                if self.weights is None:
                    own = self.width * d + r
                    dense[r * d + p][own] = dense[own][r * d + p] = times(slope(dot(w, z)), z[p])
        return dense

    def hessian_norm(self, u: Vector) -> Number:
        """The largest size of an eigenvalue of the dense Hessian of the first output."""
        return over(max(abs(e) for e in eigenvalues(self.dense_hessian(u))), root(Fraction(self.width)))

    @property
    def count(self) -> int:
        return len(self.inputs)

    @property
    def neurons_of(self) -> "Network":
        return self

    def output_of(self, u: Vector, which: int) -> Number:
        return self.output(u, which)

    def kernel_max(self, u: Vector) -> Number:
        return max(eigenvalues(self.kernel(u)))


@dataclass(frozen=True)
class Parametrised(Network):
    """c_2 sum_r a_r s(c_1 w_r . z) with c_1 `inner` and c_2 `outer`, both layers the variable."""

    outer: Number = ONE

    def output(self, u: Vector, which: int = 0) -> Number:
        s, z = self.derivatives[0], self.inputs[which]
        return times(self.outer, total(times(a, s(times(self.inner, dot(w, z)))) for w, a in self.neurons(u)))

    def jacobian(self, u: Vector, which: int = 0) -> Vector:
        (s, slope, _), z, both = self.derivatives, self.inputs[which], times(self.inner, self.outer)
        neurons = [(times(self.inner, dot(w, z)), a) for w, a in self.neurons(u)]
        hidden = [entry for h, a in neurons for entry in scaled(times(times(both, a), slope(h)), z)]
        return (*hidden, *(times(self.outer, s(h)) for h, _ in neurons))

    def dense_hessian(self, u: Vector, which: int = 0) -> list[list[Number]]:
        """The dense Hessian of an output, times sqrt(m)."""
        d, size, z, (_, slope, bend) = len(self.inputs[0]), len(u), self.inputs[which], self.derivatives
        dense: list[list[Number]] = [[Fraction(0)] * size for _ in range(size)]
        both = times(times(self.inner, self.outer), root(Fraction(self.width)))
        for r, (w, a) in enumerate(self.neurons(u)):
            h, own = times(self.inner, dot(w, z)), self.width * d + r
            for p in range(d):
                for q in range(d):
                    dense[r * d + p][r * d + q] = times(times(times(both, self.inner), times(a, bend(h))), times(z[p], z[q]))
                dense[r * d + p][own] = dense[own][r * d + p] = times(times(both, slope(h)), z[p])
        return dense


def parametrised(parameters: Mapping[str, Any]) -> Parametrised:
    """A network in the parametrisation of that number: 0 standard, 1 neural tangent, 2 maximal update."""
    width, number = int(parameters["width"]), int(parameters["parametrisation"])
    wide = root(Fraction(width))
    inner, outer = [(ONE, ONE), (ONE, over(ONE, wide)), (wide, over(ONE, wide))][number]
    return Parametrised(int(parameters["activation"]), parameters["inputs"], None, width, inner, outer)


def eigenvalues(matrix: Sequence[Sequence[Number]]) -> list[Number]:
    found = DECIMALS.eigsy(DECIMALS.matrix([[decimal(entry) for entry in row] for row in matrix]), eigvals_only=True)
    return list(found)


def network_of(family: str, parameters: Mapping[str, Any]) -> Network | None:
    """The network that an instance of a family is the output of."""
    if family == "two_layer_output":
        weights = parameters["weights"]
        return Network(int(parameters["activation"]), parameters["inputs"], weights, len(weights))
    if family == "two_layer_both":
        return Network(int(parameters["activation"]), parameters["inputs"], None, int(parameters["width"]))
    if family == "relu_output":
        return Network(4, parameters["inputs"], parameters["signs"], len(parameters["signs"]))
    return None


def network_loss(rows: Sequence[Vector], signs: Vector, teacher: Sequence[Vector], targets: Vector) -> tuple[Callable[..., Number], list[Any]]:
    """The mean of (F(W; z_i) - y_i)^2/2 and the gradients of its terms; W is d x m, read row by row, and the teacher, too."""
    width = len(signs)

    def neuron(x: Vector, r: int) -> Vector:
        return x[r::width]

    def output(x: Vector, z: Vector) -> Number:
        return over(total(times(signs[r], hyperbolic_tangent(dot(neuron(x, r), z))) for r in range(width)), root(Fraction(width)))

    taught = tuple(entry for row in teacher for entry in row)
    aims = [output(taught, z) for z in rows] if taught else list(targets)

    def part(z: Vector, aim: Number) -> Callable[[Vector], Vector]:
        def gradient(x: Vector) -> Vector:
            away = over(plus(output(x, z), -aim), root(Fraction(width)))
            slopes = [times(signs[r], _tanh_slope(dot(neuron(x, r), z))) for r in range(width)]
            return tuple(times(away, times(slopes[r], entry)) for entry in z for r in range(width))

        return gradient

    def value(x: Vector) -> Number:
        halves = [times(Fraction(1, 2), power(plus(output(x, z), -aim), Fraction(2))) for z, aim in zip(rows, aims, strict=True)]
        return times(Fraction(1, len(rows)), total(halves))

    return value, [part(z, aim) for z, aim in zip(rows, aims, strict=True)]
