"""A statement at rational constants: places of its region, the program there, and exact multipliers."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import islice, product

from checkers.worst_case.certificates.certify import certified
from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.closed_forms.rational_fit import Place, at, value
from checkers.worst_case.program import Condition, Program
from checkers.worst_case.solving.solve import Solution, Unsolved, solve
from checkers.worst_case.symbolic.forms import Form
from checkers.worst_case.symbolic.scaling import Scaling
from checkers.worst_case.symbolic.statement import FactName, Statement
from checkers.worst_case.terms import Affine

MOST = {0: 1, 1: 16, 2: 44}
"""Places, by the number of constants that scaling leaves."""

DENOMINATORS, LARGEST = 9, 4
"""Constants are fractions of small denominators up to a number."""

Multipliers = dict[FactName, Fraction]


def places(statement: Statement, scaling: Scaling) -> list[Place]:
    """Interior places of the region with simple fractions for the free constants and 1 for the others, simple ones first."""
    names, free = list(map(str, statement.field.symbols)), scaling.free
    simple = sorted({Fraction(p, q) for q in range(1, DENOMINATORS + 1) for p in range(1, LARGEST * q + 1)}, key=lambda c: (c.denominator, c))
    if len(free) == 2:
        simple = [c for c in simple if c.denominator <= DENOMINATORS - 2]
    ordered = sorted(product(simple, repeat=len(free)), key=lambda values: sum(c.denominator for c in values)) if len(free) in MOST else []
    every = (tuple(dict(zip(free, values, strict=True)).get(name, Fraction(1)) for name in names) for values in ordered)
    inside = (place for place in every if all(at(known.polynomial, place) > 0 for known in statement.region))
    return list(islice(inside, MOST.get(len(free), 0)))


def affine(form: Form, place: Place) -> Affine:
    """A form at a place."""
    numbers = {key: value(element, place) for key, element in form.items()}
    values = {key[0]: number for key, number in numbers.items() if len(key) == 1 and number}
    products = {(key[0], key[1]): number for key, number in numbers.items() if len(key) == 2 and number}
    return Affine(numbers.get((), Fraction(0)), values, products)


def program(statement: Statement, place: Place, names: Collection[FactName]) -> Program:
    """1 + how negative the goal can get beside the spare form, given some of the facts; the goal follows from them where that is at most 1."""
    conditions = tuple(
        Condition(str(name), name.inequality, affine(fact.form, place), name.points, fact.equality)
        for name, fact in statement.facts.items()
        if name in names
    )
    spare = affine(statement.spare, place)
    lacking = spare.plus(affine(statement.goal, place), Fraction(-1))
    terms = [lacking, spare, *(condition.terms for condition in conditions)]
    basis = tuple(sorted({name for term in terms for pair in term.products for name in pair}))
    values = tuple(sorted({name for term in terms for name in term.values}))
    return Program(basis, values, (), conditions, (lacking,), spare, complete=False)


def need(statement: Statement, place: Place, names: Collection[FactName]) -> float:
    """The value of the program as a float: at most 1 where the goal follows from the facts, infinite where nothing helps."""
    found = solve(program(statement, place, names))
    return float("inf") if isinstance(found, Unsolved) else found.value


def multipliers(statement: Statement, place: Place, names: Sequence[FactName]) -> Multipliers | str:
    """Exact multipliers of the facts at a place that prove the goal there, or why there are none."""
    made = program(statement, place, names)
    solution = solve(made)
    if not isinstance(solution, Solution):
        return solution.reason
    certificate = certified(made, solution)
    if not isinstance(certificate, Certificate) or certificate.slack:
        return "no exact multipliers were found"
    if certificate.bound > 1:
        return "the inequalities that are known leave room for the claim to fail"
    found = {name: certificate.multipliers.get(str(name), Fraction(0)) for name in names}
    if statement.spare_fact is not None:
        found[statement.spare_fact] = found.get(statement.spare_fact, Fraction(0)) + 1 - certificate.bound
    return found
