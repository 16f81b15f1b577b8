"""The quick numbers of a figure, computed once for all tests."""

from functools import cache

import pytest

from paper_figures.discovery import find
from paper_figures.figure import Setup


@pytest.fixture(scope="session")
def quick():
    return cache(lambda name: find(name).numbers(Setup(quick=True)))
