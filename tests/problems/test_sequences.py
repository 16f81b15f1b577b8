"""Free sequences: their members, their scalings, and what is none."""

from fractions import Fraction as Q

import pytest

from problems.sequences import FreeSequence


@pytest.mark.parametrize(
    ("sequence", "members"),
    [
        (FreeSequence("listed", (Q(1), Q(2))), [1, 2, 0, 0, 0]),
        (FreeSequence("listed", (Q(1),) * 9), [1, 1, 1, 1, 1]),
        (FreeSequence("periodic", (Q(3), Q(-1), Q(-1))), [3, -1, -1, 3, -1]),
        (FreeSequence("geometric", (Q(4), Q(-1, 2))), [4, -2, 1, Q(-1, 2), Q(1, 4)]),
    ],
)
def test_the_members_follow_the_rule(sequence, members):
    assert sequence.members(5) == members
    assert sequence.members(1) == members[:1]
    assert sequence.scaled(Q(-3)).members(5) == [-3 * a for a in members]
    assert sequence.absolute().members(5) == [abs(a) for a in members]


@pytest.mark.parametrize(("kind", "values"), [("fibonacci", (Q(1),)), ("listed", ()), ("geometric", (Q(1),)), ("geometric", (Q(1),) * 3)])
def test_what_is_no_sequence_is_refused(kind, values):
    with pytest.raises(ValueError, match="no free sequence"):
        FreeSequence(kind, values)


def test_a_description_holds_every_number():
    assert FreeSequence("geometric", (Q(2), Q(10, 9))).describe("g") == "g[t] = 2 * (10/9)^t"
    assert FreeSequence("geometric", (Q(1), Q(-2))).describe("g") == "g[t] = (-2)^t"
    assert FreeSequence("periodic", (Q(1),)).describe("a") == "a[t] = 1 at every step"
    assert FreeSequence("periodic", (Q(3), Q(-1))).describe("a") == "a[t] = 3, -1 again and again"
    assert FreeSequence("listed", (Q(3), Q(-1))).describe("a") == "a = 3, -1, then 0"
