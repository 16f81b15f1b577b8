"""The worst case itself over Q: a Gram matrix and values that meet every condition and whose quotient is the certified bound.

With it the bound is the exact worst case of the program, not only near it. It is a case of the conditions; whether a function of the class has
these values and gradients is another question where the conditions are not sufficient.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from checkers.worst_case.certificates.faces import Direction, image, magnitudes
from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.certificates.rational import guesses, significant, solved_near
from checkers.worst_case.program import Program
from checkers.worst_case.solving.solve import Solution
from checkers.worst_case.terms import Affine
from problems.exact.linear import Matrix, is_positive_semidefinite

SLACK = 1e-6
"""Slacks below this, beside the terms that cancel in them, are taken to be zero."""


@dataclass(frozen=True)
class Attained:
    """A worst case with denominator 1: gram = sum of inner[p][q] * directions[p] directions[q]^T, values by name, s = scale."""

    directions: tuple[Direction, ...]
    inner: Matrix
    values: Mapping[str, Fraction]
    scale: Fraction


def attained(program: Program, solution: Solution, certificate: Certificate, kernel: Sequence[Direction]) -> Attained | None:
    """A case whose quotient is the certified bound, near the solver's; None where none is found."""
    floats = _guess(program, solution, kernel)
    for tight in (_near_zero(program, solution) | set(certificate.multipliers), set(certificate.multipliers)):
        found = _solved(program, certificate, kernel, tight, floats)
        if found:
            return found
    return None


def _near_zero(program: Program, solution: Solution) -> set[str]:
    sizes = magnitudes(program, solution)
    return {c.name for c, size in zip(program.conditions, sizes, strict=True) if solution.slacks[c.name] < SLACK * size}


def _guess(program: Program, solution: Solution, kernel: Sequence[Direction]) -> list[float]:
    """Inner products (pivot rows of the kernel are unit vectors), values, s."""
    place = {name: k for k, name in enumerate(program.basis)}
    pivots = [_pivot(kernel, p) for p in range(len(kernel))]
    inner = [float(solution.gram[place[pivots[q]], place[pivots[p]]]) for p in range(len(kernel)) for q in range(p + 1)]
    return [*inner, *solution.values.values(), solution.scale]


def _pivot(kernel: Sequence[Direction], p: int) -> str:
    """A basis vector that direction p holds once and the others do not."""
    return next(name for name, part in kernel[p].items() if part == 1 and not any(other.get(name) for q, other in enumerate(kernel) if q != p))


def _solved(program: Program, certificate: Certificate, kernel: Sequence[Direction], tight: set[str], floats: Sequence[float]) -> Attained | None:
    needed = [c.terms for c in program.conditions if c.equality or c.name in tight]
    rows = [_row(program, terms, kernel) for terms in needed]
    right = [Fraction(0)] * len(rows)
    for weight, numerator in zip(certificate.weights, program.numerators, strict=True):
        if weight:
            rows.append(_row(program, numerator, kernel))
            right.append(certificate.bound)
    rows.append(_row(program, program.denominator, kernel))
    right.append(Fraction(1))
    order = sorted(range(len(floats)), key=lambda k: -abs(floats[k]))
    for guess in chain(guesses(floats), significant(floats)):
        found = solved_near(rows, right, guess, order)
        if found is None:
            return None
        if _is_case(program, certificate.bound, kernel, found.numbers):
            return _named(program, kernel, found.numbers)
        if not found.free:
            return None
    return None


def _row(program: Program, affine: Affine, kernel: Sequence[Direction]) -> tuple[Fraction, ...]:
    """The coefficients of inner products, values and s."""
    images = [image(affine, direction) for direction in kernel]
    inner = []
    for p, here in enumerate(images):
        for q in range(p + 1):
            entry = sum((part * here.get(name, Fraction(0)) for name, part in kernel[q].items()), Fraction(0))
            inner.append(entry * (1 if p == q else 2))
    return (*inner, *(affine.values.get(name, Fraction(0)) for name in program.values), affine.constant)


def _is_case(program: Program, bound: Fraction, kernel: Sequence[Direction], numbers: Sequence[Fraction]) -> bool:
    """Whether every condition holds and every numerator is at least the bound, with denominator 1; all in fractions."""

    def value(affine: Affine) -> Fraction:
        return sum((a * x for a, x in zip(_row(program, affine, kernel), numbers, strict=True) if a), Fraction(0))

    holds = all(value(c.terms) == 0 if c.equality else value(c.terms) >= 0 for c in program.conditions)
    reached = value(program.denominator) == 1 and all(value(numerator) >= bound for numerator in program.numerators)
    return holds and reached and numbers[-1] >= 0 and is_positive_semidefinite(_square(numbers, len(kernel)))


def _square(numbers: Sequence[Fraction], size: int) -> Matrix:
    def entry(p: int, q: int) -> Fraction:
        high, low = max(p, q), min(p, q)
        return numbers[high * (high + 1) // 2 + low]

    return tuple(tuple(entry(p, q) for q in range(size)) for p in range(size))


def _named(program: Program, kernel: Sequence[Direction], numbers: Sequence[Fraction]) -> Attained:
    size = len(kernel)
    start = size * (size + 1) // 2
    return Attained(tuple(kernel), _square(numbers, size), dict(zip(program.values, numbers[start:-1], strict=True)), numbers[-1])
