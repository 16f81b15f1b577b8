"""What a reading knows of f: the points where it is looked at, each with a gradient and a value, and what its infimum and minimisers are."""

from dataclasses import dataclass, field

from checkers.worst_case.program import Evaluation
from checkers.worst_case.reading.quantities import ZERO_VECTOR
from checkers.worst_case.terms import Affine, Vector, basis, variable

Place = tuple[tuple[str, object], ...]

INFIMUM = variable("f_star")


@dataclass
class Objective:
    """Names that are handed out as a statement is read: vectors of the Gram matrix, unknown values, evaluations in the order of their first use.

    positions : the basis vectors that are points (x[0], x_star, free points); all others are gradients
    nearest   : a point with the minimiser nearest to it, by the point's place
    strict    : whether f is strongly convex, and so has one minimiser only
    """

    strict: bool = False
    basis: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    places: dict[Place, Evaluation] = field(default_factory=dict)
    minimisers: list[Evaluation] = field(default_factory=list)
    nearest: dict[Place, tuple[Vector, Evaluation]] = field(default_factory=dict)

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """Where f is looked at so far."""
        return tuple(self.places.values())

    @property
    def bounded_below(self) -> bool:
        """Whether the infimum of f has been named."""
        return "f_star" in self.values

    @property
    def minimiser_names(self) -> tuple[str, ...]:
        """The minimisers spoken of, x_star first."""
        return tuple(sorted((one.name for one in self.minimisers), key=lambda name: name != "x_star"))

    def point(self, name: str) -> Vector:
        """A point of its own."""
        if name not in self.basis:
            self.basis.append(name)
            self.positions.append(name)
        return basis(name)

    def infimum(self) -> Affine:
        """f_star."""
        if not self.bounded_below:
            self.values.append("f_star")
        return INFIMUM

    def at(self, position: Vector, name: str) -> Evaluation:
        """f at a point, under the name of its first use."""
        key = place(position)
        if key not in self.places:
            self.basis.append(f"grad({name})")
            self.values.append(f"f({name})")
            self.places[key] = Evaluation(name, position, basis(f"grad({name})"), variable(f"f({name})"))
        return self.places[key]

    def minimiser(self, name: str) -> Vector:
        """A point where f is least: its gradient vanishes, its value is the infimum."""
        position = self.minimisers[0].position if self.strict and self.minimisers else self.point("x_star" if self.strict else name)
        if place(position) not in self.places:
            self.places[place(position)] = Evaluation("x_star" if self.strict else name, position, ZERO_VECTOR, self.infimum())
            self.minimisers.append(self.places[place(position)])
        return position

    def nearest_minimiser(self, position: Vector, name: str) -> Vector:
        """The minimiser nearest to a point: a minimiser is nearest to itself."""
        key = place(position)
        if any(place(one.position) == key for one in self.minimisers):
            return position
        if key not in self.nearest:
            minimiser = self.places[place(self.minimiser(f"nearest({name})"))]
            self.nearest[key] = (position, minimiser)
        return self.nearest[key][1].position


def place(position: Vector) -> Place:
    """A vector as a key: equal for equal vectors."""
    return tuple(sorted(position.parts.items()))
