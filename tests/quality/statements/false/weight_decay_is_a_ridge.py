"""SGD with weight decay finds the minimiser: its iterates come no further from it.

False: decay pulls to 0; (x - 1)^2/2 from 1 with decay 1 leaves 1.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, eta, lam = constants("L eta lam")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta <= 1 / L, lam <= L],
    method=SGD(step=eta, batch=None, weight_decay=lam),
    claim=norm_sq(x[t + 1] - x_star) <= norm_sq(x[t] - x_star),
)
