"""Random terms of the kernel, small ones, in which free and bound symbols have the same few names."""

from random import Random
from typing import Any

Term = Any
INTEGERS, NUMBERS, POINTS = ("k", "i", "n", "T", "t", "d"), ("a", "b", "s", "eta", "L"), ("u", "v", "x_star")


class Terms:
    """A source of terms that are at most so deep."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def index(self) -> Term:
        """An integer, as a term."""
        name: Term = ["integer", self.rng.choice(INTEGERS[:4])]
        kind = self.rng.randrange(6)
        return [
            self.rng.randint(-2, 4),
            name,
            name,
            ["+", name, 1],
            ["+", name, self.rng.choice([-2, -1, 2])],
            ["*", self.rng.choice([-1, 2]), name],
        ][kind]

    def number(self, depth: int) -> Term:
        """A number, as a term."""
        leaves = (self._constant, self._symbol, self._member, self._known)
        inner = (
            self._sum,
            self._product,
            self._function,
            self._power,
            self._mean,
            self._mean,
            self._over,
            self._over,
            self._f,
            self._inner,
            self._coordinate,
        )
        rule = self.rng.choice(leaves if depth <= 0 else (*leaves, *inner))
        found: Term = rule(depth - 1)
        return found

    def vector(self, depth: int) -> Term:
        """A vector, as a term."""
        kind = self.rng.randrange(4 if depth <= 0 else 9)
        if kind < 2:
            return ["point", self.rng.choice(POINTS)]
        if kind < 4:
            return ["iterate", self.rng.choice("xm"), self.index()]
        if kind < 6:
            return ["gradient", self.vector(depth - 1)] if kind == 4 else ["draw", self.vector(depth - 1), self.index()]
        both = [self.vector(depth - 1) for _ in range(2)]
        return ["vectors", *both] if kind < 8 else ["scaled", self.number(depth - 1), both[0]]

    def _constant(self, _: int) -> Term:
        return self.rng.choice([0, 1, -1, 2, 3, "1/2", "-2/3"])

    def _symbol(self, _: int) -> Term:
        return ["real", self.rng.choice(NUMBERS)] if self.rng.random() < 0.7 else ["integer", self.rng.choice(INTEGERS)]

    def _member(self, _: int) -> Term:
        return ["sequence", self.rng.choice("yz"), self.index()]

    def _known(self, _: int) -> Term:
        return ["free", "w", self.index()]

    def _sum(self, depth: int) -> Term:
        return ["+", self.number(depth), self.number(depth)]

    def _product(self, depth: int) -> Term:
        return ["*", self.number(depth), self.number(depth)]

    def _function(self, depth: int) -> Term:
        head = self.rng.choice(["inv", "inv", "sqrt", "log", "word"])
        return ["word", "p", self.number(depth), self.vector(depth)] if head == "word" else [head, self.number(depth)]

    def _power(self, depth: int) -> Term:
        return ["^", self.number(depth), 2] if self.rng.random() < 0.5 else ["pow", self.number(depth), self.index()]

    def _mean(self, depth: int) -> Term:
        return ["E", self.index(), self.number(depth)]

    def _over(self, depth: int) -> Term:
        head = self.rng.choice(["sum", "sum", "least", "greatest", "integral"])
        if head == "integral":
            return [head, "s", self.number(depth)]
        return [head, self.rng.choice(INTEGERS[:3]), self.index(), self.index(), self.number(depth)]

    def _f(self, depth: int) -> Term:
        return ["f", self.vector(depth)]

    def _inner(self, depth: int) -> Term:
        return ["inner", self.vector(depth), self.vector(depth)]

    def _coordinate(self, depth: int) -> Term:
        return ["coordinate", self.vector(depth), self.index()]
