"""What is said of the mean of a batch of draws holds of sums whose batches are all enumerated; wrong variants are seen."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from checkers.proof.goal import read
from tests.checkers.proof.sums import ZERO, FiniteSum, Terms, made
from theorems.hypotheses import BoundedVariance, ConvexSum, Smooth, SmoothSum
from theorems.language import E, Eq, Theorem, constants, f, grad, inner, iterates, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD, GradientDescent, Method

L, eta, sigma = constants("L eta sigma")
m = naturals("m")


def axioms(method, *given, claim=None):
    theorem = Theorem(given=list(given) or [SmoothSum(L), ConvexSum()], method=method, claim=f(x[t + 1]) <= f(x[0]) if claim is None else claim)
    return {one["name"]: one for one in read(theorem).statement["axioms"] if one["name"].startswith("batch")}


STATED = axioms(SGD(step=eta, batch=m))


@dataclass(frozen=True)
class Batches(Terms):
    """Draws are independent, `size` of them a step; the first of them is the single one."""

    size: int = 1
    batch: tuple[int, ...] = ()

    def mean(self, step: Any, body: Any) -> Any:
        every = list(product(range(len(self.of.components)), repeat=self.size))
        return sum((replace(self, step=self.number(step), drawn=one[0], batch=one).number(body) for one in every), ZERO) / len(every)

    def vector(self, term: Any) -> Any:
        if term[:2] != ["iterate", "batch_m'"]:
            return super().vector(term)
        assert self.number(term[2]) == self.step + 1
        slopes = [self.of.components[which].gradient(self.symbols["start of x"]) for which in self.batch]
        return tuple(sum(entries, ZERO) / self.size for entries in zip(*slopes, strict=True))


def value(one, of: FiniteSum, size, rng):
    points = {name: tuple(Fraction(rng.randint(-6, 6), 2) for _ in range(of.dimension)) for name in ("start of x", "point v")}
    return Batches(of, {**points, "integer k": Fraction(2), "integer m": Fraction(size)}, ZERO, size=size).number(one["term"])


def sums(rng, most):
    found = (made(rng) for _ in range(20 * most))
    return [of for of in found if len(of.components) <= 3][:most]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("name", sorted(STATED))
def test_an_axiom_holds_of_every_batch_also_of_one_larger_than_the_sum(name, size):
    rng = Random(f"{name} {size}")
    assert not any(value(STATED[name], of, size, rng) for of in sums(rng, 12))


def in_place(term, old, new):
    return new if term == old else [in_place(part, old, new) for part in term] if isinstance(term, list) else term


SHARE = ["inv", ["integer", "m"]]
WRONG = {
    "one draw's square": ("batch of m: mean square", SHARE, 1),
    "no noise": ("batch of m: mean square", SHARE, 0),
    "the square of the share": ("batch of m: mean square", SHARE, ["*", SHARE, SHARE]),
    "half the gradient": ("batch of m: unbiased", ["gradient", ["iterate", "x", ["integer", "k"]]], ["vectors"]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_variant_fails(wrong):
    name, old, new = WRONG[wrong]
    rng, changed = Random(wrong), {**STATED[name], "term": in_place(STATED[name]["term"], old, new)}
    assert changed["term"] != STATED[name]["term"]
    assert any(value(changed, of, 2, rng) for of in sums(rng, 20))


def test_every_axiom_has_a_wrong_variant():
    assert {name for name, *_ in WRONG.values()} == set(STATED)


def test_batches_are_named_by_their_size():
    assert set(axioms(SGD(step=eta, batch=4), BoundedVariance(sigma))) == {"batch of 4: unbiased", "batch of 4: mean square"}
    assert axioms(SGD(step=eta)) == {}
    assert axioms(GradientDescent(step=eta), Smooth(L)) == {}
    assert axioms(SGD(step=eta, batch=m), Smooth(L)) == {}, "nothing says that draws are unbiased"


def test_the_mean_of_a_batch_at_another_point_is_not_read():
    method = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t] - eta * grad(x[t]), t, m)))
    theorem = Theorem(given=SmoothSum(L), method=method, claim=f(x[t]) >= f(x[t + 1]))
    assert "update of x" not in {one["name"] for one in read(theorem).statement["axioms"]}
    claim = E(inner(stochastic_grad(x[t + 1], t + 1, m), grad(x[t])), given=x[t]) <= norm_sq(grad(x[t]))
    assert len(read(Theorem(given=SmoothSum(L), method=SGD(step=eta, batch=m), claim=claim)).statement["goals"]) == 1


def test_a_statement_cannot_name_the_sequence():
    fake = iterates("batch_m'")
    method = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t], t, m)), Eq(fake[t + 1], x[t]), start={fake[0]: x[0]})
    theorem = Theorem(given=SmoothSum(L), method=method, claim=E(norm_sq(fake[t]), given=x[t]) <= norm_sq(grad(x[t])))
    assert read(theorem).statement["goals"] == []
