"""What the families of squared losses of two-layer networks share: targets, facts, formulas, starts in pairs that cancel."""

from fractions import Fraction

from problems import network_facts as shared
from problems.activations import Activation
from problems.exact.linear import Matrix, Vector
from problems.instance import Fact, Parameter, exactly
from problems.numbers import vector_text

LADDER_TARGETS: Vector = (Fraction(3, 5), Fraction(-4, 5))
"""The targets of networks of growing width, of length 1: the loss is 1/2 where the outputs vanish."""


def aims(inputs: Matrix, size: int, targets: Vector, teacher: Vector) -> dict[str, Parameter]:
    """The array of targets, one for each input, or the teacher's parameters (size); ValueError unless it is one of the two."""
    if bool(targets) == bool(teacher) or len(targets or inputs) != len(inputs) or len(teacher or range(size)) != size:
        raise ValueError("a loss needs a target for each input, or a teacher with all its parameters, and not both")
    return {"targets": targets} if targets else {"teacher": teacher}


def loss_facts(inputs: Matrix) -> dict[str, Fact]:
    """That f is a squared loss, and over how many outputs."""
    return {"squared_loss": Fact("half the sum of the squared residuals"), "inputs": Fact("the number of inputs", exactly(len(inputs)))}


def formula(inputs: Matrix, width: int, s: Activation, layers: str, targets: Vector, teacher: Vector) -> str:
    """f in numbers."""
    share = f"{width}^(-1/2) sum_r a_r {shared.WRITTEN[s.name]}(w_r . z)" if width > 1 else f"a {shared.WRITTEN[s.name]}(w . z)"
    aim = f"y = {vector_text(targets)}" if targets else f"y_i = F(u*; z_i), u* = {vector_text(teacher)}"
    points = ", ".join(map(vector_text, inputs))
    return f"f(u) = 1/2 sum_i (F(u; z_i) - y_i)^2, F(u; z) = {share}, {layers}, z = {points}, {aim}"


def in_pairs(width: int, d: int) -> Vector:
    """First-layer weights at which neurons 1 and 2, 3 and 4, ... are alike, and no two pairs are."""
    return tuple(Fraction((7 * (r // 2) + 3 * j + 2) % 9 - 4, 4) for r in range(width) for j in range(d))
