"""What is timed is the same kernel; memory decides how many inputs there are, and a kernel that differs is told."""

import pytest
import torch

from benchmarks import wide


def test_both_ways_give_the_same_kernel():
    z, weights = wide.drawn(8, 5)
    ours, theirs = (make(z, weights)() for make in wide.WAYS.values())
    assert ours.shape == theirs.shape == (5, 5)
    torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=1e-14)
    assert not torch.allclose(ours, wide.by_jacrev(z, (2 * weights[0], *weights[1:]))(), rtol=1e-3)


@pytest.mark.parametrize(("free", "inputs"), [(2**40, 64), (int(1.6 * 8 * 64 * 1024 * 1057), 64), (int(0.8 * 8 * 64 * 1024 * 1057), 32), (0, 2)])
def test_inputs_are_halved_until_the_jacobian_fits(free, inputs):
    assert wide.fitting(1024, 64, free) == inputs


@pytest.mark.long
def test_each_way_runs_in_a_process_of_its_own_and_is_measured(monkeypatch):
    found = wide.compared(16, 4)
    assert [m.unit for m in found] == ["s CPU", "s CPU", "MiB", "MiB", ""]
    assert all(m.value > 0 for m in found)
    assert (found[-1].target, found[-1].at_least) == (30, True)
    assert found[-1].value == pytest.approx(found[1].value / found[0].value)
    monkeypatch.setattr(wide, "child", lambda way, width, inputs: {"seconds": 1.0, "peak": 1.0, "corner": [0.0 if way == "jacrev" else 1e-6]})
    with pytest.raises(RuntimeError, match="the two kernels differ"):
        wide.compared(16, 4)


@pytest.mark.long
def test_a_way_that_fails_is_told():
    with pytest.raises(RuntimeError, match="exited with 1"):
        wide.child("nothing", 4, 2)


def test_the_formula_is_timed_beside_torch(monkeypatch):
    monkeypatch.setattr(wide, "cpu_seconds", lambda command: 2.0)
    formula, torch_, ratio = wide.hessian_norm(64, rounds=1)
    assert (torch_.value, ratio.target) == (2, 1)
    assert ratio.value == formula.value / 2
