"""Why no problem is an instance of a theorem: the hypothesis that none certifies, the two that none certifies together, the word that is missing."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import sympy as sp

from checkers.experiment.search.draws import library
from checkers.experiment.search.library import library_noises
from checkers.experiment.search.scope import Scope
from problems.discovery import families
from problems.instance import Family, Instance
from problems.matching import has_word, lacking, uncertified
from problems.noise import Noise
from theorems import words as w
from theorems.language import Theorem


@lru_cache(maxsize=64)
def certifying(theorem: Theorem) -> dict[str, list[tuple[Instance, Noise | None]]]:
    """The families with problems in their library that certify every hypothesis, with these problems and their noises."""
    found = {name: [pair for pair in _known(theorem, family) if not uncertified(theorem, *pair)] for name, family in families().items()}
    return {name: pairs for name, pairs in found.items() if pairs}


def fitting(theorem: Theorem, claim: Any) -> frozenset[str]:
    """The families that certify every hypothesis and have all that a claim names."""
    return frozenset(name for name, pairs in certifying(theorem).items() if not _missing(theorem, [claim], name, pairs))


def unmatched(scope: Scope) -> str:
    """Why nothing could be tried, in a sentence."""
    theorem = scope.theorem
    certified = certifying(theorem)
    if not certified:
        return _uncertified(theorem)
    lacks = {name: _missing(theorem, scope.claims, name, pairs) for name, pairs in certified.items()}
    if all(lacks.values()):
        told = "; ".join(f"{name} lacks {lack}" for name, lack in lacks.items())
        return f"no family of problems has all that the claim names; of those that certify every hypothesis, {told}"
    able = [name for name, lack in lacks.items() if not lack]
    numbers = "".join(f"; in their libraries {told}" for told in [_numbers(theorem, able)] if told)
    return f"every hypothesis is certified by {', '.join(able)}, but with no constants or indices that `given` and the claim allow{numbers}"


def _numbers(theorem: Theorem, names: Sequence[str]) -> str:
    """Which widths, depths and numbers of inputs the problems of some families have, where the theorem names them."""
    asked = dict.fromkeys(bound.certified_as for h in theorem.hypotheses for bound in h.bounds if bound.relation is sp.Eq)
    told = []
    for asked_for in asked:
        facts = [one.facts.get(asked_for) for name in names for one in library(families()[name])]
        values = sorted({fact.value.low for fact in facts if fact is not None and fact.value is not None})
        told += [f"{asked_for} is {', '.join(map(str, values))}"] if values else []
    return " and ".join(told)


def _known(theorem: Theorem, family: Family) -> Iterator[tuple[Instance, Noise | None]]:
    for instance in library(family):
        yield from ((instance, noise) for noise in library_noises(theorem, instance))


def _missing(theorem: Theorem, claims: Sequence[Any], name: str, pairs: Sequence[tuple[Instance, Noise | None]]) -> str:
    """The words of some claims that a family lacks, or else what all of its problems lack."""
    words = [type(term) for claim in claims for term in theorem.terms(claim) if isinstance(term, w.Word) and not has_word(families()[name], term)]
    if words:
        return ", ".join(sorted({word.__name__ for word in words}))
    found = [lacking(theorem, instance, noise, claims) for instance, noise in pairs]
    return "" if None in found else str(found[0])


def _uncertified(theorem: Theorem) -> str:
    """The hypotheses that no problem certifies, alone or two together."""
    refused = [set(uncertified(theorem, *pair)) for family in families().values() for pair in _known(theorem, family)]
    alone = [h for h in theorem.hypotheses if all(h in one for one in refused)]
    if alone:
        return f"no family of problems certifies {_said(alone)}"
    pairs = [pair for pair in combinations(theorem.hypotheses, 2) if all(set(pair) & one for one in refused)]
    together = pairs[0] if pairs else theorem.hypotheses
    return f"no family of problems certifies {_said(together)} together"


def _said(hypotheses: Sequence[Any]) -> str:
    return " and ".join(dict.fromkeys(type(h).__name__ for h in hypotheses))
