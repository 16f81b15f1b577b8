"""The kernel: a list of facts, each made by one rule from facts before it. What is proved is proved by these rules and by nothing else.

A fact says p >= 0, p > 0 or p = 0 of a polynomial p over Q in atoms, or that a vector is 0; it holds for all values of its free symbols, integers
for symbols of that kind, whenever all of its premises hold. A premise is an axiom of the statement (a hypothesis at any points, an equation of the
method, the range of a constant) or an assumption made on the way. Premises are objects: two with the same name are two.

    axiom        an axiom with terms for its parameters; its conditions are facts
    assume       anything, which is then a premise
    combine      goal = sum of products of facts (>= 0) + sum of (products of facts) * squares + sum of any multiple of equalities, an identity
                 of rational functions in which `nonzero` facts (> 0) are denominators and `roots` facts (>= 0) have sqrt(p)^2 = p
    inverse      p > 0 gives 1/p > 0;   root: p >= 0 gives sqrt(p) >= 0, p > 0 gives sqrt(p) > 0
    compare      b >= 0 and b^2 - a^2 >= 0 give b - a >= 0, strictly if b^2 - a^2 > 0
    equal        p >= 0 and -p >= 0 give p = 0
    cases        what follows from p >= 0 (or only from p > 0) and follows from -p >= 0 follows
    substitute   a free symbol that no premise speaks of is replaced, under E by what is known there; premises that do are discharged by facts
    induction    P(lo), and P(k + 1) from P(k) and k >= lo, give P(k) from k >= lo
    unfold       sum to hi = sum to hi - 1, and the term at hi; b^k = b b^(k-1) where k >= 1
    member       the least of members is at most, the greatest at least, any of them;   bound: what bounds every member bounds them
    monotone     a sum, an integral over [0, 1] and an expectation of what is >= 0 is >= 0, of what is 0 is 0: for all indices, and on all paths, so
                 that an assumption may only be about the range of the index, or about what is known at the start
    norm, cauchy <w, w> >= 0 and <u, u> <v, v> >= <u, v>^2;   coordinates: <u, v> is the sum over coordinates 1 to d
    dot, component    a vector that is 0 has inner products 0 and coordinates 0
    logarithm    p > 0 gives log p <= p - 1;   product: p, q > 0 give log(p q) = log p + log q
    congruence   a = b gives inv a = inv b, and so for sqrt, log, powers;   rewrite: what equals an atom or a basis vector takes its place
    conclude     a fact without assumptions, that is the claim

Named analytic axioms, which are not derived. In the rules: linearity and monotonicity of sums, integrals and (conditional) expectations with the
tower property, Cauchy-Schwarz, log p <= p - 1 and the logarithm of a product. In statements, each under its name: the inequalities that hypotheses
imply (the interpolation theorems among them), the fundamental theorem of calculus along a segment where the gradient is continuous, and what
two-layer networks, components of finite sums, balls, nearest minimisers and the exponential are (`checkers.proof.network_axioms`, and the other
modules of axioms beside it).
"""

from collections.abc import Callable, Mapping
from typing import Any

from checkers.proof import analysis, logic
from checkers.proof.facts import Fact, Facts
from checkers.proof.forms import RejectedError, require

LOGIC = ("axiom", "assume", "combine", "inverse", "root", "compare", "equal", "cases", "substitute", "induction", "conclude")
ANALYSIS = (
    *("unfold", "member", "bound", "monotone", "norm", "cauchy", "coordinates", "dot", "component"),
    *("logarithm", "product", "congruence", "rewrite"),
)
RULES: dict[str, Callable[..., Fact]] = {
    **{name: getattr(logic, name) for name in LOGIC},
    **{name: getattr(analysis, name) for name in ANALYSIS},
}


class Kernel(Facts):
    """The facts found for a statement. A step is data, {"rule": …, …}: the same that a certificate holds and the second checker reads."""

    def apply(self, step: Mapping[str, Any]) -> int:
        """Make one fact by one rule, and number it; RejectedError where the step is no instance of its rule."""
        require(isinstance(step.get("rule"), str) and step["rule"] in RULES, f"{step.get('rule')!r} is no rule")
        arguments = {name: value for name, value in step.items() if name != "rule"}
        try:
            self.found.append(RULES[step["rule"]](self, **arguments))
        except (TypeError, KeyError, ValueError, AttributeError, OverflowError, RecursionError) as error:
            raise RejectedError(f"a step has another shape: {error}") from error
        return len(self.found) - 1
