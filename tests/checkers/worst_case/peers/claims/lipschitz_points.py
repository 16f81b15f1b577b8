"""A convex function that is G-Lipschitz changes by G times the distance at most, written without a root for every weight c."""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Theorem, constants, f, norm_sq, points

G, c = constants("G c")
u, v = points("u v")

theorem = Theorem(
    given=[Lipschitz(G), Convex()],
    claim=f(u) - f(v) <= c / 2 * norm_sq(u - v) + G**2 / (2 * c),
)
