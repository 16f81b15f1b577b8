"""Models in PEPit of claims about methods with momentum or several sequences, and about subgradients."""

from PEPit import Expression

from tests.checkers.worst_case.peers.scene import convex, descent, heavy_ball, mean, smooth, smooth_convex, smooth_strongly_convex


def running_average(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    middle = mean(descent(scene, [1 / L] * N)[1:])
    return scene.quotient([scene.f(middle) - least], L / (2 * N) * (scene.start - star) ** 2)


def heavy_ball_convex_0(N, L, eta, beta):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    run = heavy_ball(scene, eta, beta, N)
    return scene.quotient([scene.f(run[-1]) - least], L / 2 * (scene.start - star) ** 2)


def _heavy_ball_start(scene, star, least, N, eta, beta):
    return (beta / (1 - beta) * (scene.f(scene.start) - least) + (1 - beta) / (2 * eta) * (scene.start - star) ** 2) / (N + 1)


def heavy_ball_convex_1(N, L, eta, beta):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    gaps = [scene.f(point) - least for point in heavy_ball(scene, eta, beta, N)]
    return scene.quotient([mean(gaps)], _heavy_ball_start(scene, star, least, N, eta, beta))


def heavy_ball_convex_2(N, L, eta, beta):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    middle = mean(heavy_ball(scene, eta, beta, N))
    return scene.quotient([scene.f(middle) - least], _heavy_ball_start(scene, star, least, N, eta, beta))


def heavy_ball_strongly_convex(N, L, mu, eta, beta):
    scene = smooth_strongly_convex(L, mu)
    _, least = scene.minimiser()
    run = heavy_ball(scene, eta, beta, N)
    return scene.quotient([scene.f(run[-1]) - least], (1 - eta * mu) ** N * (scene.f(run[0]) - least))


def pl_heavy_ball(N, L, mu, eta, beta):
    scene = smooth(L)
    lowest, run = scene.infimum(L), heavy_ball(scene, eta, beta, N)
    lowest.under(*run)
    lowest.lojasiewicz(mu, *run)
    return scene.quotient([scene.f(run[-1]) - lowest.value], (1 - eta * mu) ** N * (scene.f(run[0]) - lowest.value))


def nonconvex_mean(N, L, eta, beta):
    scene = smooth(L)
    lowest, run = scene.infimum(L), heavy_ball(scene, eta, beta, N)
    lowest.under(*run)
    squares = mean([scene.f.gradient(point) ** 2 for point in run])
    return scene.quotient([squares], 4 / (eta * (N + 1)) * (scene.f(run[0]) - lowest.value))


def constant_momentum(N, L, q):
    mu = q**2 * L
    scene = smooth_strongly_convex(L, mu)
    star, least = scene.minimiser()
    x = y = scene.start
    for _ in range(N):
        before, x = x, y - scene.f.gradient(y) / L
        y = x + (1 - q) / (1 + q) * (x - before)
    over = scene.f(scene.start) - least + mu / 2 * (scene.start - star) ** 2
    return scene.quotient([scene.f(x) - least], (1 - q) ** N * over)


def nesterov_convex(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    x, y, clock = scene.start, scene.start, 1.0
    for _ in range(N):
        before, x = x, y - scene.f.gradient(y) / L
        last, clock = clock, (1 + (1 + 4 * clock**2) ** 0.5) / 2
        y = x + (last - 1) / clock * (x - before)
    return scene.quotient([scene.f(x) - least], 2 * L / (N + 1) ** 2 * (scene.start - star) ** 2)


def simplified_acceleration(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    x = y = scene.start
    for k in range(N):
        before, x = x, y - scene.f.gradient(y) / L
        y = x + k / (k + 3) * (x - before)
    return scene.quotient([scene.f(x) - least], 2 * L / (N**2 + 5 * N + 6) * (scene.start - star) ** 2)


def _three_sequences(scene, N, L):
    """Pairs (x, v), one more than there are steps."""
    x = y = v = scene.start
    pairs = [(x, v)]
    for k in range(N):
        slope = scene.f.gradient(y)
        x, v = y - slope / L, v - (k + 1) / (2 * L) * slope
        y = ((k + 1) * x + 2 * v) / (k + 3)
        pairs.append((x, v))
    return pairs


def three_sequences_0(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    x, _ = _three_sequences(scene, N, L)[-1]
    return scene.quotient([scene.f(x) - least], 2 * L / (N * (N + 1)) * (scene.start - star) ** 2)


def three_sequences_1(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    *_, (x, v), (next_x, next_v) = _three_sequences(scene, N, L)
    after = N * (N + 1) / (4 * L) * (scene.f(next_x) - least) + (next_v - star) ** 2 / 2
    return scene.quotient([after], (N - 1) * N / (4 * L) * (scene.f(x) - least) + (v - star) ** 2 / 2)


def _optimised(scene, N, L):
    x = y = scene.start
    for k in range(N):
        now, then = (k + 2) / 2, (k + 3) / 2
        before, y = y, x - scene.f.gradient(x) / L
        x = y + (now - 1) / then * (y - before) + now / then * (y - x)
    return x, y


def optimised_gradient_0(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    _, y = _optimised(scene, N, L)
    return scene.quotient([scene.f(y) - least], 2 * L / (N + 1) ** 2 * (scene.start - star) ** 2)


def optimised_gradient_1(N, L):
    scene = smooth_convex(L)
    star, least = scene.minimiser()
    x, _ = _optimised(scene, N, L)
    return scene.quotient([scene.f(x) - least], 2 * L / (N + 1) ** 2 * (scene.start - star) ** 2)


def _rough(G):
    """A convex function whose subgradients have squares of at most G^2 times a number, so that bounds with a constant can be scaled."""
    scene, scale = convex(), Expression()
    scene.pep.add_constraint(scale >= 0)
    return scene, scale, lambda *points: [scene.pep.add_constraint(scene.f.gradient(point) ** 2 <= G**2 * scale) for point in points]


def _subgradients(N, G, eta, measure):
    scene, scale, bounded = _rough(G)
    star, least = scene.minimiser()
    run = descent(scene, [eta] * N)
    bounded(*run)
    metrics = measure(scene, run, least, bounded)
    return scene.quotient(metrics, (scene.start - star) ** 2 / (2 * eta * (N + 1)) + eta * G**2 / 2 * scale)


def subgradients_0(N, G, eta):
    return _subgradients(N, G, eta, lambda scene, run, least, _: [scene.f(point) - least for point in run])


def subgradients_1(N, G, eta):
    return _subgradients(N, G, eta, lambda scene, run, least, _: [mean([scene.f(point) - least for point in run])])


def subgradients_2(N, G, eta):
    def at_the_mean(scene, run, least, bounded):
        middle = mean(run)
        bounded(middle)
        return [scene.f(middle) - least]

    return _subgradients(N, G, eta, at_the_mean)


def _from_a_ball(N, G, R):
    scene = convex()
    star, least = scene.minimiser()
    run = descent(scene, [R / (G * (N + 1))] * N)
    for point in run:
        scene.pep.add_constraint(scene.f.gradient(point) ** 2 <= G**2)
    return scene, [scene.f(point) - least for point in run], (scene.start - star) ** 2 / R**2


def subgradients_from_a_ball_0(N, G, R):
    scene, gaps, ball = _from_a_ball(N, G, R)
    return scene.quotient(gaps, ball) / (G * R * (N + 2) / (2 * (N + 1)))


def subgradients_from_a_ball_1(N, G, R):
    scene, gaps, ball = _from_a_ball(N, G, R)
    return scene.quotient(gaps[-1:], ball) / (G * R)


def dual_averaging(N, G, eta):
    scene, scale, bounded = _rough(G)
    star, least = scene.minimiser()
    run = [scene.start]
    for k in range(N):
        slopes = [scene.f.gradient(point) for point in run]
        run.append(scene.start - eta / (k + 2) * sum(slopes[1:], slopes[0]))
    bounded(*run)
    over = (N + 2) / (2 * eta * (N + 1)) * (scene.start - star) ** 2 + eta * G**2 / 2 * scale
    return scene.quotient([mean([scene.f(point) - least for point in run])], over)


def subgradient_step(N, eta):
    scene = convex()
    star, least = scene.minimiser()
    *_, before, after = descent(scene, [eta] * N)
    slope, value = scene.f.oracle(before)
    return scene.quotient([(after - star) ** 2 + 2 * eta * (value - least)], (before - star) ** 2 + eta**2 * slope**2)
