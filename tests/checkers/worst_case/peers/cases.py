"""The claims that are compared: where each is stated, at which constants, and its closed form where that is known.

A closed form is the largest share of the bound that any function of the class uses; `rests_on` says why. It is None where none is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from theorems.catalogue import entry_for_file, load, lookup

CLAIMS = Path(__file__).parent / "claims"
STEPS = (1, 2, 5)
NONE = (1,)
"""The horizons of a claim without a method: it has none."""

HUBER = "a Huber function whose linear part the run never leaves"
PARABOLA = "a parabola"
ZIGZAG = "a zigzag of the same slope everywhere"
SLOPE = "a function with the same slope wherever it is looked at"


@dataclass(frozen=True)
class Case:
    """A claim at constants; `name` is a theorem's id or a file of `claims`, with # and the number where there are several.

    share : horizon -> the closed form; attained : whether a function of the class attains it
    """

    name: str
    constants: Mapping[str, Fraction]
    share: Callable[[int], Fraction] | None = None
    rests_on: str = ""
    attained: bool = True
    steps: tuple[int, ...] = STEPS

    @property
    def model(self) -> str:
        """The name of the function that models it in PEPit."""
        return self.name.replace("-", "_").replace("#", "_")

    def stated(self) -> tuple[Any, Any]:
        """The theorem and the claim."""
        name, _, number = self.name.partition("#")
        file = CLAIMS / f"{name.replace('-', '_')}.py"
        theorem = load(entry_for_file(file) if file.exists() else lookup(name)).theorem
        return theorem, theorem.claims[int(number or 0)]


def at(**constants: Any) -> dict[str, Fraction]:
    return {name: Fraction(value) for name, value in constants.items()}


def whole(N: int) -> Fraction:
    return Fraction(1)


def of_gradient_descent() -> list[Case]:
    return [
        Case("gd-convex-tight", at(L=3), whole, HUBER),
        Case("gd-convex", at(L=1), lambda N: Fraction(N, 2 * N + 1), HUBER),
        Case("short-steps", at(L=2, eta="1/4"), whole, HUBER),
        Case("short-steps", at(L=1, eta=1), whole, HUBER),
        Case("long-steps", at(L=1), whole, f"{HUBER} and {PARABOLA}"),
        Case("decreasing-steps", at(L=1), whole, HUBER),
        Case("step-of-the-horizon", at(L=2), whole, HUBER),
        Case("last-gradient#0", at(L=1), whole, HUBER),
        Case("last-gradient#1", at(L=2), whole, HUBER),
        Case("last-gradient#2", at(L=1), whole, SLOPE),
        Case("distances#0", at(L=1), whole, "a function that is nearly flat"),
        Case("distances#1", at(L=1), whole, PARABOLA),
        Case("potential#0", at(L=1), whole, "a function that is nearly flat"),
        Case("potential#1", at(L=2), whole, PARABOLA),
        Case("averages#0", at(L=1), lambda N: Fraction(N, N + 2), HUBER),
        Case("averages#1", at(L=1), lambda N: Fraction(N, N + 2), HUBER),
        Case("optimal-steps#0", at(L=1, mu="1/4"), whole, PARABOLA),
        Case("optimal-steps#1", at(L=1, mu="1/4"), whole, PARABOLA),
        Case("optimal-steps#2", at(L=3, mu=1), whole, PARABOLA),
        Case("mixed-measures", at(L=2, mu="1/2", eta="3/5"), whole, PARABOLA),
        Case("gd-strongly-convex#0", at(L=1, mu="1/10", eta=1), whole, PARABOLA),
        Case("gd-strongly-convex#0", at(L=1, mu="1/10", eta="19/10"), whole, PARABOLA),
        Case("gd-strongly-convex#1", at(L=2, mu="1/2", eta="4/5"), whole, PARABOLA),
        Case("gd-nonconvex-tight#0", at(L=2), whole, ZIGZAG),
        Case("gd-nonconvex-tight#1", at(L=1), whole, ZIGZAG),
        Case("gd-nonconvex-rate#0", at(L=1), whole, PARABOLA),
        Case("gd-nonconvex-rate#1", at(L=1), lambda N: Fraction(2 * N, 3 * N - 1), ZIGZAG),
        Case("gd-one-step-decrease", at(L=2, eta="2/5"), whole, PARABOLA),
        Case("gd-one-step-decrease", at(L=1, eta="3/2"), whole, PARABOLA),
        Case("gradient-ascent", at(L=1, eta=1), whole, PARABOLA),
        Case("nonconvex-steps", at(L=1, eta="1/2"), whole, ZIGZAG),
        Case("nonconvex-long-steps", at(L=1, eta="3/2"), whole, ZIGZAG),
        Case("pl-gd#0", at(L=1, mu="1/5", eta=1), lambda N: Fraction(10, 11) ** N, "one-step multipliers", attained=False),
        Case("pl-gd#0", at(L=2, mu="1/2", eta="2/5")),
        Case("pl-gd#1", at(L=1, mu="1/5", eta=1), lambda N: Fraction(10, 11), "one-step multipliers", attained=False),
        Case("pl-gd-improved", at(L=1, mu="1/4"), whole, "one-step multipliers", attained=False),
        Case("pl-gradients#0", at(L=2, mu="1/2")),
        Case("pl-gradients#1", at(L=2, mu="1/2")),
    ]


def of_other_methods() -> list[Case]:
    return [
        Case("running-average", at(L=1), lambda N: Fraction(N, N + 2), HUBER),
        Case("heavy-ball-convex#0", at(L=1, eta="1/2", beta="1/2")),
        Case("heavy-ball-convex#1", at(L=2, eta="3/8", beta="1/4")),
        Case("heavy-ball-convex#2", at(L=2, eta="3/8", beta="1/4")),
        Case("heavy-ball-strongly-convex", at(L=1, mu="1/25", eta="1/2", beta="7/10")),
        Case("pl-heavy-ball", at(L=1, mu="1/25", eta="1/2", beta="7/10")),
        Case("nonconvex-mean", at(L=2, eta="2/5", beta="1/5")),
        Case("constant-momentum", at(L=1, q="1/2")),
        Case("nesterov-convex", at(L=1)),
        Case("simplified-acceleration", at(L=1), whole, HUBER),
        Case("three-sequences#0", at(L=1)),
        Case("three-sequences#1", at(L=2), whole, "a function that is nearly flat"),
        Case("optimised-gradient#0", at(L=1)),
        Case("optimised-gradient#1", at(L=1)),
        Case("subgradients#0", at(G=3, eta="2/5"), whole, "the distance to a point, in many dimensions"),
        Case("subgradients#1", at(G=3, eta="2/5"), whole, "the distance to a point, in many dimensions"),
        Case("subgradients#2", at(G=1, eta="1/2")),
        Case("subgradients-from-a-ball#0", at(G=3, R=2)),
        Case("subgradients-from-a-ball#1", at(G=3, R=2)),
        Case("dual-averaging", at(G=2, eta="1/2")),
        Case("subgradient-step", at(eta="1/3"), whole, SLOPE),
    ]


def of_points() -> list[Case]:
    return [
        Case("descent-lemma#0", at(L=2), whole, PARABOLA, steps=NONE),
        Case("descent-lemma#1", at(L=2), whole, PARABOLA, steps=NONE),
        Case("smooth-convex-points#0", at(L=3, eta="1/2"), whole, PARABOLA, steps=NONE),
        Case("smooth-convex-points#1", at(L=3, eta="1/2"), whole, PARABOLA, steps=NONE),
        Case("smooth-convex-points#2", at(L=3, eta="1/2"), whole, PARABOLA, steps=NONE),
        Case("smooth-convex-points#3", at(L=3, eta="1/2"), whole, "a function that is nearly flat", steps=NONE),
        Case("strongly-convex-points", at(L=3, mu=1), whole, PARABOLA, steps=NONE),
        Case("smooth-points#0", at(L=2), whole, PARABOLA, steps=NONE),
        Case("smooth-points#1", at(L=2), whole, PARABOLA, steps=NONE),
        Case("lipschitz-points", at(G=3, c="1/2"), whole, SLOPE, steps=NONE),
    ]


CASES = (*of_gradient_descent(), *of_other_methods(), *of_points())
