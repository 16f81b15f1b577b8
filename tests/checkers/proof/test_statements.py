"""What is proved is the statement that the kernel was given: it cannot be changed afterwards, and says what its relations say."""

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from tests.checkers.proof.derivations import a, assume, axiom, b, conclude, goal, statement, use


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
