"""x

Source: Blanchard, Higham & Higham (2021). Lectures: loewe.
"""

from dataclasses import replace

from theorems.language import Eq, Rational, Sum, T, Theorem, Worst, exp, j, log, reals, sequence

z, c = sequence("z"), reals("c")


def lse(shift):
    """log sum exp of z[j] - shift."""
    return log(Sum(exp(z[j] - shift), (j, 0, T - 1)))


largest = Worst(z[j], (j, 0, T - 1))

theorem = Theorem(
    claim=[
        Eq(lse(0), c + lse(c)),
        largest <= lse(0),
        lse(0) <= largest + log(T),
        Eq(exp(z[0]) / Sum(exp(z[j]), (j, 0, T - 1)), exp(z[0] - c) / Sum(exp(z[j] - c), (j, 0, T - 1))),
    ],
)

mutants = [
    ("at most the largest", replace(theorem, claim=lse(0) <= largest)),
    ("1% less", replace(theorem, claim=lse(0) <= largest + Rational(99, 100) * log(T))),
    ("shift not put back", replace(theorem, claim=Eq(lse(0), lse(c)))),
    ("softmax scale", replace(theorem, claim=Eq(exp(z[0]) / Sum(exp(z[j]), (j, 0, T - 1)), exp(c * z[0]) / Sum(exp(c * z[j]), (j, 0, T - 1))))),
]
