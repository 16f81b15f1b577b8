"""Gradient descent, SGD with torch's options, heavy ball, Nesterov's method."""

from typing import Any

import sympy as sp

from theorems.errors import LanguageError
from theorems.method import Method, remembering
from theorems.momentum import buf, exact, followed, momentum_buffer
from theorems.words import grad, iterates, t, x


@remembering
def GradientDescent(step: Any) -> Method:  # noqa: N802
    """x[t+1] = x[t] - step * grad(x[t])."""
    return Method(sp.Eq(x[t + 1], x[t] - exact(step) * grad(x[t])), name="GradientDescent")


@remembering
def SGD(  # noqa: N802
    step: Any,
    batch: Any = 1,
    momentum: Any = 0,
    dampening: Any = 0,
    nesterov: bool = False,
    weight_decay: Any = 0,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """x[t+1] = x[t] - step * stochastic_grad(x[t]), a batch of independent draws each step; with torch's options.

    g = stochastic_grad(x[t]) + weight_decay * x[t] (grad(x[t]) for batch=None, negative with `maximize`;
    with a `gradient` in its place where one is given). With momentum,
    x[t+1] = x[t] - step * buf[t+1] with buf[t+1] = momentum * buf[t] + (1 - dampening) * g, but g undamped in the first step;
    `nesterov` steps along g + momentum * buf[t+1]: here x is the point where gradients are taken, in `Nesterov` it is the other sequence.
    """
    if nesterov and (momentum == 0 or dampening != 0):
        raise LanguageError("Nesterov's momentum needs a momentum and no dampening, as in torch.", "method")
    g = followed(batch, weight_decay, maximize, gradient)
    if momentum == 0:
        return Method(sp.Eq(x[t + 1], x[t] - exact(step) * g), name="SGD")
    momentum = exact(momentum)
    direction = g + momentum * buf[t + 1] if nesterov else buf[t + 1]
    moved = sp.Eq(x[t + 1], x[t] - exact(step) * direction)
    return Method(momentum_buffer(g, momentum, exact(dampening)), moved, start={buf[0]: 0}, name="SGD")


@remembering
def HeavyBall(step: Any, momentum: Any) -> Method:  # noqa: N802
    """x[t+1] = x[t] - step * grad(x[t]) + momentum * (x[t] - x[t-1]), with x[-1] = x[0]."""
    update = x[t] - exact(step) * grad(x[t]) + exact(momentum) * (x[t] - x[t - 1])
    return Method(sp.Eq(x[t + 1], update), start={x[-1]: x[0]}, name="HeavyBall")


@remembering
def Nesterov(step: Any, momentum: Any = None) -> Method:  # noqa: N802
    """The gradient-step sequence x of Nesterov's method; classical t_k (first step without momentum), or a constant momentum."""
    y, s = iterates("y"), iterates("s")
    moved = sp.Eq(x[t + 1], y[t] - exact(step) * grad(y[t]))
    if momentum is not None:
        ahead = sp.Eq(y[t + 1], x[t + 1] + exact(momentum) * (x[t + 1] - x[t]))
        return Method(moved, ahead, start={y[0]: x[0]}, name="Nesterov")
    clock = sp.Eq(s[t + 1], (1 + sp.sqrt(1 + 4 * s[t] ** 2)) / 2)
    ahead = sp.Eq(y[t + 1], x[t + 1] + (s[t] - 1) / s[t + 1] * (x[t + 1] - x[t]))
    return Method(moved, clock, ahead, start={y[0]: x[0], s[0]: 1}, name="Nesterov")
