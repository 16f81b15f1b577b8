"""The catalogue of theorems: found by walking the theme folders and reading docstrings, loaded only when asked for.

Nothing is imported to list it: a theme is a folder of this package, a theorem is one file in it, and its docstring says the rest.
A user's own file becomes an entry in the same way. `load` runs a file, and whatever is wrong with it becomes one located message.
"""

import ast
import contextlib
import hashlib
import importlib
import importlib.util
import re
import sys
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from theorems.errors import CatalogueError, did_you_mean

if TYPE_CHECKING:
    from theorems.language import Theorem
    from theorems.stand_in import Choice


MUTANT = ".mutant-"
"""What stands between a theorem's id and the number of one of its mutants."""


@dataclass(frozen=True)
class Entry:
    """What is known of a theorem before its file runs.

    `theme` is empty for a file of the user's; `mutant` is the number, from 1, of a wrong variant of the file's theorem; `optimizer` is what
    is run in place of its method.
    """

    id: str
    title: str
    theme: str
    path: Path
    lectures: tuple[str, ...] = ()
    core: bool = False
    source: str = ""
    mutant: int | None = None
    optimizer: "Choice | None" = None


@dataclass(frozen=True)
class Loaded:
    """A theorem file that has run; `mutants` are wrong variants of the theorem that must not survive.

    `method` is the name of the method that a real optimizer stands in for, whose options have `added` so many hypotheses.
    """

    entry: Entry
    theorem: "Theorem"
    mutants: tuple[tuple[str, "Theorem"], ...] = ()
    proof: Callable[..., Any] | None = None
    method: str | None = None
    added: int = 0

    def mutant(self, number: int) -> "Loaded":
        """A wrong variant by its number, from 1, as a theorem of its own: `pl-gd.mutant-2`."""
        name, theorem = self.mutants[number - 1]
        return Loaded(replace(self.entry, id=f"{self.entry.id}{MUTANT}{number}", title=name, core=False, source="", mutant=number), theorem)

    def __repr__(self) -> str:
        return f"<{self.entry.id}: {self.entry.title}>"

    def _repr_html_(self) -> str:
        from theorems import display

        return display.entitled_html(self)

    def _repr_latex_(self) -> str:
        from theorems import display

        return display.math(self.theorem)

    def running(self, choice: "Choice") -> "Loaded":
        """The same theorem with a real optimizer in place of its method; CatalogueError where it cannot stand there."""
        from theorems.errors import LanguageError
        from theorems.stand_in import Unfit, with_optimizer

        try:
            theorem = with_optimizer(self.theorem, choice)
        except (Unfit, LanguageError) as error:
            raise CatalogueError(f"{self.entry.id} with {choice.name}: {str(error).removesuffix('.')}.") from error
        assert self.theorem.method is not None
        return Loaded(
            replace(self.entry, optimizer=choice), theorem, method=self.theorem.method.name, added=len(theorem.given) - len(self.theorem.given)
        )


def folder() -> Path:
    """The folder of the installed `theorems` package."""
    spec = importlib.util.find_spec("theorems")
    if spec is None or not spec.submodule_search_locations:
        raise CatalogueError("the package `theorems` is not installed.")
    return Path(next(iter(spec.submodule_search_locations)))


def themes() -> tuple[str, ...]:
    """The names of the themes, sorted."""
    return tuple(sorted(init.parent.name for init in folder().glob("*/__init__.py")))


def entries() -> tuple[Entry, ...]:
    """Every theorem of the catalogue, sorted by theme and name."""
    return tuple(_entry(path, theme) for theme in themes() for path in sorted((folder() / theme).glob("*.py")) if not path.name.startswith("_"))


def entry_for_file(path: str | Path) -> Entry:
    """The entry of a file: one of the catalogue's own, or a user's."""
    file = Path(path)
    if not file.exists():
        raise CatalogueError("there is no such file.", file)
    if file.is_dir() or file.suffix != ".py":
        raise CatalogueError("a theorem file is a Python module: its name ends in .py.", file)
    theme = file.resolve().parent
    return _entry(file, theme.name if theme.parent == folder().resolve() and (theme / "__init__.py").exists() else "")


def lookup(id: str) -> Entry:
    """The catalogue's theorem with that id, or a mutant of one."""
    known = {entry.id: entry for entry in entries()}
    whole, _, number = id.partition(MUTANT)
    if number and whole in known:
        return _mutant_entry(known[whole], number)
    if id not in known:
        raise CatalogueError(f'no theorem is called "{id}".{did_you_mean(id, list(known))} There are: {", ".join(sorted(known)) or "none"}.')
    return known[id]


def _mutant_entry(entry: Entry, number: str) -> Entry:
    loaded = load(entry)
    if not (number.isdecimal() and 1 <= int(number) <= len(loaded.mutants)):
        raise CatalogueError(f'"{entry.id}" has no mutant {number}: it has {len(loaded.mutants) or "none"}.')
    return loaded.mutant(int(number)).entry


def load(entry: Entry) -> Loaded:
    """Run a theorem's file; CatalogueError says what is wrong with it and where."""
    plain = _whole(entry)
    loaded = plain if entry.mutant is None else plain.mutant(entry.mutant)
    return loaded if entry.optimizer is None else loaded.running(entry.optimizer)


def _whole(entry: Entry) -> Loaded:
    from theorems import faults

    entry = replace(entry, optimizer=None) if entry.mutant is None else entry_for_file(entry.path)
    try:
        module = _catalogue_module(entry) if entry.theme else user_module(entry.path)
        theorem = _theorem(module)
        mutants = tuple(_mutant(theorem, pair) for pair in getattr(module, "mutants", ()))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise faults.located(error, entry.path) from error
    return Loaded(entry, theorem, mutants, getattr(module, "proof", None))


def load_all(chosen: Iterable[Entry]) -> tuple[Loaded, ...]:
    """Run the files of several theorems; one CatalogueError names every file that is wrong."""
    loaded, wrong = [], []
    for entry in chosen:
        try:
            loaded.append(load(entry))
        except CatalogueError as error:
            wrong.append(error)
    if wrong:
        first, *rest = wrong
        raise CatalogueError(first.message, first.file, first.line, also=rest) from first
    return tuple(loaded)


def _entry(path: Path, theme: str) -> Entry:
    return _described(path, theme, path.read_bytes())


@lru_cache(maxsize=1024)
def _described(path: Path, theme: str, content: bytes) -> Entry:
    """The entry of a file that has this content."""
    id = path.stem.replace("_", "-")
    try:
        text = ast.get_docstring(ast.parse(content, filename=str(path))) or ""
    except (SyntaxError, ValueError):
        return Entry(id, "(not a Python file that can be read)", theme, path)
    title = text.strip().split("\n")[0]
    flat = " ".join(text.split())
    source = re.search(r"Source: (.*?)(?= Lectures:| Core\.|$)", flat)
    lectures = re.search(r"Lectures: ([^.]*)\.", flat)
    named = tuple(name.strip() for name in lectures[1].split(",")) if lectures else ()
    return Entry(id, title.removesuffix("."), theme, path, named, bool(re.search(r"\bCore\.", flat)), source[1] if source else "")


def explanation(entry: Entry) -> tuple[str, ...]:
    """Why a theorem matters and the idea of its proof: the paragraphs of its docstring between the title and the source."""
    text = ast.get_docstring(ast.parse(entry.path.read_bytes(), filename=str(entry.path))) or ""
    body = re.split(r"^Source: ", text.partition("\n")[2], maxsplit=1, flags=re.M)[0]
    apart = re.split(r"\n\s*\n|\n(?=Idea of the proof:)", body)
    return tuple(" ".join(paragraph.split()) for paragraph in apart if paragraph.strip())


def _catalogue_module(entry: Entry) -> types.ModuleType:
    return importlib.import_module(f"theorems.{entry.theme}.{entry.path.stem}")


def user_module(path: Path) -> types.ModuleType:
    """A user's file as a module of its own name; files beside it can be imported, but never take the place of ours."""
    beside = str(path.resolve().parent)
    if beside not in sys.path:
        sys.path.append(beside)
    name = f"theorem_file_{path.stem}_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]}"
    module = types.ModuleType(name)
    module.__file__ = str(path)
    code = compile(path.read_bytes(), str(path), "exec")
    sys.modules[name] = module
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a file prints is not part of any output
            exec(code, module.__dict__)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _theorem(module: types.ModuleType) -> "Theorem":
    from theorems.language import Theorem

    if not hasattr(module, "theorem"):
        close = next((name for name, value in vars(module).items() if isinstance(value, Theorem)), None)
        hint = f' "{close}" is one: call it theorem.' if close else ""
        raise CatalogueError(f"the file has no `theorem`: it must say theorem = Theorem(given=[...], method=..., claim=...).{hint}")
    if not isinstance(module.theorem, Theorem):
        raise CatalogueError(
            f"`theorem` is no Theorem but of type {type(module.theorem).__name__}: it must be a Theorem(given=[...], method=..., claim=...)."
        )
    return module.theorem


def _mutant(theorem: "Theorem", pair: Any) -> tuple[str, "Theorem"]:
    """A pair (name, Theorem), or (name, changes) where changes are fields of this theorem."""
    from theorems.language import Theorem

    if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], (Theorem, Mapping))):
        raise CatalogueError(f"{pair!r} is not a mutant: write a pair (name, Theorem(...)) or (name, dict(claim=...)).")
    name, change = pair
    return name, change if isinstance(change, Theorem) else replace(theorem, **change)
