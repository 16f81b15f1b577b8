"""The steps of a proof that its conclusions need, renumbered: what was tried on the way and used by nothing is left out."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

Step = Mapping[str, Any]
Renumber = Callable[[int], int]


def pruned(steps: Sequence[Step], claims: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The steps behind the last conclusion of each of these goals (of all where None), facts renumbered; equal steps stand once."""
    last = {step["claim"]: number for number, step in enumerate(steps) if step["rule"] == "conclude"}
    kept = _needed(steps, [number for goal, number in last.items() if claims is None or goal in claims])
    numbers, found, made = dict[int, int](), list[dict[str, Any]](), dict[str, int]()
    for number in sorted(kept):
        step = renumbered(steps[number], numbers.__getitem__)
        said = json.dumps(step, sort_keys=True) if step["rule"] != "assume" else f"assumption {number}"
        if said not in made:
            made[said] = len(found)
            found.append(step)
        numbers[number] = made[said]
    return found


def _needed(steps: Sequence[Step], conclusions: Sequence[int]) -> set[int]:
    waiting, kept = list(conclusions), set[int]()
    while waiting:
        number = waiting.pop()
        if number not in kept:
            kept.add(number)
            waiting += facts_of(steps[number])
    return kept


def facts_of(step: Step) -> list[int]:
    """The numbers of the facts that a step is made from."""
    found = list[int]()

    def noted(number: int) -> int:
        found.append(number)
        return number

    renumbered(step, noted)
    return found


def renumbered(step: Step, new: Renumber) -> dict[str, Any]:
    """The step with the facts that it is made from under other numbers."""
    places = FACTS[step["rule"]]
    return {name: places[name](value, new) if name in places and value is not None else value for name, value in step.items()}


def _one(value: int, new: Renumber) -> int:
    return new(value)


def _all(value: Sequence[int], new: Renumber) -> list[int]:
    return [new(number) for number in value]


def _second(value: Sequence[Any], new: Renumber) -> list[Any]:
    """Pairs of a factor and a fact."""
    return [[factor, new(number)] for factor, number in value]


def _products(value: Sequence[Any], new: Renumber) -> list[Any]:
    """A coefficient, the facts that are multiplied, and perhaps what is squared."""
    return [[c, _all(numbers, new), *square] for c, numbers, *square in value]


def _pairs(value: Sequence[Any], new: Renumber) -> list[Any]:
    """Assumptions with the facts that discharge them."""
    return [_all(pair, new) for pair in value]


Places = Mapping[str, Callable[[Any, Renumber], Any]]

_FACT: Places = {"fact": _one}

FACTS: dict[str, Places] = {
    "axiom": {"conditions": _all},
    "assume": {},
    "combine": {"products": _products, "squares": _products, "equalities": _second, "nonzero": _all, "roots": _all},
    "inverse": _FACT,
    "root": _FACT,
    "compare": {"larger": _one, "squares": _one},
    "equal": {"above": _one, "below": _one},
    "cases": {"first": _one, "second": _one, "assumptions": _all},
    "substitute": {"fact": _one, "discharged": _pairs},
    "induction": {"base": _one, "step": _one, "hypothesis": _one, "reached": _one},
    "conclude": _FACT,
    "unfold": {"positive": _one},
    "member": {"conditions": _all},
    "bound": {"fact": _one, "nonempty": _one, "range": _all},
    "monotone": {"fact": _one, "length": _one, "range": _all},
    "norm": {},
    "cauchy": {},
    "coordinates": {},
    "dot": _FACT,
    "component": _FACT,
    "logarithm": _FACT,
    "product": {"first": _one, "second": _one},
    "congruence": _FACT,
    "rewrite": {"fact": _one, "equation": _one},
}
"""Where each rule names facts by their numbers."""
