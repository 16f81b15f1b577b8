"""One trial read one step at a time: the method's equations, the tree of draws, members of sequences.

Randomness is a tree: a node is the history of draws so far, an expectation the mean over all continuations of a history that the term looks
at. Nothing here is shared with the evaluator that claims are decided by: no arrays, no normal form, no rules of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import Any

import sympy as sp

from tests.checkers.experiment.second_reading.plain_functions import Plain, mean_of
from tests.checkers.experiment.second_reading.plain_losses import Loss
from tests.checkers.experiment.second_reading.plain_networks import Network
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, Number, Vector
from theorems import words as w
from theorems.language import Theorem
from theorems.online_game import OnlineGame

Draw = tuple[int, ...]
"""The numbers of the equally likely draws that one step averages."""
History = tuple[Draw, ...]
Value = Any
"""A number, or a vector as a tuple of numbers."""


class MoreDraws(Exception):  # noqa: N818
    """A term looks at a draw that the history at hand does not have yet."""


@dataclass(frozen=True)
class Where:
    """The values of the indices in scope, the history of draws, terms whose value is known, and the step whose members are being made."""

    indices: Mapping[Any, int] = field(default_factory=dict)
    history: History = ()
    known: Mapping[Any, Value] = field(default_factory=dict)
    making: int | None = None


@dataclass(frozen=True)
class Trial:
    """What one statement is read on, as plain numbers and functions.

    sequences : the members of the free sequences, by name; horizon : the T of the method's own equations
    draws     : how many equally likely draws there are; drawn_gradient : of a point and the number of a draw
    """

    theorem: Theorem
    dimension: int
    constants: Mapping[str, Number] = field(default_factory=dict)
    start: Vector | None = None
    points: Mapping[str, Vector] = field(default_factory=dict)
    sequences: Mapping[str, Callable[[int], Fraction]] = field(default_factory=dict)
    objective: Plain | None = None
    network: Network | Loss | None = None
    infimum: Number | None = None
    draws: int = 1
    drawn_gradient: Callable[[Vector, int], Vector] | None = None
    horizon: int = 0

    @property
    def game(self) -> OnlineGame | None:
        """The online game that the statement is about, if it is about one."""
        return self.theorem.setting if isinstance(self.theorem.setting, OnlineGame) else None


class Run:
    """The members of the sequences of one trial, by step and history."""

    def __init__(self, trial: Trial, read: Callable[["Run", Any, Where], Value]) -> None:
        self.trial, self.read = trial, read
        self.method = trial.theorem.method
        written_out = trial.theorem.plain.method
        self.kinds = dict(written_out.kinds) if written_out else {}
        self.made: dict[tuple[str, int, History], Value] = {}
        sizes = [self.count(e.args[2]) for e in everywhere(trial.theorem) if isinstance(e, w.stochastic_grad)]
        self.options = list(product(range(trial.draws), repeat=max(sizes, default=1)))
        self.random = any(isinstance(e, (w.stochastic_grad, w.AtRandom)) for e in everywhere(trial.theorem)) or trial.draws > 1

    def count(self, e: Any) -> int:
        """A number of draws or neurons: a whole number, or a natural of the statement."""
        return int(e) if e.is_Integer else int(self.trial.constants[e.name])

    def mean(self, read: Callable[[Where], Value], where: Where) -> Value:
        """The mean over the continuations of a history, as far as they are looked at."""
        try:
            return read(where)
        except MoreDraws:
            return mean_of([self.mean(read, replace(where, history=(*where.history, draw))) for draw in self.options])

    def draw(self, step: int, where: Where) -> Draw:
        """What is drawn in a step."""
        if step < 0:
            raise NoValue("a draw before the first step")
        if step >= len(where.history):
            raise MoreDraws
        return where.history[step]

    def member(self, name: str, step: int, where: Where) -> Value:
        """A member of a sequence of the method; once an equation has no value, no sequence has further members."""
        if step == where.making:
            return self._made(name, step, where)
        for earlier in range(1, step + 1):
            for other in self.kinds:
                self._made(other, earlier, where)
        return self._made(name, step, where) if step > 0 else self._begun(name, step, where)

    def _begun(self, name: str, step: int, where: Where) -> Value:
        assert self.method is not None
        if (name, step) == ("x", 0):
            assert self.trial.start is not None
            return self.trial.start if self.kinds["x"] == "vector" else self.trial.start[0]
        for member, value in self.method.start:
            if (str(member.base), int(member.indices[0])) == (name, step):
                return self._shaped(name, self.read(self, value, Where({w.T: self.trial.horizon}, where.history)))
        raise NoValue(f"{name}[{step}] is before the first member")

    def _made(self, name: str, step: int, where: Where) -> Value:
        """A member that an equation makes, whose later members it may need first."""
        assert self.method is not None
        if self.random and len(where.history) < step:
            raise MoreDraws
        history = where.history[:step]
        if (name, step, history) not in self.made:
            equation = next(e for e in self.method.equations if e.lhs.base.name == name)
            value = self.read(self, equation.rhs, Where({w.t: step - 1, w.T: self.trial.horizon}, history, making=step))
            self.made[name, step, history] = self._shaped(name, value)
        return self.made[name, step, history]

    def _shaped(self, name: str, value: Value) -> Value:
        """A number in every coordinate, where the sequence has vectors."""
        return (value,) * self.trial.dimension if self.kinds[name] == "vector" and not isinstance(value, tuple) else value


def everywhere(theorem: Theorem) -> list[Any]:
    """All that stands anywhere in a statement."""
    return [term for e in theorem.expressions() if isinstance(e, sp.Basic) for term in sp.preorder_traversal(e)]
