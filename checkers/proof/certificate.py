"""A proof as a file: the statement in the kernel's terms, the steps that its conclusions need, and what is shown to people.

    {"schema": "lemmata/proof/1", "kind": "proof", "theorem", "statement", "digest", "axioms", "goals", "steps", "proved", "seal"}

`theorem` is an id or a path; `statement` and `digest` have one entry for each goal, as the goals have `claim` and `text`. Axioms and goals are those
of `checkers.proof.goal`. The seal is a SHA-256 of the rest: it tells an accident, such as a flipped bit, and is no proof of where a file is from.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from checkers.proof.prove import Outcome
from checkers.proof.pruned import pruned
from theorems.language import Theorem
from theorems.printing import unicode

SCHEMA = "lemmata/proof/1"


def as_data(outcome: Outcome, theorem: Theorem, name: str, claims: Collection[int] | None = None) -> dict[str, Any]:
    """The certificate of the claims that an outcome has proved (of these among them), with only what they need."""
    wanted = [claim for claim in outcome.proved if claims is None or claim in claims]
    places = {goal["claim"]: place for place, goal in enumerate(outcome.statement["goals"])}
    steps = pruned(outcome.made, [places[claim] for claim in wanted])
    used = {step["name"] for step in steps if step["rule"] == "axiom"}
    goals = [{**goal, "axioms": [one for one in goal["axioms"] if one in used]} for goal in outcome.statement["goals"] if goal["claim"] in wanted]
    kept = {places[goal["claim"]]: place for place, goal in enumerate(goals)}
    data = {
        "schema": SCHEMA,
        "kind": "proof",
        "theorem": name,
        "statement": [unicode(theorem.claims[claim]) for claim in wanted],
        "digest": [theorem.digest(theorem.claims[claim]) for claim in wanted],
        "axioms": [one for one in outcome.statement["axioms"] if one["name"] in used],
        "goals": goals,
        "steps": [_concluding(step, kept) for step in steps],
        "proved": wanted,
    }
    return {**data, "seal": seal(data)}


def _concluding(step: Mapping[str, Any], places: Mapping[int, int]) -> dict[str, Any]:
    return {**step, "claim": places[step["claim"]]} if step["rule"] == "conclude" else dict(step)


def written(outcome: Outcome, theorem: Theorem, name: str, claims: Sequence[int] | None = None) -> str:
    """The text of the file."""
    return json.dumps(as_data(outcome, theorem, name, claims), ensure_ascii=False) + "\n"


def seal(data: Mapping[str, Any]) -> str:
    """The digest of all but the seal itself."""
    rest = {key: value for key, value in data.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()
