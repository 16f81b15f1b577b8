"""Which files of a project are theorem files, told by their names and their text: nothing is run, and nothing heavy is loaded."""

import ast
import fnmatch
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wanted:
    """The theorem files that are asked for.

    root : the folder that patterns start from; patterns : such as `bounds/*.py`; paths : absolute, files and folders that were named
    """

    root: Path
    patterns: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()

    def takes(self, file: Path) -> bool:
        """Whether a file is one of them: it was named, or it lies where they are looked for and states a theorem."""
        if file in self.paths:
            return True
        if file.suffix != ".py" or file.name.startswith("_"):
            return False
        return (self._matches(file) or any(path in file.parents for path in self.paths)) and states_a_theorem(file)

    def _matches(self, file: Path) -> bool:
        return file.is_relative_to(self.root) and any(matches(file.relative_to(self.root), pattern) for pattern in self.patterns)

    def beyond(self, roots: Sequence[Path], unvisited: Sequence[str]) -> list[Path]:
        """The files of patterns that lie below none of the `roots`; folders whose names match `unvisited` are left out."""
        found = {file for pattern in self.patterns if "/" in pattern for file in self.root.glob(pattern.lstrip("/"))}
        return [
            file for file in sorted(found) if not (covered(file, roots) or _left_out(file.relative_to(self.root), unvisited)) and self.takes(file)
        ]


def covered(path: Path, roots: Sequence[Path]) -> bool:
    """Whether a path is, or lies below, one of the roots."""
    return any(path == root or root in path.parents for root in roots)


def _left_out(relative: Path, unvisited: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(folder, pattern) for folder in relative.parts[:-1] for pattern in unvisited)


def matches(relative: Path, pattern: str) -> bool:
    """Whether a path matches: `*` within a name, `**` for any folders; a pattern without a slash speaks of the file's name alone."""
    if "/" not in pattern:
        return fnmatch.fnmatchcase(relative.name, pattern)
    return _parts_match(relative.parts, tuple(part for part in pattern.split("/") if part not in ("", ".")))


def _parts_match(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_parts_match(parts[skipped:], pattern[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _parts_match(parts[1:], pattern[1:])


def states_a_theorem(file: Path) -> bool:
    """Whether a module binds `theorem`, or any name to a `Theorem(...)`: a misspelt name shall not go unnoticed, nor a file that is no Python."""
    try:
        text = file.read_bytes()
        return any(_states(node) for node in ast.parse(text).body)
    except OSError:
        return False
    except (SyntaxError, ValueError):
        return b"Theorem" in text


def _states(node: ast.stmt) -> bool:
    if not isinstance(node, (ast.Assign, ast.AnnAssign)):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    call = node.value.func if isinstance(node.value, ast.Call) else None
    made = call.id if isinstance(call, ast.Name) else call.attr if isinstance(call, ast.Attribute) else ""
    return made == "Theorem" or any(isinstance(target, ast.Name) and target.id == "theorem" for target in targets)


def top_names(file: Path) -> tuple[list[str], list[str]]:
    """The functions and the classes that a module defines at its top; none where it is no Python."""
    try:
        body = ast.parse(file.read_bytes()).body
    except (SyntaxError, ValueError, OSError):
        return [], []
    functions = [node.name for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return functions, [node.name for node in body if isinstance(node, ast.ClassDef)]


def absolute(path: str, start: Path) -> Path:
    """A path as it was named, from the folder it was named in."""
    return Path(os.path.abspath(start / path))
