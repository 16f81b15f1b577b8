"""Models in PEPit of claims about gradient descent: each written from the claim's words, and named after its file and its number."""

import itertools

from tests.checkers.worst_case.peers.scene import descent, mean, smooth, smooth_convex, smooth_strongly_convex


def _gap_over_distance(scene, run, over):
    star, least = scene.minimiser()
    return scene.quotient([scene.f(run[-1]) - least], over * (scene.start - star) ** 2)


def gd_convex_tight(N, L):
    scene = smooth_convex(L)
    return _gap_over_distance(scene, descent(scene, [1 / L] * N), L / (4 * N + 2))


def gd_convex(N, L):
    scene = smooth_convex(L)
    return _gap_over_distance(scene, descent(scene, [1 / L] * N), L / (2 * N))


def short_steps(N, L, eta):
    scene = smooth_convex(L)
    return _gap_over_distance(scene, descent(scene, [eta] * N), L / (4 * N * L * eta + 2))


def long_steps(N, L):
    scene = smooth_convex(L)
    return _gap_over_distance(scene, descent(scene, [1.5 / L] * N), L / 2 * max(1 / (3 * N + 1), 0.25**N))


def decreasing_steps(N, L):
    scene = smooth_convex(L)
    steps = [1 / (L * (k + 1)) for k in range(N)]
    return _gap_over_distance(scene, descent(scene, steps), L / (2 + 4 * L * sum(steps)))


def step_of_the_horizon(N, L):
    scene = smooth_convex(L)
    return _gap_over_distance(scene, descent(scene, [1 / (L * (N + 1))] * N), L * (N + 1) / (6 * N + 2))


def last_gradient_0(N, L):
    scene = smooth_convex(L)
    star, _ = scene.minimiser()
    run = descent(scene, [1 / L] * N)
    return scene.quotient([scene.f.gradient(run[-1]) ** 2], (L / (N + 1)) ** 2 * (scene.start - star) ** 2)


def last_gradient_1(N, L):
    scene = smooth_convex(L)
    _, least = scene.minimiser()
    run = descent(scene, [1 / L] * N)
    return scene.quotient([scene.f.gradient(run[-1]) ** 2], 2 * L / (2 * N + 1) * (scene.f(scene.start) - least))


def last_gradient_2(N, L):
    scene = smooth_convex(L)
    run = descent(scene, [1 / L] * N)
    return scene.quotient([scene.f.gradient(run[-1]) ** 2], scene.f.gradient(run[-2]) ** 2)


def distances_0(N, L):
    scene = smooth_convex(L)
    star, _ = scene.minimiser()
    run = descent(scene, [1 / L] * N)
    return scene.quotient([(run[-1] - star) ** 2], (scene.start - star) ** 2)


def distances_1(N, L):
    scene = smooth_convex(L)
    star, _ = scene.minimiser()
    run = descent(scene, [1 / L] * N)
    moved = sum((after - before) ** 2 for before, after in itertools.pairwise(run))
    return scene.quotient([moved], (scene.start - star) ** 2)


def potential_0(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    *_, before, after = descent(scene, [1 / L] * N)
    left = N * (scene.f(after) - least) + L / 2 * (after - star) ** 2
    return scene.quotient([left], (N - 1) * (scene.f(before) - least) + L / 2 * (before - star) ** 2)


def potential_1(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    last = descent(scene, [1 / L] * N)[-1]
    slope, value = scene.f.oracle(last)
    return scene.quotient([value - least + slope**2 / (2 * L)], slope * (last - star))


def averages_0(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    run = descent(scene, [1 / L] * N)
    return scene.quotient([mean([scene.f(point) - least for point in run[1:]])], L / (2 * N) * (scene.start - star) ** 2)


def averages_1(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    middle = mean(descent(scene, [1 / L] * N)[1:])
    return scene.quotient([scene.f(middle) - least], L / (2 * N) * (scene.start - star) ** 2)


def _optimal(N, L, mu):
    scene = smooth_strongly_convex(L, mu)
    return scene, descent(scene, [2 / (L + mu)] * N), ((L - mu) / (L + mu)) ** (2 * N)


def optimal_steps_0(N, L, mu):
    scene, run, left = _optimal(N, L, mu)
    star, _ = scene.minimiser()
    return scene.quotient([(run[-1] - star) ** 2], left * (run[0] - star) ** 2)


def optimal_steps_1(N, L, mu):
    scene, run, left = _optimal(N, L, mu)
    _, least = scene.minimiser()
    return scene.quotient([scene.f(run[-1]) - least], left * (scene.f(run[0]) - least))


def optimal_steps_2(N, L, mu):
    scene, run, left = _optimal(N, L, mu)
    return scene.quotient([scene.f.gradient(run[-1]) ** 2], left * scene.f.gradient(run[0]) ** 2)


def mixed_measures(N, L, mu, eta):
    scene = smooth_strongly_convex(L, mu)
    star, least = scene.minimiser()
    run = descent(scene, [eta] * N)
    return scene.quotient([mu / 2 * (run[-1] - star) ** 2], (1 - eta * mu) ** (2 * N) * (scene.f(run[0]) - least))


def gd_strongly_convex_0(N, L, mu, eta):
    scene = smooth_strongly_convex(L, mu)
    star, _ = scene.minimiser()
    *_, before, after = descent(scene, [eta] * N)
    return scene.quotient([(after - star) ** 2], max(1 - eta * mu, eta * L - 1) ** 2 * (before - star) ** 2)


def gd_strongly_convex_1(N, L, mu, eta):
    scene = smooth_strongly_convex(L, mu)
    _, least = scene.minimiser()
    *_, before, after = descent(scene, [eta] * N)
    return scene.quotient([scene.f(after) - least], max(1 - eta * mu, eta * L - 1) ** 2 * (scene.f(before) - least))


def gd_nonconvex_tight_0(N, L):
    scene = smooth(L)
    *_, before, after = descent(scene, [1 / L] * N)
    first, second = scene.f.oracle(before), scene.f.oracle(after)
    return scene.quotient([(2 * first[0] ** 2 + second[0] ** 2) / (4 * L)], first[1] - second[1])


def gd_nonconvex_tight_1(N, L):
    scene = smooth(L)
    lowest, run = scene.infimum(L), descent(scene, [1 / L] * N)
    lowest.under(*run)
    return scene.quotient([scene.f.gradient(point) ** 2 for point in run], 4 * L / (3 * N + 2) * (scene.f(run[0]) - lowest.value))


def gd_nonconvex_rate_0(N, L):
    scene = smooth(L)
    run = descent(scene, [1 / L] * N)
    squares = sum(scene.f.gradient(point) ** 2 for point in run[:-1])
    return scene.quotient([squares], 2 * L * (scene.f(run[0]) - scene.f(run[-1])))


def gd_nonconvex_rate_1(N, L):
    scene = smooth(L)
    lowest, run = scene.infimum(L), descent(scene, [1 / L] * (N - 1))
    lowest.under(*run)
    return scene.quotient([scene.f.gradient(point) ** 2 for point in run], 2 * L / N * (scene.f(run[0]) - lowest.value))


def gd_one_step_decrease(N, L, eta):
    scene = smooth(L)
    *_, before, after = descent(scene, [eta] * N)
    slope, value = scene.f.oracle(before)
    return scene.quotient([eta * (1 - L * eta / 2) * slope**2], value - scene.f(after))


def gradient_ascent(N, L, eta):
    scene = smooth(L)
    *_, before, after = descent(scene, [-eta] * N)
    slope, value = scene.f.oracle(before)
    return scene.quotient([eta * (1 - L * eta / 2) * slope**2], scene.f(after) - value)


def nonconvex_steps(N, L, eta):
    scene = smooth(L)
    run = descent(scene, [eta] * N)
    over = (scene.f(run[0]) - scene.f(run[-1])) / (N * eta * (1 - L * eta / 4))
    return scene.quotient([scene.f.gradient(point) ** 2 for point in run], over)


def nonconvex_long_steps(N, L, eta):
    scene = smooth(L)
    run = descent(scene, [eta] * N)
    over = (scene.f(run[0]) - scene.f(run[-1])) / (N * eta * (1 - (L * eta) ** 2 / 4))
    return scene.quotient([scene.f.gradient(point) ** 2 for point in run], over)


def _lojasiewicz(L, mu, steps):
    scene = smooth(L)
    lowest, run = scene.infimum(L), descent(scene, steps)
    lowest.under(*run)
    lowest.lojasiewicz(mu, *run)
    return scene, lowest.value, run


def pl_gd_0(N, L, mu, eta):
    scene, least, run = _lojasiewicz(L, mu, [eta] * N)
    return scene.quotient([scene.f(run[-1]) - least], (1 - eta * mu) ** N * (scene.f(run[0]) - least))


def pl_gd_1(N, L, mu, eta):
    scene, least, run = _lojasiewicz(L, mu, [eta] * N)
    factor = 1 - 2 * mu * eta * (1 - L * eta / 2)
    return scene.quotient([scene.f(run[-1]) - least], factor * (scene.f(run[-2]) - least))


def pl_gd_improved(N, L, mu):
    scene, least, run = _lojasiewicz(L, mu, [1 / L] * N)
    return scene.quotient([scene.f(run[-1]) - least], (2 * L - 2 * mu) / (2 * L + mu) * (scene.f(run[-2]) - least))


def pl_gradients_0(N, L, mu):
    scene, least, run = _lojasiewicz(L, mu, [1 / L] * N)
    return scene.quotient([mean([scene.f.gradient(point) ** 2 for point in run])], 2 * L / (N + 1) * (scene.f(run[0]) - least))


def pl_gradients_1(N, L, mu):
    scene, least, run = _lojasiewicz(L, mu, [1 / L] * N)
    return scene.quotient([scene.f.gradient(point) ** 2 for point in run], 2 * L * (1 - mu / L) ** N * (scene.f(run[0]) - least))
