"""Least squares with a two-layer network whose first layer is trained: the mean of (F(W; z_i) - y_i)^2/2, not convex.

F(W; z) = m^(-1/2) sum_r v_r tanh(w_r . z) with fixed signs v_r and w_r the columns of W, which is d x m and read row by row. The targets
y_i are rational, or those of a teacher W*: then the infimum is 0, W* attains it, and at every minimiser each component's gradient vanishes.

With u_r = tanh(w_r . z_i) and J_i the gradient of F(.; z_i), the Hessian of a component is J_i J_i^T + (F - y_i) times blocks
m^(-1/2) v_r tanh'' z_i z_i^T. From |F| <= m^(-1/2) sum |u_r| and |tanh''| <= 4/(3 sqrt 3) =: beta it is at most |z_i|^2 times the mean over r
of (1 - u_r^2)^2 + beta |u_r|, plus beta |y_i|/sqrt(m). At W = 0 it is J_i J_i^T with J_i = m^(-1/2) z_i v^T, so that f bends
there by lambda_max(Z^T Z)/n in the direction z v^T. As u_r^2 + (1 - u_r^2)^2 <= 1, a component's slope |F - y_i| |J_i| is at most
|z_i| (sqrt(m)/2 + |y_i|).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb
from hypothesis import strategies as st

from problems import regression
from problems.activations import TANH
from problems.certified_minimum import ends
from problems.exact.arithmetic import Exact
from problems.exact.linear import Matrix, Vector, dot
from problems.instance import Array, Enclosure, Fact, Family, Instance, Parameter, exactly, flat, shape_of
from problems.noise import root_above, root_below
from problems.numbers import factor_text, matrices, simplest_between, vector_text, vectors

ZERO, ONE = Fraction(0), Fraction(1)

STEEP_OR_BENT = Fraction(269, 250)
"""An upper bound of (1 - q^2)^2 + 4 q/(3 sqrt 3) over q in [0, 1], which is 1.0755... at q = 0.2005...; tests certify it again."""

READABLE = Fraction(1, 1000)
"""Upper and lower bounds are moved apart by at most this share, to rationals with small denominators."""

CACHED = 2**17
"""Outputs of neurons that are computed at a time: those of all points and steps at once would not stay in the processor's cache."""


def build(rows: Matrix, signs: Vector, teacher: Matrix = (), targets: Vector = ()) -> Instance:
    """A network with output signs (m, each 1 or -1) on inputs `rows` (n x d, not all zero); `teacher` (d x m) or `targets` (n), not both."""
    if not signs or not set(signs) <= {ONE, -ONE} or not any(any(row) for row in rows):
        raise ValueError("a two-layer network needs signs 1 and -1 and a nonzero input")
    if bool(teacher) == bool(targets) or len(targets or rows) != len(rows) or (teacher and shape_of(teacher) != (len(rows[0]), len(signs))):
        raise ValueError("a two-layer network needs a teacher with a column for each sign, or a target for each input, and not both")
    arrays: dict[str, Parameter] = {"rows": rows, "signs": signs, **({"teacher": teacher} if teacher else {"targets": targets})}
    aims = _targets(arrays)
    return Instance(
        family="two_layer",
        parameters={"rows": rows, "signs": signs, "teacher": teacher, "targets": targets},
        arrays=arrays,
        dimension=len(signs) * len(rows[0]),
        facts=_facts(rows, len(signs), aims, bool(teacher)),
        formula=_formula(rows, signs, teacher, targets),
        infimum=exactly(0) if teacher else None,
        minimisers=(tuple(exactly(entry) for row in teacher for entry in row),) if teacher else (),
        starts=_starts(rows, signs, teacher),
        directions=tuple(_along(row, signs) for row in rows if any(row))[:2],
    )


def _targets(arrays: Mapping[str, Parameter]) -> list[arb]:
    """The targets y_i as balls."""
    m = Exact(balls=True)
    with m.scope():
        p = {name: m.array(flat(value), (1, *shape_of(value))) for name, value in arrays.items()}
        return [arb(scaled) / m.number(p["signs"].shape[1]).sqrt() for scaled in _scaled_targets(p, m)[0]]


def _facts(rows: Matrix, width: int, targets: list[arb], taught: bool) -> dict[str, Fact]:
    n, norm = len(rows), regression.gram_norm(rows)
    sizes = [max(abs(end) for end in ends(target)) for target in targets]
    bent = [STEEP_OR_BENT + TANH.most_bent.high * size * root_above(Fraction(1, width)) for size in sizes]
    steep = [root_above(dot(row, row)) * (root_above(Fraction(width)) / 2 + size) for row, size in zip(rows, sizes, strict=True)]
    slope, spread = _at_zero(rows, targets)
    curvature = sum((dot(row, row) * most for row, most in zip(rows, bent, strict=True)), ZERO) / n
    steepest = max(dot(row, row) * most for row, most in zip(rows, bent, strict=True))
    squares = sum((most**2 for most in steep), ZERO) / n
    facts = {
        "smooth": Fact("between the curvature at W = 0 and the most that tanh' and tanh'' allow each component", _readable(norm.low / n, curvature)),
        "smooth_sum": Fact("between that of f and the most that tanh' and tanh'' allow one component", _readable(norm.low / n, steepest)),
        "lipschitz": Fact("between the slope at W = 0 and the mean of |z_i| (sqrt(m)/2 + |y_i|)", _readable(slope, sum(steep, ZERO) / n)),
        "variance": Fact("between that at W = 0 and the mean squared bound of a component's slope", _readable(spread, squares)),
    }
    facts |= _bounds(rows, width, targets, steep)
    if n == 1:
        facts["variance"] = Fact("there is one component only", exactly(0))
    if taught:
        facts["interpolation"] = Fact("f = 0 at every minimiser, so every component's residual and gradient vanish there")
    return facts


def _bounds(rows: Matrix, width: int, targets: list[arb], steep: list[Fraction]) -> dict[str, Fact]:
    """Of every component's gradient and its entries (F - y_i) m^(-1/2) v_r tanh' z_ij, where |F| <= sqrt(m)."""
    low, high = zip(*(ends(abs(target)) for target in targets), strict=True)
    lengths = [root_below(dot(row, row)) for row in rows]
    largest = [max(map(abs, row)) for row in rows]
    share = root_below(Fraction(1, width)), root_above(Fraction(1, width))
    least = max(max(size, ZERO) * length for size, length in zip(low, lengths, strict=True))
    least_entry = max(max(size, ZERO) * entry * share[0] for size, entry in zip(low, largest, strict=True))
    most_entry = max((1 + size * share[1]) * entry for size, entry in zip(high, largest, strict=True))
    return {
        "gradient_bound": Fact("between the longest at W = 0, |y_i| |z_i|, and the bound of a component's slope", _readable(least, max(steep))),
        "gradient_bound_inf": Fact("between the largest at W = 0 and (1 + |y_i|/sqrt(m)) |z_ij|", _readable(least_entry, most_entry)),
    }


def _at_zero(rows: Matrix, targets: list[arb]) -> tuple[Fraction, Fraction]:
    """Lower bounds of the slope of f and of the variance of a component's gradient at W = 0, where the components' gradients are -y_i J_i."""
    m, n = Exact(balls=True), len(rows)
    with m.scope():
        parts = [[target * m.number(entry) for entry in row] for row, target in zip(rows, targets, strict=True)]
        means = [sum(column, arb(0)) / n for column in zip(*parts, strict=True)]
        slope_sq = sum((mean * mean for mean in means), arb(0))
        spread = sum((entry * entry for part in parts for entry in part), arb(0)) / n - slope_sq
    return root_below(max(ends(slope_sq)[0], ZERO)), max(ends(spread)[0], ZERO)


def _readable(low: Fraction, high: Fraction) -> Enclosure:
    """An enclosure at most READABLE wider at both ends, with small denominators."""
    below = simplest_between(low * (1 - READABLE), low) if low > 0 else ZERO
    return Enclosure(below, simplest_between(high, high * (1 + READABLE)))


def _along(row: Vector, signs: Vector) -> Vector:
    """The direction z v^T, in which the output grows fastest at W = 0."""
    return tuple(entry * sign for entry in row for sign in signs)


def _formula(rows: Matrix, signs: Vector, teacher: Matrix, targets: Vector) -> str:
    n, width = len(rows), len(signs)
    mean = f"{factor_text(Fraction(1, 2 * n))}{'sum_i ' if n > 1 else ''}"
    share = f"{width}^(-1/2) sum_r v_r tanh(w_r . z)" if width > 1 else f"{'-' if signs[0] < 0 else ''}tanh(w . z)"
    aims = f"y_i = F(W*; z_i), W* = {regression.rows_text(teacher)}" if teacher else f"y = {vector_text(targets)}"
    signed = f"v = {vector_text(signs)}, " if width > 1 else ""
    data = f"{signed}z = {regression.rows_text(rows)}, {aims}"
    return f"f(W) = {mean}(F(W; z_i) - y_i)^2 on R^{width * len(rows[0])}, F(W; z) = {share}, {data}"


def _starts(rows: Matrix, signs: Vector, teacher: Matrix) -> tuple[Vector, ...]:
    """A step from the teacher along the first direction; 0, all ones; twice the first direction, against it, and far out along it."""
    ahead = _along(next(row for row in rows if any(row)), signs)
    centre = tuple(entry for row in teacher for entry in row) or (ZERO,) * len(ahead)
    near = tuple(a + b / 2 for a, b in zip(centre, ahead, strict=True))
    points = [near, (ZERO,) * len(ahead), (ONE,) * len(ahead), *(tuple(scale * e for e in ahead) for scale in (2, -1, 5))]
    return tuple(dict.fromkeys(points))


def value(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The mean of (F(W; z_i) - y_i)^2/2."""
    n, width = p["rows"].shape[1], p["signs"].shape[1]
    rows, aims = p["rows"][:, None], _scaled_targets(p, m)[:, None]

    def some(points: Array) -> Array:
        away = _sums(p, m.tanh(_first_layer(p, points, rows, m)), m) - aims
        return m.total(away * away, -1) / (2 * n * width)

    return _in_blocks(some, p, x, x.shape[:2], m)


def gradient(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The mean of (F(W; z_i) - y_i) times m^(-1/2) v_r tanh'(w_r . z_i) z_i, for every r."""
    rows, aims = p["rows"][:, None], _scaled_targets(p, m)[:, None]
    return _in_blocks(lambda points: _mean_gradient(p, points, rows, aims, m), p, x, x.shape, m)


def batch_gradient(p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
    """The mean of the gradients of the components `which` : (I, M, b) int64."""
    count, n, d = p["rows"].shape
    picked = np.asarray(which)
    positions = (picked + n * np.arange(count)[:, None, None]).reshape(-1)
    rows = m.take(p["rows"].reshape((count * n, d)), positions, 0).reshape((*picked.shape, d))
    aims = m.take(_scaled_targets(p, m).reshape((count * n,)), positions, 0).reshape(picked.shape)
    return _mean_gradient(p, x, rows, aims, m)


def component_gradient(p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
    """The gradient of the component `which` : (I, M) int64."""
    return batch_gradient(p, x, np.asarray(which)[..., None], m)


def _scaled_targets(p: Mapping[str, Array], m: Any) -> Array:
    """sqrt(m) y_i : (I, n)."""
    width = p["signs"].shape[1]
    if "targets" in p:
        return p["targets"] * m.sqrt(m.array([width], (1, 1)))
    teacher = p["teacher"].reshape((p["signs"].shape[0], 1, -1))
    return _sums(p, m.tanh(_first_layer(p, teacher, p["rows"][:, None], m)), m)[:, 0]


def _first_layer(p: Mapping[str, Array], x: Array, rows: Array, m: Any) -> Array:
    """w_r . z for the inputs z of each point : (I, M, b, m), for rows (I, M or 1, b, d)."""
    return m.matmul(rows, x.reshape((*x.shape[:2], rows.shape[3], p["signs"].shape[1])))


def _sums(p: Mapping[str, Array], outputs: Array, m: Any) -> Array:
    """sum_r v_r of the neurons' outputs (I, M, b, m) : (I, M, b)."""
    count, width = p["signs"].shape
    return m.matmul(outputs.reshape((count, -1, width)), p["signs"][:, :, None]).reshape(outputs.shape[:3])


def _mean_gradient(p: Mapping[str, Array], x: Array, rows: Array, aims: Array, m: Any) -> Array:
    """The gradient of the mean of (F(W; z) - y)^2/2 over inputs (I, M or 1, b, d) with sqrt(m) y in `aims` (I, M or 1, b)."""
    outputs = m.tanh(_first_layer(p, x, rows, m))
    away = (_sums(p, outputs, m) - aims) / (rows.shape[2] * p["signs"].shape[1])
    slopes = (1 - outputs * outputs) * p["signs"][:, None, None]
    return m.matmul(m.swap(rows * away[..., None]), slopes).reshape(x.shape)


def _in_blocks(function: Callable[[Array], Array], p: Mapping[str, Array], x: Array, shape: Sequence[int], m: Any) -> Array:
    """`function` of points (I, M, d), of the shape given, applied to as many points at a time as CACHED outputs allow."""
    outputs = p["signs"].shape[0] * p["signs"].shape[1] * p["rows"].shape[1]
    points, size = x.shape[1], max(1, CACHED // outputs)
    if points <= size:
        return function(x)
    found = m.zeros(tuple(shape))
    for first in range(0, points, size):
        found[:, first : first + size] = function(x[:, first : first + size])
    return found


def library() -> Sequence[Instance]:
    """One neuron taught on one input; one with a rational target; two of opposite signs, taught; two of one sign on two targets that disagree."""
    one, half, two = ONE, Fraction(1, 2), Fraction(2)
    return [
        build(((one,),), (one,), teacher=((one,),)),
        build(((one,),), (one,), targets=(half,)),
        build(((one,), (two,)), (one, -one), teacher=((one, -half),)),
        build(((one, ZERO), (one, one)), (one, one), targets=(one, -half)),
    ]


def strategy() -> Any:
    """One or two neurons on up to three inputs in one or two dimensions, taught or with rational targets."""
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(1, 2))
    return sizes.flatmap(lambda size: st.one_of(_of_size(*size, taught=True), _of_size(*size, taught=False)))


def _of_size(n: int, d: int, width: int, taught: bool) -> Any:
    rows = matrices(n, d, -2, 2).filter(lambda a: any(map(any, a)))
    signs = st.lists(st.sampled_from((ONE, -ONE)), min_size=width, max_size=width).map(tuple)
    aims = st.just(()) if taught else vectors(n, -1, 1)
    return st.builds(build, rows, signs, matrices(d, width, -2, 2) if taught else st.just(()), aims)


family = Family(
    name="two_layer",
    title="Two-layer network",
    build=build,
    value=value,
    gradient=gradient,
    library=library,
    strategy=strategy,
    components=regression.components,
    component_gradient=component_gradient,
    batch_gradient=batch_gradient,
)
