"""Theorems that are false, with scripts that derive them where a statement is read amiss; each with the near miss that is true and derived."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from checkers.proof.algebra import quotient
from checkers.proof.lines import Line
from checkers.proof.polynomial import atom
from checkers.proof.reading import number, written
from checkers.proof.script import Proof
from theorems.balls import PLStar
from theorems.hypotheses import SecondMoment, Smooth, StronglyConvex
from theorems.language import (
    Average,
    Best,
    E,
    Eq,
    RandomNetwork,
    Rational,
    Sum,
    T,
    Theorem,
    constants,
    d,
    f,
    grad,
    i,
    inner,
    j,
    k,
    naturals,
    norm,
    norm_sq,
    points,
    reals,
    sequence,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, Method

L = constants("L")
a, u, v = sequence("a"), *points("u v")
HALF = Rational(1, 2)
Script = Callable[[Proof], Any]


@dataclass(frozen=True)
class Statement:
    """A false theorem with its script, and a true one with its own; `claim` is the one that matters of several.

    because : an instance that meets `given` and not the claim
    """

    name: str
    because: str
    false: Theorem
    script: Script
    true: Theorem
    derived: Script
    claim: int = 0


def statements() -> Iterator[Statement]:
    yield from _classes()
    yield from _balls()
    yield from _sums()
    yield from _undefined()
    yield from _names()
    yield sum_of_nothing()
    yield index_bound_twice()
    yield second_moment_along_the_run()
    yield network()
    yield minimiser_of_another_claim()


def _classes() -> Iterator[Statement]:
    """A constant of strong convexity that is negative says that f is weakly convex."""

    def monotone(p):
        p.conclude(2 * p.use("Convex: monotone gradient", u=u, v=v), p.norm(grad(u)))

    claim = 2 * inner(grad(u) - grad(v), u - v) + norm_sq(grad(u)) >= 0
    c = reals("c")
    yield Statement(
        *("weakly convex", "f = -L/2 ||x||^2, u = 0, v != 0"),
        *(Theorem(given=StronglyConvex(-L), claim=claim), monotone, Theorem(given=StronglyConvex(L), claim=claim), monotone),
    )
    yield Statement(
        *("of any sign", "f = c/2 ||x||^2 for c < 0"),
        *(Theorem(given=StronglyConvex(c), claim=claim), monotone, Theorem(given=[StronglyConvex(c), c >= 1], claim=claim), monotone),
    )


def _balls() -> Iterator[Statement]:
    """On a ball without a point nothing is said but that f is not negative."""

    def at_the_start(p):
        p.conclude(p.use("PLStar: PL* at the start"), p.norm(grad(x[0])))

    radius, method = reals("R"), Method(Eq(x[t + 1], x[t] - grad(x[t])))
    claim = norm_sq(grad(x[0])) * 3 / 2 >= L * f(x[0])
    yield Statement(
        *("a ball of negative radius", "R = -1, f = 1"),
        *(Theorem(given=PLStar(L, radius), method=method, claim=claim), at_the_start),
        *(Theorem(given=[PLStar(L, radius), radius >= 1], method=method, claim=claim), at_the_start),
    )


def _sums() -> Iterator[Statement]:
    """A sum from lo to hi is 0 for every hi below lo."""

    def by_itself(p):
        p.conclude()

    yield Statement(
        *("a sum that ends early", "T = 1: 0 > -1"),
        *(Theorem(claim=Sum(1, (i, 2, T - 1)) <= T - 2), by_itself, Theorem(claim=Sum(1, (i, 1, T - 1)) <= T - 1), by_itself),
    )

    moves = [Method(Eq(x[t + 1], x[t] - Sum(1, (i, first, t)) * grad(x[t]))) for first in (2, 1)]

    def first_step(p):
        p.conclude(p.update(0).dot(grad(x[0])))

    claims = [Eq(inner(x[1], grad(x[0])), inner(x[0], grad(x[0])) + more * norm_sq(grad(x[0]))) for more in (1, 0)]
    yield Statement(
        *("a sum in a method", "x[1] = x[0] where grad(x[0]) != 0"),
        *(Theorem(method=moves[0], claim=claims[0]), first_step, Theorem(method=moves[1], claim=claims[1]), first_step),
    )
    sums = [Sum(1, (i, 0, t - early)) for early in (2, 1)]
    yield Statement(
        *("a sum in given", "a[0] = 0"),
        *(Theorem(given=a[t] <= sums[0], claim=a[0] <= -1), from_given(0), Theorem(given=a[t] <= sums[1], claim=a[0] <= 0), from_given(0)),
    )


def from_given(step: Any, *multipliers: Any) -> Script:
    """The restrictions of a free sequence at one step, added up."""

    def script(p):
        lines = [p.use(one["name"], t=step) for one in p.statement["axioms"] if one["parameters"]]
        p.conclude(*(m * line for m, line in zip(multipliers or [1] * len(lines), lines, strict=True)))

    return script


def _undefined() -> Iterator[Statement]:
    """A relation of `given` says nothing at a step at which it is not defined."""
    for name, of in (("divides by 0", lambda n: 1 / n), ("has no root", sqrt)):
        both = [[a[t] <= of(t + shift), a[t] <= -of(t + shift)] for shift in (-2, 2)]
        step = {"divides by 0": 2, "has no root": 0}[name]
        yield Statement(
            *(f"given {name}", f"a[{step}] = 1 there"),
            *(Theorem(given=both[0], claim=a[step] <= 0), from_given(step, HALF, HALF)),
            *(Theorem(given=both[1], claim=a[step] <= 0), from_given(step, HALF, HALF)),
        )
    means = [Average(1, (i, 0, t - early)) - 1 for early in (1, 0)]
    yield Statement(
        *("given has an empty mean", "a[0] = 0 there"),
        *(Theorem(given=a[t] <= means[0], claim=a[0] <= -1), from_given(0), Theorem(given=a[t] <= means[1], claim=a[0] <= 0), from_given(0)),
    )
    least = Best(i, (i, 0, t - 1))
    yield Statement(
        *("given has an empty least", "a[0] = 1 there"),
        *(Theorem(given=[a[t] <= least, a[t] <= -least], claim=a[0] <= 0), from_given(0, HALF, HALF)),
        *(Theorem(given=[a[t] <= t, a[t] <= -t], claim=a[0] <= 0), from_given(0, HALF, HALF)),
    )


def _names() -> Iterator[Statement]:
    """Names that the kernel has for something else: c for a coordinate, names with a stroke for bound indices."""

    def in_coordinates(bound, number):
        def script(p):
            largest = norm(grad(x[t]), "oo")

            def one(k):
                moved, slope = p.use("update of x in a coordinate", t=t, c=k), p.coordinate(grad(x[t]), k)
                member = p.member(largest, k)
                square = p.show(largest**2 >= slope**2, member * member, 2 * p.positive(sqrt(slope**2), strict=False) * member)
                rest = [] if number is not None else [slope**2 * p.show(d - k >= 0)]
                taken = k if number is None else number
                above = p.show(bound * largest**2 >= p.coordinate(x[t + 1], k), -1 * moved, bound * square, *rest)
                least = p.show(taken * slope**2 >= 0, p.positive(taken - 1, strict=False) * p.square(slope), p.square(slope))
                below = p.show(p.coordinate(x[t + 1], k) + bound * largest**2 >= 0, moved, least, bound * p.square(largest))
                return p.absolute(p.coordinate(x[t + 1], k), bound * largest**2, above, below)

            p.conclude(p.bound(norm(x[t + 1], "oo"), bound * largest**2, one))

        return script

    made = []
    for name in ("c", "m"):
        number = naturals(name)
        bound = d if name == "c" else number
        method, claim = Method(Eq(x[t + 1], number * grad(x[t]) ** 2)), norm(x[t + 1], "oo") <= bound * norm(grad(x[t]), "oo") ** 2
        made += [Theorem(given=number >= 2, method=method, claim=claim), in_coordinates(bound, None if name == "c" else number)]
    yield Statement("a number named as a coordinate", "c = 2 and d = 1: 2 g^2 > g^2", *made)

    def added(p):
        terms = [["sum", "k", 1, last, ["integer", "k"]] for last in (2, 1)]
        p.conclude(*(Line(p, p.steps.step(rule="unfold", term=term), term) for term in terms))

    claims = [Sum(naturals(name), (i, 1, 2)) <= 3 * naturals("n") for name in ("i1'", "n")]
    three = Theorem(claim=claims[0].lhs <= 3), added
    yield Statement(
        "a number named as an index", "the number is 2", *three, Theorem(claim=claims[1]), lambda p: p.conclude(p.positive(naturals("n")))
    )


def sum_of_nothing() -> Statement:
    """A sum without terms is 0, also where its terms would mean nothing: the claim is made at the first step."""

    def script(p):
        p.conclude()

    theorems = [Theorem(claim=Sum(a[t] / (t + 1 - first), (i, first, t)) >= a[t]) for first in (1, 0)]
    return Statement("a sum of nothing at the first step", "t = 0, a[0] = 1: 0 < 1", theorems[0], script, theorems[1], script)


def index_bound_twice() -> Statement:
    """A sum from j to i, whose i is not the one that j ends at, may end early."""

    def innermost(index):
        return Sum(Sum(Sum(Sum(1, (k, j, index)), (index, 0, j)), (j, 0, i)), (i, 2, 2))

    def written_out(p):
        (goal,) = p.statement["goals"]
        rest, equalities = number(goal["term"]), []
        while rest.constant is None:
            whole = next(atom(*a) for a in rest.atoms if a[0] == "sum" and (a[3] - a[2]).constant is not None)
            line = p.line(rule="unfold", term=written(whole))
            factor, rest = quotient(rest, whole.atoms[0], line.fact.term)
            equalities.append([written(factor), line.position])
        made = p.steps.combined(number(goal["term"]), ">=", [[str(rest.constant), []]], equalities=equalities)
        p.steps.step(rule="conclude", claim=0, fact=made)

    even = Sum(Sum(1, (k, 0, j)), (j, 0, 2))
    twins = Theorem(claim=innermost(i) <= 2), written_out, Theorem(claim=even <= 6), written_out
    return Statement("an index bound twice", "three of the sums have a term", *twins)


def second_moment_along_the_run() -> Statement:
    """It is bounded in the mean over the run, not given what has come."""
    C, eta = constants("C eta")
    theorems = [
        Theorem(given=SecondMoment(C, on="iterates"), method=SGD(step=eta), claim=claim)
        for claim in (norm_sq(grad(x[t])) <= C**2, E(norm_sq(grad(x[t]))) <= C**2)
    ]

    def script(p):
        variance = p.expect(p.norm(stochastic_grad(x[t]) - grad(x[t])), given=t)
        unbiased = p.use("SecondMoment: unbiased", u=x[t], v=grad(x[t]), k=t)
        size = p.show(norm_sq(grad(x[t])) <= E(norm_sq(stochastic_grad(x[t])), x[t]), variance, 2 * unbiased)
        moment = p.use("SecondMoment: second moment", k=t)
        p.conclude(size if p.claim() is theorems[0].claims[0] else p.expect(size), moment)

    return Statement("a second moment along the run", "some paths are steeper than the mean", theorems[0], script, theorems[1], script)


def network() -> Statement:
    """Its mean is over draws that the kernel has no term for."""
    false = Theorem(claim=E(norm_sq(u) ** 2) <= E(norm_sq(u)) ** 2, setting=RandomNetwork(u))
    true = Theorem(claim=norm_sq(u) ** 2 >= 0, setting=RandomNetwork(u))
    return Statement("a mean over networks", "Jensen", false, lambda p: p.conclude(), true, lambda p: p.conclude(p.square(norm_sq(u))))


def minimiser_of_another_claim() -> Statement:
    """One claim names a minimiser, the other does not: its statement has none."""
    c = reals("c")

    def script(p):
        apart = p.use("Smooth: Lipschitz gradient", u=u, v=x_star).after(p.at_minimiser("gradient"))
        zero = p.use(next(one["name"] for one in p.statement["axioms"] if one["relation"] == "=" and not one["parameters"] and "c" in one["name"]))
        p.conclude(apart, -c * norm_sq(u - x_star) * zero, claim=1)

    false, true = ([f(x_star) <= f(u), norm_sq(grad(u)) + more <= more] for more in (0, f(x_star)))
    theorems = [Theorem(given=[Smooth(c), Eq(c, 0)], claim=claims) for claims in (false, true)]
    return Statement("a minimiser that another claim names", "f linear", theorems[0], script, theorems[1], script, claim=1)
