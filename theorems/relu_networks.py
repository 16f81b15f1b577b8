"""Two-layer networks with the activation max(0, h), its slope at the kink declared 0: the hypothesis, and words for the inputs and the limit kernel.

With standard normal hidden weights and output weights of mean square 1, the tangent kernel of the first layer tends, as the width grows, to the
limit kernel z_i . z_j (pi - theta_ij)/(2 pi), theta_ij the angle between the inputs.
"""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.hypothesis import Bound, Hypothesis, Inequality, settle
from theorems.networks import input_norm_sq, output_weight, preactivation
from theorems.words import Word, Worst, i


class input_inner(Word):  # noqa: N801
    """`input_inner(i, j)`: the inner product of the inputs i and j."""

    nargs = 2
    of_networks = True
    of_inputs = True
    takes = ("index", "index")
    spelled = (r"\langle z_{#1}, z_{#2} \rangle", "⟨z_#1, z_#2⟩")


class angle(Word):  # noqa: N801
    """`angle(i, j)`: the angle between the inputs i and j, from 0 to pi."""

    nargs = 2
    of_networks = True
    of_inputs = True
    takes = ("index", "index")
    never_negative = True
    spelled = (r"\theta_{#1,#2}", "θ_{#1,#2}")


class input_gram_norm(Word):  # noqa: N801
    """`input_gram_norm()`: the largest eigenvalue of the inner products of the inputs."""

    nargs = 0
    of_networks = True
    of_inputs = True
    takes = ()
    never_negative = True
    spelled = (r"\lambda_{\max}(Z Z^\top)", "λ_max(ZZᵀ)")


class limit_kernel_min(Word):  # noqa: N801
    """`limit_kernel_min()`: the least eigenvalue of the limit kernel of the first layer of a ReLU network."""

    nargs = 0
    of_networks = True
    of_neurons = True
    of_relu = True
    takes = ()
    never_negative = True
    spelled = (r"\lambda_{\min}(K^\infty)", "λ_min(K^∞)")


@dataclass(frozen=True)
class ReLUNetwork(Hypothesis):
    """f is the output at its first input of a two-layer ReLU network of width m whose first layer is trained.

    The output weights are fixed. f has kinks: its gradient is that with the slope 0 at them.

    width       : m, the number of neurons, a natural
    inputs      : n, the number of inputs, none of them zero
    input_norms : a bound of every ||z_i||
    """

    width: Any
    inputs: Any = None
    input_norms: Any = None

    certified_as = "relu_first_layer"
    kinked = True

    def __post_init__(self) -> None:
        settle(self, "width", "inputs", "input_norms")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The width and the number of inputs are what they are; the bound of the inputs may be larger."""
        named = [Bound(self.width, "width", sp.Eq), Bound(self.inputs, "inputs", sp.Eq), Bound(self.input_norms, "input_norms")]
        return tuple(bound for bound in named if bound.constant is not None)

    def said(self) -> tuple[Any, ...]:
        """The hypothesis in words and expressions."""
        inputs = () if self.inputs is None else (" on ", self.inputs, " inputs")
        bound = () if self.input_norms is None else (", norms of the inputs at most ", self.input_norms)
        return (sp.Symbol("f"), " is the output of a two-layer ReLU network of width ", self.width, *inputs, " whose first layer is trained", *bound)

    def inequalities(self) -> tuple[Inequality, ...]:
        """What f is, and the bound of the inputs where it is given."""
        u, inputs = w.Point("u"), 1 if self.inputs is None else self.inputs
        output = sp.Sum(output_weight(u, i) * sp.Max(preactivation(u, i), 0), (i, 1, self.width)) / sp.sqrt(self.width)
        stated = [Inequality("the output", sp.Eq(w.f(u) - output, 0, evaluate=False))]
        if self.input_norms is not None:
            stated.append(Inequality("bounded inputs", sp.Le(Worst(input_norm_sq(i), (i, 1, inputs)), self.input_norms**2)))
        return tuple(stated)
