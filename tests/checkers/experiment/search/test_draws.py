"""Instances are drawn and built once, and are those that a family would give anew."""

import pytest

from checkers.experiment.search.draws import drawn, instances_drawn, library
from problems.discovery import families


@pytest.mark.parametrize("name", ["quadratic", "piecewise", "logistic"])
def test_kept_instances_are_those_of_the_family(name):
    family = families()[name]
    assert list(instances_drawn(family, 4, 0)) == drawn(family.strategy(), 4, 0)
    assert instances_drawn(family, 4, 0) != instances_drawn(family, 4, 1)
    assert len(instances_drawn(family, 5, 0)) == 5
    assert list(library(family)) == list(family.library())
