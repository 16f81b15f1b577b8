"""Models in PEPit of claims about a few points, without a method; N is not used."""

from PEPit import Expression

from tests.checkers.worst_case.peers.scene import convex, smooth, smooth_convex, smooth_strongly_convex


def _two(scene):
    """Two points, each with its gradient and its value."""
    u, v = scene.start, scene.pep.set_initial_point()
    return (u, *scene.f.oracle(u)), (v, *scene.f.oracle(v))


def descent_lemma_0(N, L):
    scene = smooth(L)
    (u, slope, low), (v, _, high) = _two(scene)
    return scene.quotient([high - low - slope * (v - u)], L / 2 * (v - u) ** 2)


def descent_lemma_1(N, L):
    scene = smooth(L)
    (u, slope, low), (v, _, high) = _two(scene)
    return scene.quotient([low - high + slope * (v - u)], L / 2 * (v - u) ** 2)


def smooth_convex_points_0(N, L, eta):
    scene = smooth_convex(L)
    (u, p, _), (v, q, _) = _two(scene)
    return scene.quotient([(p - q) ** 2 / L], (p - q) * (u - v))


def smooth_convex_points_1(N, L, eta):
    scene = smooth_convex(L)
    (u, p, low), (v, q, high) = _two(scene)
    return scene.quotient([(p - q) ** 2 / (2 * L)], high - low - p * (v - u))


def smooth_convex_points_2(N, L, eta):
    scene = smooth_convex(L)
    (u, _, high), (v, q, _) = _two(scene)
    w = scene.pep.set_initial_point()
    return scene.quotient([high - scene.f(w) - q * (u - w)], L / 2 * (u - v) ** 2)


def smooth_convex_points_3(N, L, eta):
    scene = smooth_convex(L)
    (u, p, _), (v, q, _) = _two(scene)
    return scene.quotient([(u - v - eta * (p - q)) ** 2], (u - v) ** 2)


def strongly_convex_points(N, L, mu):
    scene = smooth_strongly_convex(L, mu)
    (u, p, _), (v, q, _) = _two(scene)
    return scene.quotient([mu * L / (mu + L) * (u - v) ** 2 + (p - q) ** 2 / (mu + L)], (p - q) * (u - v))


def smooth_points_0(N, L):
    scene = smooth(L)
    (u, p, _), (v, q, _) = _two(scene)
    return scene.quotient([(p - q) ** 2], L**2 * (u - v) ** 2)


def smooth_points_1(N, L):
    scene = smooth(L)
    lowest = scene.infimum(L)
    lowest.under(scene.start)
    return scene.quotient([scene.f.gradient(scene.start) ** 2], 2 * L * (scene.f(scene.start) - lowest.value))


def lipschitz_points(N, G, c):
    scene, scale = convex(), Expression()
    (u, p, high), (v, q, low) = _two(scene)
    for slope in (p, q):
        scene.pep.add_constraint(slope**2 <= G**2 * scale)
    return scene.quotient([high - low], c / 2 * (u - v) ** 2 + G**2 / (2 * c) * scale)
