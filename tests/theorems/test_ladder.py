"""The setting Ladder: what it draws, what it refuses, how it is told."""

import pytest

from theorems.errors import LanguageError
from theorems.hypotheses import Smooth
from theorems.language import E, Ladder, Scales, T, Tends, Theorem, constants, f, grad, naturals, norm, norm_sq, points, sqrt, t, x
from theorems.methods import SGD, GradientDescent
from theorems.networks import TwoLayer
from theorems.printing import shown_setting

L, eta = constants("L eta")
m, n, alpha = naturals("m n alpha")
u, v = points("u v")
NETWORK, DESCENT = TwoLayer(m, inputs=n, loss="squared"), GradientDescent(step=eta)
SMALL = f(x[t]) <= f(x[0]) / 1000
STEP = norm(x[1] - x[0])


def stated(claim=None, given=(NETWORK,), method=DESCENT, setting=None):
    return Theorem(given=list(given), method=method, setting=setting or Ladder(over=m), claim=Scales(STEP, m, 0) if claim is None else claim)


def test_a_ladder_is_a_setting_of_runs_and_of_points():
    assert stated().setting.points == ()
    for claim in (Scales(norm(grad(u)), m, 0), Tends(E(f(u)), m, 0), norm(u) >= 0):
        stated(claim, method=None, setting=Ladder(u, over=m))
    stated(Scales(norm(x[T] - x[0]), m, 0), setting=Ladder(over=m, until=SMALL))
    stated(Scales(E(norm(x[3])), m, 0))
    stated(f(x[t]) <= f(x[0]))
    tied = stated(Scales(STEP, alpha, -1), given=[NETWORK, alpha * f(x[0]) <= 1], setting=Ladder(over=alpha, start="antisymmetric"))
    assert tied.setting.start == "antisymmetric"


REFUSED = [
    (lambda: Ladder(over=L), "a natural of the statement"),
    (lambda: Ladder(norm(u), over=m), "draws points"),
    (lambda: Ladder(u, u, over=m), "twice"),
    (lambda: Ladder(over=m, start="zero"), "antisymmetric"),
    (lambda: Ladder(over=m, until=f(x[t])), "a relation"),
    (lambda: stated(given=[Smooth(L)]), "nothing grows with m"),
    (lambda: stated(setting=Ladder(u, over=m)), "draws the start"),
    (lambda: stated(f(u) >= 0, method=None), "draws points"),
    (lambda: stated(Scales(norm(u), m, 0), method=None, setting=Ladder(u, over=m, until=SMALL)), "until ends a run"),
    (lambda: stated(method=SGD(step=eta)), "deterministic"),
    (lambda: stated(method=GradientDescent(step=1 / sqrt(T))), "deterministic"),
    (lambda: stated(Scales(norm(u), m, 0)), "how u is drawn"),
    (lambda: stated(Scales(STEP, n, 0)), "a ladder over m"),
    (lambda: stated(Scales(norm(x[t]), t, 0)), "a ladder over m"),
    (lambda: stated(Scales(norm(x[T]), m, 0)), "stands free"),
    (lambda: stated(Scales(norm(x[T + 1]), m, 0), setting=Ladder(over=m, until=SMALL)), "steps beyond"),
    (lambda: stated(setting=Ladder(over=m, until=f(x[0]) <= 1)), "looks at x"),
    (lambda: stated(setting=Ladder(over=m, until=f(x[t + 1]) <= f(x[0]))), "looks at x"),
    (lambda: stated(setting=Ladder(over=m, until=f(x[t]) <= 0.5 * f(x[0]))), "Rational"),
    (lambda: stated([Scales(STEP, m, 0), f(x[T]) <= f(x[0])], setting=Ladder(over=m, until=SMALL)), "only claims about growth"),
    (lambda: stated(E(f(u)) <= norm_sq(u), method=None, setting=Ladder(u, over=m)), "take E of both sides"),
    (lambda: Theorem(given=[NETWORK], method=DESCENT, claim=Scales(STEP, m, 0)), "Ladder"),
]


@pytest.mark.parametrize(("make", "hint"), REFUSED)
def test_what_makes_no_sense_is_refused_with_a_hint(make, hint):
    with pytest.raises(LanguageError, match=hint):
        make()


def test_a_ladder_is_told_and_identified():
    long = stated(Scales(norm(x[T] - x[0]), m, 0), setting=Ladder(over=m, start="antisymmetric", until=SMALL))
    said = [plain for plain, _ in shown_setting(long.setting)]
    assert "every m" in said[0]
    assert "pairs that cancel" in said[0]
    assert said[1].startswith("T is the first step t with f(x_t) ≤")
    plain, paired = stated(), stated(setting=Ladder(over=m, start="antisymmetric"))
    assert len({one.digest(one.claims[0]) for one in (plain, paired, long)}) == 3
