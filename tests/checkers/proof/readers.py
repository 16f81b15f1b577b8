"""The two that read proofs, by the first step that they reject."""

from collections.abc import Sequence
from typing import Any

from checkers.proof import replay_analysis, replay_terms  # noqa: F401  (the first for its rules)
from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.replay_rules import Checker

GUARDED = (replay_terms.RejectedError, TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError)
"""What `checkers.proof.replay` takes for a rejection of a step."""


def by_the_kernel(statement: dict[str, Any], steps: Sequence[dict[str, Any]]) -> int | None:
    kernel = Kernel(statement)
    return next((number for number, step in enumerate(steps) if not accepted_by_the_kernel(kernel, step)), None)


def accepted_by_the_kernel(kernel: Kernel, step: dict[str, Any]) -> bool:
    try:
        kernel.apply(step)
    except RejectedError:
        return False
    return True


def by_the_replay(statement: dict[str, Any], steps: Sequence[dict[str, Any]]) -> int | None:
    replay = a_replay(statement)
    return next((number for number, step in enumerate(steps) if not accepted_by_the_replay(replay, step)), None)


def a_replay(statement: dict[str, Any]) -> Checker:
    return Checker({axiom["name"]: axiom for axiom in statement["axioms"]}, statement["goals"])


def accepted_by_the_replay(replay: Checker, step: dict[str, Any]) -> bool:
    try:
        replay.apply(step)
    except GUARDED:
        return False
    return True
