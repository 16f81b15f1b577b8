"""The independent checker: it accepts what holds, and nothing that was changed."""

import copy
import json
import random
import subprocess
import sys
from fractions import Fraction as Q
from functools import cache
from pathlib import Path

import pytest

from checkers.worst_case.certificates.certificate import Subject, as_data, written
from checkers.worst_case.certificates.certify import certified
from checkers.worst_case.certificates.replay import DIGITS, RejectedError, UnreadableError, checked, number, semidefinite
from checkers.worst_case.solving.solve import solve
from problems.exact.linear import is_positive_semidefinite
from tests.checkers.worst_case.by_hand import descent

PROGRAMS = {
    "convex": lambda: descent("smooth convex", 2, L=Q(3)),
    "nonconvex": lambda: descent("smooth", 2, measure="best", start="gap", minimiser=False),
    "contraction": lambda: descent("smooth strongly convex", 1, L=Q(2), mu=Q(1, 3), eta=Q(6, 7), measure="distance"),
    "PL": lambda: descent("smooth", 1, start="gap", minimiser=False, pl=Q(1, 4)),
    "with slack": lambda: descent("smooth", 1, start="gap", minimiser=False, pl=Q(1, 4), eta=Q(1, 2)),
}


@cache
def stored(name):
    program = PROGRAMS[name]()
    return written(program, certified(program, solve(program)), Subject("a-theorem", "f(x_T) ≤ …", "0123456789ab"))


def data_of(name):
    return json.loads(stored(name))


def refused(data):
    with pytest.raises((RejectedError, UnreadableError)):
        checked(json.dumps(data))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_certificate_holds(name):
    found = checked(stored(name))
    assert found.assumed == ()
    assert found.bound == Q(json.loads(stored(name))["bound"])


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_changed_number_is_rejected_or_claims_no_more(name):
    """Every multiplier, weight, coefficient, constant and bound in turn, made a little larger and a little smaller and zero."""
    whole = data_of(name)
    bound, tried = Q(whole["bound"]), 0
    for path, value in list(numbers(whole)):
        for other in (Q(value) * Q(1001, 1000), Q(value) * Q(999, 1000), -Q(value), Q(0), Q(value) + 1):
            if other == Q(value) or path[0] == "constants":
                continue
            changed = put(whole, path, str(other))
            tried += 1
            try:
                found = checked(json.dumps(changed))
            except (RejectedError, UnreadableError):
                continue
            assert weaker(whole, changed, path, found, bound), (path, value, other)
    assert tried > 100


def weaker(whole, changed, path, found, bound):
    """A larger bound; another multiplier of the same identity; another program that is printed as it is: less on the left, more on the right."""
    same = ("numerators", "denominator", "evaluations", "roles", "infimum")
    if all(changed[part] == whole[part] for part in same):
        return found.bound >= bound or path[0] == "denominator"
    return path[0] in same  # another statement, shown as such: its own conditions were built again from its own points and constants


def numbers(value, path=()):
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from numbers(inside, (*path, key))
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from numbers(inside, (*path, place))
    elif isinstance(value, str) and path[0] not in ("digest", "schema"):
        try:
            yield path, Q(value)
        except ValueError:
            return


def put(data, path, value):
    changed = copy.deepcopy(data)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return changed


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_smaller_bound_is_rejected(name):
    data = data_of(name)
    if name != "with slack":
        for short in (Q(1, 10**3), Q(1, 10**6), Q(1, 10**30)):
            refused({**data, "bound": str(Q(data["bound"]) * (1 - short))})


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_condition_that_is_left_out_is_missed(name):
    data = data_of(name)
    for place in range(len(data["conditions"])):
        refused({**data, "conditions": data["conditions"][:place] + data["conditions"][place + 1 :]})


def test_a_condition_of_another_rule_or_other_points_is_rejected():
    data = data_of("convex")
    for change in (
        {"rule": "interpolation"},
        {"rule": "whatever"},
        {"points": ["x0", "x0"]},
        {"points": list(reversed(data["conditions"][0]["points"]))},
    ):
        refused({**data, "conditions": [{**data["conditions"][0], **change}, *data["conditions"][1:]]})


def test_a_rule_needs_its_property_of_f():
    refused({**data_of("convex"), "properties": ["smooth"]})
    refused({**data_of("PL"), "properties": ["smooth"]})


def test_constants_of_the_class_are_positive_and_in_order():
    refused({**data_of("convex"), "roles": {"L": "-3"}})
    refused({**data_of("contraction"), "roles": {"L": "1/3", "mu": "2"}})


def test_an_equality_is_no_way_around_the_sign():
    """Only what is assumed openly may be an equality."""
    data = data_of("convex")
    for one in data["conditions"]:
        refused({**data, "conditions": [{**other, "equality": other is one, "multiplier": other["multiplier"]} for other in data["conditions"]]})


def test_what_is_assumed_is_listed():
    data = data_of("convex")
    data["conditions"][0]["assumed"] = True
    assert checked(json.dumps(data)).assumed == (data["conditions"][0]["name"],)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", "[" * 100_000, '{"schema": "lemmata/certificate/1", "kind": "worst-case"}', "\x00", '{"schema": NaN}', "1" * 5000],
    ids=lambda text: text[:12],
)
def test_what_is_no_certificate_is_unreadable(text):
    with pytest.raises(UnreadableError):
        checked(text)


@pytest.mark.parametrize(
    "value", ["1.5", "1e5", "1/0", "0x1", " 1", "1_000", "½", "٣", "1/-2", 1, True, None, [], {}, "9" * (DIGITS + 1), "1/" + "9" * 999, "", "nan"]
)
def test_numbers_are_exact_and_short(value):
    with pytest.raises(UnreadableError):
        number(value)


def test_numbers_too_long_to_check_are_refused_at_once():
    data = data_of("convex")
    data["basis"] += [f"v{k}" for k in range(120)]
    data["denominator"]["products"] += [[f"v{k}", f"v{j}", f"1/{10**500 + k * 997 + j}"] for k in range(120) for j in range(k)]
    with pytest.raises(RejectedError, match="too long"):
        checked(json.dumps(data))


@pytest.mark.parametrize(
    "part", ["basis", "values", "evaluations", "numerators", "denominator", "weights", "conditions", "roles", "properties", "steps", "remarks"]
)
@pytest.mark.parametrize("value", [None, 3, "text", [], {}, [None], [[]], {"a": None}])
def test_parts_of_another_shape_are_no_crash(part, value):
    if (part, value) not in (("remarks", []), ("steps", 3)):
        refused({**data_of("convex"), part: value})


def test_definiteness_agrees_with_the_other_implementation():
    rng = random.Random(0)
    for _ in range(300):
        size = rng.randint(1, 5)
        root = [[Q(rng.randint(-3, 3), rng.randint(1, 3)) for _ in range(rng.randint(1, size))] for _ in range(size)]
        a = [[sum(p * q for p, q in zip(one, other, strict=False)) for other in root] for one in root] if len({len(r) for r in root}) == 1 else None
        a = a or [[sum(p * q for p, q in zip(one, other, strict=False)) for other in root] for one in root]
        place = rng.randrange(size)
        a[place][place] += rng.choice([0, 0, Q(-1, 10**6), Q(1, 7)])
        names = [f"v{k}" for k in range(size)]
        form = {(names[i], names[j]): (a[i][j] if i == j else 2 * a[i][j]) for i in range(size) for j in range(i, size) if a[i][j]}
        assert semidefinite(form, names) == is_positive_semidefinite(tuple(map(tuple, a)))


def test_the_checker_needs_the_standard_library_only():
    file = Path(__file__).parents[4] / "checkers" / "worst_case" / "certificates" / "replay.py"
    heavy = (
        "import sys, runpy; runpy.run_path(sys.argv[1]); print([m for m in ('numpy', 'sympy', 'flint', 'checkers', 'theorems') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", heavy, str(file)], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_garbled_certificates_are_refused_or_unchanged_in_what_they_prove(name):
    """Characters and parts are removed, doubled, exchanged: nothing but the two errors ever comes out, and no smaller bound of the same program."""
    rng, text, whole = random.Random(1), stored(name), data_of(name)
    same = ("numerators", "denominator", "evaluations", "roles", "infimum", "basis", "values")
    for _ in range(4000):
        place, length = rng.randrange(len(text)), rng.choice([1, 1, 2, 30])
        piece = rng.choice(["", text[place : place + length] * 2, rng.choice('0123456789/-"[]{},:'), text[rng.randrange(len(text)) :][:length]])
        try:
            found = checked(text[:place] + piece + text[place + length :])
        except (RejectedError, UnreadableError):
            continue
        if not found.assumed and all(found.data[part] == whole[part] for part in same):
            assert name == "with slack" or found.bound >= Q(whole["bound"])


def test_exact_numbers_are_strings():
    program = PROGRAMS["convex"]()
    data = as_data(program, certified(program, solve(program)), Subject())
    assert not [path for path, value in leaves(data) if isinstance(value, float)]


def leaves(value, path=()):
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield path, value
        return
    for key, part in inside:
        yield from leaves(part, (*path, key))
