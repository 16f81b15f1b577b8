"""The versions that a result depends on."""

import platform
from collections.abc import Mapping
from importlib import metadata

LIBRARIES = ("lemmata", "sympy", "numpy", "scipy", "torch", "hypothesis", "python-flint", "clarabel")


def versions(further: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The versions of lemmata, of Python, and of what decides claims; those of `further` packages, too."""
    found = {"python": platform.python_version()}
    for library in (*LIBRARIES, *further):
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            found[library] = "not installed"
    return found
