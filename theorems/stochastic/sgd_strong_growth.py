"""SGD under strong growth finds nearly stationary points at the rate 1/T, as gradient descent does, only rho times as slowly.

Strong growth says that the noise vanishes with the gradient, as it does where a model can fit every sample: on interpolated least squares with rho
= L_max/mu, the smoothness of one component over the Polyak–Łojasiewicz constant.
Idea of the proof: put the step into the descent lemma and take the conditional expectation; E||g||^2 <= rho ||grad f||^2 leaves a decrease of
||grad f(x[t])||^2/(2 rho L); add up over the steps, the values telescope.
It is an equality on (L/2) ||x||^2 without noise at T = 1.

Source: Schmidt & Le Roux (2013); Vaswani, Bach & Schmidt (2019). Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import BoundedVariance, Smooth, StrongGrowth
from theorems.language import Average, E, Rational, Sum, T, Theorem, constants, f, f_star, grad, j, norm_sq, t, x
from theorems.methods import SGD

L, rho, sigma = constants("L rho sigma")

mean = E(Average(norm_sq(grad(x[t])), (t, 0, T - 1)))
start = f(x[0]) - f_star

theorem = Theorem(
    given=[Smooth(L), StrongGrowth(rho)],
    method=SGD(step=1 / (rho * L)),
    claim=mean <= 2 * rho * L * start / T,
)

mutants = [
    # x^2/2 without noise, L = rho = 1, x0 = 1, T = 1: 1 > 99/100
    ("1% less", replace(theorem, claim=mean <= Rational(198, 100) * rho * L * start / T)),
    # x^2/2 without noise, L = 1, rho = 2, x0 = 1, T = 2: 5/8 > 1/2
    ("as fast as gradient descent", replace(theorem, claim=mean <= 2 * L * start / T)),
    # x^2/2 with the noise +-1, L = 1, x0 = 0, T = 2: 1/2 > 0
    (
        "noise of bounded variance",
        replace(theorem, given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=1 / L), claim=mean <= 2 * L * start / T),
    ),
]


def proof(p):
    """The upper model, in expectation, with strong growth: a step gains ||grad f||^2/(2 rho L). Summed, and multiplied by 2 rho L/T."""

    def total(k):
        return Sum(E(norm_sq(grad(x[j]))), (j, 0, k - 1))

    def one_step(k):
        model = p.expect(p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k)), given=k)
        growth = p.use("StrongGrowth: strong growth", u=x[k], k=k)
        unbiased = p.use("StrongGrowth: unbiased", u=x[k], v=grad(x[k]), k=k)
        after = f(x[k]) - norm_sq(grad(x[k])) / (2 * rho * L)
        return p.expect(p.show(E(f(x[k + 1]), x[k]) <= after, model, growth / (2 * L * rho**2), unbiased / (rho * L)))

    def summed(k):
        return total(k) / (2 * rho * L) <= f(x[0]) - E(f(x[k]))

    every = p.induction(summed, lambda k, before: p.show(summed(k + 1), before, one_step(k), p.unfold(total(k + 1))))(T)
    p.conclude(2 * rho * L / T * every, 2 * rho * L / T * p.expect(p.use("infimum", u=x[T])))
