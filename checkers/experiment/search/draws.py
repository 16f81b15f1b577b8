"""hypothesis as a deterministic source of instances.

Its own provider mixes in constants found in whatever local modules are loaded, which would make instances depend on what else runs;
the provider here draws none, so that a root seed alone decides.
"""

import warnings
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import NonInteractiveExampleWarning
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from problems.instance import Family, Instance

BACKEND = "lemmata"


class SeedOnlyProvider(HypothesisProvider):  # type: ignore[misc]
    """hypothesis' provider without constants from loaded modules."""

    def _maybe_draw_constant(self, *arguments: Any, **options: Any) -> None:
        del arguments, options


AVAILABLE_PROVIDERS.setdefault(BACKEND, SeedOnlyProvider)


def drawn(strategy: Any, count: int, root: int) -> list[Any]:
    """The first `count` distinct examples that a strategy gives for a root seed (fewer where it has fewer)."""
    examples: list[Any] = []

    @seed(root)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        backend=BACKEND,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        examples.append(example)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NonInteractiveExampleWarning)
        collect()
    return examples[:count]


@lru_cache(maxsize=256)
def instances_drawn(family: Family, count: int, root: int) -> tuple[Instance, ...]:
    """The first `count` distinct instances that a family's strategy gives for a root seed, drawn once for all theorems."""
    return tuple(drawn(family.strategy(), count, root))


@lru_cache(maxsize=256)
def library(family: Family) -> tuple[Instance, ...]:
    """The instances of a family at which bounds are attained, built and certified once for all theorems."""
    return tuple(family.library())
