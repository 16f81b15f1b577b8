"""The optimizers of torch.optim, held against their symbolic updates: every iterate of 100 steps, to 1e-12 of its largest coordinate.

Both sides take gradients from the problem's family, so that what is compared is the update alone. Four things keep floats apart, none of them
an equation, and each has its test below:
- beta2 itself: rounding it changes 1 - beta2 by 2^-53 / (1 - beta2) of itself, so literal betas close to 1 agree only to that;
- torch's own scalars: NAdam's mu_product, and the step count of `differentiable=True`, are kept in the default dtype;
- cancellation: centred RMSprop divides by the root of v - m^2, which loses all digits where gradients hardly change;
- instability: near a minimiser a step over sqrt(v) + eps with v -> 0 outgrows 2/L, and rounding errors grow from step to step, torch's as ours.
"""

from fractions import Fraction

import numpy as np
import pytest
import torch

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from problems.discovery import families
from problems.float64 import Float64
from problems.instance import stacked
from problems.noise import Noise
from theorems import methods
from theorems.language import Eq, LanguageError, Max, Min, Rational, Theorem, constants, f, grad, iterates, sqrt, t, x
from theorems.methods import SGD, Adagrad, Adam, Method, NAdam, RMSprop

ONE, ZERO, HALF, TENTH = Fraction(1), Fraction(0), Fraction(1, 2), Fraction(1, 10)
STEPS, CLOSE, START = 100, 1e-12, (ONE, Fraction(3, 2), Fraction(2))
ROWS = ((ONE, Fraction(2), ZERO), (Fraction(2), -ONE, ONE), (ONE, ONE, HALF), (-HALF, ONE, Fraction(2)))
QUADRATIC = families()["quadratic"].build((Fraction(3), Fraction(1, 5), ONE), (ONE, Fraction(2), Fraction(-1)), (ONE, ZERO, HALF))
LOG_COSH = families()["log_cosh"].build(ROWS, (Fraction(3), ONE, -ONE, Fraction(2)))
LOGISTIC = families()["logistic"].build(ROWS, (ONE, -ONE, ONE, -ONE), TENTH)
DECAY, FAST = {"weight_decay": Fraction(1, 20)}, {"beta1": Fraction(4, 5), "beta2": Fraction(19, 20), "eps": TENTH}
OPTIONS = {
    "SGD": (
        {},
        DECAY,
        {"momentum": HALF, "nesterov": True},
        {"momentum": Fraction(9, 10)},
        {"momentum": HALF, "dampening": ONE, **DECAY},
        {"momentum": Fraction(9, 10), "nesterov": True, **DECAY},
        {"momentum": Fraction(9, 10), "dampening": Fraction(1, 3), **DECAY},
    ),
    "Adam": (
        {},
        {"amsgrad": True},
        FAST,
        {**FAST, **DECAY, "amsgrad": True},
        {"beta1": ZERO, "beta2": Fraction(9, 10), "eps": TENTH, **DECAY},
    ),
    "AdamW": ({}, {**FAST, "weight_decay": ZERO}, {**FAST, **DECAY, "amsgrad": True}),
    "Adagrad": (
        {},
        {"initial_accumulator": HALF, **DECAY},
        {"lr_decay": TENTH, "initial_accumulator": TENTH, "eps": TENTH, **DECAY},
    ),
    "RMSprop": (
        {},
        {"alpha": ZERO, "eps": TENTH, **DECAY},
        {"alpha": Fraction(9, 10), "eps": TENTH, "centered": True},
        {"alpha": Fraction(9, 10), "eps": TENTH, "momentum": HALF},
        {"eps": TENTH, "momentum": HALF, "centered": True, **DECAY},
    ),
    "NAdam": (
        {},
        {**FAST, **DECAY},
        {"momentum_decay": TENTH, **DECAY, "decoupled": True},
        {**FAST, "momentum_decay": ZERO, **DECAY, "decoupled": True},
    ),
}
STEP = {"SGD": Fraction(1, 5), "Adagrad": Fraction(1, 5)}
TABLE = {name: [{"step": STEP.get(name, Fraction(1, 20)), **options} for options in rows] for name, rows in OPTIONS.items()}
FUSED = ("SGD", "Adam", "AdamW", "Adagrad")
TORCH_NAMES = {"step": "lr", "initial_accumulator": "initial_accumulator_value", "decoupled": "decoupled_weight_decay"}


@pytest.fixture(autouse=True)
def float64_by_default():
    """torch keeps some scalars of its own in the default dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def flags_of(name):
    """The ways to compute one and the same update on the processor."""
    return [{"foreach": False}, {"foreach": True}, *([{"fused": True}] if name in FUSED else [])]


def as_torch(options):
    """The options as torch takes them: floats, under its names."""
    made = {TORCH_NAMES.get(key, key): value if isinstance(value, bool) else float(value) for key, value in options.items()}
    if "beta1" in made or "beta2" in made:
        made["betas"] = (made.pop("beta1", 0.9), made.pop("beta2", 0.999))
    return made


def literal(name, options, **more):
    """The method with its numbers in the equations."""
    made = {key: value if isinstance(value, bool) else Rational(value.numerator, value.denominator) for key, value in options.items()}
    return getattr(methods, name)(**{"batch": None, **made, **more})


def symbolic(name, options):
    """The method with a constant for each number but 0, and the values of these constants."""
    values = {key: value for key, value in options.items() if not isinstance(value, bool) and value != 0}
    return literal(name, options, **{key: constants(key) for key in values}), values


def by_engine(method, instance=QUADRATIC, values=None, steps=STEPS, noise=None, sampling=None):
    """x[0], x[1], ... as the engine runs the equations (steps + 1, d), and the draws of a random method."""
    theorem, arithmetic = Theorem(method=method, claim=f(x[t]) >= -1 + f(x[t])), Float64()
    case = Case(instance, values or {}, noise, START, steps=steps)
    with arithmetic.scope():
        run = simulate(theorem, prepared(theorem, [case], arithmetic, sampling), starts([case], arithmetic))
        assert (run.defined_until > steps).all()
        return arithmetic.floats(run.trajectories["x"].values[0, 0]), run.draws


def by_torch(name, options, instances=(QUADRATIC,), steps=STEPS, draws=None, schedule=None, start=START):
    """The parameters after each step, the start first: (steps + 1, d) for each instance; all of them are parameters of one optimizer."""
    gradients = [gradient_of(instance, draws) for instance in instances]
    points = [torch.tensor([float(e) for e in start], dtype=torch.float64) for _ in instances]
    optimizer, paths = getattr(torch.optim, name)(points, **options), [torch.stack(points)]
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule) if schedule else None
    for number in range(steps):
        for w, gradient in zip(points, gradients, strict=True):
            w.grad = gradient(w.clone(), number)
        optimizer.step()
        if scheduler:
            scheduler.step()
        paths.append(torch.stack(points))
    return torch.stack(paths, dim=1).numpy()


def gradient_of(instance, draws=None):
    """The family's gradient at w : (d,), or the mean of those of the components drawn for a step."""
    family, arithmetic = families()[instance.family], Float64()
    p = stacked([instance], arithmetic)

    def exact(w, step):
        return family.gradient(p, w.reshape(1, 1, -1), arithmetic).reshape(-1)

    def drawn(w, step):
        found = [family.component_gradient(p, w.reshape(1, 1, -1), which.reshape(1, 1), arithmetic) for which in draws[0, 0, step]]
        return (sum(found) / len(found)).reshape(-1)

    return exact if draws is None else drawn


def deviations(found, expected):
    """The largest difference in a coordinate relative to the largest coordinate of the same iterate: one number for each step."""
    assert np.isfinite(expected).all()
    assert np.abs(expected - expected[0]).max() > 0.1
    return np.abs(found - expected).max(axis=1) / np.abs(expected).max(axis=1)


def deviation(found, expected):
    return float(deviations(found, expected).max())


@pytest.mark.parametrize(("name", "number"), [(name, number) for name, rows in TABLE.items() for number in range(len(rows))])
def test_the_equations_are_those_of_torch_on_a_quadratic(name, number):
    """With numbers in the equations."""
    found, _ = by_engine(literal(name, TABLE[name][number]))
    for flags in flags_of(name):
        expected = by_torch(name, {**as_torch(TABLE[name][number]), **flags})[0]
        assert deviation(found, expected) <= CLOSE, flags


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize("number", [0, 1, -1])
def test_the_equations_are_those_of_torch_on_logistic_regression(name, number):
    """With constants in the equations; torch has the parameters of a quadratic beside those that are looked at."""
    method, values = symbolic(name, TABLE[name][number])
    found, _ = by_engine(method, LOGISTIC, values)
    for flags in flags_of(name)[-1:]:
        expected = by_torch(name, {**as_torch(TABLE[name][number]), **flags}, (QUADRATIC, LOGISTIC))[1]
        assert deviation(found, expected) <= CLOSE, flags


@pytest.mark.parametrize("name", OPTIONS)
def test_maximizing_turns_the_gradient_and_not_the_decay(name):
    options = TABLE[name][-1]
    assert options["weight_decay"] > 0
    found, _ = by_engine(literal(name, options, maximize=True), LOGISTIC)
    for flags in flags_of(name):
        expected = by_torch(name, {**as_torch(options), **flags, "maximize": True}, (LOGISTIC,))[0]
        assert deviation(found, expected) <= CLOSE, flags


@pytest.mark.parametrize("name", OPTIONS)
def test_stochastic_gradients_take_the_place_of_gradients(name):
    options = TABLE[name][-1]
    found, draws = by_engine(literal(name, options, batch=2), LOGISTIC, steps=50, noise=Noise("finite_sum"), sampling=Sampling(0, 0, [7]))
    assert draws.shape == (1, 1, 50, 2)
    expected = by_torch(name, as_torch(options), (LOGISTIC,), steps=50, draws=draws)[0]
    assert deviation(found, expected) <= CLOSE
    assert deviation(found, by_torch(name, as_torch(options), (LOGISTIC,), steps=50)[0]) > 0.01


@pytest.mark.parametrize("name", ["SGD", "AdamW", "RMSprop"])
def test_a_step_that_depends_on_t_is_a_schedule_of_torch(name):
    """The decoupled decay and every buffer see the step of their own time."""
    options = TABLE[name][-1]
    method = literal(name, options, step=1 / (2 * sqrt(t + 1)))
    expected = by_torch(name, {**as_torch(options), "lr": 0.5}, schedule=lambda step: (step + 1) ** -0.5)[0]
    assert deviation(by_engine(method)[0], expected) <= CLOSE


UNSTABLE = {"step": Fraction(1, 20), "beta1": ZERO, "beta2": Fraction(9, 10)}


def test_where_the_method_is_unstable_torch_parts_from_itself_as_fast():
    """Adam with a short memory and no floor under the root: torch started 2^-50 away is the yardstick, up to a factor of 2."""
    found, expected = by_engine(literal("Adam", UNSTABLE))[0], by_torch("Adam", as_torch(UNSTABLE))[0]
    nearby = by_torch("Adam", as_torch(UNSTABLE), start=[e * (1 + Fraction(1, 2**50)) for e in START])[0]
    ours, theirs = (np.maximum.accumulate(deviations(path, expected)) for path in (found, nearby))
    assert theirs[-1] > 1e-3
    assert (ours <= 2 * theirs).all()
    assert ours[:40].max() <= CLOSE


def test_a_beta_near_one_is_as_exact_as_its_float():
    """SymPy takes 1 - beta2 exactly, floats to within 2^-53 / (1 - beta2); constants are subtracted in floats, as in torch."""
    options = {"step": Fraction(1, 20), "beta2": 1 - Fraction(1, 10**6)}
    method, values = symbolic("Adam", options)
    expected = by_torch("Adam", as_torch(options), (LOGISTIC,))[0]
    assert CLOSE < deviation(by_engine(literal("Adam", options), LOGISTIC)[0], expected) < 2**-53 / 1e-6
    assert deviation(by_engine(method, LOGISTIC, values)[0], expected) <= CLOSE


def test_a_variance_of_nearly_equal_gradients_cancels():
    """Far out on log-cosh regression the gradient tends to a constant g: v and m^2 both tend to g^2."""
    options, flags = {"step": Fraction(1, 20), "alpha": HALF, "eps": Fraction(1, 1000)}, {"maximize": True}
    plain, centred = (by_engine(literal("RMSprop", options, centered=centered, **flags), LOG_COSH)[0] for centered in (False, True))
    assert deviation(plain, by_torch("RMSprop", {**as_torch(options), **flags}, (LOG_COSH,))[0]) <= CLOSE
    expected = by_torch("RMSprop", {**as_torch(options), **flags, "centered": True}, (LOG_COSH,))[0]
    assert deviations(centred, expected)[:10].max() <= CLOSE < 1e-8 < deviation(centred, expected)


@pytest.mark.parametrize(("name", "flags"), [("NAdam", {}), ("Adam", {"differentiable": True}), ("AdamW", {"differentiable": True})])
def test_scalars_that_torch_keeps_in_float32_cost_digits(name, flags):
    found, options = by_engine(literal(name, TABLE[name][1]))[0], {**as_torch(TABLE[name][1]), **flags}
    assert deviation(found, by_torch(name, options)[0]) <= CLOSE
    torch.set_default_dtype(torch.float32)
    assert 1e-10 < deviation(found, by_torch(name, options)[0]) < 1e-4


@pytest.mark.parametrize("foreach", [False, True])
@pytest.mark.parametrize("name", ["Adam", "AdamW", "RMSprop", "NAdam"])
def test_torch_refuses_to_step_capturable_on_the_processor(name, foreach):
    with pytest.raises(AssertionError, match=r"If capturable=True, params.* must be on supported devices"):
        by_torch(name, {"lr": 0.1, "capturable": True, "foreach": foreach})


@pytest.mark.parametrize(("name", "flag"), [("SGD", "capturable"), ("Adagrad", "capturable"), ("RMSprop", "fused"), ("NAdam", "fused")])
def test_flags_that_an_optimizer_of_torch_does_not_have(name, flag):
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{flag}'"):
        by_torch(name, {"lr": 0.1, flag: True})


@pytest.mark.parametrize("options", [{}, {"dampening": HALF, "momentum": HALF}])
def test_what_torch_refuses_is_refused(options):
    with pytest.raises(ValueError, match="Nesterov momentum requires a momentum and zero dampening"):
        by_torch("SGD", {**as_torch(options), "lr": 0.1, "nesterov": True})
    with pytest.raises(LanguageError, match="needs a momentum and no dampening"):
        literal("SGD", {"step": TENTH, "nesterov": True, **options})


m, v, vmax, s, buf = (iterates(name) for name in ("m", "v", "vmax", "s", "buf"))
step, beta1, beta2, eps, g = Rational(1, 20), Rational(4, 5), Rational(19, 20), Rational(1, 10), grad(x[t])
MEANS = (Eq(m[t + 1], beta1 * m[t] + (1 - beta1) * g), Eq(v[t + 1], beta2 * v[t] + (1 - beta2) * g**2))
MHAT, VHAT = m[t + 1] / (1 - beta1 ** (t + 1)), v[t + 1] / (1 - beta2 ** (t + 1))
TINY = Rational(1, 10**8)
ADAM = {"step": Fraction(1, 20), **FAST}


def adam(direction, *more, start=None):
    return Method(*MEANS, *more, Eq(x[t + 1], x[t] - step * direction), start={m[0]: 0, v[0]: 0, **(start or {})})


def heavy(factor, **options):
    """A momentum buffer whose gradient has another factor."""
    moved = Eq(x[t + 1], x[t] - step * buf[t + 1])
    return Method(Eq(buf[t + 1], buf[t] / 2 + factor * g), moved, start={buf[0]: 0}), {"step": Fraction(1, 20), "momentum": HALF, **options}


THIRD = {"dampening": Fraction(1, 3)}
WRONG = {
    "Adam without bias correction": ("Adam", adam(m[t + 1] / (sqrt(v[t + 1]) + eps)), ADAM),
    "Adam with the bias of m alone corrected": ("Adam", adam(MHAT / (sqrt(v[t + 1]) + eps)), ADAM),
    "Adam counting its steps from 0": ("Adam", adam(m[t + 1] / (1 - beta1 ** (t + 2)) / (sqrt(VHAT) + eps)), ADAM),
    "Adam with eps inside the root": ("Adam", adam(MHAT / sqrt(VHAT + eps)), ADAM),
    "Adam with a tiny eps inside the root": ("Adam", adam(MHAT / sqrt(VHAT + TINY)), {**ADAM, "eps": Fraction(1, 10**8)}),
    "Adam with eps added before the correction": ("Adam", adam(MHAT / ((sqrt(v[t + 1]) + eps) / sqrt(1 - beta2 ** (t + 1)))), ADAM),
    "AMSGrad corrected before its maximum": (
        "Adam",
        adam(MHAT / (sqrt(vmax[t + 1]) + eps), Eq(vmax[t + 1], Max(vmax[t], VHAT)), start={vmax[0]: 0}),
        {**ADAM, "amsgrad": True},
    ),
    "AMSGrad without its maximum": ("Adam", literal("Adam", ADAM), {**ADAM, "amsgrad": True}),
    "AdamW with coupled decay": ("AdamW", literal("Adam", {**ADAM, **DECAY}), {**ADAM, **DECAY}),
    "Adam with decoupled decay": ("Adam", literal("AdamW", {**ADAM, **DECAY}), {**ADAM, **DECAY}),
    "NAdam with coupled decay": ("NAdam", literal("NAdam", {**ADAM, **DECAY}), {**ADAM, **DECAY, "decoupled": True}),
    "NAdam with a constant momentum": ("NAdam", literal("NAdam", {**ADAM, "momentum_decay": ZERO}), ADAM),
    "momentum without dampening": ("SGD", *heavy(1, **THIRD)),
    "momentum damped from the first step on": ("SGD", *heavy(Rational(2, 3), **THIRD)),
    "momentum damped from the third step on": ("SGD", *heavy(1 - Min(t, 1) * Min(Max(t - 1, 0), 1) / 3, **THIRD)),
    "momentum that looks ahead": (
        "SGD",
        SGD(step, batch=None, momentum=Rational(1, 2)),
        {"step": Fraction(1, 20), "momentum": HALF, "nesterov": True},
    ),
    "SGD without decay": ("SGD", SGD(step, batch=None), {"step": Fraction(1, 20), **DECAY}),
    "Adagrad with eps inside the root": (
        "Adagrad",
        Method(Eq(s[t + 1], s[t] + g**2), Eq(x[t + 1], x[t] - step * g / sqrt(s[t + 1] + TINY)), start={s[0]: 0}),
        {"step": Fraction(1, 20), "eps": Fraction(1, 10**8)},
    ),
    "Adagrad decaying from its first step on": (
        "Adagrad",
        Adagrad(step / (1 + (t + 1) / 10)),
        {"step": Fraction(1, 20), "lr_decay": TENTH},
    ),
    "RMSprop with eps inside the root": (
        "RMSprop",
        Method(MEANS[1], Eq(x[t + 1], x[t] - step * g / sqrt(v[t + 1] + eps)), start={v[0]: 0}),
        {"step": Fraction(1, 20), "alpha": Fraction(19, 20), "eps": TENTH},
    ),
    "RMSprop not centred": ("RMSprop", RMSprop(step, eps=eps), {"step": Fraction(1, 20), "eps": TENTH, "centered": True}),
    "Adam that minimizes": ("Adam", Adam(step), {"step": Fraction(1, 20), "maximize": True}),
    "NAdam for Adam": ("Adam", NAdam(step), {"step": Fraction(1, 20)}),
}


@pytest.mark.parametrize("fault", WRONG)
def test_wrong_equations_are_told_apart(fault):
    """The comparison that the right equations pass fails by three orders of magnitude at the least, and in the first 30 steps."""
    name, method, options = WRONG[fault]
    assert deviation(by_engine(method, LOGISTIC, steps=30)[0], by_torch(name, as_torch(options), (LOGISTIC,), steps=30)[0]) > 1000 * CLOSE
