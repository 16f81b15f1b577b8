"""What is timed is the same thing: engine and loop walk one path on the same draws; a target is met from the right side."""

import numpy as np
import pytest
import torch

from benchmarks import Measurement, engine

TINY = engine.problems(n=6, d=3, batch=2, steps=6, width=4, every=2)


@pytest.mark.parametrize("problem", TINY, ids=lambda problem: problem.name)
def test_engine_and_loop_agree_on_the_same_draws(problem):
    assert engine.disagreement(problem, [0, 7]) < engine.CLOSE


@pytest.mark.parametrize("problem", TINY, ids=lambda problem: problem.name)
def test_other_draws_are_told_apart(problem):
    draws, points, _ = engine.engine(problem, [0, 7])
    looped, values = engine.loop(problem, map(torch.from_numpy, draws[1]))
    assert len(looped) == 7
    assert len(values) == 1 + 6 // problem.every
    assert np.abs(looped - points[0]).max() > 1e-3


@pytest.mark.parametrize("problem", TINY, ids=lambda problem: problem.name)
def test_what_is_recorded_is_the_loss_over_all_rows_at_the_checkpoints(problem):
    """Recomputed from the iterates alone, one checkpoint after the other."""
    _, points, values = engine.engine(problem, [3, 4])
    found = [recomputed(problem, torch.from_numpy(points[1, step])) for step in range(0, 7, problem.every)]
    np.testing.assert_allclose(values[1], found, rtol=1e-12)


def recomputed(problem, w):
    if problem.name == "least squares":
        return float(((problem.rows @ w - problem.targets) ** 2).mean() / 2)
    if problem.name == "logistic":
        return float(torch.log1p(torch.exp(-problem.rows @ w)).mean() + float(engine.RIDGE) / 2 * (w @ w))
    signs = torch.tensor([1.0, -1, 1, -1], dtype=torch.float64)
    outputs = torch.tanh(problem.rows @ w.reshape(3, 4)) @ signs / 2
    return float(((outputs - problem.targets) ** 2).mean() / 2)


def test_every_problem_has_a_target_that_a_batch_must_reach():
    assert {problem.name: problem.ratio for problem in TINY} == {"least squares": 100, "logistic": 60, "two-layer network": 20}


def test_a_step_away_from_the_case_is_told_apart(monkeypatch):
    """What makes the comparison fail: another step size in the loop."""
    monkeypatch.setattr(engine, "STEP", 2 * engine.STEP)
    assert all(engine.disagreement(problem, [0, 7]) > 1e-6 for problem in TINY)


def test_the_seeds_run_at_a_time_fit_and_are_all_run(monkeypatch):
    seen = []
    monkeypatch.setattr(engine, "engine", lambda problem, seeds: seen.append(seeds))
    for problem in engine.problems():
        seen.clear()
        engine.engine_all(problem)
        assert [seed for seeds in seen for seed in seeds] == list(range(engine.SEEDS))
        assert max(map(len, seen)) * (problem.case.steps + 1) * problem.case.instance.dimension <= engine.LARGEST


@pytest.mark.parametrize(("value", "at_least", "met"), [(2.0, True, True), (0.5, True, False), (0.5, False, True), (2.0, False, False)])
def test_a_target_is_a_bound_from_one_side(value, at_least, met):
    assert Measurement("", value, "", 1.0, at_least).met is met


def test_without_a_target_everything_is_met():
    assert Measurement("", 1e9, "s").met
