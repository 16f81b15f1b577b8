"""`python -m benchmarks [NAME...] [--json]`: exits with 1 if a target is missed."""

import argparse
import importlib
import json
import pkgutil
import sys
from dataclasses import asdict

import benchmarks
from benchmarks import Measurement


def main() -> int:
    """Run the benchmarks named, or all."""
    known = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast lemmata is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known)}; all without a name")
    parser.add_argument("--json", action="store_true", help="write JSON")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in known]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}")
    measured = [m for name in given.names or known for m in importlib.import_module(f"benchmarks.{name}").run()]
    print(json.dumps([{**asdict(m), "met": m.met} for m in measured], indent=2) if given.json else "\n".join(map(_line, measured)))
    return 0 if all(m.met for m in measured) else 1


def _line(m: Measurement) -> str:
    verdict = "" if m.target is None else f"at {'least' if m.at_least else 'most'} {m.target:g}: {'met' if m.met else 'MISSED'}"
    return f"{m.name:40}{m.value:10.4g} {m.unit:8}{verdict}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
