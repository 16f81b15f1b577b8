"""Wrong variants of the kernel, made from its source one change at a time, and what the attacks say of each.

A variant lives in a process of its own: the modules of the kernel are made anew there, one of them from changed source.
"""

import ast
import copy
import os
import signal
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.checkers.proof.attacks import ATTACKS
from tests.checkers.proof.derivations import fails

FOLDER = Path(__file__).resolve().parents[3] / "checkers" / "proof"
MODULES = ("polynomial", "forms", "reading", "facts", "logic", "analysis", "kernel")
CHANGED = ("forms", "reading", "facts", "logic", "analysis")
SECONDS = 60
"""A variant that runs longer than this is seen, too."""

OPPOSITE: dict[type, type] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is},
    **{ast.And: ast.Or, ast.Or: ast.And},
}


@dataclass(frozen=True)
class Mutant:
    """One change: in which module and function, the source of what is changed, and what is done."""

    module: str
    function: str
    what: str
    before: str
    number: int

    @property
    def name(self) -> str:
        """The same for as long as the changed source stays."""
        return f"{self.module}.{self.function}: {self.what}: {self.before}" + (f" #{self.number}" if self.number else "")


def mutants() -> Iterator[tuple[Mutant, ast.Module]]:
    """Every variant with its source."""
    seen: dict[str, int] = {}
    for module in CHANGED:
        tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
        for place, (function, node) in enumerate(_inside(tree)):
            for what in _changes(node):
                changed = copy.deepcopy(tree)
                _, target = list(_inside(changed))[place]
                before = ast.unparse(node)[:100]
                key = f"{module}.{function}: {what}: {before}"
                seen[key] = seen.get(key, -1) + 1
                _apply(changed, target, what)
                yield Mutant(module, function, what, before, seen[key]), ast.fix_missing_locations(changed)


def _inside(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """All that stands in functions, with the function's name."""
    for top in ast.walk(tree):
        if isinstance(top, ast.FunctionDef):
            for node in ast.walk(top):
                if node is not top:
                    yield top.name, node


def _changes(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in ("require", "stands_for_any"):
        return ["left out"]
    if isinstance(node, ast.Raise):
        return ["left out"]
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPPOSITE:
        return ["turned round"]
    if isinstance(node, ast.BoolOp):
        return ["and for or"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["without not"]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return ["left alone", "right alone"]
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Add)):
        return ["left alone", "other sign"]
    if isinstance(node, ast.IfExp):
        return ["first alone", "second alone"]
    return []


def _apply(tree: ast.Module, target: ast.AST, what: str) -> None:
    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return _changed(node, what) if node is target else self.generic_visit(node)

    Change().visit(tree)


def _changed(node: Any, what: str) -> ast.AST:
    match what:
        case "left out":
            return ast.Pass()
        case "turned round":
            node.ops = [OPPOSITE[type(node.ops[0])]()]
        case "and for or":
            node.op = OPPOSITE[type(node.op)]()
        case "without not":
            return node.operand
        case "left alone":
            return node.left
        case "right alone":
            return node.right
        case "other sign":
            node.op = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
        case "first alone":
            return node.body
        case "second alone":
            return node.orelse
    return node


def survives(source: ast.Module | None, module: str) -> bool:
    """Whether no attack succeeds on a variant, and every twin is accepted; of the kernel itself where there is no source."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(SECONDS)
            code = 0 if _passes(_kernel(source, module)) else 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _kernel(source: ast.Module | None, changed: str) -> types.ModuleType:
    """The modules of the kernel, made anew."""
    for name in MODULES:
        full = f"checkers.proof.{name}"
        module = types.ModuleType(full)
        module.__file__ = str(FOLDER / f"{name}.py")
        sys.modules[full] = module
        setattr(sys.modules["checkers.proof"], name, module)
        tree: Any = source if name == changed and source is not None else (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        exec(compile(tree, module.__file__, "exec"), module.__dict__)
    return module


def _passes(kernel: types.ModuleType) -> bool:
    rejected = sys.modules["checkers.proof.forms"].RejectedError

    def reader(statement: Any, steps: Any) -> int | None:
        made = kernel.Kernel(statement)
        for number, step in enumerate(steps):
            try:
                made.apply(step)
            except rejected:
                return number
        return None

    return all(fails(attack, reader) == "" for attack in ATTACKS)
