"""An independent check of proofs: every step made again with other arithmetic, the standard library only, safe on input from strangers.

Nothing of the file is executed; its length, the depth of its terms, the length of its numbers, degrees, and the work that a check may take are
bounded. What holds is that the listed steps lead from the listed axioms to the listed claims. Whether those are the axioms and claims of a theorem
is compared with its statement by `lemmata check --against`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checkers.proof import replay_analysis  # noqa: F401  (its rules join the others)
from checkers.proof.replay_rules import Checker
from checkers.proof.replay_terms import RejectedError

SCHEMA = "lemmata/proof/1"
LENGTH, STEPS, CLAIMS, TEXT, NESTED = 8_000_000, 20_000, 200, 20_000, 100
"""At most: characters of a file, steps, claims, characters of a text in it, brackets inside each other."""

AXIOM = {"name": str, "from": str, "parameters": list, "conditions": list, "relation": str, "term": (list, int, str)}
GOAL = {"claim": int, "text": str, "relation": str, "term": (list, int, str), "axioms": list}
FIELDS = {"schema": str, "kind": str, "theorem": str, "statement": list, "digest": list, "axioms": list, "goals": list, "steps": list}

FAILURES = (TypeError, KeyError, ValueError, AttributeError, IndexError, ArithmeticError)
"""What a step of another shape fails with."""


class UnreadableError(Exception):
    """The text is no certificate of a proof."""


@dataclass(frozen=True)
class Checked:
    """A certificate that holds: its data, and for each goal, by its place, the names of the axioms that it rests on."""

    data: dict[str, Any]
    rests_on: Mapping[int, tuple[str, ...]]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that were used."""
        return tuple(sorted({str(step["rule"]) for step in self.data["steps"]}))


def is_proof(data: Any) -> bool:
    """Whether data is meant to be a certificate of a proof."""
    return isinstance(data, dict) and (data.get("schema") == SCHEMA or data.get("kind") == "proof")


def checked(text: str) -> Checked:
    """The certificate, checked; raises UnreadableError or RejectedError."""
    data = loaded(text)
    _shaped(data)
    try:
        return replayed(data)
    except RecursionError:
        raise RejectedError("terms are nested too deep") from None


def loaded(text: str) -> dict[str, Any]:
    """The data of a file, as JSON without repeated keys and without numbers that are no integers."""
    if len(text) > LENGTH:
        raise UnreadableError(f"it is longer than {LENGTH} characters")
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_float=_refused, parse_constant=_refused)
    except RecursionError:
        raise UnreadableError("it is no certificate: brackets are nested too deep") from None
    except ValueError as error:
        raise UnreadableError(f"it is no JSON: {str(error)[:80]}") from None
    if not is_proof(data):
        raise UnreadableError(f'it has not "schema": "{SCHEMA}" and "kind": "proof"')
    if _nests_deeper(data, NESTED):
        raise UnreadableError(f"it is no certificate: more than {NESTED} brackets lie inside each other")
    found: dict[str, Any] = data
    return found


def _nests_deeper(data: Any, most: int) -> bool:
    """Whether more than so many lists and objects lie inside each other; looked at level by level, which needs no stack."""
    level = [data]
    for _ in range(most):
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list))]
        level = [part for one in inside for part in one]
    return any(isinstance(one, (dict, list)) for one in level)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(text: str) -> Any:
    raise ValueError(f"{text[:20]} is no exact number")


def _shaped(data: dict[str, Any]) -> None:
    _record(data, {**FIELDS, "proved": list, "seal": str}, "the certificate")
    if data["schema"] != SCHEMA or data["kind"] != "proof":
        raise UnreadableError(f'it has not "schema": "{SCHEMA}" and "kind": "proof"')
    for kind, shape in (("axioms", AXIOM), ("goals", GOAL)):
        for one in data[kind]:
            _record(one, shape, f"a member of {kind}")
    texts = [*data["statement"], *data["digest"], *(name for goal in data["goals"] for name in goal["axioms"])]
    if not all(isinstance(one, str) and len(one) <= TEXT for one in texts):
        raise UnreadableError("a text is no text")
    pairs = [pair for one in data["axioms"] for pair in (*one["parameters"], *one["conditions"])]
    if not all(isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in pairs):
        raise UnreadableError("a parameter or a condition of an axiom is no pair")
    if not all(isinstance(step, dict) for step in data["steps"]) or len(data["steps"]) > STEPS:
        raise UnreadableError(f"the steps are none, or more than {STEPS}")
    if not all(type(one) is int for one in data["proved"]) or len(data["goals"]) > CLAIMS:
        raise UnreadableError(f"what is proved is no list of at most {CLAIMS} numbers of claims")
    if data["seal"] != seal(data):
        raise RejectedError("the file has been changed since it was written: its seal is another")


def _record(one: Any, shape: Mapping[str, Any], what: str) -> None:
    if not isinstance(one, dict) or set(one) != set(shape):
        raise UnreadableError(f"{what} has other members than {', '.join(shape)}")
    for name, kind in shape.items():
        if not isinstance(one[name], kind) or isinstance(one[name], bool) or (isinstance(one[name], str) and len(one[name]) > TEXT):
            raise UnreadableError(f"{name} of {what} has another shape")


def seal(data: Mapping[str, Any]) -> str:
    """A digest of all but the seal: against accidents, not against people."""
    rest = {key: value for key, value in data.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()


def replayed(data: Mapping[str, Any]) -> Checked:
    """The steps made again; RejectedError names the one that is no instance of its rule."""
    axioms = {one["name"]: one for one in data["axioms"]}
    if len(axioms) != len(data["axioms"]):
        raise RejectedError("two axioms have one name")
    checker = _guarded("the axioms", lambda: Checker(axioms, data["goals"]))
    for number, step in enumerate(data["steps"]):
        _guarded(f"step {number}, {str(step.get('rule'))[:20]}", lambda step=step: checker.apply(step))
    concluded = [goal["claim"] for place, goal in enumerate(data["goals"]) if place in checker.proved]
    if not concluded or concluded != data["proved"] or len(concluded) != len(data["goals"]):
        raise RejectedError("the claims that are proved are not those that it says")
    if data["statement"] != [goal["text"] for goal in data["goals"]] or len(data["digest"]) != len(data["goals"]):
        raise RejectedError("the statement has not one text and one digest for each claim")
    rests = {place: tuple(sorted(str(premise.name) for premise in fact.premises)) for place, fact in checker.proved.items()}
    return Checked(dict(data), rests)


def _guarded(where: str, act: Any) -> Any:
    """What a step makes; whatever it fails with is a rejection that names it."""
    try:
        return act()
    except RejectedError as error:
        raise RejectedError(f"{where}: {error}") from None
    except RecursionError:
        raise RejectedError(f"{where}: terms are nested too deep") from None
    except FAILURES as error:
        raise RejectedError(f"{where}: it has another shape ({type(error).__name__})") from None
