"""Programs written by hand: gradient descent, the minimiser at the origin, its value 0."""

from fractions import Fraction as Q

from checkers.worst_case.program import Condition, Evaluation, Program
from checkers.worst_case.terms import Vector, basis, number, variable


def interpolated(kind, L, mu, u, v):
    """What values and gradients at u and v obey, as a term that is at least zero."""
    step, change = u.position.plus(v.position, Q(-1)), u.gradient.plus(v.gradient, Q(-1))
    above = u.value.plus(v.value, Q(-1)).plus(v.gradient.dot(step), Q(-1))
    if kind == "smooth":
        return above.plus(change.plus(step, L).squared(), -1 / (4 * L)).plus(step.squared(), L / 2)
    if kind == "smooth convex":
        return above.plus(change.squared(), -1 / (2 * L))
    return above.plus(step.squared(), -mu / 2).plus(change.plus(step, -mu).squared(), -1 / (2 * (L - mu)))


RULES = {
    "smooth": "interpolation",
    "smooth convex": "interpolation of smooth convex functions",
    "smooth strongly convex": "interpolation of smooth strongly convex functions",
}


def descent(kind, steps, L=Q(1), mu=Q(0), eta=None, measure="value", start="distance", times=Q(1), minimiser=True, pl=None):
    """Gradient descent: `measure` of the last iterate ("best": the least squared gradient) over `times` `start` of the first."""
    eta = 1 / L if eta is None else eta
    points, position = [], basis("x0")
    for k in range(steps + 1):
        points.append(Evaluation(f"x{k}", position, basis(f"g{k}"), variable(f"f{k}")))
        position = position.plus(basis(f"g{k}"), -eta)
    star = Evaluation("x*", Vector(), Vector(), number(0))
    every = [*points, star] if minimiser else points
    conditions = [
        Condition(f"{kind} {u.name} {v.name}", RULES[kind], interpolated(kind, L, mu, u, v), (v.name, u.name), interpolation=True)
        for u in every
        for v in every
        if u is not v
    ]
    if not minimiser:
        conditions += [
            Condition(f"f_star {u.name}", "below by the gradient", u.value.plus(u.gradient.squared(), -1 / (2 * L)), (u.name,)) for u in points
        ]
    if pl is not None:
        conditions += [
            Condition(f"PL {u.name}", "Polyak-Lojasiewicz", u.gradient.squared().times(Q(1, 2)).plus(u.value, -pl), (u.name,)) for u in points
        ]
    numerators = {
        "value": (points[-1].value,),
        "gradient": (points[-1].gradient.squared(),),
        "best": tuple(u.gradient.squared() for u in points),
        "distance": (points[-1].position.squared(),),
    }[measure]
    denominator = {"distance": basis("x0").squared(), "gap": points[0].value}[start].times(times)
    names = ("x0", *(f"g{k}" for k in range(steps + 1)))
    roles = {"L": L} if kind != "smooth strongly convex" else {"L": L, "mu": mu}
    values = tuple(f"f{k}" for k in range(steps + 1))
    constants = roles if pl is None else {**roles, "m": pl}
    given = {"steps": steps, "kind": kind, "roles": roles, "constants": constants}
    return Program(names, values, tuple(every), tuple(conditions), numerators, denominator, pl is None, **given)
