"""The optimizers of torch.optim, held against their symbolic updates: every iterate of 100 steps, to 1e-12 of its largest coordinate.

Both sides take gradients from the problem's family, so that what is compared is the update alone. Rounding decides how close they can come:
both compute 1 - beta2, which for a float beta2 has a relative error of 2^-53 / (1 - beta2), 1e-13 for 0.999; a root passes on half of it.
torch keeps NAdam's mu_product, and the step count of `differentiable=True`, in the default dtype, so only with float64 there can it be exact.
"""

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest
import sympy as sp
import torch

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from problems.discovery import families
from problems.float64 import Float64
from problems.instance import stacked
from problems.noise import Noise, stochastic_gradient
from theorems import methods
from theorems.language import Eq, Max, Rational, Theorem, f, grad, iterates, sqrt, t, x
from theorems.methods import SGD, Adagrad, Adam, AdamW, GradientDescent, Method, NAdam, RMSprop
from theorems.words import Constant

ONE, ZERO, HALF, TENTH = Fraction(1), Fraction(0), Fraction(1, 2), Fraction(1, 10)
STEPS, CLOSE, START = 100, 1e-12, (ONE, Fraction(3, 2), Fraction(2))
ROWS = ((ONE, Fraction(2), ZERO), (Fraction(2), -ONE, ONE), (ONE, ONE, HALF), (-HALF, ONE, Fraction(2)))
INSTANCES = {
    "quadratic": families()["quadratic"].build((Fraction(3), Fraction(1, 5), ONE), (ONE, Fraction(2), Fraction(-1)), (ONE, ZERO, HALF)),
    "saddle": families()["quadratic"].build((Fraction(-3), Fraction(1, 5), -ONE), (ONE, Fraction(2), Fraction(-1)), (ONE, ZERO, HALF)),
    "logistic": families()["logistic"].build(ROWS, (ONE, -ONE, ONE, -ONE), TENTH),
    "log_cosh": families()["log_cosh"].build(ROWS, (Fraction(3), ONE, -ONE, Fraction(2))),
}
COUPLED, AVERAGES = {"weight_decay": Fraction(1, 20)}, {"beta1": Fraction(4, 5), "beta2": Fraction(19, 20), "eps": Fraction(1, 1000)}
OPTIONS = {
    "SGD": [
        {},
        COUPLED,
        {"momentum": HALF},
        {"momentum": Fraction(9, 10), "dampening": Fraction(1, 3)},
        {"momentum": HALF, "dampening": ONE, **COUPLED},
        {"momentum": HALF, "nesterov": True},
        {"momentum": Fraction(9, 10), "nesterov": True, **COUPLED},
    ],
    "Adam": [{}, {"amsgrad": True}, COUPLED, AVERAGES, {**AVERAGES, **COUPLED, "amsgrad": True}, {"beta1": ZERO, "beta2": Fraction(9, 10)}],
    "AdamW": [{}, {"weight_decay": ZERO}, {**AVERAGES, **COUPLED}, {**COUPLED, "amsgrad": True}],
    "Adagrad": [{}, {"lr_decay": TENTH}, {"initial_accumulator": HALF}, {"lr_decay": TENTH, "eps": TENTH, "initial_accumulator": TENTH, **COUPLED}],
    "RMSprop": [
        {},
        {"centered": True, "alpha": Fraction(9, 10), "eps": TENTH},
        {"momentum": HALF, "alpha": Fraction(9, 10)},
        {"momentum": HALF, "centered": True, "eps": Fraction(1, 100), **COUPLED},
        {"alpha": ZERO, "eps": TENTH},
    ],
    "NAdam": [{}, AVERAGES, {"momentum_decay": TENTH, **COUPLED}, {**AVERAGES, **COUPLED, "decoupled": True, "momentum_decay": ZERO}],
}
STEP = {"SGD": Fraction(1, 5), "Adagrad": Fraction(1, 5)}
FLAGS = {
    "SGD": ("foreach", "fused", "differentiable"),
    "Adam": ("foreach", "fused", "differentiable"),
    "AdamW": ("foreach", "fused", "differentiable"),
    "Adagrad": ("foreach", "fused", "differentiable"),
    "RMSprop": ("foreach", "differentiable"),
    "NAdam": ("foreach", "differentiable"),
}
ROWS_OF_OPTIONS = [(name, number) for name, rows in OPTIONS.items() for number in range(len(rows))]
TORCH_NAMES = {"step": "lr", "initial_accumulator": "initial_accumulator_value", "decoupled": "decoupled_weight_decay"}


@pytest.fixture(autouse=True)
def float64_by_default():
    """torch keeps some scalars of its own in the default dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def options_of(name, number):
    return {"step": STEP.get(name, Fraction(1, 20)), **OPTIONS[name][number]}


def as_method(make, options, symbolic=False, **more):
    """The method with its numbers as they are, or as constants whose values the case gives, and these values."""
    numbers = {key: value for key, value in options.items() if not isinstance(value, bool)}
    symbols = {key: Constant(key) for key, value in numbers.items() if value != 0} if symbolic else {}
    made = {key: symbols.get(key, Rational(value.numerator, value.denominator)) for key, value in numbers.items()}
    return make(**{**options, **made}, **more), {key: numbers[key] for key in symbols}


def as_torch(options):
    """The options as torch takes them: floats, under its names."""
    made = {TORCH_NAMES.get(key, key): value if isinstance(value, bool) else float(value) for key, value in options.items()}
    if "beta1" in made or "beta2" in made:
        made["betas"] = (made.pop("beta1", 0.9), made.pop("beta2", 0.999))
    return made


def by_engine(method, instance, values=None, noise=None, sampling=None):
    """x[0], ..., x[100] as the engine runs the equations (101, d), and the draws of a random method."""
    theorem, m = Theorem(method=method, claim=f(x[t]) >= -1 + f(x[t])), Float64()
    case = Case(instance, values or {}, noise, START, steps=STEPS)
    with m.scope():
        run = simulate(theorem, prepared(theorem, [case], m, sampling), starts([case], m))
        assert (run.defined_until > STEPS).all()
        return np.array(run.trajectories["x"].values[0, 0, -STEPS - 1 :]), run.draws


@lru_cache(maxsize=None)
def equations_run(name, number, instance, symbolic=False, maximize=False):
    make = getattr(methods, name)
    method, values = as_method(make, options_of(name, number), symbolic, batch=None, maximize=maximize)
    return by_engine(method, INSTANCES[instance], values)[0]


def by_torch(name, options, instance, draws=None, schedule=None):
    """The parameters before and after each step of the optimizer: (101, d)."""
    m, family = Float64(), families()[instance.family]
    p = stacked([instance], m)
    w = torch.tensor([float(e) for e in START], dtype=torch.float64)
    optimizer, path = getattr(torch.optim, name)([w], **options), [w.clone()]
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule) if schedule else None
    for step in range(STEPS):
        at = w.reshape(1, 1, -1)
        random = [stochastic_gradient(family, p, ("finite_sum", None), at, draw.reshape(1, 1), m) for draw in draws[0, 0, step]] if draws is not None else []
        w.grad = (sum(random) / len(random) if random else family.gradient(p, at, m)).reshape(-1).clone()
        optimizer.step()
        if scheduler:
            scheduler.step()
        path.append(w.clone())
    return torch.stack(path).numpy()


def deviation(found, expected):
    """The largest difference in a coordinate relative to the largest coordinate of the same iterate, over all steps."""
    assert np.isfinite(expected).all()
    assert np.abs(expected - expected[0]).max() > 0.1
    return float((np.abs(found - expected).max(axis=1) / np.abs(expected).max(axis=1)).max())
