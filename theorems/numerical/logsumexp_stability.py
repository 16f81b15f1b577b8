"""Log-sum-exp and softmax do not change when all inputs are shifted, and log-sum-exp lies at most log n above the largest of its n inputs.

Which is how they are computed: after the largest input is taken away every exponent is at most 0 and one is 0, so that no exponential overflows and
the sum lies between 1 and n; exp alone overflows beyond 709.78 in double precision.
Idea of the proof: exp(z - c) = exp(-c) exp(z) leaves the sum, and cancels in the quotient of softmax; the sum of n exponentials is at least the
largest and at most n times it.
The upper bound is an equality where all inputs are the same, the lower one for a single input.

Source: Blanchard, Higham & Higham (2021). Lectures: loewe.
"""

from dataclasses import replace

from theorems.language import Eq, Rational, Sum, T, Theorem, Worst, exp, j, log, reals, sequence

z, c = sequence("z"), reals("c")

largest = Worst(z[j], (j, 0, T - 1))


def log_sum_exp(shift):
    """The logarithm of the sum of exp(z[j] - shift) over the inputs z[0], ..., z[T - 1]."""
    return log(Sum(exp(z[j] - shift), (j, 0, T - 1)))


def softmax(scale, shift):
    """The first of the shares of exp(scale z[j] - shift) in their sum."""
    return exp(scale * z[0] - shift) / Sum(exp(scale * z[j] - shift), (j, 0, T - 1))


theorem = Theorem(
    claim=[
        Eq(log_sum_exp(0), c + log_sum_exp(c)),
        log_sum_exp(0) >= largest,
        log_sum_exp(0) <= largest + log(T),
        Eq(softmax(1, 0), softmax(1, c)),
    ],
)

mutants = [
    # two equal inputs 1: 1.69 > 1
    ("at most the largest", replace(theorem, claim=log_sum_exp(0) <= largest)),
    # two equal inputs 1: 1.693 > 1.686
    ("1% less than log n", replace(theorem, claim=log_sum_exp(0) <= largest + Rational(99, 100) * log(T))),
    # one input, c = 1: the two differ by 1
    ("the shift not put back", replace(theorem, claim=Eq(log_sum_exp(0), log_sum_exp(c)))),
    # inputs 1 and 2, c = 2: 0.27 and 0.12
    ("softmax without change when inputs are scaled", replace(theorem, claim=Eq(softmax(1, 0), softmax(c, 0)))),
]


def total(shift, hi=T):
    """The sum of exp(z[j] - shift) over the inputs before z[hi]."""
    return Sum(exp(z[j] - shift), (j, 0, hi - 1))


def any_of(p, k, shift):
    """The sum is at least the exponential of its input k, and so positive: all terms are."""

    def one(n):
        return p.use("exp: positive", p=z[n] - shift)

    def stated(n):
        return total(shift, n) >= exp(z[k] - shift)

    first = p.show(stated(k + 1), p.sum(one, 0, k - 1), p.unfold(total(shift, k + 1)))
    more = p.induction(stated, lambda n, before: p.show(stated(n + 1), before, one(n), p.unfold(total(shift, n + 1))), first, start=k + 1)
    p.show(total(shift) > 0, more(T), one(k))
    return more(T)


def logarithms(p, small, large, *reasons):
    """log(small) <= log(large), from reasons that add up to small <= large: the quotient is at most 1."""
    logs = p.log_bound(small / large), p.log_product(small, 1 / large), p.log_inverse(large)
    return p.show(log(small) <= log(large), *logs, *(one / large for one in reasons))


def at_least_largest(p):
    """The logarithm of the sum is at least that of each exponential."""

    def one(k):
        p.use("exp: positive", p=z[k])
        above = logarithms(p, exp(z[k]), total(0), any_of(p, k, 0))
        return p.show(log_sum_exp(0) >= z[k], above, 1 * p.use("exp: inverse of log", p=z[k]))

    return p.bound(largest, log_sum_exp(0), one)


def taken_out(p, shift):
    """A shift leaves the logarithm of the sum, for exp(shift) leaves the sum."""
    any_of(p, 0, 0), any_of(p, 0, shift), p.use("exp: positive", p=shift)
    parts = p.sum(lambda k: p.use("exp: of a sum", p=z[k] - shift, q=shift), 0, T - 1)
    same = p.congruence("log", total(0), exp(shift) * total(shift), 1 * parts)
    apart = p.log_product(exp(shift), total(shift)), 1 * p.use("exp: inverse of log", p=shift)
    return parts, p.show(Eq(log_sum_exp(0), shift + log_sum_exp(shift)), 1 * same, *apart)


def at_most_largest(p):
    """With the largest input taken out no term is more than 1: exp(-g) = 1/exp(g) where exp(g) >= 1 + g >= 1."""

    def one(k):
        gap = largest - z[k]
        p.use("exp: positive", p=gap), p.use("exp: positive", p=-gap)
        tangent = p.show(exp(gap) >= 1 + gap, p.log_bound(exp(gap)), 1 * p.use("exp: inverse of log", p=gap))
        inverse = p.use("exp: of a sum", p=gap, q=-gap), p.use("exp: at 0")
        return p.show(exp(-gap) <= 1, exp(-gap) * tangent, exp(-gap) * p.member(largest, k), 1 * inverse[0], -1 * inverse[1])

    _, shifted = taken_out(p, largest)
    return logarithms(p, total(largest), T, p.sum(one, 0, T - 1)), -1 * shifted


def proof(p):
    """exp(c) comes out of the sum; logarithms of products are sums; and an exponential grows with its input."""
    parts, shifted = taken_out(p, c)
    p.conclude(1 * shifted)
    p.conclude(at_least_largest(p), claim=1)
    p.conclude(*at_most_largest(p), claim=2)
    share = 1 / total(0) * p.use("exp: of a sum", p=z[0] - c, q=c), -exp(z[0] - c) / (total(0) * total(c)) * parts
    p.conclude(*share, claim=3)
