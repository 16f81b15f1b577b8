"""Real optimizers as methods: what is kept of a class and its options, what is refused, which equations stand beside it, how it is printed."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp
import torch

from theorems import methods
from theorems.language import (
    E,
    LanguageError,
    Rational,
    T,
    Theorem,
    constants,
    d,
    f,
    f_star,
    grad,
    iterates,
    k,
    naturals,
    points,
    reals,
    sequence,
    sqrt,
    stochastic_grad,
    t,
    x,
)
from theorems.online_game import OnlineGame
from theorems.printing import shown_method
from theorems.torch_optimizer import TorchOptimizer, accepted

alpha, beta1, beta2, eps, lam = constants("alpha beta1 beta2 eps lam")
g, y = sequence("g"), iterates("y")
CLAIM = f(x[t + 1]) <= f(x[t])


class Plain(torch.optim.Optimizer):
    def __init__(self, params, lr, clip=None):
        super().__init__(params, {"lr": lr, "clip": clip})

    def step(self):
        pass


class Passing(torch.optim.Adam):
    def __init__(self, params, *, extra=1, **others):
        super().__init__(params, **others)


class Fixed(torch.optim.Adam):
    """Hides the options of its base."""

    def __init__(self, params, lr=0.5):
        super().__init__(params, lr=lr, betas=(0.5, 0.5))


class Anything(torch.optim.Optimizer):
    def __init__(self, params, **options):
        super().__init__(params, options)


def test_options_are_kept_exactly_and_in_one_order():
    made = TorchOptimizer(torch.optim.Adam, lr=alpha / 2, eps=0, betas=(beta1, Fraction(1, 3)), amsgrad=True, foreach=None)
    assert dict(made.options) == {"lr": alpha / 2, "eps": 0, "betas": (beta1, Rational(1, 3)), "amsgrad": True, "foreach": None}
    assert made == TorchOptimizer(torch.optim.Adam, amsgrad=True, foreach=None, betas=[beta1, Rational(1, 3)], eps=0, lr=alpha / 2)
    assert hash(made) == hash(replaced(made))
    assert (made.name, made.sequences, made.random, made.horizon_free, made.equations) == ("torch.optim.Adam", {"x": "vector"}, False, True, ())


def replaced(made):
    return TorchOptimizer(made.optimizer, **dict(made.options))


def test_the_statement_speaks_of_what_options_and_gradient_name():
    b = naturals("b")
    theorem = Theorem(method=TorchOptimizer(torch.optim.Adam, lr=alpha / d, betas=(beta1, beta2), batch=b), claim=E(f(x[t])) >= f_star)
    assert {alpha, beta1, beta2, b, d, stochastic_grad(x[t], batch=b)} <= set(theorem.terms())
    assert theorem.method.random
    with pytest.raises(LanguageError, match="mixes an expectation"):
        replace(theorem, claim=E(f(x[t])) >= f(x[t]))


def test_the_digest_tells_classes_options_and_gradients_apart():
    def digest(*arguments, **options):
        return Theorem(method=TorchOptimizer(*arguments, **options), claim=CLAIM).digest(CLAIM)

    adam = digest(torch.optim.Adam, lr=alpha, eps=0)
    assert adam == digest(torch.optim.Adam, eps=0, lr=alpha)
    others = [
        digest(torch.optim.AdamW, lr=alpha, eps=0),
        digest(torch.optim.Adam, lr=alpha),
        digest(torch.optim.Adam, lr=2 * alpha, eps=0),
        digest(torch.optim.Adam, lr=alpha, eps=0, maximize=True),
        digest(torch.optim.Adam, lr=alpha, eps=0, gradient=2 * grad(x[t])),
        digest(torch.optim.Adam, lr=alpha, eps=0, batch=1),
    ]
    assert len({adam, *others}) == 7


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: TorchOptimizer(torch.optim.Adam, lr=alpha, beta=(beta1, beta2)), 'has no option "beta". Did you mean "betas"?'),
        (lambda: TorchOptimizer(Passing, lr=alpha, betaz=1), 'no option "betaz". Did you mean "betas"?'),
        (lambda: TorchOptimizer(Plain, clip=1), "needs the option lr"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=0.1), r"write Rational\(1, 10\) for 0.1"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=alpha, betas=(0.9, beta2)), r"write Rational\(9, 10\)"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=1 / (1 + f(x[0]))), "an option is made of constants"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=f_star), "an option is made of constants"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=points("u")), "an option is made of constants"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=sp.Symbol("rate")), "is not declared"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=1 / (k + 1)), "depends on k"),
        (lambda: TorchOptimizer(torch.optim.Adam, eps=1 / (t + 1)), "depends on t"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=torch.tensor(0.1)), "is no option of a statement"),
        (lambda: TorchOptimizer(torch.optim.Adam, lr=lambda: 1), "is no option of a statement"),
        (lambda: TorchOptimizer(torch.optim.Adam([torch.zeros(1)]), lr=alpha), "takes a class"),
        (lambda: TorchOptimizer(torch.optim, lr=alpha), "takes a class"),
        (lambda: TorchOptimizer(torch.nn.Linear), "it has no method step"),
        (lambda: TorchOptimizer(torch.optim.lr_scheduler.StepLR), "it has no method zero_grad"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=grad(x[t - 1])), r"made of x\[t\] and x\[0\]"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=grad(x[t + 1])), r"made of x\[t\] and x\[0\]"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=grad(y[t])), 'no sequence "y"'),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=E(grad(x[t]))), "cannot use an expectation"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=stochastic_grad(x[t], sample=t + 1)), "draws with sample=t"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=grad(x[t]) + alpha), "adds the number -alpha to a vector"),
        (lambda: TorchOptimizer(torch.optim.SGD, gradient=grad(x[t]), batch=2), "not both"),
        (lambda: Theorem(method=torch.optim.SGD, claim=CLAIM), "is not a method"),
        (lambda: Theorem(method=TorchOptimizer(torch.optim.SGD), setting=OnlineGame(x[t], comparator=0), claim=x[t] >= 0), "about equations"),
    ],
)
def test_what_is_refused(make, message):
    with pytest.raises(LanguageError, match=message):
        make()


def test_options_are_found_through_the_classes_that_pass_them_on():
    assert accepted(Anything) == ({}, True)
    assert not accepted(Passing)[1]
    assert accepted(Passing)[0] == {"extra": 1, **accepted(torch.optim.Adam)[0]}
    assert set(accepted(Plain)[0]) == {"lr", "clip"}
    assert dict(TorchOptimizer(Anything, lr=alpha, whatever="yes").options) == {"lr": alpha, "whatever": "yes"}


@pytest.mark.parametrize(
    ("made", "model"),
    [
        (TorchOptimizer(torch.optim.SGD, lr=alpha, momentum=beta1, nesterov=True), methods.SGD(alpha, None, beta1, nesterov=True)),
        (TorchOptimizer(torch.optim.SGD, lr=alpha / (t + 1), weight_decay=lam), methods.SGD(alpha / (t + 1), None, weight_decay=lam)),
        (TorchOptimizer(torch.optim.SGD, lr=alpha, batch=3), methods.SGD(alpha, 3)),
        (TorchOptimizer(torch.optim.Adam), methods.Adam(Rational(1, 1000))),
        (TorchOptimizer(torch.optim.Adam, lr=alpha, betas=(beta1, beta2), eps=0), methods.Adam(alpha, beta1, beta2, 0)),
        (TorchOptimizer(torch.optim.Adam, lr=alpha, amsgrad=True, maximize=True), methods.Adam(alpha, amsgrad=True, maximize=True)),
        (TorchOptimizer(torch.optim.Adam, lr=alpha, foreach=True, fused=False), methods.Adam(alpha)),
        (TorchOptimizer(torch.optim.AdamW, lr=alpha, weight_decay=lam), methods.AdamW(alpha, weight_decay=lam)),
        (TorchOptimizer(torch.optim.Adagrad, lr=alpha, initial_accumulator_value=eps), methods.Adagrad(alpha, initial_accumulator=eps)),
        (TorchOptimizer(torch.optim.RMSprop, lr=alpha, alpha=beta2, centered=True), methods.RMSprop(alpha, beta2, centered=True)),
        (TorchOptimizer(torch.optim.NAdam, lr=alpha, decoupled_weight_decay=True), methods.NAdam(alpha, decoupled=True)),
        (TorchOptimizer(Passing, lr=alpha, extra=2), methods.Adam(alpha)),
    ],
)
def test_the_equations_of_the_classes_of_torch(made, model):
    assert set(made.model.equations) == set(model.equations)
    assert (made.model.start, made.model.name) == (model.start, model.name)


@pytest.mark.skipif("decoupled_weight_decay" not in accepted(torch.optim.Adam)[0], reason="an option of newer versions of torch")
def test_adam_with_decoupled_decay_is_adamw():
    made = TorchOptimizer(torch.optim.Adam, lr=alpha, weight_decay=lam, decoupled_weight_decay=True)
    assert made.model == methods.AdamW(alpha, weight_decay=lam)


@pytest.mark.parametrize(
    "made",
    [
        TorchOptimizer(torch.optim.LBFGS, lr=alpha),
        TorchOptimizer(Plain, lr=alpha),
        TorchOptimizer(Fixed, lr=alpha),
        TorchOptimizer(torch.optim.Adam, lr=alpha, betas=(beta1,)),
        TorchOptimizer(torch.optim.SGD, lr=alpha, nesterov=True),
        TorchOptimizer(torch.optim.Adam, lr=alpha, gradient=sequence("m")[t]),
    ],
)
def test_no_equations_where_none_are_known(made):
    assert made.model is None


def test_another_gradient_takes_its_place_in_the_equations():
    made = TorchOptimizer(torch.optim.SGD, lr=alpha, weight_decay=lam, gradient=2 * grad(x[t]) - x[0])
    (equation,) = made.model.equations
    assert sp.expand(equation.rhs - (x[t] - alpha * (2 * grad(x[t]) - x[0] + lam * x[t]))) == 0


def test_a_free_sequence_in_place_of_gradients_makes_x_a_number():
    made = TorchOptimizer(torch.optim.Adam, lr=alpha, gradient=g[t])
    assert made.sequences == {"x": "number"}
    assert made.model.sequences == {"x": "number", "m": "number", "v": "number"}
    assert g[t] in {term for e in made.model.equations for term in sp.preorder_traversal(e.rhs)}
    Theorem(method=made, claim=x[t] ** 2 >= 0)


def test_a_step_may_depend_on_the_horizon():
    made = TorchOptimizer(torch.optim.SGD, lr=alpha / sqrt(T), momentum=1 / T)
    assert not made.horizon_free
    assert not made.model.horizon_free


def test_it_is_printed_with_its_options_and_its_equations():
    made = TorchOptimizer(torch.optim.Adam, lr=alpha, betas=(beta1, beta2), eps=0, foreach=True)
    (plain, tex), *equations = shown_method(made)
    assert plain == "torch.optim.Adam(lr=α, betas=(β₁, β₂), eps=0, foreach=True), run in float64 with the gradient ∇f(x_t); its equations:"
    assert tex.startswith(r"\text{torch.optim.Adam}(\text{lr} = \alpha,\ \text{betas} = (\beta")
    assert equations == shown_method(made.model)
    assert len(shown_method(TorchOptimizer(torch.optim.LBFGS, lr=alpha))) == 1
    ((_, tex),) = shown_method(TorchOptimizer(torch.optim.LBFGS, lr=alpha, line_search_fn="strong_wolfe"))
    assert r"\text{line\_search\_fn} = \text{strong\_wolfe}" in tex


def test_a_real_may_be_an_option():
    a = reals("a")
    assert a in set(Theorem(method=TorchOptimizer(torch.optim.SGD, lr=a), claim=CLAIM).terms())


def test_statements_about_optimizers_need_no_torch():
    code = "import sys, theorems.language, theorems.torch_optimizer; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
