"""Expectations over random two-layer ReLU networks in closed form: of polynomials in outputs and entries of the tangent kernel.

Sums over inputs are written out, and what stands inside E becomes a sum of products of outputs and kernel entries with known coefficients.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from checkers.experiment.rules.arithmetic import Value
from problems.activations import RELU
from problems.relu_moments import MOST_FACTORS, Factor, NoClosedForm, product_mean
from theorems import words as w
from theorems.language import Theorem
from theorems.networks import output
from theorems.observables import tangent_kernel
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork
from theorems.typed import walk

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

MOST_ADDENDS = 4096
"""Products that the inside of an expectation is written out to at most."""


def is_drawn(v: "Evaluator") -> bool:
    """Whether expectations range over the draws of a random network, none of which is given."""
    setting = v.run.setting
    return isinstance(setting, RandomNetwork) and any(point.name not in v.run.points for point in setting.points)


def drawn_mean(v: "Evaluator", e: Any) -> Value:
    """E of a polynomial in outputs and kernel entries; NoClosedForm of anything else."""
    assert v.run.setting is not None
    assert v.run.family is not None
    if RELU.name not in v.run.arrays or v.run.family.network is None or v.run.family.network.loss is not None:
        raise NoClosedForm("the network is no output of ReLU neurons")
    if {term for term in walk(e) if isinstance(term, w.Point)} - set(v.run.setting.points):
        raise NoClosedForm("a mean of what is not drawn")
    normal = v.run.setting.output_weights == "normal"
    found, inputs = v.constant(0)[0], v.run.arrays["inputs"]
    for coefficient, factors in _addends(e.args[0], tuple(sorted(v.run.naturals.items()))):
        if any(not 0 <= i < inputs.shape[1] for factor in factors for i in factor):
            v.require(np.zeros((1, 1) + (1,) * v.axes, dtype=bool))
            continue
        mean = product_mean(factors, inputs, v.run.arrays["weights"].shape[1], normal, v.m)
        found = found + v.number(coefficient) * v.spread(mean[:, None])
    return found, False


def averaged_exactly(theorem: Theorem) -> bool:
    """Whether the means of a theorem's claims are of polynomials in outputs and kernel entries, on three inputs and a single neuron."""
    means = [term for claim in theorem.claims for term in walk(claim) if isinstance(term, (w.E, w.Probability))]
    if not any(isinstance(h, ReLUNetwork) for h in theorem.hypotheses) or any(isinstance(term, w.Probability) for term in means):
        return False
    if not isinstance(theorem.setting, RandomNetwork) or set(theorem.names(w.Point)) - set(theorem.setting.points):
        return False
    naturals = tuple((n.name, 3) for n in theorem.names(w.Natural))
    try:
        return all(_simple(factors) for term in means for _, factors in _addends(term.args[0], naturals))
    except NoClosedForm:
        return False


def _simple(factors: tuple[Factor, ...]) -> bool:
    """Whether no neuron can have a part in more than two inputs."""
    return len(factors) <= MOST_FACTORS and len({i for factor in factors for i in factor}) <= 2


@lru_cache(maxsize=1024)
def _addends(inside: Any, naturals: tuple[tuple[str, int], ...]) -> tuple[tuple[Any, tuple[Factor, ...]], ...]:
    """Coefficients that no draw has a part in, each with the drawn factors that it multiplies."""
    written = sp.expand(_written_out(inside, dict(naturals)))
    addends = sp.Add.make_args(written)
    if len(addends) > MOST_ADDENDS:
        raise NoClosedForm(f"a sum of {len(addends)} products")
    found: dict[tuple[Factor, ...], Any] = {}
    for addend in addends:
        fixed, factors = _split(addend)
        found[factors] = found.get(factors, sp.S.Zero) + fixed
    return tuple((coefficient, factors) for factors, coefficient in found.items())


def _written_out(e: Any, naturals: dict[str, int]) -> Any:
    """A term with its sums over inputs, and its naturals, as numbers."""
    if isinstance(e, w.Natural):
        return sp.Integer(naturals[e.name])
    if isinstance(e, (sp.Sum, w.Average)):
        *inner, (index, low, high) = e.limits
        body = e.func(e.function, *inner) if inner else e.function
        first, last = (int(_written_out(end, naturals)) for end in (low, high))
        parts = [_written_out(body.xreplace({index: sp.Integer(k)}), naturals) for k in range(first, last + 1)]
        return sp.Add(*parts) / (len(parts) if isinstance(e, w.Average) else 1)
    if isinstance(e, (sp.Add, sp.Mul, sp.Pow)):
        return e.func(*(_written_out(a, naturals) for a in e.args))
    return e


def _split(addend: Any) -> tuple[Any, tuple[Factor, ...]]:
    fixed, factors = [], []
    for part in sp.Mul.make_args(addend):
        base, exponent = part.as_base_exp()
        if not any(isinstance(term, w.Point) for term in walk(part)):
            fixed.append(part)
        elif exponent.is_Integer and exponent > 0:
            factors += [_factor(base)] * int(exponent)
        else:
            raise NoClosedForm(f"{part} is no product of outputs and kernel entries")
    points = {term for term in walk(addend) if isinstance(term, w.Point)}
    if len(points) > 1:
        raise NoClosedForm("a product of several draws")
    return sp.Mul(*fixed), tuple(sorted(factors))


def _factor(e: Any) -> Factor:
    """An output, or an entry of the tangent kernel, numbered from 0."""
    if isinstance(e, w.f):
        return (0,)
    if isinstance(e, w.norm_sq) and isinstance(e.args[0], w.grad):
        return (0, 0)
    if isinstance(e, (output, tangent_kernel)) and all(a.is_Integer for a in e.args[1:]):
        return tuple(sorted(int(a) - 1 for a in e.args[1:]))
    raise NoClosedForm(f"no closed form is known of the mean of {e}")
