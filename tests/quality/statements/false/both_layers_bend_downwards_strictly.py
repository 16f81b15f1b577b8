"""A network with both layers trained bends downwards somewhere, strictly: where the slope s'(h) vanishes, as of log cosh at 0, it need not."""

from theorems.language import Theorem, naturals, points
from theorems.networks import TwoLayer
from theorems.observables import hessian_min

m, u = naturals("m"), points("u")

theorem = Theorem(given=[TwoLayer(m, train="both")], claim=hessian_min(u) < 0)
