"""A real optimizer in place of a theorem's method: which options it gets, and which constants of the statement they fix.

An option that is given is taken as it is; one that is not given is the theorem's own (its method's argument of that name), else the class's
default. A given value says what the parameters of the theorem are: `lr=1/L` of a theorem about steps eta adds eta = 1/L to its hypotheses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from theorems import words as w
from theorems.errors import LanguageError
from theorems.language import Theorem
from theorems.method import Method
from theorems.numbers import parse_option
from theorems.optimizer_class import imported
from theorems.torch_optimizer import NAMES, NEEDED, SCHEDULED, WITHOUT_EQUATION, TorchOptimizer, accepted, check_options, implementing, qualified
from theorems.typed import free_indices, walk

FED = ("batch", "gradient")
"""Arguments of methods that say which gradient they follow."""

BETAS = ("beta1", "beta2")

ASKED, LIKE, FITTING = "asked", "like", "fitting"
"""How it is known that an optimizer may stand in a theorem's place."""


@dataclass(frozen=True)
class Choice:
    """An optimizer in place of methods: `package.module:Class` and its options as they are written, as in ("lr=1/L",).

    how   : ASKED where a person named the theorem, LIKE where a person said which method it is, FITTING where its options shall tell
    fixed : the names of constants that are fixed otherwise (`--set`)
    """

    name: str
    options: tuple[str, ...] = ()
    how: str = ASKED
    fixed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unfit(Exception):  # noqa: N818
    """Why an optimizer cannot stand in a theorem's place."""

    reason: str

    def __str__(self) -> str:
        return self.reason


def with_optimizer(theorem: Theorem, choice: Choice) -> Theorem:
    """The theorem about runs of the optimizer; Unfit where its method is no such thing, LanguageError where an option is none."""
    optimizer = imported(choice.name)
    check_options(optimizer, [text.partition("=")[0].strip() for text in choice.options])
    method, fed = _followed(theorem)
    given = given_options(theorem, choice, optimizer)
    own = own_options(method, optimizer)
    if choice.how == FITTING:
        _fits(theorem, method, optimizer, given, own)
    else:
        _told(choice, method, optimizer, given, own)
    relations = list(_relations(theorem, given, own))
    made = TorchOptimizer(optimizer, gradient=fed, **{**own, **given})
    if made.model is None and _is_meant(theorem, method, optimizer, given, own):
        made = implementing(made, method)
    return replace(theorem, method=made, given=[*theorem.given, *relations])


def _is_meant(theorem: Theorem, method: Method, optimizer: type, given: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    """Whether the class with these options should do what the theorem's method does."""
    try:
        _fits(theorem, method, optimizer, given, own)
    except Unfit:
        return False
    return True


def _followed(theorem: Theorem) -> tuple[Method, Any]:
    """The method and the gradient that it follows, at x[t]."""
    method = theorem.method
    if theorem.setting is not None:
        raise Unfit("it is about a setting of its own, which takes equations")
    if isinstance(method, TorchOptimizer):
        raise Unfit("its method is a real optimizer already")
    if method is None:
        raise Unfit("it has no method")
    hidden = set(method.sequences) - {"x"}
    for claim in theorem.claims:
        spoken = next((e for e in walk(claim) if isinstance(e, sp.Indexed) and str(e.base) in hidden), None)
        if spoken is not None:
            raise Unfit(f"its claim speaks of {spoken}, which an optimizer keeps to itself")
    return method, _gradient(method)


def _gradient(method: Method) -> Any:
    terms = {e for equation in method.equations for e in walk(equation.rhs)}
    fed = {e for e in terms if isinstance(e, (w.grad, w.stochastic_grad))}
    fed |= {e for e in terms if isinstance(e, sp.Indexed) and isinstance(e.base, w.Sequence)}
    if "x" not in method.sequences or len(fed) != 1:
        raise Unfit("its method follows no gradient" if not fed or "x" not in method.sequences else "its method follows several gradients")
    (only,) = fed
    if isinstance(only, w.grad):
        return w.grad(w.x[w.t])
    return w.stochastic_grad(w.x[w.t], *only.args[1:]) if isinstance(only, w.stochastic_grad) else only


def given_options(theorem: Theorem, choice: Choice, optimizer: type) -> dict[str, Any]:
    """The options that were given, with the constants of the statement."""
    known = {s.name: s for kind in (w.Constant, w.Natural, w.Real) for s in theorem.names(kind)}
    defaults, found = accepted(optimizer)[0], dict[str, Any]()
    for text in choice.options:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not (sign and name.isidentifier() and value):
            raise LanguageError(f"--option {text}: write NAME=VALUE, as in lr=1/L.")
        if name in found:
            raise LanguageError(f"--option {text}: {name} is given twice.")
        if isinstance(defaults.get(name), str) and value.isidentifier() and value not in known:
            value = repr(value)
        try:
            found[name] = parse_option(value, {**known, **({"t": w.t} if name == SCHEDULED else {}), "T": w.T})
        except LanguageError as error:
            raise LanguageError(f"--option {text}: {error.message}") from None
    return found


def own_options(method: Method, optimizer: type) -> dict[str, Any]:
    """The arguments of a theorem's method as options of the class, those that it has."""
    known, arguments = accepted(optimizer)[0], dict(method.arguments)
    back = {ours: theirs for theirs, ours in NAMES.items()}
    found = {back.get(name, name): value for name, value in arguments.items() if name not in FED}
    if method.name in ("Adam", "AdamW") and arguments:
        found["decoupled_weight_decay"] = method.name == "AdamW"
    if "betas" in known and all(name in found for name in BETAS) and not any(name in known for name in BETAS):
        found["betas"] = tuple(found[name] for name in BETAS)
    return {name: value for name, value in found.items() if name in known and not (neutral(value) and neutral(known[name]))}


def missing(method: Method, optimizer: type) -> dict[str, Any]:
    """The arguments of a method that say something and that the class has no option for."""
    known, back = accepted(optimizer)[0], {ours: theirs for theirs, ours in NAMES.items()}
    paired = BETAS if "betas" in known else ()
    there = {name for name, _ in method.arguments if name in paired or back.get(name, name) in known}
    return {name: value for name, value in method.arguments if name not in there and name not in FED and not neutral(value)}


def neutral(value: Any) -> bool:
    """Whether an option switches something off."""
    return value is None or value is False or (not isinstance(value, (bool, str, tuple)) and value == 0)


def _told(choice: Choice, method: Method, optimizer: type, given: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """Nothing is guessed: a learning rate that is a parameter must be given, and so must what the class has no option for."""
    step = own.get(SCHEDULED)
    unsaid = SCHEDULED in accepted(optimizer)[0] and SCHEDULED not in given
    if unsaid and (step is None or (choice.how == ASKED and isinstance(step, sp.Symbol))):
        why = f"the step of its {method.name} is the constant {step}" if step is not None else f"its {method.name} says nothing of a step"
        value = f"lr={step}, or a value of it such as lr=1/L" if step is not None else "lr=1/L"
        raise Unfit(f"{why}, so {qualified(optimizer)} needs the option lr: give --option {value}")
    for name, value in missing(method, optimizer).items():
        loose = {s.name for s in getattr(value, "free_symbols", ())} - set(choice.fixed)
        if loose:
            constant = sorted(loose)[0]
            raise Unfit(f"{qualified(optimizer)} has no option for the {name} of its {method.name}: say what it is with --set {constant}=...")


def _fits(theorem: Theorem, method: Method, optimizer: type, given: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """Whether the class has the method's options, and no others that do something."""
    if not method.arguments:
        raise Unfit("its method is written out in equations, so no options can be told from it")
    if not all(e.args[0] == w.x[w.t] for equation in method.equations for e in walk(equation.rhs) if isinstance(e, (w.grad, w.stochastic_grad))):
        raise Unfit(f"its {method.name} takes gradients at another point than x[t]")
    for name in missing(method, optimizer):
        raise Unfit(f"its {method.name} has {name} = {dict(method.arguments)[name]}, for which there is no option")
    if method.name == "AdamW" and not decouples(optimizer):
        raise Unfit("its AdamW decays the weights apart from the gradient, and nothing says that this class does")
    for name, value in {**accepted(optimizer)[0], **given}.items():
        if name in WITHOUT_EQUATION or (name in own and name not in given):
            continue
        if name in own:
            _agrees(theorem, method, name, value, own[name])
        elif value is NEEDED or not neutral(value):
            shown = "has to be given" if value is NEEDED else f"is {value}"
            raise Unfit(f"the option {name} {shown}, of which its {method.name} knows nothing")


def decouples(optimizer: type) -> bool:
    """Whether a class says, by an option or by a name, that it decays weights as AdamW does."""
    return "decoupled_weight_decay" in accepted(optimizer)[0] or any("adamw" in cls.__name__.lower() for cls in optimizer.__mro__)


def _agrees(theorem: Theorem, method: Method, name: str, value: Any, own: Any) -> None:
    """Whether a given option is a value of the theorem's own."""
    for mine, theirs in _pairs(value, own):
        if mine != theirs and not parameters(theorem, theirs):
            raise Unfit(f"the option {name} is {value}, and in its {method.name} it is {own}")


def parameters(theorem: Theorem, value: Any) -> set[Any]:
    """The constants of an expression that only the method and the claims speak of: a step, a momentum, and no property of f."""
    properties = {s for h in theorem.hypotheses for b in h.bounds for s in b.constant.free_symbols}
    return {s for s in getattr(value, "free_symbols", ()) if isinstance(s, (w.Constant, w.Natural, w.Real))} - properties


def _relations(theorem: Theorem, given: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Any]:
    """What the given options say of the parameters of the theorem."""
    for name in given.keys() & own.keys():
        for mine, theirs in _pairs(given[name], own[name]):
            comparable = isinstance(mine, sp.Expr) and isinstance(theirs, sp.Expr) and not free_indices(mine) and not free_indices(theirs)
            if comparable and mine != theirs and parameters(theorem, theirs):
                yield sp.Eq(theirs, mine, evaluate=False)


def _pairs(mine: Any, theirs: Any) -> Sequence[tuple[Any, Any]]:
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and len(mine) == len(theirs):
        return list(zip(mine, theirs, strict=True))
    return [(mine, theirs)]
