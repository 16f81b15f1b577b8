"""A quadratic form with symbolic coefficients as a sum of squares: LDL^T with pivots whose sign is known on the region."""

from dataclasses import dataclass

from checkers.worst_case.symbolic.forms import Element, Form, Vector, dot, plus
from checkers.worst_case.symbolic.region import Region
from checkers.worst_case.symbolic.signs import Sign, nonnegative


@dataclass(frozen=True)
class Factor:
    """A coefficient on the region: `bottom` proves that its denominator is positive (or its negative), `top` that its numerator is not negative.

    `top` is None where the coefficient may have any sign.
    """

    element: Element
    top: Sign | None
    bottom: Sign


@dataclass(frozen=True)
class Square:
    """factor * ||vector||^2."""

    factor: Factor
    vector: Vector
    bottoms: tuple[Sign, ...]


def factor(element: Element, region: Region) -> Factor | None:
    """The reasons why a rational function is defined and not negative on the region."""
    for sign in (1, -1):
        bottom = nonnegative(element.denom * sign, region, strict=True)
        top = None if bottom is None else nonnegative(element.numer * sign, region)
        if bottom is not None and top is not None:
            return Factor(element, top, bottom)
    return None


def squares(form: Form, region: Region) -> tuple[Square, ...] | str:
    """Squares that add up to a form of inner products; or why it is not seen to be positive semidefinite on the whole region."""
    if any(len(key) != 2 for key in form):
        return "values are left over"
    rest, found = dict(form), list[Square]()
    while rest:
        diagonal = {key[0]: element for key, element in rest.items() if key[0] == key[1]}
        made = next(filter(None, (_square(rest, name, region) for name in sorted(diagonal, key=lambda name: _size(diagonal[name])))), None)
        if made is None:
            return "the remainder is not seen to be positive semidefinite on the whole region"
        found.append(made)
        rest = _without(rest, made)
    return tuple(found)


def _size(element: Element) -> int:
    return len(element.numer) + len(element.denom)


def _square(form: Form, name: str, region: Region) -> Square | None:
    """The square that takes everything with one basis vector out of the form."""
    pivot = form[name, name]
    checked = factor(pivot, region)
    if checked is None:
        return None
    vector = {name: pivot / pivot}
    for (one, two), element in form.items():
        if one != two and name in (one, two):
            vector[two if one == name else one] = element / (2 * pivot)
    bottoms = [defined(part, region) for part in vector.values()]
    if any(bottom is None for bottom in bottoms):
        return None
    return Square(checked, vector, tuple(bottom for bottom in bottoms if bottom is not None))


def defined(element: Element, region: Region) -> Sign | None:
    """The reason why the denominator of an element, or its negative, is positive on the region."""
    return nonnegative(element.denom, region, strict=True) or nonnegative(-element.denom, region, strict=True)


def _without(form: Form, square: Square) -> Form:
    return plus(form, dot(square.vector, square.vector), -square.factor.element)
