"""Mutants of the kernel's source: one condition dropped, one comparison flipped, one premise forgotten; and whether the attacks tell them apart.

Each runs in a process of its own, forked from one that has all else in memory: the kernel's modules are made anew from their sources, of which one
is changed. A mutant is killed by an attack that is accepted, a legal twin that is rejected, an error, or by taking too long.
"""

import ast
import copy
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import checkers.proof
from tests.checkers.proof.attacks import ATTACKS
from tests.checkers.proof.derivations import fails

MODULES = ("polynomial", "forms", "reading", "facts", "logic", "analysis", "kernel")
"""In the order in which they are imported."""

MUTATED = ("forms", "reading", "facts", "logic", "analysis")
UNTRUSTED = ("written", "_term", "_written", "_part")
"""Functions that write terms for those who make proofs: what they write is read like all else."""
SECONDS = 3

FLIPPED: dict[type, type] = {
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
}
RELATIONS = {">": ">=", ">=": ">", "=": ">="}


@dataclass(frozen=True)
class Mutant:
    """A module with one change, named by where it is, what stood there and what stands there now."""

    module: str
    name: str
    tree: ast.Module


def source(module: str) -> str:
    return Path(str(checkers.proof.__file__)).with_name(f"{module}.py").read_text(encoding="utf-8")


def mutants(module: str) -> Iterator[Mutant]:
    """All mutants of a module; of those with one name the second has (2) behind it."""
    tree, seen = ast.parse(source(module)), Counter[str]()
    for place, (node, where) in enumerate(_nodes(tree)):
        for changed in _changes(node):
            mutated = copy.deepcopy(tree)
            _replace(mutated, next(n for p, (n, _) in enumerate(_nodes(mutated)) if p == place), changed)
            name = f"{module}.{where}: {ast.unparse(node)} -> {ast.unparse(changed) if not isinstance(changed, ast.Pass) else 'nothing'}"
            seen[name] += 1
            yield Mutant(module, name if seen[name] == 1 else f"{name} ({seen[name]})", ast.fix_missing_locations(mutated))


def _nodes(tree: ast.AST, where: str = "") -> Iterator[tuple[ast.AST, str]]:
    """All that is run, with the function that it stands in: no annotations, no texts for readers."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "names") or getattr(tree, "name", "") in UNTRUSTED:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
                continue
            inside = child.name if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else where
            yield child, inside
            yield from _nodes(child, inside)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id="require" | "stands_for_any"))) | ast.AugAssign(op=ast.BitOr()):
            yield ast.Pass()
        case ast.Compare(ops=[op], left=left, comparators=others):
            yield ast.Compare(left, [FLIPPED[type(op)]()], others)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(FLIPPED[type(op)](), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd(), right=right):
            yield from (left, right)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            yield ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right)
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value in RELATIONS:
            yield ast.Constant(RELATIONS[value])
        case ast.comprehension(ifs=[_]):
            yield ast.comprehension(node.target, node.iter, [], 0)
        case ast.Name(id="all" | "any" as name):
            yield ast.Name("any" if name == "all" else "all", ast.Load())


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                value[:] = [new if one is old else one for one in value]


def survives(tree: ast.Module | None, module: str, codes: dict[str, CodeType]) -> bool:
    """Whether all attacks are rejected and all twins accepted by a kernel with this module in place of its own."""
    child = os.fork()
    if child == 0:
        ended = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            changed = codes if tree is None else {**codes, module: compile(tree, module, "exec")}
            reader = _reader(changed)
            ended = int(any(fails(attack, reader) for attack in ATTACKS))
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def compiled() -> dict[str, CodeType]:
    return {module: compile(source(module), module, "exec") for module in MODULES}


def _reader(codes: dict[str, CodeType]) -> Callable[[dict[str, Any], Any], int | None]:
    """The kernel made from these sources."""
    for name in MODULES:
        made = ModuleType(f"checkers.proof.{name}")
        sys.modules[made.__name__] = made
        setattr(checkers.proof, name, made)
        exec(codes[name], made.__dict__)
    kernel, rejected = sys.modules["checkers.proof.kernel"], sys.modules["checkers.proof.forms"].__dict__["RejectedError"]

    def read(statement: dict[str, Any], steps: Any) -> int | None:
        try:
            reading = kernel.__dict__["Kernel"](statement)
        except rejected:
            return -1
        for number, step in enumerate(steps):
            try:
                reading.apply(step)
            except rejected:
                return number
        return None

    return read
