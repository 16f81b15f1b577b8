"""Hypotheses and methods are found by walking, and told in a general form."""

import inspect

import pytest

from paper_figures.atlas.definitions import certifying, forms, hypotheses, methods
from problems.families import huber
from theorems import hypotheses as h
from theorems import methods as named
from theorems.hypotheses import PL, SecondMoment, Smooth
from theorems.language import constants, naturals
from theorems.networks import TwoLayer
from theorems.printing import latex, shown_method


def test_every_hypothesis_of_the_package_is_found():
    assert hypotheses()["TwoLayer"] is TwoLayer
    classes = [value for value in vars(h).values() if inspect.isclass(value) and value.__module__ == h.__name__]
    declared = {kind.__name__ for kind in classes if hasattr(kind, "inequalities")}
    assert declared <= set(hypotheses())
    assert "Hypothesis" not in hypotheses()
    assert "WithConstant" not in hypotheses()


def test_a_general_form_has_constants_of_the_names_of_its_fields():
    (form,) = forms(PL, ())
    assert latex(form.constant) == r"\mu"


def test_a_form_that_is_used_and_says_more_is_told():
    m, (beta, rho) = naturals("m"), constants("beta rho")
    used = TwoLayer(m, bend=beta, input_norms=rho)
    assert used in forms(TwoLayer, [used])
    assert [form.scope for form in forms(SecondMoment, [SecondMoment(constants("C"), on="iterates")])] == ["everywhere", "iterates"]


def test_a_hypothesis_with_a_number_is_no_general_form():
    assert forms(Smooth, [Smooth(1)]) == forms(Smooth, ())


def test_every_method_is_made_with_its_numbers_as_symbols():
    assert set(methods()) == {name for name in named.__all__ if inspect.isfunction(getattr(named, name))}
    assert shown_method(methods()["GradientDescent"])[0][1] == r"x_{t+1} = x_t - \mathrm{step} \, \nabla f(x_t)"
    assert any(r"\beta_2" in tex for _, tex in shown_method(methods()["Adam"]))


@pytest.mark.parametrize("fact", ["smooth", "convex", "lipschitz"])
def test_a_family_certifies_what_an_instance_of_its_library_does(fact):
    assert huber.family.title in certifying()[fact]


def test_what_no_instance_certifies_has_no_family():
    assert huber.family.title not in certifying().get("quadratic", ())
    assert "variance" not in certifying() or all(certifying()["variance"])
