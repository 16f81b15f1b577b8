"""What the optimizers of torch.optim share: the gradient that they follow, and the momentum buffer.

torch counts its steps from 1, the language from 0: torch's step count in the step from x[t] to x[t+1] is t + 1. Its flags that choose a way to
compute (foreach, fused, capturable, differentiable) change no equation and have no counterpart here.
"""

from typing import Any

import sympy as sp

from theorems.errors import LanguageError
from theorems.typed import VECTOR, Kinds
from theorems.words import grad, iterates, stochastic_grad, t, x

buf = iterates("buf")
"""torch's momentum_buffer, 0 before the first step."""


def exact(value: Any) -> Any:
    """An option of a method as an expression; floats and undeclared symbols are refused."""
    made = sp.sympify(value)
    if not isinstance(made, sp.Expr):
        raise LanguageError(f"{value!r} is not an expression.", "method")
    Kinds({"x": VECTOR}, coordinatewise=True).of(made)
    return made


def followed(batch: Any, weight_decay: Any, maximize: bool, gradient: Any = None) -> Any:
    """g = grad(x[t]) + weight_decay * x[t]: stochastic with a `batch`, of -f where torch is told to `maximize`; or with a `gradient` given."""
    plain = grad(x[t]) if batch is None else stochastic_grad(x[t], batch=batch)
    plain = plain if gradient is None else exact(gradient)
    return (-plain if maximize else plain) + exact(weight_decay) * x[t]


def momentum_buffer(g: Any, momentum: Any, dampening: Any) -> Any:
    """buf[t+1] = momentum * buf[t] + (1 - dampening) * g, where torch's first buffer is g undamped.

    min(t, 1) is 0 in the first step and 1 in all later ones, so that 1 - min(t, 1) * dampening says both in one equation.
    """
    return sp.Eq(buf[t + 1], momentum * buf[t] + (1 - sp.Min(t, 1) * dampening) * g)
