"""Networks of any depth, F(u; z) = c_L W_L s(c_(L-1) W_(L-1) ... s(c_1 W_1 z)): the hypothesis that f is a function phi of the output, and words.

f(u) = phi(F_1(u)) as a function of all weights u, with `output(u, i)` for F_i before phi and `tangent_kernel(u, i, j)` for its gradients. Layers are
numbered from 1 to L, the depth; the hidden ones are 1, ..., L - 1. h_l = c_l W_l y_(l-1) is what layer l takes, y_l = s(h_l) what it gives, y_0 = z.
In ntk parametrisation c_1 = 1 and c_l = 1/sqrt(m_(l-1)), where m_l is the width of layer l.
"""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypothesis import Bound, Hypothesis, Inequality, settle
from theorems.networks import activation, input_norm_sq, output
from theorems.observables import tangent_kernel
from theorems.words import Word


class output_function(Word):  # noqa: N801
    """`output_function(y)`: what follows the last layer at a number; `output_function(y, 1)` and `output_function(y, 2)` are its derivatives."""

    nargs = (1, 2)
    of_networks = True
    of_layers = True
    takes = ("number",)

    def __new__(cls, number: Any, order: Any = 0) -> Any:
        """The function at a number, differentiated `order` times."""
        order = sp.sympify(order)
        if order not in (0, 1, 2):
            raise LanguageError(f"output_function(y, {order}) is no word: output_function(y), output_function(y, 1) and output_function(y, 2) are.")
        return super().__new__(cls, number) if order == 0 else super().__new__(cls, number, order)

    @property
    def order(self) -> int:
        """How often the function is differentiated."""
        return int(self.args[1]) if len(self.args) == 2 else 0

    @property
    def spelled(self) -> tuple[str, str]:  # type: ignore[override]
        """With a prime for each derivative."""
        primes = "'" * self.order
        return rf"\phi{primes}(#1)", f"φ{primes}(#1)"


class bottleneck_slope(Word):  # noqa: N801
    """`bottleneck_slope(u)`: the least singular value of the Jacobian in the weights of what the narrowest hidden layer takes of the first input."""

    nargs = 1
    of_networks = True
    of_layers = True
    never_negative = True
    spelled = (r"\sigma_{\min}(Db(#1))", "σ_min(Db(#1))")


class feature_slope(Word):  # noqa: N801
    """`feature_slope(u)`: how the last features move with the bottleneck, the spectral norm of the Jacobian of c_L y_(L-1) in what it takes."""

    nargs = 1
    of_networks = True
    of_layers = True
    never_negative = True
    spelled = (r"\|\partial_b y(#1)\|", "‖∂_b y(#1)‖")


class signal_max(Word):  # noqa: N801
    """`signal_max(u, l)`: the largest size of an entry of g_l = dF_1/dy_l, the derivative of the first output in what hidden layer l gives."""

    nargs = 2
    of_networks = True
    of_layers = True
    never_negative = True
    takes = ("vector", "index")
    spelled = (r"\|g_{#2}(#1)\|_\infty", "‖g_#2(#1)‖_∞")


class signal_norm(Word):  # noqa: N801
    """`signal_norm(u, l)`: the norm of delta_l = dF_1/dh_l, the derivative of the first output in what hidden layer l takes."""

    nargs = 2
    of_networks = True
    of_layers = True
    never_negative = True
    takes = ("vector", "index")
    spelled = (r"\|\delta_{#2}(#1)\|", "‖δ_#2(#1)‖")


class features_norm(Word):  # noqa: N801
    """`features_norm(u, l)`: the norm of what hidden layer l gives of the first input."""

    nargs = 2
    of_networks = True
    of_layers = True
    never_negative = True
    takes = ("vector", "index")
    spelled = (r"\|y_{#2}(#1)\|", "‖y_#2(#1)‖")


class layer_norm(Word):  # noqa: N801
    """`layer_norm(u, l)`: the spectral norm of the weights W_l of hidden layer l."""

    nargs = 2
    of_networks = True
    of_layers = True
    never_negative = True
    takes = ("vector", "index")
    spelled = (r"\|W_{#2}(#1)\|", "‖W_#2(#1)‖")


PARAMETRISATIONS, OUTPUTS = ("standard", "ntk", "mup"), ("linear", "nonlinear")


@dataclass(frozen=True)
class Network(Hypothesis):
    """f is phi of the output at its first input of a network whose hidden layers all have width m, all of its layers trained.

    width           : m, a natural
    depth           : L, the number of layers, the output layer among them; any where it is not given
    bottleneck      : k, less than m, where the middle one of three hidden layers has that width and the others m
    output          : "linear" where phi is the identity, "nonlinear" where it is not
    parametrisation : "standard" (c_l = 1), "ntk" or "mup"
    inputs          : n, the number of inputs
    slope, bend     : bounds of |s'| and |s''| on the whole line
    input_norms     : a bound of every ||z_i||
    """

    width: Any
    depth: Any = None
    bottleneck: Any = None
    output: str = "linear"
    parametrisation: str = "ntk"
    inputs: Any = None
    slope: Any = None
    bend: Any = None
    input_norms: Any = None

    def __post_init__(self) -> None:
        if self.output not in OUTPUTS:
            raise LanguageError(f'Network(output="{self.output}"): choose "linear" or "nonlinear".', "given")
        if self.parametrisation not in PARAMETRISATIONS:
            raise LanguageError(f'Network(parametrisation="{self.parametrisation}"): choose "standard", "ntk" or "mup".', "given")
        settle(self, "width", "depth", "bottleneck", "inputs", "slope", "bend", "input_norms")

    @property
    def certified_as(self) -> str:  # type: ignore[override]
        """That f is such a network."""
        return f"{self.parametrisation}_{'deep' if self.bottleneck is None else 'bottleneck'}_{self.output}"

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Widths, depth and the number of inputs are what they are; all other constants may be larger."""
        numbers = {"width": self.width, "depth": self.depth, "bottleneck": self.bottleneck, "inputs": self.inputs}
        largest = {"activation_slope": self.slope, "activation_bend": self.bend, "input_norms": self.input_norms}
        found = [Bound(constant, name, sp.Eq) for name, constant in numbers.items()]
        found += [Bound(constant, name) for name, constant in largest.items()]
        return tuple(bound for bound in found if bound.constant is not None)

    def said(self) -> tuple[Any, ...]:
        """The hypothesis in words, with the bounds that are given."""
        inputs = () if self.inputs is None else (" on ", self.inputs, " inputs")
        depth = () if self.depth is None else (" of ", self.depth, " layers")
        narrow = () if self.bottleneck is None else (" with a bottleneck of ", self.bottleneck, " neurons")
        named = {"slope of the activation": self.slope, "second derivative of the activation": self.bend, "norms of the inputs": self.input_norms}
        bounds = [part for name, bound in named.items() if bound is not None for part in (", ", name, " at most ", bound)]
        which = "output" if self.output == "linear" else "nonlinear function of the output"
        how = f" in {self.parametrisation} parametrisation"
        return (sp.Symbol("f"), f" is the {which} of a network of width ", self.width, *depth, *narrow, *inputs, how, *bounds)

    def inequalities(self) -> tuple[Inequality, ...]:
        """What f and its gradient are, and the bounds that are given (the output, which may be any number, speaks for the activation everywhere)."""
        u = w.Point("u")
        y = output(u, 1)
        linear = self.output == "linear"
        value, slope = (y, sp.Integer(1)) if linear else (output_function(y), output_function(y, 1))
        kernel = slope**2 * tangent_kernel(u, 1, 1)
        bounded = {
            "bounded slope": (sp.Abs(activation(y, 1)), self.slope),
            "bounded bend": (sp.Abs(activation(y, 2)), self.bend),
            "bounded inputs": (input_norm_sq(1), None if self.input_norms is None else self.input_norms**2),
        }
        return (
            Inequality("the output", sp.Eq(w.f(u) - value, 0, evaluate=False)),
            Inequality("the gradient", sp.Eq(w.norm_sq(w.grad(u)) - kernel, 0, evaluate=False)),
            *(Inequality(name, sp.Le(e, bound)) for name, (e, bound) in bounded.items() if bound is not None),
        )
