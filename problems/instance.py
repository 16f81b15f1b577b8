"""What theorems are tried on: one instance with its certified facts, and a family of instances that run as one batch.

All numbers of an instance are exact. `parameters` alone determine it: `family.build(**parameters)` makes the same instance and certificate
again, so evidence stores the parameters and nothing is ever redrawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from problems.network import Network

Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]
Parameter = Fraction | Vector | Matrix
Array = Any

Draw = Callable[[int, Any], tuple["Instance", Vector]]
"""Of a size and a stream: an instance of that size with a random point of it."""

EVERYWHERE, OBSERVED = "everywhere", "observed"
"""Scopes of a fact: certified for every point, or only seen at many points, which certifies nothing."""


@dataclass(frozen=True)
class Enclosure:
    """A real number known to lie in [low, high]; exact where both ends agree."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether both ends agree."""
        return self.low == self.high


def exactly(value: Fraction | int) -> Enclosure:
    """The enclosure of a number known exactly."""
    return Enclosure(Fraction(value), Fraction(value))


@dataclass(frozen=True)
class Fact:
    """A certified property: its best constant as an enclosure (None for a property without one), and why it holds.

    For `smooth` any L >= value.high is valid, for `pl` any mu <= value.low; `scope` is `everywhere`, or `observed`: not certified at all.
    """

    reason: str
    value: Enclosure | None = None
    scope: str = EVERYWHERE


Entries = Parameter | Enclosure | tuple[Enclosure, ...] | tuple[tuple[Enclosure, ...], ...]
"""Numbers that a family computes with: rationals, or numbers that are only known to lie in an interval."""


@dataclass(frozen=True)
class Instance:
    """One problem: f on R^d with certified facts.

    parameters : the arguments of the family's `build`
    arrays     : the numbers that the family's `value` and `gradient` compute with
    infimum    : the infimum of f over R^d, or None where f is unbounded below or no enclosure is certified
    minimisers : some minimisers, coordinates enclosed; empty where none exists or none is certified
    starts     : points worth starting from, the plainest first
    directions : vectors along which the certified constants are attained (eigenvectors)
    formula    : the function in numbers that a person can re-check by hand
    own        : of a problem that a person brings, the family of it alone, so that every search stays on this very problem
    in_floats  : whether f is known as torch code only, so that nothing about it is decided exactly
    """

    family: str
    parameters: Mapping[str, Parameter]
    arrays: Mapping[str, Entries]
    dimension: int
    facts: Mapping[str, Fact]
    formula: str
    infimum: Enclosure | None = None
    minimisers: tuple[tuple[Enclosure, ...], ...] = ()
    starts: tuple[Vector, ...] = ()
    directions: tuple[Vector, ...] = ()
    own: "Family | None" = None
    in_floats: bool = False


@dataclass(frozen=True)
class Family:
    """A family of instances, stated once for floats, rationals and balls.

    In `value`, `gradient`, `dist_sq` and `component_gradient`, `p` holds the instances' arrays with a leading instance axis of length I
    (a number [I], a vector [I, n], a matrix [I, n, m]); x : (I, M, d); results are (I, M), (I, M, d); `m` is the arithmetic.
    component_gradient(p, x, which, m) takes the gradient of component `which` : (I, M) int64 of a finite sum f = mean of n components;
    batch_gradient, where there is a quicker way than one by one, the mean over the components `which` : (I, M, b).
    library() gives instances at which known bounds are attained, the simplest first; strategy() is a hypothesis strategy, whose arguments
    (all optional) narrow what is drawn: `dimension`, `L` and `mu` within which the constants stay, ...
    plural is the name under which people draw from it, where it is not the title's with an s.
    network is what f is the output or the squared loss of, where it is that of a network; ladder(m, stream) an instance of width m with a random
    point of it, of the `widths` where not of all, doubled(m, stream) one whose neurons come in pairs that cancel.
    ladders holds more of these by what grows, "width", "depth" or "scale", and how the start is drawn, "independent" or "antisymmetric".
    kinked says that f has no derivative at some points, so that only theorems which allow for that speak of it.
    quadratic says that f is a polynomial of degree two at most, and so is every component where there are any.
    """

    name: str
    title: str
    build: Callable[..., Instance]
    value: Callable[[Mapping[str, Array], Array, Any], Array]
    gradient: Callable[[Mapping[str, Array], Array, Any], Array]
    library: Callable[[], Sequence[Instance]]
    strategy: Callable[..., Any]
    dist_sq: Callable[[Mapping[str, Array], Array, Any], Array] | None = None
    components: Callable[[Instance], int] | None = None
    component_gradient: Callable[[Mapping[str, Array], Array, Any, Any], Array] | None = None
    batch_gradient: Callable[[Mapping[str, Array], Array, Any, Any], Array] | None = None
    network: "Network | None" = None
    ladder: Callable[[int, Any], tuple[Instance, Vector]] | None = None
    doubled: Callable[[int, Any], tuple[Instance, Vector]] | None = None
    widths: tuple[int, ...] = ()
    quadratic: bool = False
    kinked: bool = False
    plural: str = ""
    ladders: Mapping[tuple[str, str], tuple[Draw, ...]] = field(default_factory=dict, hash=False)

    def drawings(self, grows: str, start: str) -> tuple[Draw, ...]:
        """What draws instances of a size with a start: of a width, or of what else `ladders` know, "independent" or "antisymmetric"."""
        widths = {("width", "independent"): self.ladder, ("width", "antisymmetric"): self.doubled}
        plain = widths.get((grows, start))
        return (*([] if plain is None else [plain]), *self.ladders.get((grows, start), ()))

    @property
    def strategy_name(self) -> str:
        """The plural noun by which people draw instances: `quadratics`, `logistic_regressions`, ..."""
        derived = "_".join(self.title.lower().replace("-", " ").split())
        return self.plural or (derived if derived.endswith("s") else derived + "s")


class Own(Protocol):
    """A problem that a person brings: its name, and the family that holds it alone."""

    @property
    def name(self) -> str:
        """How it is spoken of."""

    @property
    def alone(self) -> Family:
        """The family whose only instance it is."""


def shape_of(entries: Entries) -> tuple[int, ...]:
    """() for a number, (n,) for a vector, (n, m) for a matrix."""
    if isinstance(entries, (Fraction, Enclosure)):
        return ()
    if entries and isinstance(entries[0], tuple):
        return (len(entries), len(entries[0]))
    return (len(entries),)


def flat(entries: Entries) -> list[Any]:
    """The numbers row by row; one that is enclosed as the pair of its ends."""
    if isinstance(entries, Enclosure):
        return [(entries.low, entries.high)]
    if isinstance(entries, Fraction):
        return [entries]
    return [number for member in entries for number in flat(member)]


def stacked(instances: Sequence[Instance], m: Any) -> dict[str, Array]:
    """The arrays of instances of one layout, stacked along a leading instance axis."""
    first = instances[0].arrays
    return {
        name: m.array([number for instance in instances for number in flat(instance.arrays[name])], (len(instances), *shape_of(first[name])))
        for name in first
    }


def layout(instance: Instance) -> tuple[Any, ...]:
    """What instances must share to run as one batch: family, dimension, shapes of the arrays."""
    return (instance.family, instance.dimension, tuple((name, shape_of(value)) for name, value in sorted(instance.arrays.items())))
