"""The families of problems there are: every module of `problems.families` with a `family`. No list is kept by hand."""

import importlib
import pkgutil
from functools import cache

import problems.families
from problems.instance import Family


@cache
def families() -> dict[str, Family]:
    """Every family by its name, in alphabetical order."""
    modules = (importlib.import_module(f"problems.families.{entry.name}") for entry in pkgutil.iter_modules(problems.families.__path__))
    found = [module.family for module in modules if hasattr(module, "family")]
    return {family.name: family for family in sorted(found, key=lambda family: str(family.name))}
