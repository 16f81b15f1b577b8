"""Optimizers that treat coordinates by themselves are told from those that do not, and running together changes nothing."""

from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from checkers.experiment import torch_runs
from checkers.experiment.coordinatewise import coordinatewise
from checkers.verify import Options, results
from theorems.catalogue import Loaded, load, lookup
from theorems.language import Eq, Rational, T, sequence, t, x
from theorems.stand_in import ASKED, Choice
from theorems.torch_optimizer import TorchOptimizer

g = sequence("g")


class Clipped(torch.optim.SGD):
    """Steps no longer than 1."""

    def step(self, closure=None):
        torch.nn.utils.clip_grad_norm_([p for group in self.param_groups for p in group["params"]], 1.0)
        super().step()


class Lars(torch.optim.SGD):
    def step(self, closure=None):
        for p in self.param_groups[0]["params"]:
            p.grad = p.grad * (p.detach().norm() / (1 + p.grad.norm()))
        super().step()


class Noisy(torch.optim.SGD):
    def step(self, closure=None):
        for p in self.param_groups[0]["params"]:
            p.grad = p.grad + torch.randn_like(p)
        super().step()


class Late(torch.optim.SGD):
    """Clips from the tenth step on."""

    def step(self, closure=None):
        self.count = getattr(self, "count", 0) + 1
        if self.count > 9:
            torch.nn.utils.clip_grad_norm_([p for group in self.param_groups for p in group["params"]], 1e-3)
        super().step()


APART = ["SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "NAdam", "RAdam", "Adamax", "Adadelta", "ASGD", "Rprop"]


@pytest.fixture(autouse=True)
def as_in_training():
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.mark.parametrize("name", APART)
def test_these_run_together(name):
    assert coordinatewise(getattr(torch.optim, name), {"lr": 0.1}, 3)


@pytest.mark.parametrize("optimizer", [Clipped, Lars, Noisy, torch.optim.Adafactor, torch.optim.LBFGS], ids=lambda one: one.__name__)
def test_these_run_alone(optimizer):
    assert not coordinatewise(optimizer, {"lr": 0.1}, 3)


def test_what_couples_later_is_seen_along_the_run(monkeypatch):
    assert coordinatewise(Late, {"lr": 0.1}, 3)
    one = load(lookup("momentum-identities"))
    real = replace(one.theorem, method=TorchOptimizer(Late, lr=Rational(1, 10), gradient=g[t]), claim=Eq(x[T], x[0]))
    tried, started = [], torch_runs._started
    monkeypatch.setattr(torch_runs, "_started", lambda job, start: tried.append(job.alone) or started(job, start))
    list(results(Loaded(one.entry, real), Options(instances=4, steps=12, rounds=0)))
    assert (False, True) in list(pairwise(tried))


def test_running_together_changes_no_result(monkeypatch):
    one = load(lookup("momentum-identities")).running(Choice("torch.optim:SGD", ("lr=1/10", "momentum=9/10"), ASKED))
    options = Options(instances=4, steps=12, rounds=0)
    together = [found.as_json() for found in results(one, options)]
    monkeypatch.setattr(torch_runs, "FEWEST", 10**9)
    alone = [found.as_json() for found in results(one, options)]
    for a, b in zip(together, alone, strict=True):
        assert (a["verdict"], a["instances"]) == (b["verdict"], b["instances"])
