"""Adaptive methods as torch.optim runs them: each coordinate's step is divided by a root of its own squared gradients.

Products, quotients, roots and Max of vectors are coordinatewise. In all of them g is grad(x[t]), or stochastic_grad(x[t], batch=batch) where a
`batch` is given; plus weight_decay * x[t] unless the decay is decoupled; -f takes the place of f with `maximize`, and a `gradient`
such as a member g[t] of a free sequence that of grad(x[t]). All sequences start from 0,
torch's step count is t + 1, and eps stands outside the root. Options have torch's names and defaults, except that `step` is torch's lr.
"""

from typing import Any

import sympy as sp

from theorems.method import Method, remembering
from theorems.momentum import buf, exact, followed
from theorems.words import iterates, t, x

m, v, vmax, s, product = (iterates(name) for name in ("m", "v", "vmax", "s", "product"))
TENTH = sp.Rational(1, 10)


@remembering
def Adam(  # noqa: N802
    step: Any,
    beta1: Any = 1 - TENTH,
    beta2: Any = 1 - TENTH**3,
    eps: Any = TENTH**8,
    weight_decay: Any = 0,
    amsgrad: bool = False,
    batch: Any = None,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """x[t+1] = x[t] - step * mhat / (sqrt(vhat) + eps), mhat and vhat the means of g and g^2 with their bias corrected.

    m[t+1] = beta1 * m[t] + (1 - beta1) * g, mhat = m[t+1] / (1 - beta1^(t+1)); v and vhat the same with g^2 and beta2.
    AMSGrad (`amsgrad=True`) has vmax[t+1] = max(vmax[t], v[t+1]) for v[t+1] in vhat: as in torch, the bias is corrected after the maximum.
    """
    return _adam("Adam", followed(batch, weight_decay, maximize, gradient), x[t], step, (beta1, beta2), eps, amsgrad)


@remembering
def AdamW(  # noqa: N802
    step: Any,
    beta1: Any = 1 - TENTH,
    beta2: Any = 1 - TENTH**3,
    eps: Any = TENTH**8,
    weight_decay: Any = TENTH**2,
    amsgrad: bool = False,
    batch: Any = None,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """Adam from (1 - step * weight_decay) * x[t]: the decay is decoupled from the gradient g, which is taken at x[t]."""
    return _adam("AdamW", followed(batch, 0, maximize, gradient), _decayed(step, weight_decay), step, (beta1, beta2), eps, amsgrad)


@remembering
def Adagrad(  # noqa: N802
    step: Any,
    eps: Any = TENTH**10,
    lr_decay: Any = 0,
    initial_accumulator: Any = 0,
    weight_decay: Any = 0,
    batch: Any = None,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """x[t+1] = x[t] - step / (1 + lr_decay * t) * g / (sqrt(initial_accumulator + s[t+1]) + eps), s[t+1] = s[t] + g^2."""
    g = followed(batch, weight_decay, maximize, gradient)
    root = sp.sqrt(exact(initial_accumulator) + s[t + 1])
    moved = x[t] - exact(step) / (1 + exact(lr_decay) * t) * g / (root + exact(eps))
    return _method("Adagrad", sp.Eq(s[t + 1], s[t] + g**2), sp.Eq(x[t + 1], moved), start={s[0]: 0})


@remembering
def RMSprop(  # noqa: N802
    step: Any,
    alpha: Any = 1 - TENTH**2,
    eps: Any = TENTH**8,
    momentum: Any = 0,
    centered: bool = False,
    weight_decay: Any = 0,
    batch: Any = None,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """x[t+1] = x[t] - step * g / (sqrt(v[t+1]) + eps), v[t+1] = alpha * v[t] + (1 - alpha) * g^2, uncorrected.

    `centered` has the variance v[t+1] - m[t+1]^2 under the root, m the mean of g as v is that of g^2.
    With momentum, x[t+1] = x[t] - step * buf[t+1], buf[t+1] = momentum * buf[t] + g / (sqrt(...) + eps).
    """
    g, step, alpha = followed(batch, weight_decay, maximize, gradient), exact(step), exact(alpha)
    equations, variance = [_mean(v, g**2, alpha)], v[t + 1]
    if centered:
        equations, variance = [*equations, _mean(m, g, alpha)], v[t + 1] - m[t + 1] ** 2
    direction = g / (sp.sqrt(variance) + exact(eps))
    if momentum != 0:
        equations, direction = [*equations, sp.Eq(buf[t + 1], exact(momentum) * buf[t] + direction)], buf[t + 1]
    equations.append(sp.Eq(x[t + 1], x[t] - step * direction))
    return _method("RMSprop", *equations, start={e.lhs.base[0]: 0 for e in equations[:-1]})


@remembering
def NAdam(  # noqa: N802
    step: Any,
    beta1: Any = 1 - TENTH,
    beta2: Any = 1 - TENTH**3,
    eps: Any = TENTH**8,
    momentum_decay: Any = 4 * TENTH**3,
    weight_decay: Any = 0,
    decoupled: bool = False,
    batch: Any = None,
    maximize: bool = False,
    gradient: Any = None,
) -> Method:
    """Adam that looks ahead: mhat = (1 - mu_t) * g / (1 - product[t+1]) + mu_(t+1) * m[t+1] / (1 - product[t+1] * mu_(t+1)).

    mu_t = beta1 * (1 - 0.96^((t+1) * momentum_decay) / 2), and product[t+1] = mu_t * product[t] from product[0] = 1 is a sequence of numbers.
    `decoupled` is torch's decoupled_weight_decay, which starts from (1 - step * weight_decay) * x[t] as AdamW does.
    """
    g = followed(batch, 0 if decoupled else weight_decay, maximize, gradient)
    step, beta1, beta2, decay = exact(step), exact(beta1), exact(beta2), exact(momentum_decay)
    mu, later = (beta1 * (1 - sp.Rational(24, 25) ** ((t + count) * decay) / 2) for count in (1, 2))
    ahead = (1 - mu) * g / (1 - product[t + 1]) + later * m[t + 1] / (1 - product[t + 1] * later)
    moved = (_decayed(step, weight_decay) if decoupled else x[t]) - step * ahead / (sp.sqrt(_unbiased(v, beta2)) + exact(eps))
    equations = (_mean(m, g, beta1), _mean(v, g**2, beta2), sp.Eq(product[t + 1], mu * product[t]), sp.Eq(x[t + 1], moved))
    return _method("NAdam", *equations, start={m[0]: 0, v[0]: 0, product[0]: 1})


def _adam(name: str, g: Any, origin: Any, step: Any, betas: tuple[Any, Any], eps: Any, amsgrad: bool) -> Method:
    beta1, beta2 = map(exact, betas)
    averaged = [_mean(m, g, beta1), _mean(v, g**2, beta2)]
    if amsgrad:
        averaged.append(sp.Eq(vmax[t + 1], sp.Max(vmax[t], v[t + 1])))
    root = sp.sqrt(_unbiased(vmax if amsgrad else v, beta2))
    moved = origin - exact(step) * _unbiased(m, beta1) / (root + exact(eps))
    return _method(name, *averaged, sp.Eq(x[t + 1], moved), start={e.lhs.base[0]: 0 for e in averaged})


def _mean(of: Any, term: Any, beta: Any) -> Any:
    """An exponential moving average."""
    return sp.Eq(of[t + 1], beta * of[t] + (1 - beta) * term)


def _unbiased(of: Any, beta: Any) -> Any:
    """The average of step t + 1 over the sum 1 - beta^(t+1) of its weights, which is 1 for beta = 0."""
    return of[t + 1] / (1 - beta ** (t + 1)) if beta != 0 else of[t + 1]


def _decayed(step: Any, weight_decay: Any) -> Any:
    return (1 - exact(step) * exact(weight_decay)) * x[t]


def _method(name: str, *equations: Any, start: dict[Any, Any]) -> Method:
    return Method(*equations, start=start, name=name)
