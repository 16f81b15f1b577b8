"""The two that read proofs, by the first step that they reject; -1 where they reject the statement."""

from collections.abc import Sequence
from typing import Any

from checkers.proof import replay_analysis, replay_terms  # noqa: F401  (the first for its rules)
from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.replay import AXIOM, GOAL, UnreadableError, _record
from checkers.proof.replay_rules import Checker

GUARDED = (replay_terms.RejectedError, TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError)
"""What `checkers.proof.replay` takes for a rejection of a step."""


def by_the_kernel(statement: dict[str, Any], steps: Sequence[dict[str, Any]]) -> int | None:
    try:
        kernel = Kernel(statement)
    except RejectedError:
        return -1
    return next((number for number, step in enumerate(steps) if not accepted_by_the_kernel(kernel, step)), None)


def accepted_by_the_kernel(kernel: Kernel, step: dict[str, Any]) -> bool:
    try:
        kernel.apply(step)
    except RejectedError:
        return False
    return True


def by_the_replay(statement: dict[str, Any], steps: Sequence[dict[str, Any]]) -> int | None:
    try:
        replay = a_replay(statement)
    except (*GUARDED, UnreadableError):
        return -1
    return next((number for number, step in enumerate(steps) if not accepted_by_the_replay(replay, step)), None)


def a_replay(statement: dict[str, Any]) -> Checker:
    """A check of its own, of what `checkers.proof.replay` takes for a statement."""
    for kind, shape in (("axioms", AXIOM), ("goals", GOAL)):
        for one in statement[kind]:
            _record(one, shape, kind)
    if len({axiom["name"] for axiom in statement["axioms"]}) != len(statement["axioms"]):
        raise UnreadableError("two axioms have one name")
    return Checker({axiom["name"]: axiom for axiom in statement["axioms"]}, statement["goals"])


def accepted_by_the_replay(replay: Checker, step: dict[str, Any]) -> bool:
    try:
        replay.apply(step)
    except GUARDED:
        return False
    return True
