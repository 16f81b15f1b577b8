"""The engine runs the equations: held against torch.optim, plain loops, closed forms and explicit enumeration."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product

import numpy as np
import pytest
import torch

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, batch_of, enumerable_steps, enumerated_draws, group_key, prepared, simulate, starts
from checkers.experiment.evaluate import Evaluator, steady_terms
from checkers.experiment.run import FOREVER
from problems.discovery import families
from problems.exact.arithmetic import Exact, fraction
from problems.float64 import Float64
from problems.noise import Noise, two_point
from theorems.language import E, Eq, Rational, Sum, T, Theorem, constants, f, grad, iterates, naturals, norm_sq, sqrt, stochastic_grad, t, x
from theorems.methods import SGD, GradientDescent, HeavyBall, Method, Nesterov

eta, beta = constants("eta beta")
b = naturals("b")
y, s, m_, v = (iterates(name) for name in "ysmv")

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
QUADRATIC = families()["quadratic"].build((Fraction(3), Fraction(1, 5), ONE), (ONE, Fraction(2), Fraction(-1)), (ONE, ZERO, HALF))
LOGISTIC = families()["logistic"].library()[6]
STEPS = 100


def theorem_of(method):
    return Theorem(method=method, claim=f(x[t]) >= -1 + f(x[t]))


def run_of(method, cases, m=None, horizon=None, **options):
    theorem, m = theorem_of(method), m or Float64()
    with m.scope():
        return simulate(theorem, prepared(theorem, cases, m, **options), starts(cases, m), horizon)


def path_of(run, name="x", case=0, path=0):
    """The members of a sequence from step 0 on, in floats."""
    found = run.trajectories[name]
    return run.m.floats(found.values[case, path])[-found.first :]


def rationals_of(run, name="x", case=0, path=0):
    found = run.trajectories[name]
    return [[fraction(e) for e in np.atleast_1d(member)] for member in found.values[case, path][-found.first :]]


def case_of(instance, values=None, **more):
    start = tuple(ONE + Fraction(i, 2) for i in range(instance.dimension))
    return Case(instance, values or {}, start=more.pop("start", start), steps=more.pop("steps", STEPS), **more)


def objective(instance):
    """The instance written out once more in torch, from its parameters."""
    p = {name: torch.tensor(np.array(value, dtype=float)) for name, value in instance.parameters.items()}
    if instance.family == "quadratic":
        q = torch.eye(len(p["axis"]), dtype=torch.float64) - 2 * torch.outer(p["axis"], p["axis"]) / (p["axis"] @ p["axis"])
        hessian = q @ torch.diag(p["spectrum"]) @ q
        return lambda w: (w - p["centre"]) @ hessian @ (w - p["centre"]) / 2
    return lambda w: torch.nn.functional.softplus(-p["labels"] * (p["features"] @ w)).mean() + p["ridge"] / 2 * (w @ w)


def optimised(instance, start, steps=STEPS, losses=None, **options):
    """The parameters after each step of torch.optim.SGD, the start first."""
    w = torch.tensor(np.array(start, dtype=float), requires_grad=True)
    optimiser, found = torch.optim.SGD([w], **options), [w.detach().numpy().copy()]
    loss = objective(instance)
    for step in range(steps):
        optimiser.zero_grad()
        (losses[step] if losses else loss)(w).backward()
        optimiser.step()
        found.append(w.detach().numpy().copy())
    return np.array(found)


@pytest.mark.parametrize("instance", [QUADRATIC, LOGISTIC], ids=["quadratic", "logistic"])
@pytest.mark.parametrize(
    ("method", "sequence", "options"),
    [
        (GradientDescent(step=eta), "x", {}),
        (HeavyBall(step=eta, momentum=beta), "x", {"momentum": 0.5}),
        # torch moves the extrapolated point y: its parameters are y[t], its gradient is taken there
        (Nesterov(step=eta, momentum=beta), "y", {"momentum": 0.5, "nesterov": True}),
    ],
    ids=["gradient descent", "heavy ball", "nesterov"],
)
def test_methods_are_those_of_torch(instance, method, sequence, options):
    case = case_of(instance, {"eta": Fraction(1, 4), "beta": HALF})
    expected = optimised(instance, case.start, lr=0.25, **options)
    np.testing.assert_allclose(path_of(run_of(method, [case]), sequence), expected, rtol=1e-12, atol=1e-12)
    assert np.abs(expected[0] - expected[-1]).max() > 0.1


def component(row, ridge, w):
    return torch.nn.functional.softplus(-(row @ w)) + ridge / 2 * (w @ w)


def test_sgd_on_sampled_components_is_that_of_torch():
    case = case_of(LOGISTIC, {"eta": Fraction(1, 4)}, noise=Noise("finite_sum"))
    run = run_of(SGD(step=eta), [case], sampling=Sampling(0, 0, [3, 11]))
    rows, ridge = np.array(LOGISTIC.arrays["rows"], dtype=float), float(LOGISTIC.parameters["ridge"])
    parts = [partial(component, torch.tensor(row), ridge) for row in rows]
    for path in (0, 1):
        losses = [parts[which] for which in run.draws[0, path, :, 0]]
        np.testing.assert_allclose(path_of(run, path=path), optimised(LOGISTIC, case.start, losses=losses, lr=0.25), rtol=1e-12, atol=1e-12)


def gradient_of(instance):
    loss = objective(instance)

    def gradient(w):
        at = torch.tensor(w, requires_grad=True)
        return torch.autograd.grad(loss(at), at)[0].numpy()

    return gradient


@pytest.mark.parametrize("instance", [QUADRATIC, LOGISTIC], ids=["quadratic", "logistic"])
def test_the_classical_method_of_nesterov_is_a_plain_loop(instance):
    case, gradient = case_of(instance, {"eta": Fraction(1, 4)}), gradient_of(instance)
    w = ahead = np.array(case.start, dtype=float)
    clock, expected = 1.0, [w]
    for _ in range(STEPS):
        moved, later = ahead - 0.25 * gradient(ahead), (1 + np.sqrt(1 + 4 * clock**2)) / 2
        w, ahead, clock = moved, moved + (clock - 1) / later * (moved - w), later
        expected.append(w)
    run = run_of(Nesterov(step=eta), [case])
    np.testing.assert_allclose(path_of(run), expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(path_of(run, "s")[-1], clock, rtol=1e-12)


LINE = families()["quadratic"].build((Fraction(2),), (ZERO,), (ONE,))


def test_steps_may_depend_on_t():
    run = run_of(GradientDescent(step=eta / (t + 1)), [case_of(LINE, {"eta": HALF}, steps=6)], Exact())
    w, expected = ONE * 3, [[ONE * 3]]
    run = run_of(GradientDescent(step=eta / (t + 1)), [case_of(LINE, {"eta": Fraction(1, 3)}, start=(w,), steps=6)], Exact())
    for step in range(6):
        w -= Fraction(1, 3) / (step + 1) * 2 * (w - 1)
        expected.append([w])
    assert rationals_of(run) == expected


@pytest.mark.parametrize("horizon", [1, 4, 9])
def test_steps_may_depend_on_the_horizon(horizon):
    method = GradientDescent(step=eta / sqrt(T))
    assert not method.horizon_free
    run = run_of(method, [case_of(LINE, {"eta": HALF}, start=(Fraction(3),), steps=horizon)], Exact(), horizon)
    factor = 1 - HALF / {1: 1, 4: 2, 9: 3}[horizon] * 2
    assert rationals_of(run) == [[1 + 2 * factor**k] for k in range(horizon + 1)]


def test_a_start_may_depend_on_the_horizon():
    """The proposals run such a method once for each T; the start has to know which."""
    method = Method(Eq(x[t + 1], x[t] - s[t] * grad(x[t])), Eq(s[t + 1], s[t]), start={s[0]: 1 / (2 * T)})
    assert not method.horizon_free
    run = run_of(method, [case_of(LINE, start=(Fraction(3),), steps=2)], Exact(), 2)
    assert rationals_of(run) == [[3], [2], [Fraction(3, 2)]]


def test_a_method_of_several_sequences_is_a_plain_loop():
    """A velocity, a number that counts, and a gradient at the new point: equations in any order."""
    method = Method(
        Eq(y[t + 1], x[t + 1] + s[t + 1] * v[t + 1]),
        Eq(x[t + 1], x[t] - eta * v[t + 1]),
        Eq(v[t + 1], beta * v[t] + grad(y[t])),
        Eq(s[t + 1], s[t] / 2 + t),
        start={y[0]: x[0], v[0]: grad(x[0]), s[0]: 1},
    )
    assert method.sequences == {"y": "vector", "x": "vector", "v": "vector", "s": "number"}
    run = run_of(method, [case_of(LINE, {"eta": Fraction(1, 10), "beta": HALF}, start=(Fraction(3),), steps=5)], Exact())
    at, ahead, speed, weight = Fraction(3), Fraction(3), 2 * (Fraction(3) - 1), ONE
    for step in range(5):
        speed = HALF * speed + 2 * (ahead - 1)
        at, weight = at - Fraction(1, 10) * speed, weight / 2 + step
        ahead = at + weight * speed
        found = {name: rationals_of(run, name)[step + 1][0] for name in "xyvs"}
        assert found == {"x": at, "y": ahead, "v": speed, "s": weight}


def test_history_reaches_back_to_given_members():
    method = Method(Eq(x[t + 1], x[t] - eta * (x[t - 1] - 2 * x[t - 2])), start={x[-1]: 2 * x[0], x[-2]: x[0] / 3})
    run = run_of(method, [case_of(LINE, {"eta": HALF}, start=(Fraction(3),), steps=3)], Exact())
    assert run.trajectories["x"].first == -2
    members = [ONE, Fraction(6), Fraction(3)]
    for _ in range(3):
        members.append(members[-1] - HALF * (members[-2] - 2 * members[-3]))
    assert [fraction(e) for e in run.trajectories["x"].values[0, 0, :, 0]] == members


def test_members_before_the_start_that_nobody_gave_have_no_value():
    """x[-1] is given, y[-1] is not: a claim about y[t - 1] speaks of t = 1, 2, ... only."""
    method = Method(Eq(x[t + 1], x[t] - eta * (x[t] - x[t - 1])), Eq(y[t + 1], x[t + 1]), start={x[-1]: x[0], y[0]: x[0]})
    run = run_of(method, [case_of(LINE, {"eta": HALF}, steps=3)])
    with run.m.scope():
        for sequence, expected in ((x, [True] * 3), (y, [False, True, True])):
            evaluator = Evaluator(run, {t: np.arange(3)}, 1)
            evaluator.number(norm_sq(sequence[t - 1]))
            assert np.broadcast_to(evaluator.defined, (1, 1, 3))[0, 0].tolist() == expected


def test_coordinatewise_updates_run_coordinate_by_coordinate():
    """AdaGrad."""
    adapted = Eq(x[t + 1], x[t] - eta * grad(x[t]) / (sqrt(v[t + 1]) + beta))
    method = Method(Eq(v[t + 1], v[t] + grad(x[t]) ** 2), adapted, start={v[0]: 0})
    case, gradient = case_of(QUADRATIC, {"eta": Fraction(1, 10), "beta": HALF}, steps=20), gradient_of(QUADRATIC)
    w = np.array(case.start, dtype=float)
    seen = np.zeros(3)
    for _ in range(20):
        seen = seen + gradient(w) ** 2
        w = w - 0.1 * gradient(w) / (np.sqrt(seen) + 0.5)
    np.testing.assert_allclose(path_of(run_of(method, [case]))[-1], w, rtol=1e-12)


def test_a_division_by_zero_ends_a_run_where_it_happens():
    method = Method(Eq(s[t + 1], s[t] - 1), Eq(x[t + 1], x[t] / s[t]), start={s[0]: 2})
    run = run_of(method, [case_of(LINE, start=(ONE,), steps=5)], Exact())
    assert run.defined_until.tolist() == [[2]]
    assert rationals_of(run)[:3] == [[ONE], [HALF], [HALF]]


def test_a_steady_division_by_zero_ends_a_run_at_its_first_step():
    """1/(eta - beta) is the same at every step, and has no value on the first of two cases."""
    method = Method(Eq(x[t + 1], x[t] - grad(x[t]) / (eta - beta)))
    cases = [case_of(LINE, {"eta": ONE, "beta": value}, start=(ONE,), steps=3) for value in (ONE, HALF)]
    assert run_of(method, cases, Exact()).defined_until.tolist() == [[0], [FOREVER]]


def test_terms_that_name_the_step_or_a_member_are_not_steady():
    update = x[t] - eta * grad(x[t]) / (1 - beta) ** 2 + beta ** (t + 1) * Sum(beta**t, (t, 0, 3)) * grad(x[0]) * sqrt(eta * beta) / T
    assert set(steady_terms(update)) == {Rational(-1), Rational(1), eta, (1 - beta) ** -2, beta, sqrt(eta * beta), 1 / T}


@pytest.mark.parametrize(("support", "steps", "batch"), [(2, 3, 1), (3, 2, 1), (2, 2, 2), (1, 4, 1), (4, 1, 3)])
def test_enumerated_draws_are_the_product(support, steps, batch):
    expected = [np.reshape(draw, (steps, batch)).tolist() for draw in product(range(support), repeat=steps * batch)]
    assert enumerated_draws(support, steps, batch)[0].tolist() == expected


def test_as_many_steps_are_enumerated_as_paths_allow():
    noisy = Theorem(method=SGD(step=eta, batch=2), claim=E(f(x[t])) >= E(f(x[t])) - 1)
    assert batch_of(noisy, case_of(QUADRATIC, noise=two_point(3, ONE))) == 2
    assert enumerable_steps(noisy, case_of(QUADRATIC, noise=two_point(3, ONE)), 24) == 4
    assert enumerable_steps(noisy, case_of(LINE, noise=two_point(1, ONE)), 24) == 5
    assert enumerable_steps(noisy, case_of(LINE, noise=Noise("gaussian", scale=ONE)), 24) == 0
    assert enumerable_steps(noisy, case_of(LINE), 24) == 24
    single = families()["least_squares"].library()[0]
    assert enumerable_steps(noisy, case_of(single, noise=Noise("finite_sum")), 24) == 24


def values_of(theorem, cases, expression, m, steps, **options):
    """An expression at t = 0, 1, ..., steps - 1: (I, P, steps)."""
    with m.scope():
        run = simulate(theorem, prepared(theorem, cases, m, **options), starts(cases, m))
        evaluator = Evaluator(run, {t: np.arange(steps)}, 1)
        found = evaluator.number(expression)
        return np.broadcast_to(np.asarray(found), (len(cases), found.shape[1], steps)), run


@pytest.mark.parametrize(
    ("curvature", "step", "scale", "start"), [(2, "1/3", "1", "3"), (1, "1/2", "3/2", "0"), ("1/2", "3", "2/5", "-7/3"), (3, "1/3", "1", "2")]
)
def test_expectations_equal_the_closed_form_exactly(curvature, step, scale, start):
    """E x_k^2 = (1 - eta l)^(2k) x_0^2 + eta^2 s^2 (1 - (1 - eta l)^(2k)) / (1 - (1 - eta l)^2), as an equality of fractions."""
    curvature, step, scale, start = (Fraction(e) for e in (curvature, step, scale, start))
    instance = families()["quadratic"].build((curvature,), (ZERO,), (ZERO,))
    theorem = Theorem(method=SGD(step=eta), claim=E(norm_sq(x[t])) >= 0)
    case = Case(instance, {"eta": step}, two_point(1, scale), (start,), steps=8)
    found, run = values_of(theorem, [case], E(norm_sq(x[t])), Exact(), 9)
    assert run.paths == 2**8
    shrink = (1 - step * curvature) ** 2
    for k in range(9):
        floor = step**2 * scale**2 * ((1 - shrink**k) / (1 - shrink))
        assert fraction(found[0, 0, k]) == shrink**k * start**2 + floor


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_variance_of_a_batch_is_divided_by_its_size_exactly(size):
    theorem = Theorem(method=SGD(step=eta, batch=b), claim=E(f(x[t])) >= 0)
    case = Case(LINE, {"eta": Fraction(1, 3), "b": Fraction(size)}, two_point(1, Fraction(5, 2)), (Fraction(3),), steps=2)
    noise = E(norm_sq(stochastic_grad(x[t], batch=b) - grad(x[t])))
    moved = E(norm_sq(x[t + 1] - x[t] + eta * grad(x[t])))
    for expression, expected in ((noise, Fraction(25, 4) / size), (moved, Fraction(25, 36) / size)):
        found, _ = values_of(theorem, [case], expression, Exact(), 2)
        assert [fraction(e) for e in found[0, 0]] == [expected] * 2


ATOMS = Noise("additive", ((ONE,), (ONE,), (Fraction(-2),)))


def branched(step, back=0):
    """E(f(x[t+1]) given the history up to step t - back), by branching over the atoms, for every path and t."""
    expected = {}
    for draws in product(range(3), repeat=4):
        w = [Fraction(3)]
        for which in draws:
            w.append(w[-1] - step * (2 * (w[-1] - 1) + ATOMS.atoms[which][0]))
        for time in range(4):
            known = max(time - back, 0)
            ends = []
            for later in product(range(3), repeat=time + 1 - known):
                at = w[known]
                for which in later:
                    at -= step * (2 * (at - 1) + ATOMS.atoms[which][0])
                ends.append((at - 1) ** 2)
            expected[draws, time] = sum(ends) / len(ends)
    return expected


@pytest.mark.parametrize(("m", "close"), [(Exact(), 0.0), (Float64(), 1e-12)], ids=["exact", "float64"])
def test_conditional_expectations_are_those_of_explicit_branching(m, close):
    theorem = Theorem(method=SGD(step=eta), claim=E(f(x[t + 1]), given=x[t]) >= 0)
    case = Case(LINE, {"eta": Fraction(1, 3)}, ATOMS, (Fraction(3),), steps=4)
    found, _ = values_of(theorem, [case], E(f(x[t + 1]), given=x[t]), m, 4)
    expected = branched(Fraction(1, 3))
    for number, draws in enumerate(product(range(3), repeat=4)):
        for time in range(4):
            value = found[0, number, time]
            assert fraction(value) == expected[draws, time] if not close else abs(value - expected[draws, time]) < close


def test_a_condition_may_lie_further_back():
    """Where x[t - 1] is before the start nothing is known, or the claim is undefined: no error, and the right value from t = 1 on."""
    theorem = Theorem(method=SGD(step=eta), claim=E(f(x[t + 1]), given=x[t - 1]) >= 0)
    case = Case(LINE, {"eta": Fraction(1, 3)}, ATOMS, (Fraction(3),), steps=4)
    found, _ = values_of(theorem, [case], E(f(x[t + 1]), given=x[t - 1]), Exact(), 4)
    expected = branched(Fraction(1, 3), back=1)
    for number, draws in enumerate(product(range(3), repeat=4)):
        assert [fraction(found[0, number, time]) for time in (1, 2, 3)] == [expected[draws, time] for time in (1, 2, 3)]


def test_given_the_start_is_the_plain_expectation():
    theorem = Theorem(method=SGD(step=eta), claim=E(f(x[t]), given=x[0]) >= 0)
    case = Case(LINE, {"eta": Fraction(1, 3)}, ATOMS, (Fraction(3),), steps=4)
    given, _ = values_of(theorem, [case], E(f(x[t]), given=x[0]), Exact(), 4)
    plain, _ = values_of(theorem, [case], E(f(x[t])), Exact(), 4)
    assert (given == plain).all()


def varied(noise=None):
    """Cases of one layout that differ in everything else."""
    shapes = [(Fraction(3), HALF), (ONE, ZERO), (Fraction(2), Fraction(-1, 3))]
    instances = [families()["quadratic"].build(spectrum, (ONE, Fraction(k)), (Fraction(k), HALF)) for k, spectrum in enumerate(shapes)]
    return [
        Case(instance, {"eta": Fraction(1, k + 2), "beta": Fraction(k, 4)}, noise, (Fraction(k, 3), ONE - k), steps=4)
        for k, instance in enumerate(instances)
    ]


@pytest.mark.parametrize("method", [HeavyBall(step=eta, momentum=beta), Nesterov(step=eta), SGD(step=eta)], ids=["heavy ball", "nesterov", "sgd"])
def test_a_case_alone_is_the_case_in_its_batch(method):
    cases = varied(two_point(2, Fraction(1, 3)) if method.random else None)
    assert len({group_key(theorem_of(method), case) for case in cases}) == 1
    for m in (Float64(), Exact()):
        together = run_of(method, cases, m)
        for number, case in enumerate(cases):
            alone = run_of(method, [case], m)
            for name in method.sequences:
                expected, found = (run.trajectories[name].values[position] for run, position in ((alone, 0), (together, number)))
                if m.name == "float64":
                    np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-12, atol=1e-12)
                else:
                    assert all(str(a) == str(e) for a, e in zip(found.flat, expected.flat, strict=True))


def test_cases_that_cannot_share_a_batch_have_different_keys():
    theorem = Theorem(method=SGD(step=eta, batch=b), claim=E(f(x[t])) >= 0)
    case = Case(LINE, {"eta": ONE, "b": ONE}, two_point(1, ONE), (ONE,), steps=2)
    others = [
        replace(case, steps=3),
        replace(case, constants={"eta": ONE, "b": Fraction(2)}),
        replace(case, noise=ATOMS),
        replace(case, noise=None),
        replace(case, instance=families()["quadratic"].library()[5], start=(ONE, ONE)),
    ]
    assert len({group_key(theorem, one) for one in (case, *others)}) == 6
    assert group_key(theorem, replace(case, constants={"eta": HALF, "b": ONE}, start=(ZERO,))) == group_key(theorem, case)


@pytest.mark.parametrize("noise", [two_point(2, ONE), Noise("gaussian", scale=Fraction(2))], ids=["two points", "gaussian"])
def test_sampled_draws_depend_on_root_case_and_seed_only(noise):
    """Not on the batch that a case happens to run in, nor on the other seeds: the case is its number among all sampled cases."""
    theorem, cases = theorem_of(SGD(step=eta)), varied(noise)

    def draws(batch, seeds, root=0, first=0):
        return np.asarray(prepared(theorem, batch, Float64(), Sampling(root, first, seeds)).draws)

    together = draws(cases, [0, 1, 2])
    assert (draws(cases, [0, 1, 2]) == together).all()
    assert (draws(cases, [2, 0])[:, 0] == together[:, 2]).all()
    assert (draws(cases, [0, 1, 2], root=1) != together).any()
    assert (together[:, 0] != together[:, 1]).any()
    assert (together[0] != together[1]).any()
    for number, case in enumerate(cases):
        assert (draws([case], [0, 1, 2], first=number)[0] == together[number]).all()


def test_gaussian_draws_have_the_variance_that_they_certify():
    """The mean squared length of 4000 draws of d = 3 is scale^2 within five standard errors, sqrt(2/3) scale^2 / sqrt(4000) each."""
    case = case_of(QUADRATIC, {"eta": ONE}, noise=Noise("gaussian", scale=Fraction(3)), steps=20)
    run = prepared(theorem_of(SGD(step=eta)), [case], Float64(), Sampling(0, 0, range(200)))
    assert abs(float((run.draws**2).sum(-1).mean()) - 9) < 5 * 9 * (2 / 3) ** 0.5 / 4000**0.5


def test_irrational_constants_are_evaluated_in_the_arithmetic_at_hand():
    case = case_of(LINE, {"eta": 1 / sqrt(2)}, start=(Fraction(3),), steps=1)
    assert path_of(run_of(GradientDescent(step=eta), [case]))[1][0] == pytest.approx(3 - 4 / 2**0.5, rel=1e-15)
    with Exact().scope():
        ball = run_of(GradientDescent(step=eta), [case], Exact()).trajectories["x"].values[0, 0, 1, 0]
        assert ball.contains((3 - ball.__class__(8).sqrt()).mid())
        assert float(ball.rad()) < 1e-30


def test_an_exact_run_starts_from_the_exact_start():
    method = GradientDescent(step=Rational(1, 3))
    assert rationals_of(run_of(method, [case_of(LINE, start=(Fraction(1, 7),), steps=0)], Exact())) == [[Fraction(1, 7)]]
