"""Networks wider than those of the library: tried where a width is a natural of the statement, and nowhere else."""

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.wide import WIDTHS, wide_cases
from checkers.verdict import Verdict
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, naturals, norm_sq, points
from theorems.networks import TwoLayer

m, u, L = naturals("m"), points("u"), constants("L")
QUICK = Effort(instances=4, rounds=0)


def wide(*given):
    theorem = Theorem(given=given, claim=f(u) >= 0)
    return [case for cases in wide_cases(Scope(theorem, theorem.claims, Region(theorem), (), 8, 0)) for case in cases]


def tried(*given):
    return {int(case.constants["m"]) for case in wide(*given)}


def test_wide_networks_are_tried_where_given_allows_them():
    assert tried(TwoLayer(m)) == set(WIDTHS)
    assert tried(TwoLayer(m), m >= 40) == {48}
    assert tried(TwoLayer(m), m <= 4) == set()
    assert wide(TwoLayer(2)) == wide(Smooth(L)) == []


def test_a_claim_that_holds_of_narrow_networks_only_is_refuted():
    """(m - 16) ||grad f||^2 <= 0 up to sixteen neurons; and all neurons steep: ||grad f||^2 = |z|^2."""
    narrow = Theorem(given=[TwoLayer(m, output_weights=1, input_norms=1)], claim=(m - 16) * norm_sq(grad(u)) <= 0)
    flat = Theorem(given=[TwoLayer(m, output_weights=1, input_norms=1), m >= 40], claim=norm_sq(grad(u)) <= 1)
    assert [read(one, (), QUICK)[0].verdict for one in (narrow, flat)] == [Verdict.REFUTED, Verdict.SUPPORTED]
