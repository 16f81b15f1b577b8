"""What is proved is the statement that the kernel was given: it cannot be changed afterwards, and says what its relations say."""

import pytest
import sympy as sp

from checkers.proof.forms import RejectedError
from checkers.proof.goal import first_step, read
from checkers.proof.kernel import Kernel
from tests.checkers.proof.derivations import a, assume, axiom, b, conclude, goal, statement, use
from theorems.language import Sum, T, Theorem, i, j, naturals, sequence, t

n, slope = naturals("n"), sequence("g")


def rejected(kernel, step):
    with pytest.raises(RejectedError):
        kernel.apply(step)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["goals"][0].update(term=a),
        lambda said: said["goals"].insert(0, goal(">=", a, "a ≥ 0")),
        lambda said: said["goals"][0]["term"].__setitem__(1, "a"),
    ],
)
def test_a_goal_that_is_changed_after_the_kernel_was_made(change):
    said = statement([axiom(">=", a, "a ≥ 0")], [goal(">=", ["real", "b"], "a ≥ 0")])
    kernel = Kernel(said)
    kernel.apply(use("a ≥ 0"))
    change(said)
    rejected(kernel, conclude(0))


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda one: one["conditions"].clear(), use("A")),
        (lambda one: one.update(relation="="), use("A", conditions=[0])),
        (lambda one: one["parameters"].append(["b", "real"]), use("A", {"b": 0}, [0])),
    ],
)
def test_an_axiom_that_is_changed_after_the_kernel_was_made(change, step):
    said = statement([axiom(">=", a, conditions=[(">", b)])], [goal("=", a, "A")])
    kernel = Kernel(said)
    kernel.apply(assume(">", ["real", "b"]))
    change(said["axioms"][0])
    if step["conditions"] and not step["values"]:
        kernel.apply(step)
        assert kernel.found[-1].relation == ">="
    else:
        rejected(kernel, step)


def test_the_relation_of_a_vector_is_not_that_of_a_number():
    with pytest.raises(RejectedError):
        Kernel(statement([axiom("vector", a)]))
    with pytest.raises(RejectedError):
        Kernel(statement([axiom(">=", ["point", "u"])]))


@pytest.mark.parametrize("inside", [lambda term: ["+", term], lambda term: ["f", ["scaled", term, ["point", "u"]]], lambda term: {"real": term}])
def test_a_term_that_is_too_deep_is_rejected(inside):
    deep = a
    for _ in range(100_000):
        deep = inside(deep)
    rejected(Kernel(statement()), assume(">=", deep))


@pytest.mark.parametrize(
    ("claim", "first"),
    [
        *((slope[t] <= 1 / t, 1), (slope[t - 1] >= 0, 1), (slope[t] >= t, 0), (sp.Max(1 / t, 1) >= 1 / t, 1), (1 / (t * (t - 1)) >= 0, 2)),
        *((Sum(1 / t, (i, 1, t)) <= 1, 0), (Sum(1 / t, (i, 1, t + 1)) >= 1, 1), (Sum(slope[t - 1], (i, 0, T)) >= 0, 1)),
        *((Sum(Sum(slope[t - 1], (j, 1, i)), (i, 0, T)) >= 0, 0), (Sum(slope[t - 1], (i, 1, n), (j, 0, t)) >= 0, 1)),
    ],
    ids=str,
)
def test_a_claim_is_made_from_the_first_step_at_which_it_may_have_a_value(claim, first):
    """Terms of a sum that may be empty do not count; a relation of `given` says nothing where any of its terms means nothing."""
    assert first_step(Theorem(claim=claim), claim) == first
    assert f"t ≥ {first}" in read(Theorem(claim=claim)).statement["goals"][0]["axioms"]
    assert first_step(Theorem(claim=claim), claim, whole=True) >= max(first, 1 if claim.has(1 / t, slope[t - 1]) else 0)
