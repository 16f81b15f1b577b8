"""SGD under strong growth and the Polyak–Łojasiewicz inequality converges linearly with a constant step, without a floor.

What single samples cost beside the whole gradient is the factor rho in the rate, whatever accuracy is asked for: interpolation in place of
decreasing steps.
Idea of the proof: the step decreases f in the mean by ||grad f(x[t])||^2/(2 rho L), of which the inequality makes mu/(rho L) times the gap;
iterate. It is an equality where rows of one length are orthogonal.

Source: Vaswani, Bach & Schmidt (2019). Lectures: belkin, orvieto.
"""

from dataclasses import replace

from theorems.hypotheses import PL, BoundedVariance, Smooth, StrongGrowth
from theorems.language import E, Rational, Theorem, constants, f, f_star, grad, t, x
from theorems.methods import SGD

L, mu, rho, sigma = constants("L mu rho sigma")

after = E(f(x[t + 1]), given=x[t]) - f_star
gap = f(x[t]) - f_star
rate = 1 - mu / (rho * L)

theorem = Theorem(
    given=[Smooth(L), PL(mu), StrongGrowth(rho), mu <= L, rho >= 1],
    method=SGD(step=1 / (rho * L)),
    claim=[
        after <= rate * gap,
        E(f(x[t])) - f_star <= rate**t * (f(x[0]) - f_star),
    ],
)

mutants = [
    # components x1^2/2 and x2^2/2, L = mu = 1/2, rho = 2, from (1, 0): 1/8 > 99/800
    ("1% less", replace(theorem, claim=after <= Rational(99, 100) * rate * gap)),
    # x^2/2 without noise, L = mu = 1, rho = 2, from 1: 1/8 > 0
    ("the rate of gradient descent", replace(theorem, claim=after <= (1 - mu / L) * gap)),
    # components x1^2/2 and 0, L = mu = 1/2, rho = 2, from (1, 0): 1/4 > 1/8
    ("the step of gradient descent", replace(theorem, method=SGD(step=1 / L), claim=after <= rate * gap)),
    # x^2/2 with the noise +-1, L = mu = 1, from 1: 1/2 > 0
    (
        "noise of bounded variance",
        replace(theorem, given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L], method=SGD(step=1 / L), claim=after <= (1 - mu / L) * gap),
    ),
]


def proof(p):
    """The upper model, in expectation, with strong growth and the inequality; then induction."""

    def one_step(k):
        model = p.expect(p.use("Smooth: upper model", u=x[k], v=x[k + 1]).after(p.update(k)), given=k)
        growth = p.use("StrongGrowth: strong growth", u=x[k], k=k)
        unbiased = p.use("StrongGrowth: unbiased", u=x[k], v=grad(x[k]), k=k)
        steep = p.use("PL: Polyak-Lojasiewicz", u=x[k])
        after = E(f(x[k + 1]), x[k]) - f_star <= rate * (f(x[k]) - f_star)
        return p.show(after, model, growth / (2 * L * rho**2), unbiased / (rho * L), steep / (rho * L))

    def bounded(k):
        return E(f(x[k])) - f_star <= rate**k * (f(x[0]) - f_star)

    p.show(rate >= 0, p.given(mu <= L) / (rho * L), p.given(rho >= 1) / rho)
    p.conclude(one_step(t), claim=0)
    p.conclude(
        p.induction(bounded, lambda k, before: p.show(bounded(k + 1), p.expect(one_step(k)), rate * before, p.unfold(rate ** (k + 1))))(t), claim=1
    )
