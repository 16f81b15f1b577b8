"""Problems from modules and data: what is certified for which structure, that the loss is the module's, and what is refused."""

import copy

import numpy as np
import pytest
import torch
from torch import nn

import lemmata
from problems.instance import EVERYWHERE
from problems.torch_function import ProblemError

torch.manual_seed(0)
X = torch.randn(12, 3)
Y = X @ torch.tensor([1.0, -2.0, 0.5]) + 0.1 * torch.randn(12)
LABELS = (Y > 0).double()


def network(*trained, activation=nn.Tanh):
    made = nn.Sequential(nn.Linear(3, 2), activation(), nn.Linear(2, 1))
    for number in (0, 2):
        made[number].requires_grad_(number in trained)
    return made


def certified(problem):
    return {name for name, fact in problem.instance.facts.items() if fact.scope == EVERYWHERE}


STRUCTURES = [
    ("least squares", nn.Linear(3, 1), "squared", "linear_model", {"smooth", "convex", "pl", "quadratic", "quadratic_growth", "strongly_convex"}),
    ("without a bias", nn.Linear(3, 1, bias=False), "mse", "linear_model", {"smooth", "pl"}),
    ("two outputs", nn.Linear(3, 2), "mse", "linear_model", {"smooth", "pl"}),
    ("logistic", nn.Linear(3, 1), "logistic", "logistic", {"smooth", "convex", "lipschitz", "variance"}),
    ("first layer", network(0), "squared", "feedforward", {"smooth", "lipschitz"}),
    ("last layer", network(2), "squared", "feedforward", {"smooth"}),
    ("first layer, logistic", network(0, activation=nn.Softplus), "logistic", "feedforward", {"smooth", "lipschitz"}),
    ("both layers", network(0, 2), "squared", "feedforward", set()),
    ("code", network(0, 2, activation=nn.ReLU), "mse", "torch_function", set()),
]


@pytest.mark.parametrize(("module", "loss", "family", "facts"), [one[1:] for one in STRUCTURES], ids=[one[0] for one in STRUCTURES])
def test_each_structure_has_its_certificates_and_computes_the_modules_loss(module, loss, family, facts):
    outputs = module(X).shape[1]
    targets = (LABELS if loss == "logistic" else Y.double())[:, None].expand(-1, outputs)
    problem = lemmata.problem_of(module, X, targets, loss)
    assert problem.instance.family == family
    assert facts <= certified(problem)
    assert facts or not certified(problem)
    residual = module.double()(X.double()) - targets
    losses = {"squared": (residual**2).sum() / 24, "mse": (residual**2).mean(), "logistic": nn.BCEWithLogitsLoss()(residual + targets, targets)}
    assert problem.value(problem.start) == pytest.approx(losses[loss].item(), rel=1e-9)
    module.float()


def test_the_modules_own_losses_are_known_and_gradients_are_those_of_autograd():
    module = network(0, 2).double()
    problem = lemmata.problem_of(module, X, Y[:, None], nn.MSELoss())
    nn.MSELoss()(module(X.double()), Y.double()[:, None]).backward()
    slope = torch.cat([p.grad.reshape(-1) for p in module.parameters()]).numpy()
    assert problem.instance.family == "feedforward"
    assert np.allclose(problem.gradient(problem.start), slope)


def test_the_module_is_not_changed_and_a_conversion_is_said():
    module = nn.Linear(3, 1)
    before = module.weight.clone()
    problem = lemmata.problem_of(module, X, Y)
    assert module.weight.dtype == torch.float32
    assert torch.equal(module.weight, before)
    assert "its weights are converted to float64" in problem.notes


class Doubled(nn.Linear):
    """Computes something else than a linear layer."""

    def forward(self, x):
        return 2 * super().forward(x)


def hooked():
    module = nn.Linear(3, 1)
    module.register_forward_hook(lambda *given: 2 * given[-1])
    return module


def shared():
    layer = nn.Linear(3, 3)
    return nn.Sequential(layer, nn.Tanh(), layer)


def tied():
    module = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3))
    module[2].weight = module[0].weight
    return module


@pytest.mark.parametrize(("module", "why"), [(Doubled(3, 1), "Doubled is no layer"), (hooked(), "has hooks"), (shared(), "share their weights"),
                                             (tied(), "share their weights")],
                         ids=["subclass", "hook", "shared", "tied"])  # fmt: skip
def test_what_is_not_what_it_looks_like_is_known_as_code_only(module, why):
    targets = torch.zeros_like(module(X)).detach()
    problem = lemmata.problem_of(module, X, targets)
    assert problem.instance.in_floats
    assert not certified(problem)
    copied = copy.deepcopy(module).double()
    ((copied(X.double()) - targets) ** 2).sum().div(24).backward()
    slope = torch.cat([p.grad.reshape(-1) for p in copied.parameters()]).numpy()
    assert np.allclose(problem.gradient(problem.start), slope)
    assert any(why in note for note in problem.notes)


REFUSED = [
    (lambda: (nn.Sequential(nn.Linear(3, 2), nn.Dropout(), nn.Linear(2, 1)), X, Y), r"Dropout in training mode .* module.eval\(\)"),
    (lambda: (nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)), X, Y), "BatchNorm1d in training mode"),
    (lambda: (nn.ReLU(), X, Y), "has 0 trained weights"),
    (lambda: (network(), X, Y), "has 0 trained weights"),
    (lambda: (nn.Linear(3000, 1), torch.zeros(1, 3000), [0.0]), "has 3001 trained weights: a problem has from 1 to 2000"),
    (lambda: (nn.Linear(3, 1), X, Y, "huber"), 'no loss is called "huber"'),
    (lambda: (nn.Linear(3, 1), X, Y, nn.MSELoss()), "must have one shape"),
    (lambda: (nn.Linear(3, 1), X, Y, "logistic"), "are labels"),
    (lambda: (nn.Linear(3, 1), X, Y[:5]), "12 inputs, but 5 targets"),
    (lambda: (nn.Linear(3, 1), X * torch.nan, Y), "inputs are finite numbers"),
    (lambda: (nn.Linear(3, 1), X, "targets"), "targets are an array of numbers"),
    (lambda: (lambda x: x, X, Y), "takes a torch.nn.Module"),
    (lambda: (nn.Linear(3, 1), X, Y, lambda outputs, targets: outputs), "returns a tensor of shape"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_makes_no_problem_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        lemmata.problem_of(*given())


def test_dropout_in_eval_mode_does_nothing():
    module = nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Dropout(), nn.Linear(2, 1)).eval()
    assert lemmata.problem_of(module, X, Y).instance.family == "feedforward"


def test_data_and_weights_that_make_no_problem_are_told_in_one_message():
    inputs, targets = torch.ones(3, 2), torch.ones(3)
    undefined = nn.Linear(2, 1)
    undefined.weight.data[0, 0] = float("nan")
    for module, data, said in (
        (nn.Linear(2, 1), inputs + 1j, "inputs are real numbers, not of torch.complex64"),
        (nn.Linear(5, 1), inputs, "Linear raises RuntimeError at inputs of shape"),
        (undefined, inputs, "a weight of the module is not a finite number"),
    ):
        with pytest.raises(ProblemError, match=said):
            lemmata.problem_of(module, data, targets)
