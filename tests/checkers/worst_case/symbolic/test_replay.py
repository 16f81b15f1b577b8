"""Attacks on the replay of certificates in symbolic constants: nothing that was changed is accepted."""

from copy import deepcopy
from fractions import Fraction as Q

import pytest

from checkers.worst_case.symbolic.certificate import as_data
from checkers.worst_case.symbolic.prove import proved
from checkers.worst_case.symbolic.replay import objection
from theorems.hypotheses import Smooth
from theorems.language import Best, T, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")


def short_steps(shrink):
    bound = (f(x[0]) - f(x[T])) / (T * eta * shrink)
    return Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= bound)


@pytest.fixture(scope="module")
def good():
    theorem = short_steps(1 - L * eta / 4)
    return theorem, as_data(proved(theorem, theorem.claims[0]))


def refused(good, change):
    theorem, data = good
    broken = deepcopy(data)
    change(broken)
    return objection(broken, theorem, theorem.claims[0]) is not None


def every_number(node, path=()):
    """Paths to all number strings inside plain data."""
    for key, member in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(member, (dict, list)):
            yield from every_number(member, (*path, key))
        elif isinstance(member, str) and member.lstrip("-").replace("/", "").isdigit():
            yield (*path, key)


def test_the_certificate_itself_is_accepted(good):
    theorem, data = good
    assert objection(data, theorem, theorem.claims[0]) is None


def test_a_number_changed_is_refused(good):
    every_change_is_refused(good, slice(0, None, 40))


@pytest.mark.slow
def test_many_numbers_changed_are_refused(good):
    every_change_is_refused(good, slice(1, None, 3))


def every_change_is_refused(good, some):
    _, data = good
    paths = list(every_number(data["cases"], ("cases",)))
    assert len(paths) > 60
    for path in paths[some]:
        for change in (lambda c: c * Q(99, 100), lambda c: -c, lambda c: c + 1):

            def changed(broken, path=path, change=change):
                node = broken
                for key in path[:-1]:
                    node = node[key]
                node[path[-1]] = str(change(Q(node[path[-1]])))

            assert refused(good, changed), path


def test_facts_left_out_or_renamed_are_refused(good):
    def without(broken):
        broken["cases"][0]["facts"].pop()

    def swapped(broken):
        broken["cases"][0]["facts"][0]["points"].reverse()

    def another(broken):
        broken["cases"][0]["facts"][0]["inequality"] = "upper model"

    def equality(broken):
        broken["cases"][0]["facts"][0]["equality"] = True

    assert all(refused(good, change) for change in (without, swapped, another, equality))


def test_parts_that_do_not_cover_the_region_are_refused(good):
    def narrower(broken):
        broken["cases"][0]["assumed"] = [{"1": "1", "L*eta": "-1"}]

    def doubled(broken):
        broken["cases"] += broken["cases"]

    def none(broken):
        broken["cases"] = []

    assert all(refused(good, change) for change in (narrower, doubled, none))


def test_an_invented_sign_is_refused(good):
    def strict(broken):
        """1 - L eta >= 0 passed off as strictly positive."""
        broken["cases"][0]["squares"][0]["sign"]["bottom"] = {
            "constant": "1",
            "factors": [{"polynomial": {"1": "1", "L*eta": "-1"}, "power": 1, "times": [0, 0, 0], "products": [["1", [0, 0, 1]]]}],
        }

    def no_reason(broken):
        for factor in broken["cases"][0]["facts"][0]["sign"]["top"]["factors"] + broken["cases"][0]["facts"][0]["sign"]["bottom"]["factors"]:
            factor["products"] = None

    assert refused(good, strict)
    assert refused(good, no_reason)


def test_other_statements_are_refused(good):
    _, data = good
    other = short_steps(1 - L * eta / 3)
    assert objection(data, other, other.claims[0]) == "it is about another statement"
    forged = {**data, "digest": other.digest(other.claims[0])}
    assert objection(forged, other, other.claims[0]) is not None


@pytest.mark.parametrize("junk", [None, [], {}, {"schema": "lemmata/symbolic/1"}, "x", 3])
def test_what_is_no_certificate_is_refused(good, junk):
    theorem, _ = good
    assert objection(junk, theorem, theorem.claims[0]) is not None


def test_huge_exponents_and_numbers_are_refused(good):
    def power(broken):
        broken["cases"][0]["facts"][0]["multiplier"][0] = {"L^1000000000": "1"}

    def number(broken):
        broken["cases"][0]["facts"][0]["multiplier"][0] = {"L": "9" * 10_000}

    assert refused(good, power)
    assert refused(good, number)
