"""A random method in the mean: vectors are random, their inner products and the values of f are expectations.

The mean of Gram matrices is one, an affine relation that holds on every path holds in the mean, and the noise of a draw is orthogonal, in the
mean, to all that was known before it. So an upper end that is found here holds for whatever noise the hypotheses allow, at the price of a single
path. That some noise attains it does not follow: `paths` looks for such.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from checkers.worst_case.program import Evaluation, NotReadError
from checkers.worst_case.reading.claims import Quotient
from checkers.worst_case.reading.objective import Objective, place
from checkers.worst_case.reading.quantities import ZERO_VECTOR, Extreme, Quantity
from checkers.worst_case.reading.translation import Reading, Rule, Translation, named
from checkers.worst_case.terms import Vector, basis
from theorems import words as w
from theorems.typed import walk


@dataclass(frozen=True)
class Noise:
    """What a draw adds to the gradient at a point: the mean over a batch of independent draws, less the gradient of f."""

    vector: Vector
    at: Evaluation
    sample: int
    batch: int

    @property
    def draw(self) -> tuple[int, int]:
        """The sample it belongs to, and how many are averaged."""
        return self.sample, self.batch


@dataclass
class Draws:
    """The random gradients of one reading: those of samples before `known` are past, whatever they were; the others are averaged over.

    interpolated : whether no draw differs from the gradient at minimisers
    """

    known: int | None = None
    interpolated: bool = False
    noises: dict[tuple[Any, int, int], Noise] = field(default_factory=dict)

    @property
    def since(self) -> int:
        """The first sample that is averaged over."""
        return self.known or 0

    @property
    def samples(self) -> dict[str, int]:
        """The sample that each basis vector of noise belongs to."""
        return {name: one.sample for one in self.noises.values() for name in one.vector.parts}

    def noise(self, objective: Objective, at: Evaluation, sample: int, batch: int) -> Noise:
        """The noise of a draw at a point, under the name of its first use."""
        key = (place(at.position), sample, batch)
        if key not in self.noises:
            self.noises[key] = Noise(self._vector(objective, at, sample, batch), at, sample, batch)
        return self.noises[key]

    def _vector(self, objective: Objective, at: Evaluation, sample: int, batch: int) -> Vector:
        if self.interpolated and any(one.name == at.name for one in objective.minimisers):
            return ZERO_VECTOR
        name = f"noise({at.name}, {sample})" if batch == 1 else f"noise({at.name}, {sample}, batch {batch})"
        objective.basis.append(name)
        return basis(name)


def levels(objective: Objective, draws: Draws) -> dict[str, int]:
    """For every basis vector how many samples have to be drawn before it is known."""
    of_gradients = {name: one.position for one in objective.evaluations for name in one.gradient.parts}
    of_minimisers = {one.name: position for position, one in objective.nearest.values()}
    samples, found = draws.samples, dict[str, int]()
    for name in objective.basis:
        behind = of_gradients.get(name, of_minimisers.get(name, ZERO_VECTOR))
        found[name] = samples[name] + 1 if name in samples else max((found[part] for part in behind.parts), default=0)
    return found


def level(vector: Vector, of_basis: Mapping[str, int]) -> int:
    """How many samples have to be drawn before a vector is known."""
    return max((of_basis[name] for name in vector.parts), default=0)


def rules(draws: Draws) -> dict[type, Rule]:
    """What random terms mean in the mean."""
    return {
        w.stochastic_grad: lambda v, e: _drawn(draws, v, e),
        w.E: lambda v, e: _expected(draws, v, e),
        w.Probability: _no_probability,
    }


def _drawn(draws: Draws, v: Translation, e: Any) -> Quantity:
    position, sample, batch = v.vector(e.args[0]), v.step(e.args[1]), v.step(e.args[2])
    objective = v.reading.objective
    at = objective.at(position, named(v, e.args[0]))
    if sample < 0 or level(position, levels(objective, draws)) > sample:
        raise NotReadError(f"{e} is drawn at a point that depends on the draw itself: nothing is known of its mean.")
    return at.gradient.plus(draws.noise(objective, at, sample, batch).vector)


def _expected(draws: Draws, v: Translation, e: Any) -> Quantity:
    since = 0 if len(e.args) == 1 else max(v.step(e.args[1].indices[0]), 0)
    if draws.known not in (None, since):
        raise NotReadError("expectations given different iterates stand in one claim.")
    draws.known = since
    found = v.quantity(e.args[0])
    if isinstance(found, Extreme) and found.largest:
        raise NotReadError(f"{e} is the mean of a largest of several terms, which is not linear in means.")
    return _mean(draws, v.reading, found, e) if isinstance(found, Vector) else found


def _mean(draws: Draws, reading: Reading, vector: Vector, e: Any) -> Vector:
    """The mean of a vector: without the noise of draws to come, which must be all that is random in it."""
    samples, of_basis = draws.samples, levels(reading.objective, draws)
    kept = Vector({name: factor for name, factor in vector.parts.items() if samples.get(name, -1) < draws.since})
    if level(kept, of_basis) > draws.since:
        raise NotReadError(f"{e} is the mean of a vector that is no linear function of draws.")
    return kept


LEAST = (w.Best, sp.Min)


def check_leasts(quotient: Quotient) -> None:
    """Raise NotReadError where the mean of a least of several terms, for which the least of the means is read, is not to be bounded from above."""
    for term in (*quotient.numerator, *quotient.denominator):
        means = [e for e in walk(term.measured) if isinstance(e, w.E) and any(isinstance(a, LEAST) for a in walk(e))]
        if means and (term in quotient.denominator or term.coefficient < 0 or not _grows_with_leasts(term.measured)):
            raise NotReadError(f"{means[0]} is the mean of a least of several terms, which is no mean; only an upper bound of it is read.")


def _grows_with_leasts(e: Any) -> bool:
    """Whether a term grows with every mean of a least that stands in it: under sums and extremes only, and as a mean of the least itself."""
    if not any(isinstance(a, w.E) for a in walk(e)):
        return True
    if isinstance(e, w.E):
        return isinstance(e.args[0], LEAST) or not any(isinstance(a, LEAST) for a in walk(e))
    if isinstance(e, w.OVER_STEPS):
        return _grows_with_leasts(e.function)
    return isinstance(e, (sp.Add, sp.Max, sp.Min)) and all(_grows_with_leasts(a) for a in e.args)


def _no_probability(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} is a probability, which is not linear in means.")
