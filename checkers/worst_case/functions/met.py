"""What the points of a program meet on a given function: its gradients and values there, exactly."""

from collections.abc import Mapping
from fractions import Fraction

from checkers.worst_case.functions.few_dimensions import is_gradient
from checkers.worst_case.functions.placed import Placed, Point
from checkers.worst_case.program import Program
from problems.discovery import family_of
from problems.exact.arithmetic import Exact
from problems.exact.arithmetic import fraction as as_fraction
from problems.instance import Instance, stacked


def met(program: Program, instance: Instance, places: Mapping[str, Point]) -> Placed | None:
    """The program's vectors and values on a function, from where its points lie; None where the infimum is asked for and not known.

    Evaluations come in the order of their first use, so that each lies where earlier gradients have led. Values are counted from the one that the
    program takes as 0, the infimum or another one.
    """
    vectors = {name: place for name, place in places.items() if not is_gradient(name)}
    numbers, base = dict[str, Fraction](), None
    for one in program.evaluations:
        position = Placed({**vectors, "": (Fraction(0),) * instance.dimension}, {}).point(one.position)
        value, slope = at(instance, position)
        if one.gradient.parts:
            vectors[next(iter(one.gradient.parts))] = slope
        numbers |= {name: value for name in one.value.values}
        base = value if f"f({one.name})" in program.zeros else base
    if "f_star" in program.zeros:
        if instance.infimum is None or not instance.infimum.exact:
            return None
        base = instance.infimum.low
    if "f_star" in program.values:
        if instance.infimum is None or not instance.infimum.exact:
            return None
        numbers["f_star"] = instance.infimum.low
    return Placed({name: vectors[name] for name in program.basis}, {name: numbers[name] - (base or 0) for name in program.values})


def at(instance: Instance, point: Point) -> tuple[Fraction, Point]:
    """f and its gradient at a rational point, on a function whose values are rational there."""
    m, family = Exact(), family_of(instance)
    p, x = stacked([instance], m), m.array(point, (1, 1, len(point)))
    return as_fraction(family.value(p, x, m)[0, 0]), tuple(map(as_fraction, family.gradient(p, x, m)[0, 0]))
