"""Deep networks in statements: what is refused, how the hypothesis reads, what it certifies, and its inequalities at the starts of its instances."""

import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from problems.discovery import families
from problems.matching import lacking
from theorems.deep_networks import Network, output_function, signal_max
from theorems.errors import LanguageError
from theorems.language import Theorem, constants, f, naturals, points
from theorems.normal_form import normal_form
from theorems.printing import shown_hypotheses, unicode

m, n, u = naturals("m"), naturals("n"), points("u")
s1, beta, rho = constants("s1 beta rho")
DEEP = ("deep_output", "bottleneck_output", "nonlinear_output")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Network(m, output="odd"), "nonlinear"),
        (lambda: Network(m, parametrisation="gauss"), "mup"),
        (lambda: Network(m, bend=0.5 * beta), "Rational"),
        (lambda: output_function(f(u), 3), "no word"),
    ],
)
def test_what_is_refused(make, said):
    with pytest.raises(LanguageError, match=said):
        Theorem(given=[made], claim=f(u) <= 1) if isinstance(made := make(), Network) else None


def test_the_hypothesis_and_its_words_read_as_in_a_paper():
    theorem = Theorem(given=[Network(m, depth=3, inputs=n, bend=beta)], claim=signal_max(u, 1) <= output_function(f(u), 2))
    said = str(shown_hypotheses(theorem))
    assert "output of a network of width m of 3 layers on n inputs in ntk parametrisation, second derivative of the activation at most β" in said
    assert unicode(theorem.claims[0]) == "‖g_1(u)‖_∞ ≤ φ''(f(u))"


@pytest.mark.parametrize("name", DEEP)
def test_a_network_of_another_kind_is_no_instance(name):
    instance = families()[name].library()[0]
    claim = f(u) >= 0
    kinds = {"deep_output": Network(m), "bottleneck_output": Network(m, bottleneck=n), "nonlinear_output": Network(m, output="nonlinear")}
    for kind, hypothesis in kinds.items():
        assert (lacking(Theorem(given=[hypothesis], claim=claim), instance, None, [claim]) is None) == (kind == name)
    assert lacking(Theorem(given=[Network(m, parametrisation="mup")], claim=claim), instance, None, [claim]) == "Network"


def hypothesis(instance, factor=1):
    """The network with its certified bounds, times a factor."""
    facts = instance.facts
    bounds = {"slope": "activation_slope", "bend": "activation_bend", "input_norms": "input_norms"}
    ends = {name: sp.Rational(*facts[fact].value.high.as_integer_ratio()) * factor for name, fact in bounds.items()}
    kind = next(name for name in facts if name.endswith("linear"))
    bottleneck = n if "bottleneck" in kind else None
    return Network(m, bottleneck=bottleneck, output=kind.split("_")[2], parametrisation=kind.split("_")[0], **ends)


def violated(instance, inequality):
    """Whether an inequality of the hypothesis is violated exactly at some start."""
    theorem, form = Theorem(claim=inequality.relation), normal_form(inequality.relation)
    cases = [Case(instance, {}, None, None, None, {"u": start}) for start in instance.starts]
    found = {decide(theorem, form, case, Spot(0, 1)).outcome for case in cases}
    assert found <= {Outcome.HOLDS, Outcome.TIE, Outcome.VIOLATED}, (instance.formula, inequality, found)
    return Outcome.VIOLATED in found


@pytest.mark.parametrize("name", DEEP)
def test_no_inequality_of_a_network_is_violated_and_bounds_a_percent_too_strong_are(name):
    caught = set()
    for instance in families()[name].library()[:3]:
        assert not any(violated(instance, inequality) for inequality in hypothesis(instance).inequalities())
        strong = hypothesis(instance, sp.Rational(99, 100)).inequalities()
        caught |= {inequality.name for inequality in strong if violated(instance, inequality)}
    assert {"bounded slope", "bounded inputs"} <= caught
