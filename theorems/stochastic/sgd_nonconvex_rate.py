"""SGD on a smooth function: the mean squared gradient falls like 1/T down to a floor set by step and noise.

The bound that explains constant steps in deep learning: progress is proportional to the step, and so is the noise that remains.
Idea of the proof: put the step into the descent lemma and take the conditional expectation; the noise adds (L/2) eta^2 sigma^2 to each step;
add up over the steps, the values telescope, divide by eta T. The classical form replaces the factor 1 - L eta/2 by its least value 1/2.
The second form is an equality on (L/2) ||x||^2 with additive noise, for every step, start and horizon; the first nearly, at the step 1/L.

Source: Ghadimi & Lan (2013); Bottou, Curtis & Nocedal (2018). Lectures: orvieto, ruthotto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import Average, E, Rational, Sum, T, Theorem, constants, f, f_star, grad, j, naturals, norm_sq, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")
b = naturals("b")

mean = E(Average(norm_sq(grad(x[t])), (t, 0, T - 1)))
progress = 2 * (f(x[0]) - f_star) / (eta * T)
sharp_progress = (f(x[0]) - E(f(x[T]))) / (eta * T)

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=[
        mean <= progress + L * eta * sigma**2,
        (1 - L * eta / 2) * mean <= sharp_progress + L * eta * sigma**2 / 2,
    ],
)

mutants = [  # all on x^2/2 with L = 1 and noise +-1, sigma = 1
    # eta = 1, x0 = 0, T = 3: 2/3 > 1/2
    ("half the noise", replace(theorem, claim=mean <= progress + L * eta * sigma**2 / 2)),
    # eta = 1, x0 = 0, T = 2: 1/2 > 0
    ("no floor with a constant step", replace(theorem, claim=mean <= progress)),
    # eta = 1, x0 = 0, T = 3: 2/3 > 1/3
    ("noise that averages out over the steps", replace(theorem, claim=mean <= progress + L * eta * sigma**2 / T)),
    # eta = 1, x0 = 0, T = 3, b = 2: 2/3 > 1/2
    ("the noise of a batch, the method without one", replace(theorem, claim=mean <= progress + L * eta * sigma**2 / b)),
    # eta = 3/2, x0 = 0, T = 3: 27/16 > 3/2
    ("steps up to 2/L", replace(theorem, given=[Smooth(L), BoundedVariance(sigma), eta < 2 / L], claim=mean <= progress + L * eta * sigma**2)),
    # eta = 1, x0 = 0, T = 1: 0 > -1/200
    (
        "1% less noise in the sharp form",
        replace(theorem, claim=(1 - L * eta / 2) * mean <= sharp_progress + Rational(99, 100) * L * eta * sigma**2 / 2),
    ),
]


def proof(p):
    """The upper model, in expectation: a step gains eta (1 - L eta/2) ||grad f||^2 and loses L eta^2 sigma^2/2. Summed, and divided by eta T."""

    def total(k):
        return Sum(E(norm_sq(grad(x[j]))), (j, 0, k - 1))

    def one_step(k):
        model = p.expect(p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k)), given=k)
        variance = p.use("BoundedVariance: variance", u=x[k], k=k)
        unbiased = p.use("BoundedVariance: unbiased", u=x[k], v=grad(x[k]), k=k)
        after = f(x[k]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[k])) + L * eta**2 * sigma**2 / 2
        return p.expect(p.show(E(f(x[k + 1]), x[k]) <= after, model, L * eta**2 / 2 * variance, (eta - L * eta**2) * unbiased))

    def summed(k):
        return eta * (1 - L * eta / 2) * total(k) <= f(x[0]) - E(f(x[k])) + k * L * eta**2 * sigma**2 / 2

    every = p.induction(summed, lambda k, before: p.show(summed(k + 1), before, one_step(k), p.unfold(total(k + 1))))(T)
    p.conclude(1 / (eta * T) * every, claim=1)
    p.conclude(2 / (eta * T) * every, 2 / (eta * T) * p.expect(p.use("infimum", u=x[T])))
