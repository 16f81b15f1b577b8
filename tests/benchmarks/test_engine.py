"""What is timed is the same thing: engine and loop walk one path on the same draws; a target is met from the right side."""

import numpy as np
import pytest
import torch

from benchmarks import Measurement, engine

TINY = engine.problems(n=6, d=3, batch=2, steps=5)


@pytest.mark.parametrize("problem", TINY, ids=lambda problem: problem.name)
def test_engine_and_loop_agree_on_the_same_draws(problem):
    assert engine.disagreement(problem, [0, 7]) < engine.CLOSE


@pytest.mark.parametrize("problem", TINY, ids=lambda problem: problem.name)
def test_other_draws_are_told_apart(problem):
    draws, points, _ = engine.engine(problem, [0, 7])
    looped, values = engine.loop(problem, map(torch.from_numpy, draws[1]))
    assert len(values) == len(looped) == 6
    assert np.abs(looped - points[0]).max() > 1e-3


@pytest.mark.parametrize(("value", "at_least", "met"), [(2.0, True, True), (0.5, True, False), (0.5, False, True), (2.0, False, False)])
def test_a_target_is_a_bound_from_one_side(value, at_least, met):
    assert Measurement("", value, "", 1.0, at_least).met is met


def test_without_a_target_everything_is_met():
    assert Measurement("", 1e9, "s").met
