"""The families of problems there are: every module of `problems.families` with a `family`. No list is kept by hand.

`problems.models` holds the families of problems on data that people bring; nothing is drawn from them.
"""

import importlib
import pkgutil
from functools import cache
from typing import Any

import problems.families
import problems.models
from problems import no_objective
from problems.instance import Family, Instance


@cache
def families() -> dict[str, Family]:
    """Every family by its name, in alphabetical order."""
    return _within(problems.families)


@cache
def models() -> dict[str, Family]:
    """Every family of problems on people's own data by its name."""
    return _within(problems.models)


def family_of(instance: Instance) -> Family:
    """The family that an instance belongs to."""
    return instance.own or family_called(instance.family)


def family_called(name: str) -> Family:
    """A family by its name, of whichever kind; KeyError where there is none."""
    if name == no_objective.NAME:
        return no_objective.family
    return families()[name] if name in families() else models()[name]


def _within(package: Any) -> dict[str, Family]:
    modules = (importlib.import_module(f"{package.__name__}.{entry.name}") for entry in pkgutil.iter_modules(package.__path__))
    found = [module.family for module in modules if hasattr(module, "family")]
    return {family.name: family for family in sorted(found, key=lambda family: str(family.name))}
