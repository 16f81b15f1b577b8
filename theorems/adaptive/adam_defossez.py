"""Adam without momentum brings the mean squared gradient down like 1/T, to a floor that the decay of its averages sets.

The bound that says what beta2 does: with beta2 = 1 - 1/T and a step of order 1/sqrt(T) it is of order log(T)/sqrt(T), with constants it stays
above a floor. Here eps stands inside the root, only the step is corrected for the bias of v, and no entry of a draw exceeds R - sqrt(eps).
Idea of the proof: in the descent lemma, v[t + 1] depends on the draw; with the draw replaced by its conditional mean there, each coordinate's
step points downhill by grad^2/(2 sqrt(...)), up to 2 R g^2/(eps + v); these squares over the steps add up to a logarithm.
The bound is loose: 6 per cent of it are used at most in what was tried.

Source: Défossez, Bottou, Bach & Usunier (2022). Lectures: orvieto. Core.
"""

from dataclasses import replace

from theorems.hypotheses import BoundedGradient, BoundedVariance, Interpolation, Smooth
from theorems.language import Average, E, Eq, T, Theorem, constants, d, f, f_star, grad, iterates, log, norm_sq, oo, sqrt, stochastic_grad, t, x
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
