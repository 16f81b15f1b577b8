"""Problems that a person brings: objects that they made, or `FILE:NAME`, the name of one in a Python file of theirs."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from problems.instance import Own
from theorems.catalogue import user_module
from theorems.errors import CatalogueError, did_you_mean

HOW = "make one with lemmata.problem(f, dimension=...) or lemmata.problem_of(module, inputs, targets)"


class UsageError(Exception):
    """Options that cannot be met: an unknown problem, a setting that names no constant."""


def brought(one: str | Own) -> str | Own:
    """The problem that FILE:NAME stands for; a family's name and a problem as they are. UsageError says what is wrong with anything else."""
    if isinstance(one, str):
        file, colon, name = one.rpartition(":")
        return _loaded(file, name, _content(file)) if colon and file.endswith(".py") else one
    if not (hasattr(one, "alone") and hasattr(one, "name")):
        raise UsageError(f"a problem is the name of a family, FILE:NAME, or a problem of your own, not {type(one).__name__}: {HOW}.")
    return one


def _content(file: str) -> str:
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        raise UsageError(f"{file}: there is no such file.") from None


@lru_cache(maxsize=16)
def _loaded(file: str, name: str, content: str) -> Own:
    """The problem of that name in a file of that content."""
    from theorems import faults

    del content
    try:
        module = user_module(Path(file))
    except Exception as error:
        found = faults.located(error, Path(file))
        raise UsageError(str(found) if isinstance(found, CatalogueError) else f"{file}: {error}") from error
    known = {key: value for key, value in vars(module).items() if _is_problem(value)}
    if name not in known:
        there = f"it has {', '.join(known)}" if known else f"it has none: {HOW}"
        kind = f"`{name}` is of type {type(getattr(module, name)).__name__}" if hasattr(module, name) else f'there is no problem "{name}"'
        raise UsageError(f"{file}: {kind}.{did_you_mean(name, list(known))} Of problems {there}.")
    named: Own = replace(known[name], label=f"{Path(file).name}:{name}")
    return named


def _is_problem(value: Any) -> bool:
    from problems.problem import Problem

    return isinstance(value, Problem)
