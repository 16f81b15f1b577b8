"""How fast lemmata is, and how rarely it errs: one module per question, each with a `run()` that returns measurements.

`python -m benchmarks` runs them all.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One number and its target (None where there is none): the most that it may be, or with `at_least` the least."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target
