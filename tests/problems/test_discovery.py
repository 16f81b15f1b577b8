import pkgutil

import problems.families
from problems.discovery import families


def test_every_module_of_families_is_found_in_alphabetical_order() -> None:
    modules = sorted(entry.name for entry in pkgutil.iter_modules(problems.families.__path__))
    assert list(families()) == modules
    assert {"huber", "least_squares", "logistic", "quadratic", "zigzag"} <= set(modules)


def test_names_are_those_of_the_files_and_the_walk_is_made_once() -> None:
    assert all(name == family.name for name, family in families().items())
    assert families() is families()
