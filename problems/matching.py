"""Which problems a theorem speaks about: those that certify every hypothesis in `given` and provide every word it names."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from problems import balls
from problems.deep_networks import DeepNetwork
from problems.discovery import families, family_of
from problems.instance import EVERYWHERE, OBSERVED, Enclosure, Fact, Family, Instance, Own, exactly
from problems.noise import Noise, largest_atom, noise_facts, root_above
from theorems import hypotheses as h
from theorems import words as w
from theorems.language import Theorem
from theorems.networks import activation
from theorems.observables import gauss_newton_error, hessian_det, hessian_min, hessian_norm

_CLASSES: dict[str, Any] = {
    **{kind.certified_as: kind for kind in (h.StronglyConvex, h.PL, h.Quadratic, h.Convex, h.Smooth, h.QuadraticGrowth, h.Lipschitz)},
    **{kind.certified_as: kind for kind in (h.SmoothSum, h.ConvexSum, h.StrongGrowth)},
    "gradient_bound": h.BoundedGradient,
}

OF_THE_GRADIENT = {"gradient_bound": ("lipschitz",), "gradient_bound_inf": ("lipschitz_inf", "lipschitz")}
"""What bounds every draw of the gradient in a norm, with the facts of an instance that bound the gradient itself in it, the sharpest first."""

OF_SUMS = {"smooth_sum": "smooth", "convex_sum": "convex"}
"""What holds of every component of a finite sum, with the same property of f. Vectors added to the gradient make a sum of components that differ
from f by linear functions; without noise f is the only component."""

OF_COMPONENTS = ("interpolation", "variance", "nonnegative_sum", *OF_SUMS, *OF_THE_GRADIENT)
"""Facts of an instance that hold for draws of its own components only; any other noise has facts of its own."""

SECOND = (hessian_norm, hessian_min, hessian_det, gauss_newton_error)
"""Words about second derivatives."""


@cache
def _weaker(name: str) -> tuple[Any, ...]:
    """The hypotheses that a fact implies."""
    kind = _CLASSES.get(name)
    if kind in (h.StronglyConvex, h.PL, h.BoundedGradient, h.SmoothSum, h.StrongGrowth):
        return tuple(kind(0).implies())
    return tuple(kind().implies()) if kind in (h.Quadratic, h.ConvexSum) else ()


def closed(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts with all that they imply (strong convexity implies the Polyak-Lojasiewicz inequality, ...); a stated fact wins.

    What is certified implies first, so that nothing passes for observed that follows from a certificate.
    """
    found = dict(facts)
    waiting = sorted(facts, key=lambda name: facts[name].scope == OBSERVED)
    while waiting:
        name = waiting.pop(0)
        for weaker in _weaker(name):
            if weaker.certified_as not in found:
                fact = found[name]
                found[weaker.certified_as] = Fact(f"implied: {fact.reason}", fact.value if weaker.constant is not None else None, fact.scope)
                waiting.append(weaker.certified_as)
    return found


def facts_of(instance: Instance, noise: Noise | None, undrawn: bool = False) -> dict[str, Fact]:
    """Everything certified about an instance with its noise; `undrawn`: also what holds of random gradients that are all the gradient itself."""
    own = {name: fact for name, fact in instance.facts.items() if name not in OF_COMPONENTS}
    drawn = noise_facts(noise, instance) if noise else _without_draws(instance) if undrawn else {}
    facts = {**own, **drawn, **_gradient_bounds(instance, noise)}
    known = closed({**facts, **_second_moment(facts)})
    every = {**known, **_of_sums(instance, known, noise)}
    return {**every, **_strong_growth(every, noise)}


def _without_draws(instance: Instance) -> dict[str, Fact]:
    """What hypotheses about random gradients ask of f where its gradient is the only draw, and f the only component."""
    why = "the gradient itself is the only draw"
    found = {"variance": Fact(why, exactly(0)), "interpolation": Fact(why), "strong_growth": Fact(why, exactly(1))}
    if "nonnegative_sum" in instance.facts or (instance.infimum is not None and instance.infimum.low >= 0):
        found["nonnegative_sum"] = Fact("f itself is the only component, and is never negative")
    return found


def facts_for(theorem: Theorem, instance: Instance, noise: Noise | None) -> dict[str, Fact]:
    """What is certified of an instance of a theorem. Where the theorem draws no gradient, what it supposes of draws need only hold of some, and if of
    any then of those that are the gradient itself: a mean square is at least the square of the mean, and f has what all of its components have."""
    return facts_of(instance, noise, undrawn=noise is None and not _draws(theorem))


@lru_cache(maxsize=256)
def _draws(theorem: Theorem) -> bool:
    return any(isinstance(term, w.stochastic_grad) for term in theorem.terms())


def _strong_growth(known: Mapping[str, Fact], noise: Noise | None) -> dict[str, Fact]:
    """Convex components that are all least at a minimiser have E||g||^2 <= 2 L (f - f*) <= L/mu ||grad f||^2, L the largest smoothness of one."""
    needed = [known.get(name) for name in ("interpolation", "convex_sum", "smooth_sum", "pl")]
    if noise is None or any(fact is None or fact.scope != EVERYWHERE for fact in needed):
        return {}
    largest, least = known["smooth_sum"].value, known["pl"].value
    if largest is None or least is None or least.low <= 0:
        return {}
    ratio = Enclosure(Fraction(1), max(largest.high / least.low, Fraction(1)))
    return {"strong_growth": Fact("at most the largest smoothness of a component over the Polyak-Lojasiewicz constant, at least 1", ratio)}


def _of_sums(instance: Instance, known: Mapping[str, Fact], noise: Noise | None) -> dict[str, Fact]:
    """What holds of every component: a finite sum's own facts; those of f where its components differ from f by linear functions only."""
    if noise is not None and noise.kind == "finite_sum":
        return {name: instance.facts[name] for name in (*OF_SUMS, "nonnegative_sum") if name in instance.facts}
    if noise is not None and noise.kind != "additive":
        return {}
    why = "" if noise is None else "; every component is f plus a linear function"
    found = {name: known[of_f] for name, of_f in OF_SUMS.items() if of_f in known}
    return {name: Fact(fact.reason + why, fact.value, fact.scope) for name, fact in found.items()}


def _gradient_bounds(instance: Instance, noise: Noise | None) -> dict[str, Fact]:
    """Bounds of every draw of the gradient, everywhere; draws of components have theirs from the instance, Gaussian noise has none."""
    if noise is not None and noise.kind != "additive":
        return {name: instance.facts[name] for name in OF_THE_GRADIENT if name in instance.facts and noise.kind == "finite_sum"}
    found = {}
    for name, sources in OF_THE_GRADIENT.items():
        source = next((known for known in sources if known in instance.facts), "")
        own = instance.facts.get(source)
        if own is not None and own.value is not None:
            away = largest_atom(noise, name == "gradient_bound_inf") if noise else Fraction(0)
            least = own.value.low if source == sources[0] or instance.dimension == 1 else Fraction(0)
            plus = ", plus the largest vector added" if noise else ""
            found[name] = Fact(own.reason + plus, Enclosure(least, own.value.high + away), own.scope)
    return found


def _second_moment(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """E||g||^2 = ||grad f||^2 + variance <= G^2 + sigma^2, everywhere, where both are bounded."""
    certified = [facts[name].value if name in facts and facts[name].scope == EVERYWHERE else None for name in ("lipschitz", "variance")]
    slope, spread = certified
    if slope is None or spread is None:
        return {}
    value = Enclosure(max(slope.low, spread.low), root_above(slope.high**2 + spread.high**2))
    return {"second_moment": Fact("the squared Lipschitz constant plus the variance", value)}


def lacking(theorem: Theorem, instance: Instance, noise: Noise | None, claims: Iterable[Any], observed: bool = False) -> str | None:
    """The first hypothesis or word of the theorem that the instance does not certify, or None where it is an instance of the theorem.

    With `observed`, facts that are only observed count as well: what passes then need not be an instance of the theorem.
    """
    if instance.in_floats and not observed:
        return "an exact form of f"
    refused = uncertified(theorem, instance, noise, observed)
    if refused:
        return type(refused[0]).__name__
    if family_of(instance).kinked and (why := _too_rough(theorem, claims)):
        return why
    words = named(theorem, claims)
    if w.f_star in words and instance.infimum is None:
        return "f bounded below"
    if words & {w.x_star, w.dist_sq} and not instance.minimisers:
        return "a minimiser"
    if w.dist_sq in words and family_of(instance).dist_sq is None:
        return "the distance to its minimisers"
    return None


def uncertified(theorem: Theorem, instance: Instance, noise: Noise | None, observed: bool = False) -> list[Any]:
    """The hypotheses of the theorem that the instance does not certify; those about iterates are looked at along each run."""
    facts, scopes = facts_for(theorem, instance, noise), (EVERYWHERE, OBSERVED) if observed else (EVERYWHERE,)

    def certified(hypothesis: Any) -> bool:
        if hypothesis.scope in ("iterates", "ball"):
            return hypothesis.scope == "iterates" or balls.may_hold(instance)
        found = [facts.get(name) for name in hypothesis.certificates]
        return all(fact is not None and fact.scope in scopes for fact in found)

    return [hypothesis for hypothesis in theorem.hypotheses if not certified(hypothesis)]


def _too_rough(theorem: Theorem, claims: Iterable[Any]) -> str | None:
    """What a function with kinks lacks of a theorem."""
    if not any(h.kinked for h in theorem.hypotheses):
        return "a gradient everywhere"
    terms = [term for claim in claims for term in theorem.terms(claim)]
    second = any(isinstance(term, SECOND) or (isinstance(term, activation) and term.order == 2) for term in terms)
    return "a second derivative" if second else None


def speaks_of_a_problem(theorem: Theorem) -> bool:
    """Whether a theorem names an objective, points or the dimension, or is about a recursion of numbers alone."""
    words = (w.Point, w.Special, w.stochastic_grad, w.Word)
    return bool(theorem.hypotheses) or "vector" in theorem.sequences.values() or any(isinstance(term, words) for term in theorem.terms())


def named(theorem: Theorem, claims: Iterable[Any]) -> set[Any]:
    """The special words (f_star, x_star, dist_sq) that the statement names."""
    return set(_named(theorem, tuple(claims)))


@lru_cache(maxsize=256)
def _named(theorem: Theorem, claims: tuple[Any, ...]) -> frozenset[Any]:
    found = {w.dist_sq if isinstance(term, w.dist_sq) else term for claim in claims for term in theorem.terms(claim)}
    return frozenset(found & {w.f_star, w.x_star, w.dist_sq})


def matching_families(theorem: Theorem, claims: Iterable[Any], chosen: Iterable[str | Own] = ()) -> dict[str, Family]:
    """The families that could provide instances, by name; only those in `chosen`, names or problems of one's own, where it is not empty."""
    only = set(chosen)
    own = {one.name: one.alone for one in only if not isinstance(one, str)}
    needs_distance = w.dist_sq in named(theorem, claims)
    words = [term for claim in claims for term in theorem.terms(claim) if isinstance(term, w.Word)]
    return {
        name: family
        for name, family in [*((name, family) for name, family in families().items() if not only or name in only), *sorted(own.items())]
        if (family.dist_sq is not None or not needs_distance) and all(has_word(family, word) for word in words)
    }


def has_word(family: Family, word: w.Word) -> bool:
    """Whether a family's network has what a word speaks of; a word that speaks of no network is everyone's."""
    if family.network is None:
        return not word.of_networks
    if word.of_relu and not family.kinked:
        return False
    neurons, layers = family.network.neurons is not None, isinstance(family.network, DeepNetwork)
    has = (neurons or not word.of_neurons) and (family.network.loss is not None or not word.of_losses)
    return has and (layers or not word.of_layers) and (neurons or layers or not word.of_inputs)
