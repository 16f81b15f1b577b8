"""What all tests share: no evidence in the working directory, no settings of the person who runs them, no randomness between runs."""

import os
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

for library in ("OMP", "OPENBLAS", "MKL"):  # read as torch and NumPy are loaded: threads would wait for each other at operations on few numbers
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

CLOCK = [HealthCheck.too_slow]
"""How long a draw takes by the clock tells of what else the machine does."""

settings.register_profile("lemmata", derandomize=True, deadline=None, database=None, print_blob=True, suppress_health_check=CLOCK)
settings.load_profile("lemmata")


def pytest_xdist_auto_num_workers(config):
    """Two processes for the whole suite, none besides this one for a part of it."""
    return 2 if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


def pytest_collection_modifyitems(items):
    """Every process must collect the same names, and each writes a set of several members in an order of its own."""
    for item in items:
        for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
            if isinstance(value, (set, frozenset)) and len(value) > 1 and str(value) in item.name:
                raise pytest.UsageError(f"{item.nodeid}: a set stands in the name of a test; write a tuple.")


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """Folders that are not there yet, one after another: to make one for each test takes longer than most tests."""
    place = tmp_path_factory.mktemp("evidence")
    return (place / str(number) for number in count())


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, homes):
    monkeypatch.setenv("LEMMATA_HOME", str(next(homes)))
    for name in ("NO_COLOR", "COLUMNS", "FORCE_COLOR", "PYTEST_ADDOPTS"):  # a test's own pytest takes none of this one's options
        monkeypatch.delenv(name, raising=False)
