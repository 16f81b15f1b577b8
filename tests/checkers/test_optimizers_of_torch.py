"""Every optimizer of torch.optim with its flags against claims of the catalogue: what it keeps and what it breaks, as its mathematics says."""

import sys
import types
from dataclasses import replace

import pytest
import torch

from checkers.verdict import Verdict
from checkers.verify import Options, results
from theorems.catalogue import load, lookup
from theorems.stand_in import ASKED, LIKE, Choice

KEPT, BROKEN, REFUSED = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_APPLICABLE
DECREASE, STEPS, WEIGHED = "gd-one-step-decrease", "momentum-identities", "adam-bias-correction"
MEAN, FIRST = 0, 1
"""The claims of adam-bias-correction: weighted means at every step, and the first step."""

VERDICTS = [
    # SGD is each of these methods; the flags choose a way to compute
    ("SGD", "", DECREASE, 0, KEPT),
    ("SGD", "", STEPS, 1, KEPT),
    ("SGD", "foreach=True", STEPS, 1, KEPT),
    ("SGD", "fused=True", STEPS, 1, KEPT),
    ("SGD", "differentiable=True", STEPS, 1, KEPT),
    ("SGD", "", "heavy-ball-quadratic", 0, KEPT),
    ("SGD", "", "dampened-momentum", 0, KEPT),
    ("SGD", "", "nesterov-momentum", 0, KEPT),
    ("SGD", "fused=True", "nesterov-momentum", 0, KEPT),
    ("SGD", "", "sgd-weight-decay", 0, KEPT),
    ("SGD", "", "gradient-ascent", 0, KEPT),
    ("SGD", "foreach=True", "gradient-ascent", 0, KEPT),
    # ascent increases f; with momentum a step goes on past the minimum that the step 1/L has reached
    ("SGD", "maximize=True", DECREASE, 0, BROKEN),
    ("SGD", "momentum=9/10", DECREASE, 0, BROKEN),
    # without the option Nesterov's momentum is plain: its first step is eta g, not (1 + beta) eta g
    ("SGD", "nesterov=False", "nesterov-momentum", 0, BROKEN),
    # Adam's flags but amsgrad change no number; the maximum keeps large squares, so that the mean is no longer what is divided by
    ("Adam", "", WEIGHED, MEAN, KEPT),
    ("Adam", "foreach=True", WEIGHED, MEAN, KEPT),
    ("Adam", "fused=True", WEIGHED, MEAN, KEPT),
    ("Adam", "differentiable=True", WEIGHED, FIRST, KEPT),
    ("Adam", "capturable=True", WEIGHED, MEAN, REFUSED),
    ("Adam", "maximize=True", WEIGHED, FIRST, BROKEN),
    ("Adam", "amsgrad=True", WEIGHED, MEAN, BROKEN),
    ("Adam", "amsgrad=True", WEIGHED, FIRST, KEPT),
    ("Adam", "", "adam-update-bound", 0, KEPT),
    ("Adam", "", "amsgrad-denominator", 0, KEPT),
    ("Adam", "amsgrad=False", "amsgrad-denominator", 0, BROKEN),
    ("Adam", "", "adamw-decoupled", 0, KEPT),
    ("Adam", "decoupled_weight_decay=False", "adamw-decoupled", 0, BROKEN),
    ("AdamW", "", "adamw-decoupled", 0, KEPT),
    ("AdamW", "foreach=True", "adamw-decoupled", 0, KEPT),
    ("AdamW", "fused=True", "adamw-decoupled", 0, KEPT),
    ("AdamW", "", "adamw-bounded", 0, KEPT),
    ("AdamW", "", WEIGHED, MEAN, KEPT),
    ("Adagrad", "", "adagrad-steps", 0, KEPT),
    ("Adagrad", "fused=True", "adagrad-steps", 0, KEPT),
    ("RMSprop", "", "rmsprop-steps", 0, KEPT),
    ("RMSprop", "foreach=True", "rmsprop-centred", 0, KEPT),
    ("RMSprop", "centered=False", "rmsprop-centred", 0, BROKEN),
    # Adamax divides the first gradient by its modulus, and later ones by a decaying maximum, which is no root of a mean
    ("Adamax", "", WEIGHED, FIRST, KEPT),
    ("Adamax", "", WEIGHED, MEAN, BROKEN),
    # NAdam adds the momentum of the next step to the first one; RAdam's first steps are not divided by a root
    ("NAdam", "", WEIGHED, FIRST, BROKEN),
    ("RAdam", "", WEIGHED, FIRST, BROKEN),
    # averaged SGD without its own decay is SGD, whose average it keeps beside
    ("ASGD", "lambd=0", DECREASE, 0, KEPT),
    ("ASGD", "", DECREASE, 0, BROKEN),
    # steps whose length does not follow the gradient's: too long near a minimum, or too short far from it
    ("Rprop", "", DECREASE, 0, BROKEN),
    ("Adadelta", "", DECREASE, 0, BROKEN),
    ("Adafactor", "", DECREASE, 0, BROKEN),
    ("LBFGS", "max_iter=1", DECREASE, 0, BROKEN),
    # matrices only; sparse gradients only
    ("Muon", "", DECREASE, 0, REFUSED),
    ("SparseAdam", "", WEIGHED, MEAN, REFUSED),
]
QUICK = {
    ("SGD", "", STEPS),
    ("SGD", "maximize=True", DECREASE),
    ("Adam", "fused=True", WEIGHED),
    ("Adam", "capturable=True", WEIGHED),
    ("AdamW", "", "adamw-decoupled"),
    ("RAdam", "", WEIGHED),
    ("LBFGS", "max_iter=1", DECREASE),
    ("Muon", "", DECREASE),
}
EFFORT = Options(instances=4, seeds=2, steps=5, rounds=0)


def marked(one):
    optimizer, option, theorem, number, _ = one
    slow = () if (optimizer, option, theorem) in QUICK else pytest.mark.slow
    return pytest.param(*one, id=f"{optimizer}({option}) {theorem}[{number}]", marks=slow)


@pytest.mark.parametrize(("optimizer", "option", "theorem", "number", "verdict"), [marked(one) for one in VERDICTS])
def test_a_claim_is_kept_or_broken_as_the_mathematics_says(optimizer, option, theorem, number, verdict):
    about_functions = theorem == DECREASE
    options = (option,) * bool(option) + ("lr=eta",) * about_functions
    loaded = load(lookup(theorem)).running(Choice(f"torch.optim:{optimizer}", options, ASKED if about_functions else LIKE))
    alone = replace(loaded, theorem=replace(loaded.theorem, claim=loaded.theorem.claims[number]))
    (found,) = results(alone, replace(EFFORT, problems=("quadratic",)) if loaded.theorem.hypotheses else EFFORT)
    assert found.verdict is verdict, found.reason


class Mine(torch.optim.RMSprop):
    """The same numbers in another order, the estimate of the variance not below zero."""

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                state, beta = self.state[p], group["alpha"]
                state["second"] = beta * state.get("second", 0) + (1 - beta) * p.grad**2
                state["first"] = beta * state.get("first", 0) + (1 - beta) * p.grad
                p.sub_(group["lr"] * p.grad / ((state["second"] - state["first"] ** 2).clamp(min=0).sqrt() + group["eps"]))


@pytest.mark.parametrize("name", ["torch.optim:RMSprop", "cancelling:Mine"])
def test_equations_that_cancel_make_no_refutation_of_what_computes_them_in_floats(name, monkeypatch):
    """g = 1/1000 at every step, beta = 1/10, t = 9: the variance is 1e-10 of its two terms, of which floats know 16 digits."""
    monkeypatch.setitem(sys.modules, "cancelling", types.ModuleType("cancelling"))
    sys.modules["cancelling"].Mine = Mine
    loaded = load(lookup("rmsprop-centred")).running(Choice(name, (), LIKE))
    (found,) = results(loaded, replace(EFFORT, instances=12, steps=10, without=("climb",)))
    assert found.verdict is Verdict.SUPPORTED, found.reason


def test_every_optimizer_of_torch_is_tried():
    there = {name for name, value in vars(torch.optim).items() if isinstance(value, type) and name != "Optimizer"}
    assert {name for name, *_ in VERDICTS} == there
