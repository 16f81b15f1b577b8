"""Adam without momentum brings the mean squared gradient down like 1/T, to a floor that the decay of its averages sets.

The bound that says what beta2 does: with beta2 = 1 - 1/T and a step of order 1/sqrt(T) it is of order log(T)/sqrt(T), with constants it stays
above a floor. Here eps stands inside the root, only the step is corrected for the bias of v, and no entry of a draw exceeds R - sqrt(eps).
Idea of the proof: in the descent lemma, v[t + 1] depends on the draw; with the draw replaced by its conditional mean there, each coordinate's
step points downhill by grad^2/(2 sqrt(...)), up to 2 R g^2/(eps + v); these squares over the steps add up to a logarithm.
The bound is loose: 6 per cent of it are used at most in what was tried.

Source: Défossez, Bottou, Bach & Usunier (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace
from operator import ge, le

from theorems.adaptive.adam_log_sum_lemma import below_logarithms
from theorems.hypotheses import BoundedGradient, BoundedVariance, Interpolation, Smooth
from theorems.language import (
    Abs,
    Average,
    E,
    Eq,
    Sum,
    T,
    Theorem,
    constants,
    d,
    f,
    f_star,
    grad,
    i,
    iterates,
    j,
    log,
    norm,
    norm_sq,
    oo,
    sqrt,
    stochastic_grad,
    t,
    x,
)
from theorems.methods import Method

L, R, alpha, beta2, eps, sigma = constants("L R alpha beta2 eps sigma")
v = iterates("v")
g = stochastic_grad(x[t])
step = alpha * sqrt((1 - beta2 ** (t + 1)) / (1 - beta2))

mean = E(Average(norm_sq(grad(x[t])), (t, 0, T - 1)))
progress = 2 * R * (f(x[0]) - f_star) / (alpha * T)
factor = 4 * d * R**2 / sqrt(1 - beta2) + alpha * d * R * L / (1 - beta2)
noise = factor * (log(1 + R**2 / ((1 - beta2) * eps)) / T - log(beta2))

theorem = Theorem(
    given=[Smooth(L), BoundedGradient(R - sqrt(eps), norm=oo), beta2 < 1],
    method=Method(Eq(v[t + 1], beta2 * v[t] + g**2), Eq(x[t + 1], x[t] - step * g / sqrt(eps + v[t + 1])), start={v[0]: 0}, name="Adam"),
    claim=mean <= progress + noise,
)

mutants = [  # at log cosh x, L = 1, but the last
    # noise +-1, any constants, x0 = 0, T = 2: nothing on the right, and the first step leaves the minimiser
    ("no floor with a constant step", replace(theorem, claim=mean <= progress)),
    # draws of the one component, R = 11/10, eps = 1/100, alpha = 2, x0 = 1, T = 1: 0.580 > 0.477
    ("no floor where the noise vanishes at minimisers", replace(theorem, given=[*theorem.given, Interpolation()], claim=mean <= progress)),
    # x^2 with L = 2, noise +-1, sigma = 1, R = alpha = beta2 = eps = 1/2, x0 = 2, T = 1: 16 > 11.35
    ("gradients of bounded variance in place of bounded ones", replace(theorem, given=[Smooth(L), BoundedVariance(sigma), beta2 < 1])),
]


def entries(p, k, c):
    """One coordinate of the gradient, of the draw, and of v before and after step k."""
    return (p.coordinate(u, c) for u in (grad(x[k]), stochastic_grad(x[k], k), v[k], v[k + 1]))


def drawn(p, k, c):
    """g^2 <= (R - sqrt(eps))^2, and R - sqrt(eps) >= 0."""
    draw, most = stochastic_grad(x[k], k), R - sqrt(eps)
    size = Abs(p.coordinate(draw, c))
    below = p.show(size <= most, p.member(norm(draw, oo), at=c), p.use("BoundedGradient: bounded draws", u=x[k], k=k))
    return p.show(p.coordinate(draw, c) ** 2 <= most**2, below * below, 2 * size * below), p.show(most >= 0, below)


def accumulated(p, c, decay):
    """v[k] >= 0 in a coordinate, for every k."""

    def grown(k, before):
        return p.show(p.coordinate(v[k + 1], c) >= 0, p.update(k, of="v", coordinate=c), decay * before)

    return p.induction(lambda k: p.coordinate(v[k], c) >= 0, grown, [p.start("v").coordinate(c)])


def pointwise(p, k, c, decay):
    """G g/a = G g/b + G g (S - g^2)/(a b (a + b)), where a^2 = eps + v[k + 1], and in b^2 the mean S of g^2 stands for g^2.

    The two parts of the last term are products: of G/2, and of G g/(2 sqrt(S + eps)), with what remains. The squares of what remains are at
    most R g^2/a^2 each, as S + eps <= R b, S <= (a + b)^2 and g^2 <= (a + b)^2.
    """
    G, g, before, after = entries(p, k, c)
    S, update, (square, room) = E(g**2, x[k]), p.update(k, of="v", coordinate=c), drawn(p, k, c)
    a, b, q = sqrt(eps + after), sqrt(eps + decay * before + S), g**2 / (eps + after)
    w, positive = 1 / (a + b), p.positive(b)
    above = p.show(S + eps <= R**2, p.expect(square, given=k), 2 * sqrt(eps) * room)
    slope = p.by_squares(S + eps <= R * b, R**2 * decay * p.positive(before, strict=False), (S + eps) * above)
    mean = p.show((a + b) ** 2 >= S, 2 * a * positive, p.positive(2 * eps + decay * before + after))
    draw = p.show((a + b) ** 2 >= g**2, 2 * a * positive, p.times(1, update), p.positive(2 * eps + 2 * decay * before + S))
    first, second = p.show(S * w**2 <= 1, w**2 * mean), p.show(g**2 * w**2 <= 1, w**2 * draw)
    squares = 1 / b * p.square(G / 2 + g * S * w / a), 1 / (b * (S + eps)) * p.square(G * g / 2 - (S + eps) * g**2 * w / a)
    left = 2 * q / b * slope, q * S / b * first, q * (S + eps) / b * second, 1 / b * p.positive(eps * q, strict=False)
    bound = G * g / b - G**2 / (4 * b) - G**2 * g**2 / (4 * b * (S + eps)) - 2 * R * q
    return p.show(G * g / a >= bound, *squares, *left, p.times(-G * g * w / (a * b), update))


def downhill(p, k, c, decay):
    """Lemma 5.1 of the source, in one coordinate: the mean of G g/a is at least G^2/(2b) - 2R times the mean of g^2/a^2."""
    G, g, before, after = entries(p, k, c)
    S = E(g**2, x[k])
    b, mean = sqrt(eps + decay * before + S), p.expect(pointwise(p, k, c, decay), given=k)
    unbiased = p.use("BoundedGradient: unbiased in a coordinate", u=x[k], k=k, c=c)
    bound = G**2 / (2 * b) - 2 * R * E(g**2 / (eps + after), x[k])
    return p.show(G * E(g / sqrt(eps + after), x[k]) >= bound, mean, p.times(G / b, unbiased), G**2 * p.positive(eps / (4 * b * (S + eps))))


def steep(p, k, c, decay, reach, bounded, enough):
    """The same with R sqrt(reach) for b, from v[k] <= share (R - sqrt(eps))^2 and decay share + 1 <= reach."""
    accumulated(p, c, decay)(k), accumulated(p, c, decay)(k + 1)
    G, g, before, after = entries(p, k, c)
    b, lemma, (square, room) = sqrt(eps + decay * before + E(g**2, x[k])), downhill(p, k, c, decay), drawn(p, k, c)
    longer = (R - sqrt(eps)) ** 2 * enough, 2 * reach * sqrt(eps) * room, eps * p.show(reach >= 1, enough)
    below = p.by_squares(b <= R * sqrt(reach), decay * bounded, p.expect(square, given=k), *longer)
    bound = G**2 / (2 * R * sqrt(reach)) - 2 * R * E(g**2 / (eps + after), x[k])
    return p.show(G * E(g / sqrt(eps + after), x[k]) >= bound, lemma, G**2 / (2 * b * R * sqrt(reach)) * below)


def squares(p, k):
    """The sum of g^2/(eps + v[k + 1]) over the coordinates."""
    _, g, _, after = entries(p, k, i)
    return Sum(g**2 / (eps + after), (i, 1, d))


def squares_sign(p, k, decay):
    """The mean of that sum is not negative, given x[k]."""

    def nonnegative(c):
        accumulated(p, c, decay)(k + 1)
        _, g, _, after = entries(p, k, c)
        return p.positive(g**2 / (eps + after), strict=False)

    return p.expect(p.sum(nonnegative, 1, d), given=k)


def stepped(p, k, step, decay):
    """The upper model, its inner products over coordinates."""

    def drift(c):
        accumulated(p, c, decay)(k + 1)
        G, g, _, after = entries(p, k, c)
        return p.show(Eq(G * p.coordinate(moved, c), -step * G * g / sqrt(eps + after)), p.update(k, coordinate=c))

    def spread(c):
        accumulated(p, c, decay)(k + 1)
        _, g, _, after = entries(p, k, c)
        return p.show(Eq(p.coordinate(moved, c) ** 2, step**2 * g**2 / (eps + after)), p.update(k, coordinate=c))

    moved, (G, g, _, after) = x[k + 1] - x[k], entries(p, k, i)
    along = -p.coordinates(grad(x[k]), moved), -p.sum(drift, 1, d)
    size = -L / 2 * p.coordinates(moved, moved), -L / 2 * p.sum(spread, 1, d)
    model = f(x[k]) - step * Sum(G * g / sqrt(eps + after), (i, 1, d)) + L / 2 * step**2 * squares(p, k)
    return p.show(f(x[k + 1]) <= model, p.use("Smooth: upper model", u=x[k], v=x[k + 1]), *along, *size)


def fallen(p, k, step, decay, reach, lemma):
    """E f(x[k + 1]) <= f(x[k]) - step/(2R sqrt(reach)) ||grad f||^2 + (2R step + L step^2/2) E squares, given x[k]."""
    lines, path = p.sum(lemma, 1, d), p.expect(stepped(p, k, step, decay), given=k)
    part = step / (2 * R * sqrt(reach))
    after = f(x[k]) - part * norm_sq(grad(x[k])) + (2 * R * step + L * step**2 / 2) * E(squares(p, k), x[k])
    return p.show(E(f(x[k + 1]), x[k]) <= after, path, step * lines, -part * p.coordinates(grad(x[k]), grad(x[k])))


def logarithms(p, k):
    """The sum of log(1 + v[k]/eps) over the coordinates."""
    return Sum(log(1 + p.coordinate(v[k], i) / eps), (i, 1, d))


def noise_of(most):
    """What a step of at most this size loses, as a multiple of the squares."""
    return 2 * R * most + L * most**2 / 2


def one_step(p, k, decay, part, most, fall):
    """part E ||grad f(x[k])||^2 is at most what E f falls by, and the noise times what the logarithms grow by, up to -d log(decay)."""

    def quotient(c):
        accumulated(p, c, decay)(k), accumulated(p, c, decay)(k + 1)
        _, g, before, after = entries(p, k, c)
        return below_logarithms(p, decay, eps, g**2, before, after, p.update(k, of="v", coordinate=c))

    fell, grew = E(f(x[k])) - E(f(x[k + 1])), E(logarithms(p, k + 1)) - E(logarithms(p, k)) - d * log(decay)
    more = p.expect(p.sum(quotient, 1, d))
    return p.show(part * E(norm_sq(grad(x[k]))) <= fell + noise_of(most) * grew, p.expect(fall), noise_of(most) * more)


def telescoped(p, e, related):
    """The sum of e(k + 1) - e(k) up to T - 1 is e(T) - e(0); said as an inequality."""

    def sums(n):
        return Sum(e(j + 1), (j, 0, n - 1)), Sum(e(j), (j, 0, n - 1))

    def said(n):
        return related(sums(n)[0] - sums(n)[1], e(n) - e(0))

    return p.induction(said, lambda n, before: p.show(said(n + 1), before, *map(p.unfold, sums(n + 1))))(T)


def vanished(p, c):
    """log(1 + v[0]/eps) = 0 in a coordinate."""
    start = 1 + p.coordinate(v[0], c) / eps
    none = p.congruence("log", start, 1, 1 / eps * p.start("v").coordinate(c))
    return p.show(Eq(log(start), 0), 1 * none, p.log_one())


def rate(p, decay, part, most, fall, top, limit):
    """The sum of the steps: values and logarithms telescope; those end below log(top), as v[T] <= eps (top - 1) by `limit`."""

    def below(c):
        accumulated(p, c, decay)(T)
        ratio = 1 + p.coordinate(v[T], c) / eps
        logs = p.log_bound(ratio / top), p.log_product(ratio, 1 / top), p.log_inverse(top)
        return p.show(log(ratio) <= log(top), *logs, 1 / (eps * top) * limit(c))

    noise, total = noise_of(most), Sum(norm_sq(grad(x[j])), (j, 0, T - 1))
    every = p.sum(lambda k: one_step(p, k, decay, part, most, fall(k)), 0, T - 1)
    values, logs = telescoped(p, lambda k: E(f(x[k])), ge), telescoped(p, lambda k: E(logarithms(p, k)), le)
    first, last = p.expect(p.sum(lambda c: vanished(p, c), 1, d)), p.expect(p.sum(below, 1, d))
    reasons = every, values, noise * logs, noise * first, noise * last, p.expect(p.use("infimum", u=x[T]))
    return p.show(part * E(total) <= f(x[0]) - f_star + noise * d * (log(top) - T * log(decay)), *reasons)


def proof(p):
    """Steps of the size alpha sqrt(share), where v[k] <= share (R - sqrt(eps))^2 before the step, share the sum of powers of beta2 so far."""

    def share(k):
        return (1 - beta2**k) / (1 - beta2)

    def bounded(c):
        def grown(k, before):
            reasons = beta2 * before, p.update(k, of="v", coordinate=c), drawn(p, k, c)[0], p.unfold(beta2 ** (k + 1))
            return p.show(p.coordinate(v[k + 1], c) <= share(k + 1) * (R - sqrt(eps)) ** 2, *reasons)

        return p.induction(lambda k: p.coordinate(v[k], c) <= share(k) * (R - sqrt(eps)) ** 2, grown, [-p.start("v").coordinate(c)])

    def fall(k):
        below_one(k), below_one(k + 1)
        reach, size = share(k + 1), alpha * sqrt(share(k + 1))
        enough = p.show(reach >= beta2 * share(k) + 1, p.unfold(beta2 ** (k + 1)))
        p.show(reach >= 1, enough)
        line = fallen(p, k, size, beta2, reach, lambda c: steep(p, k, c, beta2, reach, bounded(c)(k), enough))
        smaller = p.by_squares(size <= most, alpha**2 / (1 - beta2) * p.positive(beta2 ** (k + 1)))
        after = f(x[k]) - part * norm_sq(grad(x[k])) + noise_of(most) * E(squares(p, k), x[k])
        return p.show(E(f(x[k + 1]), x[k]) <= after, line, (2 * R + L / 2 * (most + size)) * (smaller * squares_sign(p, k, beta2)))

    def limit(c):
        below_one(T)
        reasons = bounded(c)(T), 2 * sqrt(eps) / (1 - beta2) * drawn(p, 0, c)[1], (R - sqrt(eps)) ** 2 / (1 - beta2) * p.positive(beta2**T)
        return p.show(p.coordinate(v[T], c) <= R**2 / (1 - beta2), *reasons)

    below_one = p.induction(
        lambda k: beta2**k <= 1, lambda k, before: p.show(beta2 ** (k + 1) <= 1, p.unfold(beta2 ** (k + 1)), beta2 * before, p.given(beta2 < 1))
    )
    most, part, top = alpha / sqrt(1 - beta2), alpha / (2 * R), 1 + R**2 / ((1 - beta2) * eps)
    p.conclude(1 / (part * T) * rate(p, beta2, part, most, fall, top, limit))
