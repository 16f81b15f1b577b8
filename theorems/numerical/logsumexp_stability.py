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
