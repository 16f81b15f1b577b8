"""Real optimizers, run: the iterates are those of a loop of training, on every path; torch's settings are given back; errors stay with their case."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from checkers.experiment import torch_runs
from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, starts
from checkers.experiment.last_places import Moved
from checkers.experiment.torch_runs import run_optimizer, simulate
from problems import no_objective
from problems.discovery import families
from problems.float64 import Float64
from problems.noise import Noise, two_point
from problems.sequences import FreeSequence
from theorems.language import E, Rational, T, Theorem, constants, f, grad, naturals, norm_sq, reals, sequence, sqrt, t, x
from theorems.torch_optimizer import TorchOptimizer

F = Fraction
QUADRATIC = families()["quadratic"].build((F(3), F(1, 5), F(1)), (F(1), F(2), F(-1)), (F(1), F(0), F(1, 2)))
SQUARE = families()["quadratic"].build((F(1),), (F(1),), (F(0),))
START = (F(1), F(3, 2), F(1, 3))
eta = constants("eta")


def run(method, case=None, steps=20, claim=None, sampling=None, horizon=None):
    theorem, m = Theorem(method=method, claim=claim if claim is not None else f(x[t]) >= f(x[t]) - 1), Float64()
    cases = case if isinstance(case, list) else [case or Case(QUADRATIC, {"eta": F(1, 10)}, None, START, steps=steps)]
    with m.scope():
        return simulate(theorem, prepared(theorem, cases, m, sampling), starts(cases, m), horizon)


def iterates_of(found, number=0):
    return np.asarray(found.trajectories["x"].values)[number]


def trained(optimizer, start, gradient, steps, **options):
    """x[0], x[1], ... of a loop of training."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        w = torch.nn.Parameter(torch.tensor([float(e) for e in start], dtype=torch.float64))
        made, found = optimizer([w], **options), [w.detach().clone()]
        for step in range(steps):
            made.zero_grad()
            w.grad = gradient(w.detach(), step)
            made.step()
            found.append(w.detach().clone())
        return torch.stack(found).numpy()
    finally:
        torch.set_default_dtype(before)


def square_gradient(w, step):
    return w.clone()


@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "NAdam", "RAdam", "Adadelta", "Adamax", "ASGD", "Rprop"])
@pytest.mark.parametrize("flags", [{}, {"foreach": True}, {"maximize": True}])
def test_the_iterates_are_those_of_training_bit_by_bit(name, flags):
    optimizer = getattr(torch.optim, name)
    found = run(TorchOptimizer(optimizer, lr=eta, **flags), Case(SQUARE, {"eta": F(1, 10)}, None, (F(1, 3),), steps=20))
    expected = trained(optimizer, [F(1, 3)], square_gradient, 20, lr=0.1, **flags)
    assert np.array_equal(iterates_of(found)[0], expected)
    assert abs(expected[-1] - expected[0]) > 1e-3


@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "NAdam"])
def test_the_model_follows_the_run(name):
    method = TorchOptimizer(getattr(torch.optim, name), lr=eta)
    found, expected = iterates_of(run(method)), iterates_of(run(method.model))
    assert np.abs(found - expected).max() < 1e-12 < 0.1 < np.abs(found - found[:, :1]).max()


def test_options_differ_from_case_to_case():
    cases = [Case(SQUARE, {"eta": rate}, None, (start,), steps=5) for rate, start in ((F(1, 10), F(1)), (F(1, 3), F(2)))]
    found = run(TorchOptimizer(torch.optim.Adam, lr=eta, betas=(eta, Rational(1, 2)), eps=0), cases)
    for number, (rate, start) in enumerate(((0.1, 1.0), (1 / 3, 2.0))):
        expected = trained(torch.optim.Adam, [start], square_gradient, 5, lr=rate, betas=(rate, 0.5), eps=0)
        assert np.array_equal(iterates_of(found, number)[0], expected)


def test_whole_numbers_stay_whole():
    seen = []

    class Counting(torch.optim.SGD):
        def __init__(self, params, lr, count, half, size, name=None):
            seen.append((lr, count, half, size, name))
            super().__init__(params, lr=lr)

    n = naturals("n")
    case = Case(SQUARE, {"eta": F(1, 10), "n": F(7)}, None, (F(1),), steps=1)
    run(TorchOptimizer(Counting, lr=1, count=n, half=n / 2, size=3 * eta / 3, name="a"), case)
    assert seen == [(1, 7, 3.5, 0.1, "a")]
    assert [type(value) for value in seen[0]] == [int, int, float, float, str]


def test_a_scheduled_rate_is_set_before_each_step():
    found = run(TorchOptimizer(torch.optim.SGD, lr=eta / (t + 1), momentum=Rational(1, 2)), Case(SQUARE, {"eta": F(1)}, None, (F(1),), steps=4))
    rates, w, buffer, expected = [1.0, 1 / 2, 1 / 3, 1 / 4], 1.0, 0.0, [1.0]
    for rate in rates:
        buffer = buffer / 2 + w
        w -= rate * buffer
        expected.append(w)
    assert iterates_of(found)[0, :, 0] == pytest.approx(expected, abs=1e-15)


def test_an_option_may_depend_on_the_horizon():
    case = Case(SQUARE, {"eta": F(1)}, None, (F(1),), steps=4)
    found = run(TorchOptimizer(torch.optim.SGD, lr=eta / sqrt(T)), case, horizon=4)
    assert iterates_of(found)[0, :, 0].tolist() == [1.0, 0.5, 0.25, 0.125, 0.0625]


def test_every_path_has_an_optimizer_of_its_own():
    """All 8 sequences of draws +-1, momentum and all, against the plain recursion."""
    case = Case(SQUARE, {"eta": F(1, 2)}, two_point(1, F(1)), (F(1),), steps=3)
    method = TorchOptimizer(torch.optim.SGD, lr=eta, momentum=Rational(1, 2), batch=1)
    found = run(method, case, claim=E(f(x[t])) >= 0)
    assert found.paths == 8
    for path in range(8):
        w, buffer, expected = 1.0, 0.0, [1.0]
        for step in range(3):
            buffer = buffer / 2 + w + (1, -1)[int(found.draws[0, path, step, 0])]
            w -= buffer / 2
            expected.append(w)
        assert iterates_of(found)[path, :, 0] == pytest.approx(expected, abs=1e-15)


def test_sampled_draws_are_those_of_the_equations():
    method = TorchOptimizer(torch.optim.Adam, lr=eta, batch=2)
    sampling = Sampling(0, 0, range(3))
    case = Case(QUADRATIC, {"eta": F(1, 10)}, Noise("gaussian", scale=F(1)), START, steps=20)
    claim = E(f(x[t])) >= 0
    found, expected = (iterates_of(run(one, case, claim=claim, sampling=sampling)) for one in (method, method.model))
    assert np.abs(found - expected).max() < 1e-12
    assert np.abs(found[0] - found[1]).max() > 1e-2


def test_a_closure_gives_value_and_gradient_where_the_optimizer_asks():
    found = run(TorchOptimizer(torch.optim.LBFGS, lr=1, line_search_fn="strong_wolfe"), Case(QUADRATIC, {"eta": F(1)}, None, START, steps=3))
    w = torch.nn.Parameter(torch.tensor([float(e) for e in START], dtype=torch.float64))
    made = torch.optim.LBFGS([w], lr=1, line_search_fn="strong_wolfe")
    family, m, expected = families()["quadratic"], Float64(), [w.detach().clone()]
    p = prepared(Theorem(claim=norm_sq(x[0]) >= 0, method=TorchOptimizer(torch.optim.SGD)), [Case(QUADRATIC, {}, None, START)], m).arrays

    def closure():
        w.grad = family.gradient(p, w.detach().reshape(1, 1, -1), m).reshape(-1)
        return family.value(p, w.detach().reshape(1, 1, -1), m).reshape(())

    for _ in range(3):
        made.step(closure)
        expected.append(w.detach().clone())
    assert np.abs(iterates_of(found)[0] - torch.stack(expected).numpy()).max() < 1e-12
    assert not found.troubles


def test_a_free_sequence_is_fed():
    g = sequence("g")
    case = Case(no_objective.build(), {"eta": F(1, 2)}, None, (F(1),), steps=4, sequences={"g": FreeSequence("listed", (F(1), F(-3), F(5)))})
    found = run(TorchOptimizer(torch.optim.SGD, lr=eta, gradient=g[t]), case, claim=x[t] >= 0)
    assert iterates_of(found)[0].tolist() == [1.0, 0.5, 2.0, -0.5, -0.5]


class Raises(torch.optim.SGD):
    def step(self, closure=None):
        with torch.no_grad():
            super().step()
        if abs(self.param_groups[0]["params"][0].item()) < 0.5:
            raise RuntimeError("too close\nto zero")


def test_an_optimizer_that_raises_spoils_its_own_case_only():
    rate = reals("rate")
    cases = [Case(SQUARE, {"rate": value}, None, (F(1),), steps=6) for value in (F(-1, 10), F(1, 10), F(1, 5))]
    found = run(TorchOptimizer(Raises, lr=rate), cases)
    assert found.troubles == {0: "ValueError: Invalid learning rate: -0.1", 2: "RuntimeError: too close"}
    assert [int(n) >= 6 for n in found.defined_until[:, 0]] == [False, True, False]
    assert (found.defined_until[[0, 2]] == -1).all()
    assert iterates_of(found, 1)[0, :, 0] == pytest.approx([0.9**k for k in range(7)])


def test_a_schedule_needs_a_rate():
    class NoRate(torch.optim.Optimizer):
        def __init__(self, params, lr):
            super().__init__(params, {})

        def step(self):
            pass

    found = run(TorchOptimizer(NoRate, lr=eta / (t + 1)))
    assert "no lr that a schedule could change" in found.troubles[0]


def test_paths_end_where_x_is_no_number():
    """Adam without eps at a coordinate whose gradient is zero; a divergent run that overflows."""
    found = run(TorchOptimizer(torch.optim.Adam, lr=eta, eps=0), Case(SQUARE, {"eta": F(1)}, None, (F(0),), steps=3))
    assert found.defined_until.tolist() == [[0]]
    found = run(TorchOptimizer(torch.optim.SGD, lr=eta), Case(SQUARE, {"eta": F(10) ** 100}, None, (F(1),), steps=6))
    assert found.defined_until.tolist() == [[3]]


@pytest.mark.parametrize(
    "method", [TorchOptimizer(torch.optim.NAdam, lr=eta), TorchOptimizer(Raises, lr=5 * eta), TorchOptimizer(torch.optim.SGD, lr=-eta)]
)
def test_the_settings_of_torch_are_given_back(method):
    torch.set_num_threads(2)
    run(method)
    assert torch.get_default_dtype() == torch.float32
    assert not torch.is_inference_mode_enabled()
    assert torch.is_grad_enabled()
    assert torch.get_num_threads() == 2


def test_moving_is_a_matter_of_last_places_and_repeats():
    def moved(seed):
        m, case = Float64(), Case(QUADRATIC, {"eta": F(1, 10)}, two_point(3, F(1)), (F(1), F(0), F(1, 3)), steps=4)
        method = TorchOptimizer(torch.optim.Adam, lr=eta, batch=1)
        theorem = Theorem(method=method, claim=E(f(x[t])) >= 0)
        with m.scope():
            made = run_optimizer(method, prepared(theorem, [case], m), starts([case], m), None, None if seed is None else Moved(seed))
        return iterates_of(made)

    plain, first, second = moved(None), moved(0), moved(1)
    assert np.array_equal(first, moved(0))
    assert not np.array_equal(first, second)
    assert (first[:, 0] == first[0, 0]).all()
    assert (first[:, 0, 1] == 0).all()
    assert 0 < np.abs(first - plain).max() < 1e-13


def test_everything_is_moved():
    """Options each by themselves, a scheduled rate anew in each step, and x after every step, of an optimizer that does not step at all."""
    options, rates = [], []

    class Still(torch.optim.SGD):
        def __init__(self, params, lr, pair):
            options.append((lr, *pair))
            super().__init__(params, lr=lr)

        def step(self, closure=None):
            rates.append(self.param_groups[0]["lr"])

    method, case, m = TorchOptimizer(Still, lr=eta / (t + 1), pair=(eta, eta)), Case(SQUARE, {"eta": F(1)}, None, (F(1),), steps=6), Float64()
    for seed in range(4):
        with m.scope():
            made = run_optimizer(method, prepared(Theorem(method=method, claim=f(x[t]) >= 0), [case], m), starts([case], m), None, Moved(seed))
        path = iterates_of(made)[0, :, 0]
        assert path[0] != 1
        assert (np.diff(path) != 0).all()
        assert np.abs(path - 1).max() < 1e-13
    assert 1.0 not in {value for found in options for value in found}
    assert any(len(set(found)) == 3 for found in options)
    scheduled = np.array(rates).reshape(4, 6) * np.arange(1, 7)
    assert (abs(scheduled - 1) > 1e-16).all()
    assert all(len(set(row)) > 2 for row in scheduled)


def stepping(change):
    class Own(torch.optim.SGD):
        def step(self, closure=None):
            change(self.param_groups[0]["params"][0])

    return TorchOptimizer(Own, lr=eta)


def leave(p):
    raise SystemExit(7)


def single(p):
    p.data = p.data.float()


def shorter(p):
    p.data = p.data[:0]


@pytest.mark.parametrize(
    ("change", "message"),
    [(leave, "SystemExit: 7"), (single, "torch.float32 of shape (3,)"), (shorter, "torch.float64 of shape (0,)")],
)
def test_what_a_step_does_to_its_parameter_or_to_the_command_is_a_trouble(change, message):
    found = run(stepping(change))
    assert message in found.troubles[0]
    assert (found.defined_until == -1).all()


def test_equations_are_run_as_equations():
    m, theorem = Float64(), Theorem(claim=norm_sq(grad(x[t])) >= 0, method=TorchOptimizer(torch.optim.SGD, lr=eta).model)
    case = Case(QUADRATIC, {"eta": F(1, 10)}, None, START, steps=5)
    with m.scope():
        found = torch_runs.simulate(theorem, prepared(theorem, [case], m), starts([case], m))
    assert iterates_of(found).shape == (1, 6, 3)


def test_a_whole_number_is_a_float_where_the_class_wants_one():
    """torch refuses betas that are whole numbers."""
    found = run(TorchOptimizer(torch.optim.Adam, lr=1, betas=(0, Rational(1, 2)), eps=0, weight_decay=0), Case(SQUARE, {}, None, (F(3),), steps=1))
    assert not found.troubles
    assert iterates_of(found)[0, :, 0] == pytest.approx([3, 2])
