"""The pytest plugin: options, the fixture `lemmata`, and theorem files as tests where a project asks for them.

pytest loads this module in every project of an environment that has lemmata, so it loads nothing heavy and, unasked, does nothing.
"""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lemmata.property_test import InTests
    from lemmata.theorem_files import Wanted


def _whole(least: int) -> Callable[[str], int]:
    def parsed(text: str) -> int:
        if not text.strip().isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least {least}")
        return int(text)

    return parsed


def _between(least: float, most: float) -> Callable[[str], float]:
    def parsed(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = least
        if not least < value <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number above {least:g}" + ("" if most == float("inf") else f" and at most {most:g}"))
        return value

    return parsed


EFFORT: Mapping[str, tuple[Callable[[str], Any], str, str]] = {
    "instances": (_whole(1), "N", "problems drawn per claim"),
    "seeds": (_whole(1), "N", "runs per problem where a random method is sampled"),
    "steps": (_whole(1), "N", "steps of the longest run"),
    "seed": (_whole(0), "N", "the root seed; equal seeds give equal evidence"),
    "alpha": (_between(0, 0.05), "A", "level at which a claim about means may be refuted by fresh draws; at most 0.05"),
    "budget": (_between(0, float("inf")), "SECONDS", "stop searching a theorem after this time"),
}
"""How much to try: each is an option `--lemmata-NAME`, and `lemmata_NAME` in the ini file."""

TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False, "": False}
ALLOW = "pass over claims that end INCONCLUSIVE or NOT APPLICABLE: they are reported as skipped"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, and the same for the ini file."""
    group = parser.getgroup("lemmata", "theorems, decided by lemmata")
    group.addoption(
        "--lemmata",
        dest="lemmata_paths",
        metavar="PATH",
        action="append",
        default=[],
        help="collect the claims of a theorem file, or of those in a folder (repeatable); only these, where no other path is given",
    )
    parser.addini("lemmata_files", "theorem files, as patterns from the root folder: bounds/*.py, **/*_bound.py, or a name alone", "args", [])
    for name, (kind, metavar, text) in EFFORT.items():
        group.addoption(f"--lemmata-{name}", dest=f"lemmata_{name}", metavar=metavar, type=kind, default=None, help=text)
        parser.addini(f"lemmata_{name}", f"{text}, where --lemmata-{name} is not given", default="")
    group.addoption("--lemmata-allow-undecided", dest="lemmata_allow_undecided", action="store_true", default=False, help=ALLOW)
    parser.addini("lemmata_allow_undecided", ALLOW, default="")


def pytest_configure(config: pytest.Config) -> None:
    """Where theorem files are asked for, see to it that they are collected."""
    effort(config), allows_undecided(config)
    if not (config.getoption("lemmata_paths") or config.getini("lemmata_files")):
        return
    wanted = _wanted(config)
    _ready(config, wanted)
    from lemmata.collected import Collecting

    config.pluginmanager.register(Collecting(wanted), "lemmata-theorem-files")
    config.args[:] = _arguments(config, wanted)


def _wanted(config: pytest.Config) -> "Wanted":
    from lemmata.theorem_files import Wanted, absolute

    start = config.invocation_params.dir
    paths = tuple(absolute(path, start) for path in config.getoption("lemmata_paths"))
    return Wanted(config.rootpath, tuple(config.getini("lemmata_files")), paths)


def _ready(config: pytest.Config, wanted: "Wanted") -> None:
    """One message for each thing that stands in the way, before anything is collected."""
    from lemmata.neighbours import strangers

    wrong = list(strangers())
    wrong += [f"--lemmata {path}: there is no such file or folder." for path in wanted.paths if not path.exists()]
    wrong += [f"--lemmata {path}: a theorem file is a Python module: its name ends in .py." for path in wanted.paths if _no_module(path)]
    if wrong:
        raise pytest.UsageError(*(f"lemmata: {message}" for message in wrong))


def _no_module(path: Path) -> bool:
    return path.is_file() and path.suffix != ".py"


def _arguments(config: pytest.Config, wanted: "Wanted") -> list[str]:
    """What is collected: named paths as pytest takes them, and theorem files that lie elsewhere; named claims narrow the paths they lie in."""
    from lemmata.theorem_files import absolute, covered

    source, start = config.args_source, config.invocation_params.dir
    args = [] if wanted.paths and source is not config.ArgsSource.ARGS else list(config.args)
    roots = [absolute(argument.split("::")[0], start) for argument in args]
    claims = [absolute(argument.split("::")[0], start) for argument in args if "::" in argument]
    further = [path for path in wanted.paths if not covered(path, roots) and not any(covered(claim, [path]) for claim in claims)]
    if source is config.ArgsSource.TESTPATHS and not wanted.paths:
        further += wanted.beyond(roots, config.getini("norecursedirs"))
    return args + [str(path) for path in further]


def effort(config: pytest.Config) -> dict[str, Any]:
    """How much to try, as the command line says it, or else the ini file."""
    chosen = {name: _chosen(config, name) for name in EFFORT}
    return {name: value for name, value in chosen.items() if value is not None}


def _chosen(config: pytest.Config, name: str) -> Any:
    given, written = config.getoption(f"lemmata_{name}"), str(config.getini(f"lemmata_{name}"))
    if given is not None or not written:
        return given
    try:
        return EFFORT[name][0](written)
    except argparse.ArgumentTypeError as error:
        raise pytest.UsageError(f"lemmata: lemmata_{name} in {config.inipath}: {error}.") from None


def allows_undecided(config: pytest.Config) -> bool:
    """Whether undecided claims are passed over."""
    written = str(config.getini("lemmata_allow_undecided")).lower()
    if written not in TRUTH:
        raise pytest.UsageError(f"lemmata: lemmata_allow_undecided in {config.inipath}: {written!r} is neither true nor false.")
    return bool(config.getoption("lemmata_allow_undecided")) or TRUTH[written]


def evidence_folder(config: pytest.Config) -> Path:
    """`$LEMMATA_HOME`, or `.lemmata` in the root folder: wherever tests may go meanwhile."""
    place = os.environ.get("LEMMATA_HOME") or config.rootpath / ".lemmata"
    return Path(os.path.abspath(config.invocation_params.dir / place))


@pytest.fixture(scope="session")
def lemmata(request: pytest.FixtureRequest) -> "InTests":
    """`lemmata.assert_holds(theorem, ...)` with the options of this run of pytest; of the session, so that hypothesis' tests may take it."""
    from lemmata.property_test import InTests

    made = InTests(request.config)
    request.config.pluginmanager.register(made, "lemmata-fixture")
    return made
