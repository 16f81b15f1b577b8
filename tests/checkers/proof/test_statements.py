"""What is proved is the statement that the kernel was given: it cannot be changed afterwards, and says what its relations say."""

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.goal import read
from checkers.proof.kernel import Kernel
from tests.checkers.proof.derivations import a, assume, axiom, b, conclude, goal, statement, use
from theorems.hypotheses import Smooth
from theorems.language import Eq, Sum, Theorem, constants, f, grad, i, naturals, norm_sq, points, sqrt, t, x
from theorems.methods import Method

L, u, v = constants("L"), *points("u v")


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


@pytest.mark.parametrize(("name", "left"), [("i1'", 0), ("N", 1)])
def test_a_symbol_named_like_a_bound_index_is_not_read(name, left):
    """The sum of N over i from 1 to 2 is 2 N, and not 1 + 2 = 3."""
    claim = Sum(naturals(name), (i, 1, 2)) + norm_sq(u) <= 3 + norm_sq(u) + norm_sq(v)
    found = read(Theorem(given=[Smooth(L)], claim=claim))
    assert len(found.statement["goals"]) == left
    assert len(found.unread) == 1 - left


@pytest.mark.parametrize(("name", "there"), [("c", False), ("b", True)])
def test_a_symbol_named_like_a_parameter_of_an_axiom_leaves_that_axiom_out(name, there):
    """An update in coordinate c with the number c in it would be read with any number there."""
    number = naturals(name)
    method = Method(Eq(x[t + 1], x[t] - grad(x[t]) / sqrt(number + grad(x[t]) ** 2)))
    found = read(Theorem(given=[Smooth(L)], method=method, claim=f(x[t + 1]) <= f(x[t]) * number))
    update = "update of x in a coordinate"
    assert (update in {one["name"] for one in found.statement["axioms"]}) is there
    assert (update in found.unread_hypotheses) is not there
