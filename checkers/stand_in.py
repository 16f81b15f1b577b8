"""What results and evidence say of a real optimizer that was run in place of a theorem's method."""

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Any

from theorems.catalogue import Loaded
from theorems.optimizer_class import source_files
from theorems.printing import unicode
from theorems.stand_in import Choice
from theorems.torch_optimizer import TorchOptimizer


def standing_in(loaded: Loaded) -> dict[str, Any] | None:
    """The class, its options, the method it stands in for, and what the options say of the theorem's constants."""
    method, choice = loaded.theorem.method, loaded.entry.optimizer
    if choice is None or not isinstance(method, TorchOptimizer):
        return None
    fixed = loaded.theorem.given[len(loaded.theorem.given) - loaded.added :]
    return {
        "class": method.name,
        "options": {name: _shown(value) for name, value in method.options},
        "in_place_of": loaded.method,
        "constants": [unicode(relation) for relation in fixed],
    }


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_shown, value))})"
    return repr(value) if value is None or isinstance(value, (bool, str)) else unicode(value)


def stored_choice(loaded: Loaded) -> dict[str, Any] | None:
    """What a replay needs to run the same again, with the files that the class comes from."""
    choice = loaded.entry.optimizer
    if choice is None or not isinstance(loaded.theorem.method, TorchOptimizer):
        return None
    files = source_files(loaded.theorem.method.optimizer)
    return {"name": choice.name, "options": list(choice.options), "how": choice.how, "fixed": list(choice.fixed), "files": files}


def choice_from_json(stored: Any) -> Choice | None:
    """The choice that evidence speaks of; raises ValueError where it is no such thing."""
    if stored is None:
        return None
    texts = [stored["name"], stored["how"], *stored["options"], *stored["fixed"]]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("an optimizer is told in words")
    return Choice(stored["name"], tuple(stored["options"]), stored["how"], tuple(stored["fixed"]))


def of_torch(choice: Choice) -> bool:
    """Whether the class is one of torch.optim itself."""
    return choice.name.partition(":")[0] == "torch.optim"


def replay_line(path: str, choice: Choice | None) -> str:
    """The command that repeats a refutation from its evidence; it names the class, as evidence alone imports none but torch's."""
    named = "" if choice is None or of_torch(choice) else f" --optimizer {choice.name}"
    return f"lemmata verify --replay {quote(path)}{named}"


def changed(loaded: Loaded, stored: Mapping[str, Any]) -> str:
    """A sentence on the files of the class that have changed since evidence was written, or nothing."""
    method = loaded.theorem.method
    assert isinstance(method, TorchOptimizer)
    now, then = source_files(method.optimizer), dict(stored.get("files") or {})
    names = sorted({Path(file).name for file in now.keys() | then.keys() if now.get(file) != then.get(file)})
    return f"{', '.join(names)} {'has' if len(names) == 1 else 'have'} changed since this evidence was written." if names else ""
