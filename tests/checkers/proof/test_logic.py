"""The rules of logic take what they say and nothing else."""

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.polynomial import atom

P, MINUS = ["real", "p"], ["*", -1, ["real", "p"]]


def assumed(*said):
    kernel = Kernel({"axioms": [], "goals": []})
    for relation, term in said:
        kernel.apply({"rule": "assume", "relation": relation, "term": term})
    return kernel


@pytest.mark.parametrize("relations", [(">=", ">="), (">", ">="), ("=", ">="), ("=", "=")])
def test_equal(relations):
    kernel = assumed((relations[0], P), (relations[1], MINUS))
    found = kernel.found[kernel.apply({"rule": "equal", "above": 0, "below": 1})]
    assert (found.relation, found.term) == ("=", atom("real", "p"))
    assert found.premises == kernel.found[0].premises | kernel.found[1].premises


@pytest.mark.parametrize(
    "said", [((">=", P), (">=", P)), ((">=", P), (">=", 0)), ((">=", P), (">=", ["*", -2, P])), ((">=", P), (">=", ["real", "q"]))]
)
def test_equal_takes_both_inequalities(said):
    with pytest.raises(RejectedError):
        assumed(*said).apply({"rule": "equal", "above": 0, "below": 1})


def test_equal_is_about_numbers():
    update = {"name": "update", "parameters": [], "conditions": [], "relation": "vector", "term": ["point", "u"]}
    kernel = Kernel({"axioms": [update], "goals": []})
    kernel.apply({"rule": "axiom", "name": "update", "values": {}})
    with pytest.raises(RejectedError):
        kernel.apply({"rule": "equal", "above": 0, "below": 0})


@pytest.mark.parametrize("relations", [(">=", ">="), (">", ">=")])
def test_cases_that_leave_no_number_out(relations):
    kernel = assumed((relations[0], P), (relations[1], MINUS))
    squares = [kernel.apply({"rule": "combine", "goal": ["^", P, 2], "relation": ">=", "products": [[1, [side, side]]]}) for side in (0, 1)]
    found = kernel.found[kernel.apply({"rule": "cases", "first": squares[0], "second": squares[1], "assumptions": [0, 1]})]
    assert found.premises == frozenset()


@pytest.mark.parametrize("said", [((">", P), (">", MINUS)), (("=", P), (">=", MINUS)), ((">=", P), (">=", P)), ((">=", P), (">=", ["+", MINUS, -1]))])
def test_cases_that_leave_a_number_out(said):
    kernel = assumed(*said)
    zeros = [kernel.apply({"rule": "combine", "goal": 1, "relation": ">=", "products": [[1, []]]}) for _ in said]
    with pytest.raises(RejectedError):
        kernel.apply({"rule": "cases", "first": zeros[0], "second": zeros[1], "assumptions": [0, 1]})
