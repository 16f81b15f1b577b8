"""SGD on smooth convex functions comes closer to every minimiser in expectation, for steps up to 1/L.

False without interpolation: from the minimiser itself the noise leads away.
"""

from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import E, Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), Convex(), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x_star), given=x[t]) <= norm_sq(x[t] - x_star),
)
