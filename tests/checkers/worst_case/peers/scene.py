"""What the models written in PEPit share: a function, a minimiser or an infimum, and the quotient that is made as large as it goes.

PEPit counts its points and expressions in the classes themselves: only one scene is alive at a time.
"""

from dataclasses import dataclass
from typing import Any

from PEPit import PEP, Expression
from PEPit.functions import ConvexFunction, SmoothConvexFunction, SmoothFunction, SmoothStronglyConvexFunction


@dataclass(frozen=True)
class Scene:
    """A problem of PEPit with its function and the point that a run starts from."""

    pep: Any
    f: Any
    start: Any

    def minimiser(self):
        """A minimiser and its value."""
        point = self.f.stationary_point()
        return point, self.f(point)

    def infimum(self, L=None):
        """A number below all values that are asked for later; of an L-smooth function, with room for the gradient."""
        return Infimum(self, Expression(), L)

    def quotient(self, least_of, over):
        """The largest value of the least of the numerators over the denominator."""
        self.pep.set_initial_condition(over <= 1)
        for metric in least_of:
            self.pep.set_performance_metric(metric)
        return self.pep.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0)


@dataclass(frozen=True)
class Infimum:
    """The infimum as a number of its own; `under` says that it lies below a point's value."""

    scene: Scene
    value: Any
    L: float | None

    def under(self, *points):
        """f - inf f is at least the squared gradient over 2L at each of the points."""
        for point in points:
            room = 0 if self.L is None else self.scene.f.gradient(point) ** 2 / (2 * self.L)
            self.scene.pep.add_constraint(self.scene.f(point) - self.value >= room)

    def lojasiewicz(self, mu, *points):
        """The Polyak-Lojasiewicz inequality at each of the points."""
        for point in points:
            self.scene.pep.add_constraint(self.scene.f.gradient(point) ** 2 >= 2 * mu * (self.scene.f(point) - self.value))


def smooth(L):
    return _scene(SmoothFunction, L=L)


def smooth_convex(L):
    return _scene(SmoothConvexFunction, L=L)


def smooth_strongly_convex(L, mu):
    return _scene(SmoothStronglyConvexFunction, L=L, mu=mu)


def convex():
    return _scene(ConvexFunction, reuse_gradient=True)


def _scene(kind, **constants):
    pep = PEP()
    f = pep.declare_function(kind, **constants)
    return Scene(pep, f, pep.set_initial_point())


def mean(members):
    """The mean of points or of expressions."""
    return sum(members[1:], members[0]) / len(members)


def descent(scene, steps):
    """The iterates of gradient descent, one more than there are steps."""
    run = [scene.start]
    for step in steps:
        run.append(run[-1] - step * scene.f.gradient(run[-1]))
    return run


def heavy_ball(scene, step, momentum, N):
    """The iterates of heavy ball, one more than there are steps."""
    run = [scene.start]
    for k in range(N):
        run.append(run[k] - step * scene.f.gradient(run[k]) + momentum * (run[k] - run[max(k - 1, 0)]))
    return run
