"""Problems beside the families: objects that a person made, `FILE:NAME`, one in a Python file of theirs, or `digits:NAME`, one on real data."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from problems.instance import Own
from theorems.catalogue import user_module
from theorems.errors import CatalogueError, did_you_mean

DIGITS = "digits"

HOW = "make one with lemmata.problem(f, dimension=...) or lemmata.problem_of(module, inputs, targets)"


class UsageError(Exception):
    """Options that cannot be met: an unknown problem, a setting that names no constant."""


def brought(one: str | Own) -> str | Own:
    """The problem that FILE:NAME or digits:NAME stands for; a family's name and a problem as they are. UsageError says what is wrong otherwise."""
    if isinstance(one, str):
        file, colon, name = one.rpartition(":")
        if one == DIGITS or file == DIGITS:
            return _on_digits(name if colon else "")
        return _loaded(file, name, _content(file)) if colon and file.endswith(".py") else one
    if not (hasattr(one, "alone") and hasattr(one, "name")):
        raise UsageError(f"a problem is the name of a family, FILE:NAME, or a problem of your own, not {type(one).__name__}: {HOW}.")
    return one


@lru_cache(maxsize=16)
def _on_digits(name: str) -> Own:
    """The problem on digits of that name."""
    from problems.digits import DataError
    from problems.digits_problems import PROBLEMS, problem_on_digits

    if name not in PROBLEMS:
        there = ", ".join(f"{DIGITS}:{known}" for known in PROBLEMS)
        raise UsageError(f'no problem is called "{DIGITS}:{name}".{did_you_mean(name, list(PROBLEMS))} On digits there are: {there}.')
    try:
        return problem_on_digits(name)
    except DataError as error:
        raise UsageError(f"{DIGITS}:{name}: {error}") from None


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
