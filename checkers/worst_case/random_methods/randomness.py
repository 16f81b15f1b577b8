"""What the draws of a random method may be: any that the hypotheses allow, in the mean; or n equally likely ones, on every path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, takewhile
from typing import TYPE_CHECKING

from checkers.worst_case.program import Condition, NotReadError
from checkers.worst_case.random_methods import in_the_mean, noise_conditions, path_conditions, paths
from checkers.worst_case.random_methods.paths import noise_name
from checkers.worst_case.reading.claims import Quotient
from checkers.worst_case.reading.translation import Reading, Rule
from theorems.hypotheses import BoundedGradient, ConvexSum, Interpolation, SmoothSum, find
from theorems.language import Theorem

if TYPE_CHECKING:
    from problems.instance import Vector
    from problems.noise import Noise

Conditions = Callable[[Reading], tuple[list[Condition], list[str]]]


@dataclass(frozen=True)
class Randomness:
    """How the random terms of one reading are read.

    check      : raises NotReadError for a quotient that cannot be read so
    rules      : what they mean; conditions : what the hypotheses say of them, and the names of what could not be read
    complete   : whether those conditions suffice for draws to exist that satisfy the hypotheses
    narrower   : whether only a part of the draws that the hypotheses allow is looked at
    remarks    : what is narrower or wider than the statement, in words
    """

    check: Callable[[Quotient], None]
    rules: Mapping[type, Rule]
    conditions: Conditions
    complete: bool
    narrower: bool
    remarks: tuple[str, ...]


Reader = Callable[[Theorem], Randomness]
"""Makes the randomness of a reading of a theorem, anew for every reading."""


def any_noise(theorem: Theorem) -> Randomness:
    """Whatever noise the hypotheses allow, in the mean: an upper end for the statement itself."""
    if not any(one.name == "unbiased" for h in theorem.hypotheses for one in h.inequalities()):
        raise NotReadError("no hypothesis says what the mean of a random gradient is.")
    draws = in_the_mean.Draws(interpolated=find(theorem.hypotheses, Interpolation) is not None)
    remark = "means over the draws stand for the draws: an upper end holds for whatever noise the hypotheses allow, and need not be attained by one"
    return Randomness(
        check=in_the_mean.check_leasts,
        rules=in_the_mean.rules(draws),
        conditions=lambda reading: noise_conditions.noise_conditions(theorem, reading, draws),
        complete=False,
        narrower=False,
        remarks=(remark,),
    )


def equally_likely(number: int = 2, same: bool = True) -> Reader:
    """`number` equally likely draws: a lower end for the statement, and no more.

    same: every draw adds the same vector to the gradient at all points, as a run of an instance can; else every point has vectors of its own.
    """

    def randomness(theorem: Theorem) -> Randomness:
        interpolated = find(theorem.hypotheses, Interpolation) is not None
        if same and interpolated:
            raise NotReadError("noise that is the same at all points vanishes with that at minimisers: there is nothing random to read.")
        drawn = paths.Paths(number, same, interpolated)
        where = "the same vectors at every point" if same else "with vectors of their own at every point"
        return Randomness(
            check=_readable,
            rules=paths.rules(drawn),
            conditions=lambda reading: path_conditions.path_conditions(theorem, reading, drawn),
            complete=_sufficient(theorem, same),
            narrower=True,
            remarks=(f"noise of {number} equally likely draws at each step, {where}: a lower end for the statement, no upper one",),
        )

    return randomness


def _sufficient(theorem: Theorem, same: bool) -> bool:
    """Whether draws exist that satisfy the hypotheses everywhere and along the whole run, where they do at the points that are looked at.

    Of components it is known where all that is said of f follows from what is said of them.
    """
    if any(isinstance(h, BoundedGradient) or h.scope == "iterates" for h in theorem.hypotheses):
        return False
    sums = [h for h in theorem.hypotheses if isinstance(h, (SmoothSum, ConvexSum))]
    if same or not sums:
        return True
    others = [h for h in theorem.hypotheses if h not in sums and not isinstance(h, Interpolation)]
    implied = [weaker for h in sums for weaker in h.implies()]
    return all(h in implied for h in others if not isinstance(h, noise_conditions.OF_DRAWS))


def added_noise(vectors: "Mapping[str, Vector]") -> "Noise | None":
    """The noise of equally likely draws that add the same vectors at every point, from what a program's basis vectors are; None without any."""
    from problems.noise import Noise

    names = takewhile(lambda name: name in vectors, map(noise_name, count()))
    atoms = [vectors[name] for name in names]
    if not atoms:
        return None
    return Noise("additive", (*atoms, tuple(-sum(column, Fraction(0)) for column in zip(*atoms, strict=True))))


def _readable(quotient: Quotient) -> None:
    """Every quotient is."""


NOT_RANDOM = Randomness(_readable, {}, lambda reading: ([], []), complete=True, narrower=False, remarks=())
"""Of a statement in which nothing is random."""
