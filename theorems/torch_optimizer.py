"""Real optimizers as methods: `TorchOptimizer(torch.optim.Adam, lr=alpha, betas=(beta1, beta2), eps=0)` runs that very class.

The class arrives as an object, so that nothing here needs torch. What it computes in float64 is compared with the claim; the symbolic method
that it implements, where one is known, stands beside it as its `model`. Options have the class's own names and are exact: constants of the
statement, numbers, and T; `lr` may depend on t as well, as under torch's schedulers.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from theorems import adaptive_methods, first_order_methods
from theorems import words as w
from theorems.errors import LanguageError, did_you_mean
from theorems.method import Method
from theorems.momentum import exact
from theorems.typed import free_indices, walk
from theorems.words import T, grad, stochastic_grad, t, x

__all__ = ["TorchOptimizer"]

NEEDED = inspect.Parameter.empty
"""The default of an option that has none."""

SCHEDULED = "lr"
"""The option that may change from step to step."""


@dataclass(frozen=True, init=False)
class TorchOptimizer:
    """`TorchOptimizer(cls, lr=eta, ...)`: x is what an instance of the optimizer class `cls` makes of the starting point.

    gradient : what it is fed with in the step from x[t], grad(x[t]) by default; an expression such as grad(x[t]) + noise[t], or g[t]
    batch    : feeds stochastic_grad(x[t], batch=batch) instead
    options  : the arguments of the class, exact, in its own order; tuples of numbers, and Booleans, strings and None, are passed on
    """

    optimizer: type
    options: tuple[tuple[str, Any], ...]
    gradient: Any
    kinds: tuple[tuple[str, str], ...]
    random: bool
    model: Method | None

    def __init__(self, optimizer: Any, /, *, gradient: Any = None, batch: Any = None, **options: Any) -> None:
        _check_class(optimizer)
        _check_names(optimizer, options)
        order = [name for name in accepted(optimizer)[0] if name in options]
        given = {name: _option(name, options[name]) for name in [*order, *sorted(options.keys() - set(order))]}
        fed = _fed(gradient, batch)
        alone = Method(sp.Eq(x[t + 1], x[t] - fed))
        values = (optimizer, tuple(given.items()), fed, alone.kinds, alone.random, _model(optimizer, given, fed))
        for field, value in zip(("optimizer", "options", "gradient", "kinds", "random", "model"), values, strict=True):
            object.__setattr__(self, field, value)

    @property
    def name(self) -> str:
        """The class as people write it."""
        return qualified(self.optimizer)

    @property
    def sequences(self) -> dict[str, str]:
        """x alone, which is a number where free sequences stand in place of gradients."""
        return dict(self.kinds)

    @property
    def equations(self) -> tuple[Any, ...]:
        """None: what is run is the class."""
        return ()

    @property
    def start(self) -> tuple[Any, ...]:
        """None beside x[0]."""
        return ()

    @property
    def horizon_free(self) -> bool:
        """Whether one run serves every horizon T."""
        return not any(T in free_indices(e) for e in self.expressions())

    def expressions(self) -> list[Any]:
        """The gradient, and every option that is an expression."""
        return [self.gradient, *(e for _, value in self.options for e in _expressions(value))]

    def written(self) -> str:
        """What identifies the run: class, options, gradient."""
        return "\n".join([self.name, *(f"{name}={_written(value)}" for name, value in self.options), sp.srepr(self.gradient)])


def implementing(optimizer: TorchOptimizer, model: Method) -> TorchOptimizer:
    """The same optimizer beside the equations that it should implement."""
    made = copy(optimizer)
    object.__setattr__(made, "model", model)
    return made


def qualified(optimizer: type) -> str:
    """The class with its module: torch.optim.Adam, my.module.MyAdam; a class of the theorem file itself by its own name."""
    module, name = optimizer.__module__, optimizer.__qualname__
    if module.startswith("theorem_file_"):
        return name
    return f"torch.optim.{name}" if module.startswith("torch.optim.") else f"{module}.{name}"


def _check_class(optimizer: Any) -> None:
    if not isinstance(optimizer, type):
        called = type(optimizer).__name__
        raise LanguageError(
            f"TorchOptimizer(torch.optim.Adam, lr=eta) takes a class and its options; it was given an object of type {called}.", "method"
        )
    missing = [name for name in ("step", "zero_grad") if not callable(getattr(optimizer, name, None))]
    if missing:
        raise LanguageError(f"{qualified(optimizer)} is no optimizer of torch: it has no method {missing[0]}.", "method")


def accepted(optimizer: type) -> tuple[dict[str, Any], bool]:
    """The options of a class with their defaults (NEEDED where there is none), and whether it takes others, too."""
    found: dict[str, Any] = {}
    for base in optimizer.__mro__:
        if "__init__" not in vars(base):
            continue
        parameters = list(inspect.signature(vars(base)["__init__"]).parameters.values())[1:]
        named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
        if named and named[0].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            del named[0]
        if base is object or "defaults" in [p.name for p in named]:
            return found, True
        found = {**{p.name: p.default for p in named}, **found}
        if all(p.kind is not p.VAR_KEYWORD for p in parameters):
            return found, False
    return found, True


def check_options(optimizer: type, names: Iterable[str]) -> None:
    """Whether a class has options of these names."""
    known, more = accepted(optimizer)
    for name in names:
        if name not in known and not more:
            hint = did_you_mean(name, list(known))
            raise LanguageError(f'{qualified(optimizer)} has no option "{name}".{hint} It has: {", ".join(known) or "none"}.', "method")


def _check_names(optimizer: type, options: Mapping[str, Any]) -> None:
    check_options(optimizer, options)
    known = accepted(optimizer)[0]
    for name, default in known.items():
        if default is NEEDED and name not in options:
            raise LanguageError(f"{qualified(optimizer)} needs the option {name}: write TorchOptimizer(..., {name}=...).", "method")


def _option(name: str, value: Any) -> Any:
    """An option as it is kept: an expression, a tuple of such, or what is passed on as it is."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (tuple, list)):
        return tuple(_option(name, member) for member in value)
    if not isinstance(value, (int, float, Fraction, sp.Expr)):
        raise LanguageError(
            f"{name}={value!r} is no option of a statement: give numbers, constants, tuples of them, Booleans, strings or None.", "method"
        )
    made = sp.sympify(value)
    extra = [e for e in walk(made) if isinstance(e, (w.Word, sp.Indexed, w.Point, w.stochastic_grad, w.E, w.Probability)) or e == w.f_star]
    if extra:
        raise LanguageError(f"{name}={made} speaks of {extra[0]}: an option is made of constants.", "method")
    exact(made)
    loose = free_indices(made) - ({t, T} if name == SCHEDULED else {T})
    if loose:
        raise LanguageError(
            f"{name}={made} depends on {', '.join(sorted(map(str, loose)))}: options are constant, except that lr may depend on t.", "method"
        )
    return made


def _fed(gradient: Any, batch: Any) -> Any:
    if gradient is not None and batch is not None:
        raise LanguageError("give gradient=... or batch=..., not both: batch=b means gradient=stochastic_grad(x[t], batch=b).", "method")
    if gradient is None:
        return grad(x[t]) if batch is None else stochastic_grad(x[t], batch=batch)
    made = sp.sympify(gradient)
    if not isinstance(made, sp.Expr):
        raise LanguageError(f"gradient={gradient!r} is no gradient: write an expression, as in grad(x[t]) or g[t].", "method")
    for term in walk(made):
        if isinstance(term, sp.Indexed) and term.base == x and term not in (x[t], x[0]):
            raise LanguageError(f"gradient={made} speaks of {term}: what is fed in the step from x[t] is made of x[t] and x[0].", "method")
    return made


def _expressions(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for member in value:
            yield from _expressions(member)
    elif isinstance(value, sp.Expr):
        yield value


def _written(value: Any) -> str:
    return str(tuple(map(_written, value))) if isinstance(value, tuple) else sp.srepr(value) if isinstance(value, sp.Expr) else repr(value)


MODELS: dict[str, Callable[..., Method]] = {
    "SGD": first_order_methods.SGD,
    "Adam": adaptive_methods.Adam,
    "AdamW": adaptive_methods.AdamW,
    "Adagrad": adaptive_methods.Adagrad,
    "RMSprop": adaptive_methods.RMSprop,
    "NAdam": adaptive_methods.NAdam,
}
"""The classes of torch.optim whose equations are known."""

NAMES = {"lr": "step", "initial_accumulator_value": "initial_accumulator", "decoupled_weight_decay": "decoupled"}
"""Options whose name is another in the symbolic methods."""

WITHOUT_EQUATION = ("foreach", "fused", "capturable", "differentiable")
"""Options that choose a way to compute."""


def _model(optimizer: type, options: Mapping[str, Any], fed: Any) -> Method | None:
    """The symbolic method of the nearest class of torch.optim that an optimizer is or extends, or None where none is known."""
    base = next((c for c in optimizer.__mro__ if c.__module__.startswith("torch.optim.") and c.__name__ in MODELS), None)
    values = {**accepted(optimizer)[0], **options}
    if base is None or not accepted(base)[0].keys() <= values.keys():
        return None
    try:
        made, arguments = _with_arguments(base, values)
        return None if arguments is None else _fed_with(made(**arguments), fed)
    except (LanguageError, TypeError, ValueError):
        return None


def _with_arguments(base: type, values: dict[str, Any]) -> tuple[Callable[..., Method], dict[str, Any] | None]:
    """The symbolic method of a class, and its arguments; None where an option changes something that it cannot say."""
    own = accepted(base)[0]
    values = {name: value for name, value in values.items() if name in own and name not in WITHOUT_EQUATION}
    made = MODELS[base.__name__]
    if base.__name__ in ("Adam", "AdamW") and "decoupled_weight_decay" in values:
        made = adaptive_methods.AdamW if values.pop("decoupled_weight_decay") is True else made
    if "betas" in values:
        values["beta1"], values["beta2"] = values.pop("betas")
    known = inspect.signature(made).parameters
    renamed = {NAMES.get(name, name): (name, value) for name, value in values.items()}
    if any(name not in known and value is not own.get(old) for name, (old, value) in renamed.items()):
        return made, None
    arguments = {name: _as_exact(value) for name, (_, value) in renamed.items() if name in known}
    return made, {**arguments, **({"batch": None} if "batch" in known else {})}


def _as_exact(value: Any) -> Any:
    """A default of the class as the decimal that it is written as."""
    return sp.Rational(str(value)) if isinstance(value, float) else value


def _fed_with(method: Method, fed: Any) -> Method | None:
    """A symbolic method with another gradient in place of grad(x[t])."""
    equations = [sp.Eq(e.lhs, e.rhs.xreplace({grad(x[t]): fed}), evaluate=False) for e in method.equations]
    free = {str(term.base) for term in walk(fed) if isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence)}
    return None if free & set(method.sequences) else Method(*equations, start=dict(method.start), name=method.name)
