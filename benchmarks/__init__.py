"""How fast lemmata is: one module per question, each with a `run()` that returns measurements; `python -m benchmarks` runs them all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One number and the target that it must not exceed (None where there is none)."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.target is None or self.value <= self.target
