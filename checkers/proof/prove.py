"""A theorem's proof, run: which claims it proves, from what, in how many steps; and its certificate."""

import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from checkers.proof.forms import RejectedError
from checkers.proof.goal import read
from checkers.proof.lines import ScriptError
from checkers.proof.script import Proof
from checkers.proof.translation import NotReadError
from theorems.errors import LanguageError
from theorems.language import Theorem

Script = Callable[[Proof], None]


@dataclass(frozen=True)
class Derived:
    """One claim that a script has proved.

    axioms : the axioms that it rests on;  used : the members of the statement that those come from
    """

    claim: int
    axioms: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a script: the claims that are proved, and why it stopped where it did not run to its end.

    unread : why claims have no goal in the kernel;  steps : of the kernel;  lines : of the script
    """

    derived: tuple[Derived, ...]
    reason: str
    unread: Mapping[int, str]
    statement: Mapping[str, Any]
    made: tuple[Mapping[str, Any], ...]
    lines: int
    seconds: float

    @property
    def proved(self) -> tuple[int, ...]:
        """The claims that are proved."""
        return tuple(one.claim for one in self.derived)

    @property
    def steps(self) -> int:
        """How many steps the kernel made."""
        return len(self.made)


def prove(theorem: Theorem, script: Script) -> Outcome:
    """Run a script on a theorem; what it has concluded before it stops is proved."""
    began = time.perf_counter()
    reading = read(theorem)
    proof, reason = Proof(theorem.plain, reading.statement), ""
    try:
        script(proof)
    except (ScriptError, RejectedError, NotReadError, LanguageError) as error:
        reason = str(error)
    derived = tuple(_derived(proof, goal, fact) for goal, fact in sorted(proof.steps.kernel.proved.items()))
    seconds = time.perf_counter() - began
    return Outcome(derived, reason, reading.unread, reading.statement, tuple(proof.steps.made), lines_of(script), seconds)


def _derived(proof: Proof, goal: int, fact: Any) -> Derived:
    names = sorted(premise.name for premise in fact.premises)
    sources = {one["name"]: one["from"] for one in proof.statement["axioms"]}
    return Derived(proof.statement["goals"][goal]["claim"], tuple(names), tuple(dict.fromkeys(sources[name] for name in names)))


def lines_of(script: Script) -> int:
    """How many lines of code a script has, its docstring, comments and blank lines apart."""
    try:
        source = inspect.getsource(script)
    except (OSError, TypeError):
        return 0
    said = inspect.getdoc(script)
    lines = [line for line in source.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return len(lines) - (len(said.splitlines()) if said else 0)
