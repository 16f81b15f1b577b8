"""Exact expectations: every sequence of draws where they can be enumerated, the first two moments of a quadratic's run beyond that.

The noise of a step is uncorrelated with all that came before, whatever draws it: vectors added to the gradient, a normal vector, or a component
of the objective, whose gradient is affine in the point. So a run that is linear in iterates and gradients is held as affine forms in the noise of
its steps, and only the covariance of the noise has to be known: it is the same at every step, or that of the components' gradients at points
whose own second moments the steps before have given.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.degrees import is_affine, is_quadratic, random_sequences, slots
from checkers.experiment.engine import batch_of, enumerable_steps, prepared, simulate, starts, stochastic_batches
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.moments import along_iterates
from checkers.experiment.run import Moments, NotRun, Run
from problems.instance import Array
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import free_indices, walk

MOST_NUMBERS = 2_000_000
"""Numbers that the random vectors of one exact run may hold."""

WIDE = 64
"""How much less is run at once where a claim adds up terms of different steps."""

MOST_AT_ONCE = 2**16
"""Draws of a single step that are enumerated where there is no run."""


def beyond_enumeration(theorem: Theorem, case: Case) -> bool:
    """Whether a case's sequences of draws are too many to enumerate, or no finite number."""
    if case.noise is None:
        return False
    support = case.noise.support(case.family, case.instance)
    if support is None or case.steps:
        return support is None or enumerable_steps(theorem, case, case.steps) < case.steps
    return bool(support ** batch_of(theorem, case) > MOST_AT_ONCE)


def by_moments(theorem: Theorem, form: NormalForm, case: Case, bounded: bool = False) -> bool:
    """Whether the first two moments decide a claim on a case: a quadratic, an affine method, and what is random at most quadratic inside E.

    Second moments along the iterates are themselves read off enumerated paths; `bounded` says that the case has a constant for them already.
    """
    method, noise = theorem.method, case.noise
    if noise is None or not case.family.quadratic or len(stochastic_batches(theorem)) > 1:
        return False
    if along_iterates(theorem) and not bounded:
        return False
    if isinstance(method, TorchOptimizer) or (method is not None and not is_affine(method)):
        return False
    if not is_quadratic(form, random_sequences(method) if method is not None else frozenset()):
        return False
    if noise.kind == "finite_sum":
        return case.family.components is not None and slots(method, (form,)) is not None
    return noise.kind in ("additive", "gaussian")


def propagated(theorem: Theorem, forms: Sequence[NormalForm], cases: Sequence[Case], m: Any) -> Run:
    """The run of a batch with moments in place of paths, for claims that `by_moments` holds of."""
    run = prepared(theorem, [replace(case, noise=None) for case in cases], m)
    run.batch = batch_of(theorem, cases[0])
    run.moments = _opened(theorem, forms, cases, run)
    if run.moments.rows * (run.horizon + 1) * run.dimension > MOST_NUMBERS:
        raise NotRun("too long a run for its moments to be propagated")
    horizon = None if theorem.method is None or theorem.method.horizon_free else cases[0].steps
    simulate(theorem, run, starts(cases, m), horizon)
    if run.moments.slots is not None:
        _fill_covariances(run, run.moments, _components(cases[0]))
    return run


def numbers(theorem: Theorem, case: Case) -> int:
    """About how many numbers a random vector holds over the whole of a case's run, or over two index axes where a sum has two."""
    sums = (term for claim in theorem.claims for term in walk(claim) if isinstance(term, sp.Add))
    wide = any(len(free_indices(term)) > 1 for term in sums)
    d, atoms = case.instance.dimension, case.noise.atoms if case.noise else ()
    coordinates = min(d, len(atoms) - 1) if atoms else d
    return (WIDE if wide else 1) * (1 + case.steps * coordinates) * (case.steps + 1) * d


def _opened(theorem: Theorem, forms: Sequence[NormalForm], cases: Sequence[Case], run: Run) -> Moments:
    """The moments before the first step; those of components' gradients are filled in once the run is known."""
    noise, steps, d = cases[0].noise, max(run.horizon, 1), run.dimension
    assert noise is not None
    basis, covariance = (_of_vectors if noise.kind == "additive" else _of_coordinates)(cases, run)
    assert not isinstance(theorem.method, TorchOptimizer)
    points, coordinates = slots(theorem.method, tuple(forms)) if noise.kind == "finite_sum" else None, int(basis.shape[1])
    if points is not None:
        covariance = run.m.zeros((run.instances, steps, d * len(points), d * len(points)))
    rows = np.arange(steps * coordinates * (1 if points is None else len(points)) + 1) - 1
    vectors = run.m.take(basis, rows % coordinates, 1)
    return Moments(vectors, coordinates, covariance, _jacobian(run, partial(_gradient, run)), points, steps)


def _of_vectors(cases: Sequence[Case], run: Run) -> tuple[Array, Array]:
    """Of m equally likely vectors that add up to zero all but the last, with covariances (1 + [i = j])/m; or the axes where these are fewer."""
    atoms = [case.noise.atoms for case in cases if case.noise]
    count = len(atoms[0])
    if count > run.dimension:
        every = run.m.array([e for some in atoms for atom in some for e in atom], (len(cases), count, run.dimension))
        return _axes(run), run.m.matmul(run.m.swap(every), every)[:, None] / (count * run.batch)
    shape = (len(cases), count - 1, run.dimension)
    basis = run.m.array([e for some in atoms for atom in some[:-1] for e in atom], shape)
    return basis, run.m.integers(np.eye(count - 1, dtype=np.int64) + 1)[None, None] / (count * run.batch)


def _of_coordinates(cases: Sequence[Case], run: Run) -> tuple[Array, Array]:
    """The axes, with independent coordinates whose variances add up to the square of the scale."""
    variances = run.m.array([case.noise.scale**2 for case in cases if case.noise], (len(cases), 1, 1, 1))
    return _axes(run), run.m.integers(np.eye(run.dimension, dtype=np.int64))[None, None] * variances / (run.dimension * run.batch)


def _axes(run: Run) -> Array:
    axes = run.m.integers(np.eye(run.dimension, dtype=np.int64))[None]
    return axes + run.m.zeros((run.instances, 1, 1))


def _gradient(run: Run, x: Array) -> Array:
    assert run.family is not None
    return run.family.gradient(run.arrays, x, run.m)


def _jacobian(run: Run, gradient: Callable[[Array], Array]) -> Array:
    """The matrix (I, d, d) whose row j an affine map of points (I, M, d) adds for the axis j."""
    zero = run.m.zeros((run.instances, 1, run.dimension))
    return gradient(_axes(run)) - gradient(zero)


def _components(case: Case) -> int:
    assert case.family.components is not None
    return case.family.components(case.instance)


def _fill_covariances(run: Run, q: Moments, count: int) -> None:
    """The covariances of the drawn components' gradients, step by step: of their affine part on the noise so far, and of their means."""
    turned, d = _spread(run, q, count), run.dimension
    assert q.slots is not None
    for step in range(q.steps):
        evaluator = Evaluator(run, {w.t: np.array(step, dtype=np.int64)}, 0, averaging=True)
        points = [evaluator.value(point)[0] for point in q.slots]
        away = [_residuals(run, point[:, :1], count) for point in points]
        for k in range(len(points)):
            for n in range(len(points)):
                block = run.m.matmul(run.m.swap(away[k]), away[n])
                if step and points[k].shape[1] > 1 and points[n].shape[1] > 1:
                    within = _joint(run, q, (points[k], points[n]), step)[:, None]
                    block = block + run.m.total(run.m.matmul(run.m.swap(turned), run.m.matmul(within, turned)), 1)
                q.covariance[:, step, k * d : (k + 1) * d, n * d : (n + 1) * d] = run.m.guard(block / (count * run.batch))


def _component(run: Run, number: int, x: Array) -> Array:
    """The gradient of one component at points (I, M, d)."""
    assert run.family is not None
    assert run.family.component_gradient is not None
    which = np.full((run.instances, x.shape[1]), number, dtype=np.int64)
    return run.family.component_gradient(run.arrays, x, which, run.m)


def _spread(run: Run, q: Moments, count: int) -> Array:
    """The linear part of every component's gradient less that of f : (I, n, d, d)."""
    found = run.m.zeros((run.instances, count, run.dimension, run.dimension))
    for number in range(count):
        found[:, number] = _jacobian(run, partial(_component, run, number)) - q.hessian
    return found


def _residuals(run: Run, mean: Array, count: int) -> Array:
    """Every component's gradient at one point (I, 1, d), less that of f : (I, n, d)."""
    assert run.family is not None
    assert run.family.component_gradient is not None
    mean = mean + run.m.zeros((run.instances, 1, 1))
    which = np.broadcast_to(np.arange(count), (run.instances, count))
    repeated = mean + run.m.zeros((1, count, 1))
    return run.family.component_gradient(run.arrays, repeated, which, run.m) - _gradient(run, mean)


def _joint(run: Run, q: Moments, points: tuple[Array, Array], step: int) -> Array:
    """The covariance (I, d, d) of two affine forms in the noise of the steps before one."""
    a, b = (point[:, 1 : 1 + step * q.width].reshape((run.instances, step, q.width, run.dimension)) for point in points)
    return run.m.total(run.m.matmul(run.m.swap(a), run.m.matmul(q.covariance[:, :step], b)), 1)
