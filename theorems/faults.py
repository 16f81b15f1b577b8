"""What is wrong with a theorem file, and where: any exception it raises becomes one CatalogueError with a line and a hint."""

import ast
import importlib
import pkgutil
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from theorems.errors import CatalogueError, LanguageError, did_you_mean

VOCABULARY = tuple(f"theorems.{name}" for name in ("language", "hypotheses", "methods", "settings", "networks", "deep_networks", "observables"))
"""The modules that theorem files import their words from."""


def located(error: BaseException, path: Path) -> CatalogueError:
    """The error as a person should see it: file, line, what to do."""
    if isinstance(error, CatalogueError):
        return CatalogueError(error.message, path, error.line or _line_of_name(path, "theorem"))
    if isinstance(error, SyntaxError):
        return _syntax(error, path)
    place = _place(error, path)
    if isinstance(error, LanguageError):
        return CatalogueError(_cleaned(error.message), path, _line_of_part(place, error.part, path))
    return CatalogueError(_message(error, place, path), path, place.lineno if place else None)


def _syntax(error: SyntaxError, path: Path) -> CatalogueError:
    file = Path(error.filename) if error.filename else path
    return CatalogueError(f"the file is not valid Python: {error.msg}.", file, error.lineno)


def _cleaned(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else message + "."


def _place(error: BaseException, path: Path) -> traceback.FrameSummary | None:
    """The last frame of the traceback that lies inside the file."""
    inside = [frame for frame in traceback.extract_tb(error.__traceback__) if _same(frame.filename, path)]
    return inside[-1] if inside else None


def _same(name: str, path: Path) -> bool:
    return name == str(path) or Path(name).resolve() == path.resolve()


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return ast.Module(body=[], type_ignores=[])


def _line_of_name(path: Path, name: str) -> int | None:
    value = _assigned(_tree(path), name)
    return value.lineno if value is not None else None


def _assigned(tree: ast.Module, name: str) -> ast.expr | None:
    """What the module last assigns to a name."""
    for node in reversed(tree.body):
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
            return node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return node.value
    return None


def _line_of_part(place: traceback.FrameSummary | None, part: str | None, path: Path) -> int | None:
    """The line of `claim[0]`, `given[2]`, `method` in the call that failed."""
    if place is None or place.lineno is None:
        return None
    tree = _tree(path)
    name, number = re.match(r"(\w*)(?:\[(\d+)\])?", part or "").groups()  # type: ignore[union-attr]
    call = _call(tree, place)
    keyword = next((k for k in call.keywords if k.arg == name), None) if call else None
    if keyword is None:
        return place.lineno
    value = keyword.value
    if isinstance(value, ast.Name):
        value = _assigned(tree, value.id) or value
    if number is not None and isinstance(value, (ast.List, ast.Tuple)) and int(number) < len(value.elts):
        value = value.elts[int(number)]
    return value.lineno


def _call(tree: ast.Module, place: traceback.FrameSummary) -> ast.Call | None:
    """The call at the frame's position; outermost first where several begin there."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    exact = [c for c in calls if (c.lineno, c.col_offset, c.end_lineno, c.end_col_offset) == _position(place)]
    around = [c for c in calls if c.lineno <= (place.lineno or 0) <= (c.end_lineno or 0) and c.keywords]
    return next(iter(exact or around), None)


def _position(place: traceback.FrameSummary) -> tuple[Any, ...]:
    return (place.lineno, place.colno, place.end_lineno, place.end_colno)


def _message(error: BaseException, place: traceback.FrameSummary | None, path: Path) -> str:
    if isinstance(error, NameError):
        return _unknown_name(error, path)
    if isinstance(error, ImportError):
        return _unknown_import(error)
    if isinstance(error, TypeError) and "truth value of Relational" in str(error):
        return _truth_value(place, path)
    return _cleaned(f"running the file raised {type(error).__name__}: {error}")


def _unknown_name(error: NameError, path: Path) -> str:
    names = [node.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    imported = [alias.asname or alias.name for node in ast.walk(_tree(path)) if isinstance(node, ast.ImportFrom) for alias in node.names]
    home = next((module for module in VOCABULARY if error.name in words(module)), None)
    if home:
        return f'"{error.name}" is not imported: write from {home} import {error.name}.'
    known = [*names, *imported, *(word for module in VOCABULARY for word in words(module))]
    return f'"{error.name}" is not defined.{did_you_mean(str(error.name), known)}'


def _unknown_import(error: ImportError) -> str:
    found = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
    if found:
        return _unknown_word(found[1], found[2], str(error))
    if isinstance(error, ModuleNotFoundError) and str(error.name).startswith("theorems."):
        package = importlib.import_module("theorems")
        modules = [f"theorems.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
        return f'there is no module "{error.name}".{did_you_mean(str(error.name), modules)}'
    return _cleaned(str(error))


def _unknown_word(word: str, module: str, message: str) -> str:
    if not module.startswith("theorems."):
        return _cleaned(message)
    home = next((other for other in VOCABULARY if word in words(other)), None)
    if home:
        return f'"{word}" is a word of {home}: write from {home} import {word}.'
    nearest = did_you_mean(word, words(module)) or did_you_mean(word, [known for other in VOCABULARY for known in words(other)])
    return f'"{word}" is not a word of {module}.{nearest}'


def words(module: str) -> list[str]:
    """What a module of the language offers: its `__all__`, or what it defines itself."""
    found = importlib.import_module(module)
    own = [name for name, value in vars(found).items() if not name.startswith("_") and getattr(value, "__module__", "") == module]
    return list(getattr(found, "__all__", own))


def _truth_value(place: traceback.FrameSummary | None, path: Path) -> str:
    chain = next((node for node in _comparisons(path) if place and node.lineno <= (place.lineno or 0) <= (node.end_lineno or 0)), None)
    if chain is None:
        return "a relation was used as true or false (by if, and, or, not, assert): a statement holds relations as they are."
    ends = [chain.left, *chain.comparators]
    two = [ast.Compare(left=a, ops=[op], comparators=[b]) for a, op, b in zip(ends, chain.ops, ends[1:], strict=False)]
    parts = " and ".join(f"`{ast.unparse(part)}`" for part in two)
    return f"Python cannot chain relations: write {parts} as two relations, not `{ast.unparse(chain)}`."


def _comparisons(path: Path) -> Iterator[ast.Compare]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Compare) and len(node.ops) > 1)
