"""Which problems a theorem speaks about: those that certify every hypothesis in `given` and provide every word it names."""

from collections.abc import Iterable, Mapping
from typing import Any

from problems.discovery import families
from problems.instance import Enclosure, Fact, Family, Instance
from problems.noise import Noise, noise_facts, root_above
from theorems import hypotheses as h
from theorems import words as w
from theorems.language import Theorem

_CLASSES: dict[str, Any] = {
    kind.certified_as: kind for kind in (h.StronglyConvex, h.PL, h.Quadratic, h.Convex, h.Smooth, h.QuadraticGrowth, h.Lipschitz)
}


OF_COMPONENTS = ("interpolation", "variance")
"""Facts of an instance that hold for draws of its own components only; any other noise has facts of its own."""


def closed(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts with all that they imply (strong convexity implies the Polyak-Lojasiewicz inequality, ...); a stated fact wins."""
    found = dict(facts)
    waiting = list(facts)
    while waiting:
        name = waiting.pop(0)
        kind = _CLASSES.get(name)
        implied = (kind(0) if kind in (h.StronglyConvex, h.PL) else kind()).implies() if kind in (h.StronglyConvex, h.PL, h.Quadratic) else ()
        for weaker in implied:
            if weaker.certified_as not in found:
                fact = found[name]
                found[weaker.certified_as] = Fact(f"implied: {fact.reason}", fact.value if weaker.constant is not None else None, fact.scope)
                waiting.append(weaker.certified_as)
    return found


def facts_of(instance: Instance, noise: Noise | None) -> dict[str, Fact]:
    """Everything certified about an instance with its noise."""
    own = {name: fact for name, fact in instance.facts.items() if name not in OF_COMPONENTS}
    facts = {**own, **(noise_facts(noise, instance) if noise else {})}
    return closed({**facts, **_second_moment(facts)})


def _second_moment(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """E||g||^2 = ||grad f||^2 + variance <= G^2 + sigma^2, everywhere, where both are bounded."""
    slope, spread = (facts[name].value if name in facts else None for name in ("lipschitz", "variance"))
    if slope is None or spread is None:
        return {}
    value = Enclosure(max(slope.low, spread.low), root_above(slope.high**2 + spread.high**2))
    return {"second_moment": Fact("the squared Lipschitz constant plus the variance", value)}


def lacking(theorem: Theorem, instance: Instance, noise: Noise | None, claims: Iterable[Any]) -> str | None:
    """The first hypothesis or word of the theorem that the instance does not certify, or None where it is an instance of the theorem."""
    facts = facts_of(instance, noise)
    for hypothesis in theorem.hypotheses:
        if hypothesis.scope == "iterates":
            continue
        fact = facts.get(hypothesis.certified_as)
        if fact is None or fact.scope != "everywhere":
            return type(hypothesis).__name__
    words = named(theorem, claims)
    if w.f_star in words and instance.infimum is None:
        return "f bounded below"
    if words & {w.x_star, w.dist_sq} and not instance.minimisers:
        return "a minimiser"
    return None


def named(theorem: Theorem, claims: Iterable[Any]) -> set[Any]:
    """The special words (f_star, x_star, dist_sq) that the statement names."""
    found = {w.dist_sq if isinstance(term, w.dist_sq) else term for claim in claims for term in theorem.terms(claim)}
    return found & {w.f_star, w.x_star, w.dist_sq}


def matching_families(theorem: Theorem, claims: Iterable[Any], chosen: Iterable[str] = ()) -> dict[str, Family]:
    """The families that could provide instances, by name; only those in `chosen` where it is not empty."""
    only = set(chosen)
    needs_distance = w.dist_sq in named(theorem, claims)
    return {name: family for name, family in families().items() if (not only or name in only) and (family.dist_sq is not None or not needs_distance)}
