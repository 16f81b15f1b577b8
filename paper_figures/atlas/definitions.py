"""The hypotheses and the methods there are, found by walking the package `theorems`; each in a general form, as an object of its class."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from functools import cache
from types import ModuleType
from typing import Any

import sympy as sp

import theorems
from theorems import words as w
from theorems.hypothesis import NUMBERS, Hypothesis
from theorems.method import Method


@cache
def _modules() -> tuple[ModuleType, ...]:
    """The modules of `theorems` that hold no theorem."""
    return tuple(importlib.import_module(f"theorems.{one.name}") for one in pkgutil.iter_modules(theorems.__path__) if not one.ispkg)


def hypotheses() -> dict[str, type[Hypothesis]]:
    """Every class of hypotheses by its name, in alphabetical order."""
    found = {
        name: value
        for module in _modules()
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, Hypothesis) and not inspect.isabstract(value) and value.__module__ == module.__name__
    }
    return dict(sorted(found.items()))


def forms(kind: type[Hypothesis], used: Iterable[Hypothesis]) -> list[Hypothesis]:
    """One object for each thing that the class can certify: of those `used` that say most in plain symbols, else the general one."""
    known = [_general(kind), *(h for h in used if type(h) is kind and all(isinstance(b.constant, sp.Symbol) for b in h.bounds))]
    best: dict[Any, Hypothesis] = {}
    for h in sorted(known, key=repr):
        key = (h.certified_as, h.scope)
        if key not in best or len(h.bounds) > len(best[key].bounds):
            best[key] = h
    return list(best.values())


def _general(kind: type[Hypothesis]) -> Hypothesis:
    """The hypothesis with constants that are called what its fields are called."""
    needed = [field.name for field in fields(kind) if field.default is MISSING]  # type: ignore[arg-type]
    return kind(*((w.Natural if name in NUMBERS else w.Constant)(name) for name in needed))


@cache
def methods() -> dict[str, Method]:
    """Every method that `theorems.methods` makes, by name, with its numbers as symbols and its other options left alone."""
    from theorems import methods as named

    makers = {name: value for name, value in vars(named).items() if inspect.isfunction(value)}
    return {name: maker(**dict(_symbols(maker))) for name, maker in sorted(makers.items())}


def explained(name: str) -> str:
    """What the docstring of a method says."""
    from theorems import methods as named

    return inspect.getdoc(getattr(named, name)) or ""


def _symbols(maker: Any) -> Iterator[tuple[str, Any]]:
    """The arguments of a method that are numbers: those without a default, and those whose default is one of SymPy's."""
    for name, parameter in inspect.signature(maker).parameters.items():
        if parameter.default is inspect.Parameter.empty or isinstance(parameter.default, sp.Basic):
            yield name, w.Constant(name)


@cache
def certifying() -> dict[str, tuple[str, ...]]:
    """For each fact the families with an instance in their library that certifies it, by title."""
    from problems.discovery import families
    from problems.instance import EVERYWHERE
    from problems.matching import facts_of

    found: dict[str, list[str]] = {}
    for family in families().values():
        facts = [(name, fact) for instance in family.library() for name, fact in (*instance.facts.items(), *facts_of(instance, None).items())]
        known = {name for name, fact in facts if fact.scope == EVERYWHERE}
        for name in sorted(known):
            found.setdefault(name, []).append(family.title)
    return {name: tuple(titles) for name, titles in found.items()}
