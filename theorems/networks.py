"""Two-layer networks F(u; z) = m^(-1/2) sum_r a_r s(w_r . z), and squared losses of networks: hypotheses and words.

A network has outputs F_i(u) = F(u; z_i) at its inputs z_1, ..., z_n. Either f is the first of them as a function of the parameters u, so that
`grad(u)` is the tangent feature of z_1 and `norm_sq(grad(u))` its tangent kernel; or f is the squared loss of all of them.
Neurons and inputs are numbered from 1.
"""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Bound, Hypothesis, Inequality, settle
from theorems.observables import jacobian_dist, tangent_kernel
from theorems.words import Word, Worst, i


class output_weight(Word):  # noqa: N801
    """`output_weight(u, i)`: the weight a_i with which neuron i enters the output; a parameter where both layers are trained."""

    nargs = 2
    of_networks = True
    of_neurons = True
    takes = ("vector", "index")
    spelled = ("a_{#2}(#1)", "a_#2(#1)")


class preactivation(Word):  # noqa: N801
    """`preactivation(u, i)`: what neuron i makes of the first input, w_i . z_1, times the multiplier of a parametrisation."""

    nargs = 2
    of_networks = True
    of_neurons = True
    takes = ("vector", "index")
    spelled = ("h_{#2}(#1)", "h_#2(#1)")


class activation(Word):  # noqa: N801
    """`activation(h)`: the network's activation at a number; `activation(h, 1)` and `activation(h, 2)` are its first and second derivative."""

    nargs = (1, 2)
    of_networks = True
    of_inputs = True
    takes = ("number",)

    def __new__(cls, number: Any, order: Any = 0) -> Any:
        """The activation at a number, differentiated `order` times."""
        order = sp.sympify(order)
        if order not in (0, 1, 2):
            raise LanguageError(f"activation(h, {order}) is no word: activation(h), activation(h, 1) and activation(h, 2) are.")
        return super().__new__(cls, number) if order == 0 else super().__new__(cls, number, order)

    @property
    def order(self) -> int:
        """How often the activation is differentiated."""
        return int(self.args[1]) if len(self.args) == 2 else 0

    @property
    def spelled(self) -> tuple[str, str]:  # type: ignore[override]
        """With a prime for each derivative."""
        primes = "'" * self.order
        return rf"\sigma{primes}(#1)", f"σ{primes}(#1)"


class input_norm_sq(Word):  # noqa: N801
    """`input_norm_sq(i)`: the squared Euclidean norm of input i."""

    nargs = 1
    of_networks = True
    of_inputs = True
    takes = ("index",)
    never_negative = True
    spelled = (r"\|z_{#1}\|^2", "‖z_#1‖²")


class output(Word):  # noqa: N801
    """`output(u, i)`: the network's output F_i at input i."""

    nargs = 2
    of_networks = True
    takes = ("vector", "index")
    spelled = ("F_{#2}(#1)", "F_#2(#1)")


class target(Word):  # noqa: N801
    """`target(i)`: what the squared loss compares output i with."""

    nargs = 1
    of_networks = True
    of_losses = True
    takes = ("index",)
    spelled = ("y_{#1}", "y_#1")


@dataclass(frozen=True)
class SquaredLoss(Hypothesis):
    """f is half the sum of the squared residuals F_i - y_i of a model with n outputs, twice differentiable in its parameters.

    inputs : n, the number of outputs
    bend   : a bound of the spectral norm of the Hessian of every output, everywhere; 0 says that the model is linear in its parameters
    """

    inputs: Any
    bend: Any = None
    certified_as = "squared_loss"

    def __post_init__(self) -> None:
        settle(self, "inputs", "bend")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The number of outputs is what it is; the bend may be larger."""
        return (Bound(self.inputs, "inputs", sp.Eq), *([] if self.bend is None else [Bound(self.bend, "output_bend")]))

    def inequalities(self) -> tuple[Inequality, ...]:
        """What f is, and how fast the outputs' gradients change."""
        u, v = w.Point("u"), w.Point("v")
        squares = sp.Sum((output(u, i) - target(i)) ** 2, (i, 1, self.inputs))
        stated = [Inequality("the loss", sp.Eq(w.f(u) - squares / 2, 0, evaluate=False))]
        if self.bend is not None:
            moved = jacobian_dist(u, v) ** 2
            stated.append(Inequality("bounded bend", sp.Le(moved, self.inputs * self.bend**2 * w.norm_sq(u - v))))
        return tuple(stated)


@dataclass(frozen=True)
class ProductLoss(Hypothesis):
    """f is half the squared residual of the product of two parameters, (u v - y)^2/2 on R^2."""

    certified_as = "product_loss"

    def inequalities(self) -> tuple[Inequality, ...]:
        """The tangent kernel of u v is u^2 + v^2, and its Hessian has the eigenvalues 1 and -1, whatever the parameters."""
        u, v = w.Point("u"), w.Point("v")
        return (
            Inequality("the kernel", sp.Eq(tangent_kernel(u, 1, 1) - w.norm_sq(u), 0, evaluate=False)),
            Inequality("the Jacobian", sp.Eq(jacobian_dist(u, v) - w.norm(u - v), 0, evaluate=False)),
        )

    def implies(self) -> tuple[Hypothesis, ...]:
        """A squared loss with one output."""
        return (SquaredLoss(1, bend=1),)


_LAYERS = {"first": "first_layer", "both": "both_layers"}
_PARAMETRISATIONS = ("standard", "ntk", "mup")


@dataclass(frozen=True)
class TwoLayer(Hypothesis):
    """f is the output at its first input of a two-layer network of width m, or its squared loss, with a twice differentiable activation.

    width          : m, the number of neurons, a natural
    train          : "first" (u holds the weights w_r of the first layer, the output weights are fixed), or "both" (u holds the output weights too)
    inputs         : n, the number of inputs
    slope, bend    : bounds of |s'| and |s''| on the whole line
    input_norms    : a bound of every ||z_i||
    output_weights : a bound of every |a_r|, which are fixed
    loss           : None where f is the first output, "squared" where it is the squared loss of all outputs
    parametrisation: None, or "standard", "ntk" or "mup": F(u; z) = c_2 sum_r a_r s(h_r), h_r = c_1 w_r . z, with initial weights of their variances;
                     "ntk" has the multipliers (1, 1/sqrt m), as without one, and normal weights of variance 1; "standard" (1, 1) and the variances
                     1 and 1/m; "mup" (sqrt m, 1/sqrt m) and 1/m for both, for one learning rate in all layers
    """

    width: Any
    train: str = "first"
    inputs: Any = None
    slope: Any = None
    bend: Any = None
    input_norms: Any = None
    output_weights: Any = None
    loss: str | None = None
    parametrisation: str | None = None

    def __post_init__(self) -> None:
        if self.train not in _LAYERS:
            raise LanguageError(f'TwoLayer(train="{self.train}"): choose "first" or "both".', "given")
        if self.loss not in (None, "squared"):
            raise LanguageError(f'TwoLayer(loss="{self.loss}"): choose "squared", or leave it out.', "given")
        if self.loss == "squared" and self.inputs is None:
            raise LanguageError("TwoLayer(loss=squared) adds up over the inputs: give their number, inputs=n.", "given")
        if self.parametrisation not in (None, *_PARAMETRISATIONS):
            raise LanguageError(f'TwoLayer(parametrisation="{self.parametrisation}"): choose "standard", "ntk" or "mup".', "given")
        if self.parametrisation is not None and (self.train, self.loss) != ("both", "squared"):
            raise LanguageError("a parametrisation is of the squared loss of both layers: write train=both and loss=squared.", "given")
        if self.train == "both" and self.output_weights is not None:
            raise LanguageError("TwoLayer(train=both) has no bound of its output weights: they are parameters.", "given")
        settle(self, "width", "inputs", "slope", "bend", "input_norms", "output_weights")

    @property
    def certified_as(self) -> str:  # type: ignore[override]
        """That f is such a network, or its loss, with these layers trained."""
        return _LAYERS[self.train] + ("_loss" if self.loss else "") + (f"_{self.parametrisation}" if self.parametrisation else "")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The width and the number of inputs are what they are; all other constants may be larger."""
        numbers = [Bound(self.width, "width", sp.Eq), Bound(self.inputs, "inputs", sp.Eq)]
        largest = [Bound(self.slope, "activation_slope"), Bound(self.bend, "activation_bend")]
        largest += [Bound(self.input_norms, "input_norms"), Bound(self.output_weights, "output_weights")]
        return tuple(bound for bound in [*numbers, *largest] if bound.constant is not None)

    def inequalities(self) -> tuple[Inequality, ...]:
        """What f is, and the bounds that are given, at every point (so that one neuron speaks for the activation everywhere)."""
        u = w.Point("u")
        h, inputs = preactivation(u, 1), 1 if self.inputs is None else self.inputs
        bounded = {
            "bounded slope": (sp.Abs(activation(h, 1)), self.slope),
            "bounded bend": (sp.Abs(activation(h, 2)), self.bend),
            "bounded inputs": (Worst(input_norm_sq(i), (i, 1, inputs)), None if self.input_norms is None else self.input_norms**2),
            "bounded output weights": (Worst(sp.Abs(output_weight(u, i)), (i, 1, self.width)), self.output_weights),
        }
        first = sp.Sum(output_weight(u, i) * activation(preactivation(u, i)), (i, 1, self.width))
        first = first if self.parametrisation == "standard" else first / sp.sqrt(self.width)
        stated = [Inequality(name, sp.Le(e, bound)) for name, (e, bound) in bounded.items() if bound is not None]
        found = output(u, 1) if self.loss else w.f(u)
        return (Inequality("the output", sp.Eq(found - first, 0, evaluate=False)), *stated)

    def implies(self) -> tuple[Hypothesis, ...]:
        """What f is of the outputs."""
        return (SquaredLoss(self.inputs),) if self.loss else ()
