"""Certificates with slack 0: the kernel of the worst case read as rational vectors, the multipliers from linear equations over Q."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from checkers.worst_case.certificates.faces import Direction, Face, equations, faces
from checkers.worst_case.certificates.identity import Certificate, proved
from checkers.worst_case.certificates.polish import polished
from checkers.worst_case.certificates.rational import guesses, significant, simple, solved_near
from checkers.worst_case.program import Program
from checkers.worst_case.solving.solve import Solution

NARROW = tuple(Fraction(1, 10**digits) for digits in (3, 4, 5, 6, 7, 8))
FINE = tuple(Fraction(1, 10**digits) for digits in (14, 30, 45, 65))
"""Distances within which kernel vectors, of the solver and to many digits, are taken to be the simplest fractions."""

LUCK = 100
"""A fraction within d of a float is taken for it where denominator^2 * d is at most this: any float has one above that."""

POLISHED = 150
"""Faces with more tight conditions are not brought to many digits, which takes seconds there."""

NEAR = 1e-5
"""A bound that the equations determine is at most this far (relative) from the solver's."""


@dataclass(frozen=True, eq=False)
class OnFace:
    """A certificate found on a face: the kernel and the solution it rests on, and whether the equations left no choice in its multipliers."""

    certificate: Certificate
    kernel: tuple[Direction, ...]
    solution: Solution
    unique: bool


def on_face(program: Program, solution: Solution, bound: Fraction | None) -> Iterator[OnFace]:
    """Exact certificates at `bound`, or (None) at the bound that the equations determine; one per reading of the kernel that gives one.

    The kernel is read from the solver's floats first, then from many digits.
    """
    places = list(faces(program, solution))
    for where in places:
        for kernel in readings(program, where.kernel.T.tolist(), NARROW):
            yield from _with_kernel(program, solution, bound, where, kernel)
    for where in places:
        better = polished(program, solution, where) if len(where.tight) <= POLISHED else None
        for kernel in readings(program, better.kernel, FINE) if better else ():
            yield from _with_kernel(program, better.solution if better else solution, bound, where, kernel)


def readings(program: Program, span: Sequence[Sequence[float | Fraction]], distances: Sequence[Fraction]) -> Iterator[tuple[Direction, ...]]:
    """Readings of vectors as rational ones, coarse ones first; each one once, and none whose denominators a number so near would have anyway."""
    seen = set()
    for within in distances:
        columns = tuple(tuple(simple(entry, within) for entry in column) for column in span)
        telling = all(entry.denominator**2 * within <= LUCK for column in columns for entry in column)
        if telling and columns not in seen:
            seen.add(columns)
            yield tuple({name: part for name, part in zip(program.basis, column, strict=True) if part} for column in columns)


def _with_kernel(program: Program, solution: Solution, bound: Fraction | None, where: Face, kernel: tuple[Direction, ...]) -> Iterator[OnFace]:
    system = equations(program, where.weighted, where.tight, kernel, where.closed)
    floats = [*(solution.weights[k] for k in where.weighted), *(solution.multipliers[name] for name in where.tight), solution.value]
    rows, right = list(system.rows), list(system.right)
    if bound is not None:
        rows.append((Fraction(0),) * (len(floats) - 1) + (Fraction(1),))
        right.append(bound)
    order = sorted(range(len(floats)), key=lambda k: (k != len(floats) - 1, -abs(floats[k])))
    for guess in chain(guesses(floats), significant(floats)):
        found = solved_near(rows, right, guess, order)
        certificate = _certificate(program, where, found.numbers, solution.value if bound is None else float(bound)) if found else None
        if found and certificate:
            yield OnFace(certificate, kernel, solution, unique=not found.free)
        if certificate or found is None or not found.free:
            return


def _certificate(program: Program, where: Face, numbers: Sequence[Fraction], value: float) -> Certificate | None:
    *parts, bound = numbers
    if abs(float(bound) - value) > NEAR * max(abs(value), 1e-9):
        return None
    weights = [Fraction(0)] * len(program.numerators)
    for place, weight in zip(where.weighted, parts, strict=False):
        weights[place] = weight
    return proved(program, bound, weights, dict(zip(where.tight, parts[len(where.weighted) :], strict=True)))
