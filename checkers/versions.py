"""The versions that a result depends on."""

import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata

LIBRARIES = ("lemmata", "sympy", "numpy", "scipy", "torch", "hypothesis", "python-flint", "clarabel")


def versions(further: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The versions of lemmata, of Python, and of what decides claims; those of `further` packages, too."""
    found = {"python": platform.python_version()}
    return {**found, **{library: _version(library) for library in (*LIBRARIES, *further)}}


@cache
def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "not installed"
