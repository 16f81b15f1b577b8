"""Optimizers as people write them, each with one fault planted in one line: a named claim of the catalogue finds it, and tells the step."""

import hashlib
import sys
from dataclasses import dataclass, replace

import pytest

from checkers.experiment.case import case_from_json
from checkers.experiment.decide import Outcome, Spot
from checkers.experiment.rounding import settled
from checkers.verdict import Verdict
from checkers.verify import Options, results
from theorems.catalogue import load, lookup
from theorems.normal_form import normal_form
from theorems.stand_in import LIKE, Choice

TEMPLATE = """import torch

class {name}(torch.optim.Optimizer):
    def __init__(self, params, {arguments}):
        super().__init__(params, dict({passed}))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            lr = group["lr"]
            for x in group["params"]:
                s, g = self.state[x], x.grad
{lines}
"""


@dataclass(frozen=True)
class Written:
    """An optimizer: its name, its options, and the lines of its update."""

    name: str
    arguments: str
    lines: str

    def file(self, right: str = "", wrong: str = "") -> str:
        """The module, with one piece of a line written otherwise."""
        assert not right or self.lines.count(right) == 1, right
        names = [part.split("=")[0].strip() for part in self.arguments.replace("(0.9, 0.999)", "()").split(", ")]
        lines = "\n".join(" " * 16 + line for line in self.lines.replace(right, wrong).strip().split("\n"))
        passed = ", ".join(f"{name}={name}" for name in names)
        return TEMPLATE.format(name=self.name, arguments=self.arguments, passed=passed, lines=lines)


MOMENTUM = Written(
    "MySGD",
    "lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False",
    """g = -g if group["maximize"] else g
g = g + group["weight_decay"] * x
if "buf" not in s:
    s["buf"] = g.clone()
else:
    s["buf"] = group["momentum"] * s["buf"] + (1 - group["dampening"]) * g
d = g + group["momentum"] * s["buf"] if group["nesterov"] else s["buf"]
x -= lr * d""",
)
ADAM = Written(
    "MyAdam",
    "lr, betas=(0.9, 0.999), eps=1e-8, amsgrad=False",
    """k = s["k"] = s.get("k", 0) + 1
(b1, b2), eps, zero = group["betas"], group["eps"], torch.zeros_like(x)
s["m"] = b1 * s.get("m", zero) + (1 - b1) * g
s["v"] = b2 * s.get("v", zero) + (1 - b2) * g**2
top = s["top"] = torch.maximum(s.get("top", zero), s["v"])
v = top if group["amsgrad"] else s["v"]
m, v = s["m"] / (1 - b1**k), v / (1 - b2**k)
x -= lr * m / (v.sqrt() + eps)""",
)
ADAMW = Written(
    "MyAdamW",
    "lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01",
    """k = s["k"] = s.get("k", 0) + 1
(b1, b2), eps, zero, decay = group["betas"], group["eps"], torch.zeros_like(x), group["weight_decay"]
x *= 1 - lr * decay
s["m"] = b1 * s.get("m", zero) + (1 - b1) * g
s["v"] = b2 * s.get("v", zero) + (1 - b2) * g**2
m, v = s["m"] / (1 - b1**k), s["v"] / (1 - b2**k)
x -= lr * m / (v.sqrt() + eps)""",
)
RMSPROP = Written(
    "MyRMSprop",
    "lr, alpha=0.99, eps=1e-8, centered=False",
    """a, zero = group["alpha"], torch.zeros_like(x)
v = s["v"] = a * s.get("v", zero) + (1 - a) * g**2
m = s["m"] = a * s.get("m", zero) + (1 - a) * g
v = v - m**2 if group["centered"] else v
x -= lr * g / (v.sqrt() + group["eps"])""",
)
ADAGRAD = Written(
    "MyAdagrad",
    "lr, eps=1e-10, lr_decay=0.0, initial_accumulator_value=0.0",
    """k = s["k"] = s.get("k", 0) + 1
s["sum"] = s.get("sum", torch.full_like(x, group["initial_accumulator_value"])) + g**2
x -= lr / (1 + (k - 1) * group["lr_decay"]) * g / (s["sum"].sqrt() + group["eps"])""",
)

RIGHT = [
    (MOMENTUM, "momentum-identities"),
    (MOMENTUM, "momentum-velocity"),
    (MOMENTUM, "heavy-ball-quadratic"),
    (MOMENTUM, "dampened-momentum"),
    (MOMENTUM, "nesterov-momentum"),
    (MOMENTUM, "sgd-weight-decay"),
    (MOMENTUM, "gradient-ascent"),
    (ADAM, "adam-bias-correction"),
    (ADAM, "adam-update-bound"),
    (ADAM, "amsgrad-denominator"),
    (ADAMW, "adamw-decoupled"),
    (ADAMW, "adamw-bounded"),
    (RMSPROP, "rmsprop-steps"),
    (RMSPROP, "rmsprop-centred"),
    (ADAGRAD, "adagrad-steps"),
]
BUF = """group["momentum"] * s["buf"] + (1"""
BUGS = {
    "the velocity is not multiplied": (MOMENTUM, BUF, """s["buf"] + (1""", "momentum-identities", "t = 1"),
    "the velocity is not multiplied, on functions": (MOMENTUM, BUF, """s["buf"] + (1""", "heavy-ball-quadratic", "t = 3"),
    "the learning rate in the buffer, too": (MOMENTUM, "]) * g", "]) * lr * g", "momentum-identities", "t = 1"),
    "the momentum with a factor 1 - beta": (
        MOMENTUM,
        '(1 - group["dampening"]) * g',
        '(1 - group["momentum"]) * g',
        "momentum-identities",
        "t = 1",
    ),
    "dampening of the wrong sign": (MOMENTUM, '(1 - group["dampening"])', '(1 + group["dampening"])', "dampened-momentum", "t = 1"),
    "dampening of the first gradient": (MOMENTUM, '"buf"] = g.clone()', '"buf"] = (1 - group["dampening"]) * g', "dampened-momentum", "t = 0"),
    "the buffer is reset every third step": (
        MOMENTUM,
        'if "buf" not in s:',
        's["k"] = s.get("k", -1) + 1\nif s["k"] % 3 == 0:',
        "momentum-identities",
        "t = 3",
    ),
    "no gradient in Nesterov's step": (MOMENTUM, 'd = g + group["momentum"]', 'd = group["momentum"]', "nesterov-momentum", "t = 0"),
    "Nesterov's momentum ignored": (MOMENTUM, ' if group["nesterov"]', ' if group["nesterov"] == 2', "nesterov-momentum", "t = 0"),
    "a weight decay of the wrong sign": (MOMENTUM, 'g + group["weight_decay"]', 'g - group["weight_decay"]', "sgd-weight-decay", "t = 1"),
    "a weight decay that is forgotten": (MOMENTUM, 'group["weight_decay"] * x', '0 * group["weight_decay"] * x', "sgd-weight-decay", "t = 1"),
    "maximize ignored": (MOMENTUM, "-g if", "g if", "gradient-ascent", "t = 0"),
    "no bias correction": (ADAM, 's["m"] / (1 - b1**k), v / (1 - b2**k)', 's["m"], v', "adam-bias-correction", "t = 0"),
    "no bias correction of the first moment": (ADAM, 's["m"] / (1 - b1**k)', 's["m"]', "adam-bias-correction", "t = 0"),
    "no bias correction of the second moment": (ADAM, "v / (1 - b2**k)", "v", "adam-bias-correction", "t = 0"),
    "a bias correction of the wrong power": (ADAM, "b1**k", "b1 ** (k + 1)", "adam-bias-correction", "t = 0"),
    "a bias correction whose power stays 1": (ADAM, "b1**k), v / (1 - b2**k)", "b1), v / (1 - b2)", "adam-bias-correction", "t = 1"),
    "no bias correction, by the bound": (ADAM, "v / (1 - b2**k)", "v", "adam-update-bound", "t = 1"),
    "eps inside the root": (ADAM, "(v.sqrt() + eps)", "(v + eps).sqrt()", "adam-bias-correction", "t = 0"),
    "eps before the correction": (
        ADAM,
        "x -= lr * m / (v.sqrt() + eps)",
        "x -= lr * m / (v.sqrt() + eps / (1 - b2**k) ** 0.5)",
        "adam-bias-correction",
        "t = 0",
    ),
    "swapped betas": (ADAM, "(b1, b2)", "(b2, b1)", "adam-bias-correction", "t = 1"),
    "a second moment of the moments": (ADAM, "(1 - b2) * g**2", '(1 - b2) * s["m"] ** 2', "adam-bias-correction", "t = 0"),
    "the largest second moment is not kept": (ADAM, 'torch.maximum(s.get("top", zero), s["v"])', 's["v"]', "amsgrad-denominator", "t = 0, T = 1"),
    "coupled decay": (ADAMW, "x *= 1 - lr * decay", "g = g + decay * x", "adamw-decoupled", "t = 1"),
    "coupled decay, by the bound": (ADAMW, "x *= 1 - lr * decay", "g = g + decay * x", "adamw-bounded", "t = 2"),
    "the decay twice": (ADAMW, "x *= 1 - lr * decay", "x *= (1 - lr * decay) ** 2", "adamw-decoupled", "t = 1"),
    "a decay that the learning rate does not scale": (ADAMW, "1 - lr * decay", "1 - decay", "adamw-decoupled", "t = 1"),
    "a decay that is undone": (ADAMW, "x -= lr * m", "x /= 1 - lr * decay\nx -= lr * m", "adamw-decoupled", "t = 1"),
    "a centre that is not squared": (RMSPROP, "v - m**2", "v - m.abs()", "rmsprop-centred", "t = 0"),
    "not centred": (RMSPROP, 'if group["centered"]', 'if group["centered"] is None', "rmsprop-centred", "t = 0"),
    "a corrected bias": (RMSPROP, "x -= lr * g", 'v = v / (1 - a ** s.setdefault("k", 1))\nx -= lr * g', "rmsprop-steps", "t = 0"),
    "AdaGrad without the root": (ADAGRAD, ".sqrt()", "", "adagrad-steps", "t = 0"),
    "AdaGrad that forgets": (ADAGRAD, '+ g**2', '* 0.9 + g**2', "adagrad-steps", "t = 0"),
    "a schedule off by one": (ADAGRAD, "(k - 1) *", "k *", "adagrad-steps", "t = 0"),
}  # fmt: skip
SHOWN = (
    "the velocity is not multiplied, on functions",
    "the learning rate in the buffer, too",
    "dampening of the wrong sign",
    "no bias correction",
    "no bias correction of the second moment",
    "a bias correction of the wrong power",
    "coupled decay",
    "the decay twice",
    "a decay that the learning rate does not scale",
)
"""Those that every run of the tests plants; the others are slow together."""

EFFORT = Options(instances=6, seeds=4, steps=6, rounds=1)


@pytest.fixture
def running(tmp_path, monkeypatch):
    """A theorem about runs of the class in a file of its own."""
    monkeypatch.chdir(tmp_path)

    def build(theorem, written, right="", wrong=""):
        text = written.file(right, wrong)
        assert text.count("\n") <= 25
        module = f"planted_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        (tmp_path / f"{module}.py").write_text(text)
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
        return load(lookup(theorem)).running(Choice(f"{module}:{written.name}", (), LIKE))

    return build


def place_of(found):
    """Where a claim is broken, as people read it."""
    return ", ".join(f"{name} = {found.counterexample[name]}" for name in ("t", "T") if found.counterexample[name] is not None) or "t = 0"


def broken_before(loaded, found):
    """Steps before the one that is told at which the same run violates the claim already."""
    case, spot = case_from_json(found.counterexample["case"]), Spot(**found.counterexample["spot"])
    claim = loaded.theorem.claims[found.claim]
    narrowed, form = replace(loaded.theorem, claim=claim), normal_form(claim, loaded.theorem.sequences)
    earlier = [replace(spot, t=t) for t in range(spot.t)]
    return [one.t for one in earlier if settled(narrowed, form, case, one)[0].outcome is Outcome.VIOLATED]


def effort(theorem):
    """Less where the claim is about functions: one family says enough."""
    about_functions = load(lookup(theorem)).theorem.hypotheses
    return replace(EFFORT, problems=("quadratic",)) if about_functions else EFFORT


KEPT_QUICK = ("momentum-velocity", "adam-bias-correction", "adamw-decoupled", "rmsprop-steps")
MARKED = [pytest.param(*one, id=f"{one[0].name} {one[1]}", marks=() if one[1] in KEPT_QUICK else pytest.mark.slow) for one in RIGHT]


@pytest.mark.parametrize(("written", "theorem"), MARKED)
def test_the_right_update_keeps_the_claim(running, written, theorem):
    for found in results(running(theorem, written), effort(theorem)):
        assert found.verdict is Verdict.SUPPORTED, (found.statement, found.reason)


@pytest.mark.parametrize("name", [name if name in SHOWN else pytest.param(name, marks=pytest.mark.slow) for name in BUGS])
def test_a_planted_fault_is_found_by_a_claim_that_tells_the_step(running, name):
    written, right, wrong, theorem, place = BUGS[name]
    loaded = running(theorem, written, right, wrong)
    found = list(results(loaded, effort(theorem)))
    broken = [one for one in found if one.verdict is Verdict.REFUTED]
    assert broken, [(one.verdict, one.reason) for one in found]
    assert place_of(broken[0]) == place
    for one in broken:
        shown = one.counterexample
        assert (shown["exact"], shown["model"]["outcome"]) == (False, "holds")
        assert shown["model"]["parted_at"] is not None
        assert one.optimizer["in_place_of"] == load(lookup(theorem)).theorem.method.name
        assert not broken_before(loaded, one)
