"""Four neurons with signs for output weights, and four fifths of their Lipschitz constant."""

from theorems.language import Abs, Rational, Theorem, constants, f, norm, points
from theorems.networks import TwoLayer

rho, s = constants("rho s")
u, v = points("u v")

theorem = Theorem(
    given=[TwoLayer(4, slope=s, input_norms=rho, output_weights=1)],
    claim=Abs(f(u) - f(v)) <= Rational(4, 5) * s * rho * norm(u - v),
)
