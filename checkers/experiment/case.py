"""One thing to try a theorem on: an instance with noise, values of the constants, a start, a minimiser, and points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from problems.discovery import family_called, family_of
from problems.instance import Enclosure, Family, Instance, Parameter, Vector
from problems.noise import Noise
from problems.sequences import FreeSequence

Value = Fraction | Any
"""A constant's value: a rational, or a closed form of SymPy's where an equality in `given` forces an irrational one."""


@dataclass(frozen=True)
class Case:
    """All that a trial needs besides the statement; `steps` is how long it runs, `found_by` who proposed it.

    `sequences` are the free sequences by name; the instance is that of `no_objective` where the theorem speaks of no function.
    """

    instance: Instance
    constants: Mapping[str, Value] = field(default_factory=dict)
    noise: Noise | None = None
    start: Vector | None = None
    minimiser: tuple[Enclosure, ...] | None = None
    points: Mapping[str, Vector] = field(default_factory=dict)
    steps: int = 0
    found_by: str = "library"
    sequences: Mapping[str, FreeSequence] = field(default_factory=dict)

    @property
    def family(self) -> Family:
        """The family that the instance belongs to."""
        return family_of(self.instance)

    def as_json(self) -> dict[str, Any]:
        """The case as plain data, exact numbers as strings."""
        return {
            "family": self.instance.family,
            "parameters": {name: _texts(value) for name, value in self.instance.parameters.items()},
            "constants": {name: str(value) for name, value in self.constants.items()},
            "noise": None if self.noise is None else {"kind": self.noise.kind, "atoms": _texts(self.noise.atoms), "scale": str(self.noise.scale)},
            "start": None if self.start is None else _texts(self.start),
            "minimiser": None if self.minimiser is None else [[str(e.low), str(e.high)] for e in self.minimiser],
            "points": {name: _texts(point) for name, point in self.points.items()},
            "steps": self.steps,
            "found_by": self.found_by,
            "sequences": {name: {"kind": one.kind, "values": _texts(one.values)} for name, one in self.sequences.items()},
        }


def case_from_json(data: Mapping[str, Any]) -> Case:
    """The case that `as_json` wrote; raises ValueError, KeyError or TypeError on data that is none."""
    family = family_called(data["family"])
    noise = data["noise"]
    return Case(
        instance=family.build(**{name: _numbers(value) for name, value in data["parameters"].items()}),
        constants={name: _constant(value) for name, value in data["constants"].items()},
        noise=None if noise is None else Noise(noise["kind"], _numbers(noise["atoms"]), Fraction(noise["scale"])),
        start=None if data["start"] is None else _numbers(data["start"]),
        minimiser=None if data["minimiser"] is None else tuple(Enclosure(Fraction(a), Fraction(b)) for a, b in data["minimiser"]),
        points={name: _numbers(point) for name, point in data["points"].items()},
        steps=int(data["steps"]),
        found_by=str(data["found_by"]),
        sequences={name: FreeSequence(one["kind"], _numbers(one["values"])) for name, one in data.get("sequences", {}).items()},
    )


def _texts(value: Parameter | Any) -> Any:
    return [_texts(member) for member in value] if isinstance(value, tuple) else str(value)


def _numbers(value: Any) -> Any:
    return tuple(_numbers(member) for member in value) if isinstance(value, list) else Fraction(value)


def _constant(text: str) -> Value:
    from theorems.numbers import parse_number

    return parse_number(text)
