"""Theorem files about real optimizers, from the file to the verdict: true and false claims, planted faults, replay, bad input."""

import json

import pytest

from checkers.replay import replay
from checkers.verdict import Verdict
from checkers.verify import Options, results
from theorems.catalogue import entry_for_file, load
from theorems.errors import CatalogueError

HEAD = '''"""A statement about a real optimizer."""
import torch
from theorems.hypotheses import *
from theorems.language import *
from theorems.torch_optimizer import TorchOptimizer
L, mu, eta, sigma = constants("L mu eta sigma")
a, g = reals("a"), sequence("g")

class WrongSign(torch.optim.SGD):
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=group["lr"])

class Forgetful(torch.optim.SGD):
    """Takes every second step."""
    @torch.no_grad()
    def step(self, closure=None):
        self.state["count"] = self.state.get("count", 0) + 1
        if self.state["count"] % 2:
            super().step()

class Half(torch.optim.Adam):
    """Lets its rate grow by half."""
    def step(self, closure=None):
        self.param_groups[0]["lr"] *= 1.5
        return super().step(closure)

class Nothing(torch.optim.SGD):
    @torch.no_grad()
    def step(self, closure=None):
        self.param_groups[0]["params"][0].mul_(float("nan"))

class Leaving(torch.optim.SGD):
    def step(self, closure=None):
        raise SystemExit(7)

'''
GIVEN = "given=[Smooth(L), PL(mu), mu <= L, eta <= 1 / L]"
GD = f"{GIVEN}, method=TorchOptimizer(torch.optim.SGD, lr=eta)"
RATE = "f(x[t]) - f_star <= (1 - eta * mu)**t * (f(x[0]) - f_star)"
SMOOTH = "given=[Smooth(L)], method=TorchOptimizer(torch.optim.SGD, lr=eta)"
CONVEX = "given=[Smooth(L), StronglyConvex(mu), eta <= 1/L], method=TorchOptimizer(torch.optim.SGD, lr=eta)"
NOISY = "given=[Smooth(L), BoundedVariance(sigma), eta <= 1/L], method=TorchOptimizer(torch.optim.SGD, lr=eta, batch=1)"
BOUNDED = "given=[Smooth(L)], method=TorchOptimizer(torch.optim.Adam, lr=eta, betas=(0, Rational(3, 4)), eps=0{})"
DRIFT = "method=TorchOptimizer(torch.optim.{}, lr=eta, gradient=g[t]), claim=Eq(x[T], x[0] - {} * eta * Sum(g[t], (t, 0, T - 1)))"

TRUE = {
    "descent": f"{GD}, claim=f(x[t+1]) <= f(x[t]) - eta * (1 - L*eta/2) * norm_sq(grad(x[t]))",
    "rate": f"{GD}, claim={RATE}",
    "own horizon": "given=[Smooth(L), eta <= 1/L], method=TorchOptimizer(torch.optim.SGD, lr=eta/sqrt(T)), claim=f(x[t+1]) <= f(x[t])",
    "schedule": "given=[Smooth(L), eta <= 1/L], method=TorchOptimizer(torch.optim.SGD, lr=eta/(t + 1)), claim=f(x[t+1]) <= f(x[t])",
    "noise": f"{NOISY}, claim=E(f(x[t+1]), given=x[t]) <= f(x[t]) - eta*(1 - L*eta/2)*norm_sq(grad(x[t])) + L*eta**2*sigma**2/2",
    "Adam's first step": BOUNDED.format("") + ", claim=norm_sq(x[1] - x[0]) <= d * eta**2",
    "Adam with foreach": BOUNDED.format(", foreach=True") + ", claim=norm_sq(x[t+1] - x[t]) <= 4 * d * eta**2",
    "Adam that maximizes": BOUNDED.format(", maximize=True") + ", claim=inner(grad(x[0]), x[1] - x[0]) >= 0",
    "free sequence": DRIFT.format("SGD", 1),
    "identity": f"{SMOOTH}, claim=Eq(x[t+1], x[t] - eta*grad(x[t]))",
    "identity of squares": f"{SMOOTH}, claim=norm_sq(x[t+1] - x[t]) >= eta**2*norm_sq(grad(x[t]))",
    "contraction": f"{CONVEX}, claim=norm_sq(x[t+1] - x_star) <= (1 - eta*mu)*norm_sq(x[t] - x_star)",
    "gradients": f"{CONVEX}, claim=norm_sq(grad(x[t+1])) <= norm_sq(grad(x[t]))",
}
FALSE = {
    "twice the descent": f"{GD}, claim=f(x[t+1]) <= f(x[t]) - eta * norm_sq(grad(x[t]))",
    "twice the rate": f"{GD}, claim={RATE.replace('eta * mu', '2 * eta * mu')}",
    "half the noise": f"{NOISY}, claim=E(f(x[t+1]), given=x[t]) <= f(x[t]) - eta*(1 - L*eta/2)*norm_sq(grad(x[t])) + L*eta**2*sigma**2/4",
    "almost surely": f"{NOISY}, claim=f(x[t+1]) <= f(x[t])",
    "Adam's second step": BOUNDED.format("") + ", claim=norm_sq(x[t+1] - x[t]) <= d * eta**2",
    "Adam that maximizes": BOUNDED.format(", maximize=True") + ", claim=inner(grad(x[0]), x[1] - x[0]) <= 0",
    "free sequence": DRIFT.format("SGD", 2),
    "greater": f"{GD}, claim=f(x[t]) - eta * norm_sq(grad(x[t])) >= f(x[t+1])",
}
FAULTY = {
    "wrong sign": f"{GIVEN}, method=TorchOptimizer(WrongSign, lr=eta), claim=f(x[t+1]) <= f(x[t])",
    "half too much": "given=[Smooth(L)], method=TorchOptimizer(Half, lr=eta), claim=norm(x[1] - x[0], oo) <= eta",
    "forgetful": f"{GIVEN}, method=TorchOptimizer(Forgetful, lr=eta), claim=f(x[t+1]) <= f(x[t]) - eta * (1 - L*eta/2) * norm_sq(grad(x[t]))",
}
EFFORT = Options(instances=4, seeds=4, steps=6, problems=("quadratic",))


@pytest.fixture
def loaded(tmp_path):
    def build(statement):
        file = tmp_path / "statement.py"
        file.write_text(f"{HEAD}theorem = Theorem({statement})\n")
        return load(entry_for_file(file))

    return build


def decided(one):
    problems = () if "g[t]" in str(one.theorem.method.gradient) else EFFORT.problems
    return next(results(one, Options(**{**vars(EFFORT), "problems": problems})))


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_supported(loaded, name):
    found = decided(loaded(TRUE[name]))
    assert (found.verdict, found.counterexample) == (Verdict.SUPPORTED, None), found.reason


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_refuted_in_floats_and_by_the_equations(loaded, name):
    found = decided(loaded(FALSE[name]))
    assert found.verdict is Verdict.REFUTED, found.reason
    shown = found.counterexample
    assert (shown["exact"], shown["model"]["outcome"], shown["model"]["parted_at"]) == (False, "violates", None)
    assert "violate it, too, decided exactly" in found.reason
    json.dumps(found.as_json(), allow_nan=False)


@pytest.mark.parametrize("name", FAULTY)
def test_faults_are_refuted_where_the_equations_hold(loaded, name):
    found = decided(loaded(FAULTY[name]))
    assert found.verdict is Verdict.REFUTED, found.reason
    assert (found.counterexample["exact"], found.counterexample["model"]["outcome"]) == (False, "holds")
    assert found.counterexample["model"]["parted_at"] is not None
    assert "a fault of the implementation, or rounding that it amplifies" in found.reason
    assert "float64" in found.as_json()["guarantee"]


def test_a_refutation_is_repeated_by_running_the_optimizer_again(loaded):
    found = decided(loaded(FAULTY["wrong sign"]))
    again = replay(found.evidence)
    assert again.verdict is Verdict.REFUTED
    kept = ("left", "right", "model", "optimizer", "exact", "rounding", "function")
    assert {name: again.counterexample[name] for name in kept} == {name: found.counterexample[name] for name in kept}
    assert again.reason == found.reason


def test_a_repaired_optimizer_is_not_refuted_by_old_evidence(loaded, tmp_path):
    """The digest tells classes apart by name and options; what the class does now is what counts."""
    found = decided(loaded(FAULTY["wrong sign"]))
    file = tmp_path / "statement.py"
    file.write_text(file.read_text().replace("p.add_(p.grad, alpha=group", "p.sub_(p.grad, alpha=group"))
    again = replay(found.evidence)
    assert (again.verdict, again.reason) == (Verdict.INCONCLUSIVE, "the stored instance does not violate the claim")


@pytest.mark.parametrize("claim", ["f(x[t+1]) <= f(x[t])", "f(x[t]) <= f(x[0])", "norm_sq(x[1]) <= 1"])
def test_an_optimizer_that_makes_no_numbers_is_told_so(loaded, claim):
    found = decided(loaded(f"{GIVEN}, method=TorchOptimizer(Nothing, lr=eta), claim={claim}"))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "the optimizer makes x infinite or NaN" in found.reason


def test_an_optimizer_that_ends_the_program_is_told_so(loaded):
    found = decided(loaded(f"{GIVEN}, method=TorchOptimizer(Leaving, lr=eta), claim=f(x[t+1]) <= f(x[t])"))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert "SystemExit: 7" in found.reason


def test_what_the_optimizer_refuses_is_not_applicable(loaded):
    found = decided(loaded("given=[Smooth(L), a < 0], method=TorchOptimizer(torch.optim.SGD, lr=a), claim=f(x[t+1]) <= f(x[t])"))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert "ValueError: Invalid learning rate: -" in found.reason


def test_what_it_refuses_on_some_cases_is_said(loaded):
    found = decided(loaded("given=[Smooth(L), a <= 1/L, a >= -1], method=TorchOptimizer(torch.optim.SGD, lr=a), claim=f(x[t+1]) <= f(x[t])"))
    assert found.verdict is Verdict.SUPPORTED
    assert "the optimizer raised on" in found.reason


def test_a_strict_claim_is_left_open_where_floats_cannot_tell(loaded):
    found = decided(loaded(f"{GD}, claim=f(x[t+1]) < f(x[t])"))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "cannot be told from rounding" in found.reason


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("method=TorchOptimizer(torch.optim.Adam, lr=eta, beta=(0, 0)), claim=f(x[t]) >= 0", 'has no option "beta". Did you mean "betas"?'),
        ("method=TorchOptimizer(torch.optim.Adam, lr=0.1), claim=f(x[t]) >= 0", "floats are not exact"),
        ("method=TorchOptimizer(torch.nn.Linear), claim=f(x[t]) >= 0", "is no optimizer of torch"),
    ],
)
def test_bad_input_is_one_message_with_its_line(loaded, statement, message):
    with pytest.raises(CatalogueError, match=message.replace("(", r"\(").replace("?", r"\?")) as raised:
        loaded(statement)
    assert raised.value.line == HEAD.count("\n") + 1


@pytest.mark.slow
def test_the_published_step_bound_is_broken_by_torch_adam_first_at_step_210(tmp_path):
    file = tmp_path / "published.py"
    options = "lr=eta, betas=(Rational(9, 10), Rational(999, 1000)), eps=0, gradient=g[t]"
    published = "eta * Max(1, Rational(1, 10) / sqrt(Rational(1, 1000)))"
    claim = f"claim=Abs(x[t] - x[t - 1]) <= {published}"
    file.write_text(HEAD + f"theorem = Theorem(method=TorchOptimizer(torch.optim.Adam, {options}), {claim})\n", encoding="utf-8")
    (found,) = results(load(entry_for_file(file)), Options(instances=8))
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample["exact"] is False
    assert found.counterexample["t"] == 210
    assert "geometric" in found.counterexample["found_by"]
