"""A class of optimizers by its name, `package.module:Class`, as people write it on a command line."""

import contextlib
import hashlib
import importlib
import inspect
import os
import sys
import types
from pathlib import Path
from typing import Any

from theorems.errors import CatalogueError, did_you_mean
from theorems.torch_optimizer import accepted

EXAMPLE = "torch.optim:Adam"


def imported(name: str) -> type:
    """The class, once its module has run; modules of the working directory are found after all others."""
    module, sign, attribute = name.partition(":")
    parts = [*module.split("."), attribute]
    if not sign or not all(part.isidentifier() for part in parts):
        raise CatalogueError(f"--optimizer {name}: write package.module:Class, as in {EXAMPLE}.{_hint(name)}")
    loaded = _module(module, name)
    if not hasattr(loaded, attribute):
        classes = [known for known, value in vars(loaded).items() if _is_optimizer(value)]
        there = f" It has: {', '.join(classes)}." if classes else " It has no optimizer."
        raise CatalogueError(f'--optimizer {name}: the module {module} has no "{attribute}".{did_you_mean(attribute, classes) or there}')
    return _checked(getattr(loaded, attribute), name)


def _hint(name: str) -> str:
    package, dot, last = name.rpartition(".")
    if last == "py" or "/" in name:
        return " A file is named as a module: my_optimizer.py is my_optimizer."
    return f" Did you mean {package}:{last}?" if dot and ":" not in name else ""


def _module(module: str, name: str) -> types.ModuleType:
    here = os.getcwd()
    if not {"", here} & set(sys.path):
        sys.path.append(here)
    importlib.invalidate_caches()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a module prints is not part of any output
            return importlib.import_module(module)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        said = str(error).split("\n")[0]
        raise CatalogueError(f"--optimizer {name}: the module {module} cannot be imported ({type(error).__name__}: {said}).") from error


def _is_optimizer(value: Any) -> bool:
    """Whether a value is a class that extends torch.optim.Optimizer; torch is loaded where one is."""
    return isinstance(value, type) and any((c.__module__, c.__name__) == ("torch.optim.optimizer", "Optimizer") for c in value.__mro__)


def _checked(value: Any, name: str) -> type:
    if not _is_optimizer(value):
        what = "it does not extend torch.optim.Optimizer" if isinstance(value, type) else f"it is of type {type(value).__name__}"
        raise CatalogueError(f"--optimizer {name}: this is no optimizer of torch ({what}).")
    if (value.__module__, value.__name__) == ("torch.optim.optimizer", "Optimizer"):
        raise CatalogueError(f"--optimizer {name}: this is what optimizers extend, and takes no step itself.")
    try:
        accepted(value)
    except (TypeError, ValueError) as error:
        raise CatalogueError(f"--optimizer {name}: its options cannot be read ({error}).") from None
    found: type = value
    return found


def source_files(optimizer: type) -> dict[str, str]:
    """The files of a class and of those that it extends, up to torch's own, each with a hash of its content."""
    files = {}
    for cls in optimizer.__mro__:
        if cls is object or cls.__module__.startswith("torch."):
            continue
        with contextlib.suppress(TypeError, OSError):
            file = Path(inspect.getfile(cls)).resolve()
            files[str(file)] = hashlib.sha256(file.read_bytes()).hexdigest()
    return files
