"""Holes: where they may stand, how they are told, and what refuses them."""

import pytest
import sympy as sp

from theorems import words as w
from theorems.catalogue import entry_for_file, load
from theorems.errors import CatalogueError, LanguageError
from theorems.holes import hole, opened
from theorems.hypotheses import Smooth
from theorems.language import Best, Eq, Scales, T, Theorem, constants, f, f_star, grad, norm_sq, t, unknown, x, x_star
from theorems.methods import GradientDescent
from theorems.paper import as_latex, as_markdown
from theorems.printing import latex, unicode

L = constants("L")
c, e = unknown("c e")
BOUND = f(x[T]) - f_star <= c * L * norm_sq(x[0] - x_star)


def stated(**changes):
    return Theorem(**{"given": [Smooth(L)], "method": GradientDescent(step=1 / L), "claim": BOUND, **changes})


def test_a_hole_stands_in_a_claim_and_is_printed_first():
    claim = stated().claims[0]
    assert hole(claim) == c
    assert unicode(claim) == "f(x_T) − f⋆ ≤ cL ‖x₀−x⋆‖²"
    assert latex(claim) == r"f(x_T) - f_\star \leq c L \, \|x_0-x_\star\|^2"


def test_a_claim_is_taken_apart_at_its_hole():
    gap = f(x[0]) - f_star
    found = opened(norm_sq(grad(x[T])) * c <= 3 * gap)
    assert found.hole == c
    assert sp.expand(found.rest - 3 * gap) == 0
    assert sp.expand(found.factor + norm_sq(grad(x[T]))) == 0


def test_claims_may_have_holes_of_their_own_or_none():
    least = Best(norm_sq(grad(x[t])), (t, 0, T)) <= e * L * (f(x[0]) - f_star)
    theorem = stated(claim=[BOUND, least, f(x[T]) >= f_star])
    assert [hole(claim) for claim in theorem.claims] == [c, e, None]
    assert theorem.names(w.Unknown) == (c, e)


@pytest.mark.parametrize(
    ("changes", "part", "said"),
    [
        ({"given": [Smooth(c)]}, "given[0]", "the hole c stands in given"),
        ({"given": [Smooth(L), c <= L]}, "given[1]", "the hole c stands in given"),
        ({"method": GradientDescent(step=c / L)}, "method", "the hole c stands in the method"),
        ({"claim": f(x[T]) - f_star <= c * e * norm_sq(x[0] - x_star)}, "claim[0]", "2 holes, c and e"),
        ({"claim": f(x[T]) - f_star <= c**2 * norm_sq(x[0] - x_star)}, "claim[0]", "must stand linearly"),
        ({"claim": f(x[t]) - f_star <= (1 - c) ** t * (f(x[0]) - f_star)}, "claim[0]", "must stand linearly"),
        ({"claim": Best(c * f(x[t]), (t, 0, T)) <= f(x[0])}, "claim[0]", "must stand linearly"),
        ({"claim": f(x[T]) - f_star <= norm_sq(c * (x[0] - x_star))}, "claim[0]", "must stand linearly"),
        ({"claim": Eq(f(x[T]), c * f(x[0]))}, "claim[0]", "an equality has no best constant"),
        ({"claim": Scales(c * f(x[T]), T, -1)}, "claim[0]", "a claim about growth has no best constant"),
        ({"given": [Smooth(L), constants("c") <= L]}, None, '"c" is declared twice'),
    ],
)
def test_a_hole_elsewhere_is_refused_with_its_place(changes, part, said):
    with pytest.raises(LanguageError) as refused:
        stated(**changes)
    assert said in refused.value.message
    assert part is None or refused.value.part == part


FILE = '''"""Gradient descent, with the best constant."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, unknown, x, x_star
from theorems.methods import GradientDescent

L = constants("L")
c = unknown("c")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= c * L * norm_sq(x[0] - x_star),
)
'''


def test_a_file_with_a_hole_is_told_in_a_paper(tmp_path):
    path = tmp_path / "best.py"
    path.write_text(FILE)
    loaded = load(entry_for_file(path))
    assert "Then, with the best constant $c$, for every $T$" in list(as_latex(loaded))
    assert "Then, with the best constant $c$, for every $T$:" in list(as_markdown(loaded))


def test_what_is_refused_is_told_with_its_line(tmp_path):
    path = tmp_path / "worse.py"
    path.write_text(FILE.replace("c * L *", "c**2 * L *"))
    with pytest.raises(CatalogueError) as refused:
        load(entry_for_file(path))
    assert refused.value.line == 13
