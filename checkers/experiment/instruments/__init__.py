"""Instruments: what measures an observable, one file each, found by walking this folder. No list is kept by hand."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

RULES: dict[type, Callable[[Any, Any], Any]] = {}
"""Observable -> its rule, of every module of this folder."""

for entry in pkgutil.iter_modules(__path__):
    RULES.update(importlib.import_module(f"{__name__}.{entry.name}").RULES)
