"""Normal forms: equations that do not hold, beside ones that do."""

from collections.abc import Iterator

from tests.checkers.proof.derivations import (
    Attack,
    Term,
    a,
    assume,
    attack,
    axiom,
    b,
    combine,
    equal,
    equation,
    i,
    inner,
    j,
    k,
    minus,
    n,
    plus,
    point,
    s,
    square,
    times,
    total,
    u,
    use,
    v,
    w,
    x,
)


def attacks() -> Iterator[Attack]:
    yield from _sums()
    yield from _integrals()
    yield from _powers()
    yield from _vectors()
    yield from _functions()


def over(lo: Term, hi: Term, body: Term = 1) -> Term:
    return total("i", lo, hi, body)


def _sums() -> Iterator[Attack]:
    yield equation("how many terms a sum has", (over(1, 3), 2), (over(1, 3), 3))
    yield equation("how many terms a sum from 0 has", (over(0, n), n), (over(0, n), plus(n, 1)))
    yield equation("a sum of one term fewer than none", (over(1, -1), 0), (over(1, -1), -1))
    yield equation("an empty sum", (over(1, 0, w(i)), w(0)), (over(1, 0, w(i)), 0))
    yield equation("a sum that ends two before its start", (over(1, -1, w(i)), 0), (over(n, minus(n, 1), w(i)), 0))
    yield equation("a symbolic empty sum", (over(n, n, w(i)), 0), (over(n, minus(n, 1), w(i)), 0))
    yield equation("a constant sum of negative length", (over(n, minus(n, 4), a), 0), (over(n, minus(n, 4), a), times(-3, a)))
    yield equation(
        "a sum of products",
        (over(1, n, times(w(i), ["free", "v", i])), times(over(1, n, w(i)), over(1, n, ["free", "v", i]))),
        (over(1, n, times(w(k), w(i))), times(w(k), over(1, n, w(i)))),
    )
    yield equation("a sum of squares", (over(1, n, square(w(i))), square(over(1, n, w(i)))), (over(1, n, times(2, w(i))), times(2, over(1, n, w(i)))))
    yield equation(
        "a factor with the symbol comes out",
        (over(1, n, times(i, w(i))), times(i, over(1, n, w(i)))),
        (over(1, n, times(j, w(i))), times(j, over(1, n, w(i)))),
    )
    yield equation("a sum over other terms", (over(1, n, w(i)), over(0, minus(n, 1), w(i))), (over(1, plus(n, -1, 1), w(i)), over(1, n, w(i))))
    both = plus(over(1, n, w(i)), over(plus(n, 1), 9, w(i)))
    yield equation("two sums in one", (both, over(1, 9, w(i))), (plus(over(1, n, w(i)), over(1, n, 1)), over(1, n, plus(w(i), 1))))
    yield equation("a sum of the first numbers", (over(1, n, i), n), (over(1, n, plus(i, 1)), plus(over(1, n, i), n)))
    by_one = {"rule": "unfold", "term": over(1, n, w(i))}
    to = [by_one, {"rule": "unfold", "term": over(1, -1, w(i))}]
    before, last = over(1, minus(n, 1), w(i)), w(n)
    yield attack(
        "unfold to the term before the end",
        to,
        equal(over(1, n, w(i)), plus(before, w(minus(n, 1))), equalities=[[1, 0]]),
        equal(over(1, n, w(i)), plus(before, last), equalities=[[1, 0]]),
    )
    yield attack(
        "unfold without the last term",
        to,
        equal(over(1, n, w(i)), before, equalities=[[1, 0]]),
        equal(over(1, n, w(i)), plus(before, last), equalities=[[1, 0]]),
    )
    yield attack("unfold a sum at its start", to, equal(over(1, n, w(i)), plus(over(2, n, w(i)), w(0)), equalities=[[1, 0]]))
    yield attack(
        "unfold below the start",
        to,
        equal(over(1, -1, w(i)), 0, equalities=[[1, 1]]),
        equal(over(1, -1, w(i)), plus(over(1, -2, w(i)), w(-1)), equalities=[[1, 1]]),
    )
    yield equation("sums to two ends", (over(1, n, w(i)), over(1, k, w(i))), (over(1, n, w(i)), total("k", 1, n, w(k))))


def _integrals() -> Iterator[Attack]:
    def integral(body: Term) -> Term:
        return ["integral", "s", body]

    yield equation("the integral of 1", (integral(1), 0), (integral(1), 1))
    yield equation("the integral of the symbol", (integral(s), 1), (integral(s), "1/2"))
    yield equation("the integral of a square", (integral(square(s)), "1/2"), (integral(square(s)), "1/3"))
    yield equation(
        "the integral of a product", (integral(times(s, s)), times(integral(s), integral(s))), (integral(times(a, s)), times(a, integral(s)))
    )
    f_at = ["f", ["vectors", ["scaled", s, u]]]
    yield equation(
        "a factor with the symbol comes out of an integral",
        (integral(times(s, f_at)), times("1/2", integral(f_at))),
        (integral(times(a, f_at)), times(a, integral(f_at))),
    )
    yield equation("the integral of an inverse", (integral(["inv", s]), 2), (integral(plus(["inv", s], 1)), plus(integral(["inv", s]), 1)))
    yield equation("the integral of a root", (integral(["sqrt", s]), ["sqrt", "1/2"]), (integral(["sqrt", a]), ["sqrt", a]))
    yield equation("the integral of a power", (integral(["pow", s, n]), ["pow", "1/2", n]), (integral(["pow", s, 3]), "1/4"))
    yield equation(
        "an integral of an integral",
        (integral(["integral", "r", times(s, ["real", "r"])]), "1/2"),
        (integral(["integral", "r", times(s, ["real", "r"])]), "1/4"),
    )
    yield equation(
        "the integral over the symbol inside", (["integral", "s", ["integral", "s", s]], s), (["integral", "s", ["integral", "s", s]], "1/2")
    )


def _powers() -> Iterator[Attack]:
    yield equation("a power of 0", (["pow", 0, 0], 0), (["pow", 0, 0], 1))
    yield equation("a power with the exponent 0", (["pow", a, 0], a), (["pow", a, 0], 1))
    yield equation("the exponent 0", (["^", a, 0], 0), (["^", a, 0], 1))
    yield equation("a power with a number", (["pow", a, 3], square(a)), (["pow", a, 3], times(a, a, a)))
    yield equation("a power with a negative exponent", (["pow", a, -1], ["inv", a]), (["pow", a, minus(2, 1)], a))
    yield equation("a power of a power", (["pow", ["pow", a, n], 2], ["pow", a, plus(n, 2)]), (["pow", ["pow", a, n], 2], square(["pow", a, n])))
    yield equation(
        "a power of a sum",
        (["pow", plus(a, b), n], plus(["pow", a, n], ["pow", b, n])),
        (["pow", plus(a, b), 2], plus(square(a), times(2, a, b), square(b))),
    )
    yield equation(
        "powers of one base",
        (times(["pow", a, n], ["pow", a, k]), ["pow", a, times(n, k)]),
        (times(["pow", a, n], ["pow", a, n]), square(["pow", a, n])),
    )
    yield equation("a power of 1", (["pow", 1, n], n), (["pow", a, plus(n, k)], ["pow", a, plus(k, n)]))
    for exponent in (65, -1, True, "2", 2.0, "1/2", n):
        yield attack(f"a number to the exponent {exponent!r}", [], assume(">=", ["^", a, exponent]), assume(">=", ["^", a, 64]))
    squares = [[1, [], ["pow", a, n]]]
    odd = combine(["pow", a, n], ">=", squares=squares)
    yield attack("a power with an even exponent for any", [], odd, combine(square(["pow", a, n]), ">=", squares=squares))


def _vectors() -> Iterator[Attack]:
    twice = ["vectors", u, u]
    yield equation("inner products of other vectors", (inner(u, v), inner(u, u)), (inner(u, v), inner(v, u)))
    yield equation("a scaled vector in an inner product", (inner(twice, twice), times(2, inner(u, u))), (inner(twice, twice), times(4, inner(u, u))))
    squared = plus(inner(u, u), times(2, inner(u, v)), inner(v, v))
    apart = ["vectors", u, ["scaled", -1, v]]
    yield equation("the square of a difference", (inner(apart, apart), squared), (inner(["vectors", u, v], ["vectors", u, v]), squared))
    yield equation(
        "equality in Cauchy's inequality",
        (times(inner(u, u), inner(v, v)), square(inner(u, v))),
        (times(inner(twice, twice), inner(u, u)), square(inner(twice, u))),
    )
    yield equation(
        "coordinates at other places", (["coordinate", u, 1], ["coordinate", u, 2]), (["coordinate", twice, k], times(2, ["coordinate", u, k]))
    )
    yield equation("the vector 0", (inner(["vectors"], v), 1), (inner(["vectors"], v), 0))
    yield equation("a vector minus itself", (inner(["vectors", u, ["scaled", -1, v]], v), 0), (inner(["vectors", u, ["scaled", -1, u]], v), 0))
    yield equation("iterates of other sequences", (inner(x(k), u), inner(["iterate", "y", k], u)), (inner(x(plus(k, 1, -1)), u), inner(x(k), u)))
    yield equation("a point and an iterate of its name", (inner(x(0), u), inner(point("x"), u)), (inner(point("x"), u), inner(u, point("x"))))
    for draw in (["draw", u, plus(k, 1)], ["draw", v, k], ["gradient", u]):
        yield equation(
            f"a draw for {draw}", (inner(["draw", u, k], v), inner(draw, v)), (inner(["draw", u, k], v), inner(v, ["draw", ["vectors", u], k]))
        )


def _functions() -> Iterator[Attack]:
    both, zero = ["vectors", u, v], ["vectors"]
    yield equation("f is additive", (["f", both], plus(["f", u], ["f", v])), (["f", both], ["f", ["vectors", v, u]]))
    yield equation("f is homogeneous", (["f", ["scaled", 2, u]], times(2, ["f", u])), (["f", ["scaled", 2, u]], ["f", ["vectors", u, u]]))
    yield equation("f is 0 at 0", (["f", zero], 0), (["f", zero], ["f", ["vectors", u, ["scaled", -1, u]]]))
    yield equation(
        "gradients are additive",
        (inner(["gradient", both], u), plus(inner(["gradient", u], u), inner(["gradient", v], u))),
        (inner(["gradient", both], u), inner(u, ["gradient", ["vectors", v, u]])),
    )
    yield equation("f of other points", (["f", x(k)], ["f", x(plus(k, 1))]), (["f", x(plus(k, 1))], ["f", x(plus(1, k))]))
    yield equation("a root of a sum", (["sqrt", plus(a, b)], plus(["sqrt", a], ["sqrt", b])), (["sqrt", plus(a, b)], ["sqrt", plus(b, a)]))
    yield equation("a root of a product", (["sqrt", times(a, b)], times(["sqrt", a], ["sqrt", b])), (["sqrt", times(a, b)], ["sqrt", times(b, a)]))
    yield equation("the logarithm of a product", (["log", times(a, b)], plus(["log", a], ["log", b])), (["log", times(a, b)], ["log", times(b, a)]))
    yield equation("the logarithm of 1", (["log", 1], 1), (["log", minus(2, 1)], ["log", 1]))
    yield equation("the inverse of 2", (["inv", 2], 2), (["inv", plus(1, 1)], ["inv", 2]))
    yield equation("the inverse of a product", (["inv", times(a, b)], times(["inv", a], ["inv", b])), (["inv", times(a, b)], ["inv", times(b, a)]))
    yield equation("words with other names", (["word", "p", a], ["word", "q", a]), (["word", "p", plus(a, b)], ["word", "p", plus(b, a)]))
    yield equation("words of more", (["word", "p", a], ["word", "p", a, a]), (["word", "p"], ["word", "p"]))
    yield equation("words with their parts exchanged", (["word", "p", a, b], ["word", "p", b, a]), (["word", "p", a, b], ["word", "p", a, b]))
    yield equation(
        "a word of a point and of a number", (["word", "p", point("a")], ["word", "p", a]), (["word", "p", point("a")], ["word", "p", point("a")])
    )
    yield equation("a sequence and a free one", (["sequence", "w", k], w(k)), (w(plus(k, 1, -1)), w(k)))
    yield equation("a real and an integer of one name", (["real", "k"], k), (plus(k, ["real", "k"]), plus(["real", "k"], k)))
    yield equation(
        "least and greatest", (["least", "i", 1, n, w(i)], ["greatest", "i", 1, n, w(i)]), (["least", "i", 1, n, w(i)], ["least", "k", 1, n, w(k)])
    )
    yield equation(
        "the least of twice a number",
        (["least", "i", 1, n, times(-1, w(i))], times(-1, ["least", "i", 1, n, w(i)])),
        (["least", "i", 1, n, w(i)], ["least", "k", 1, n, w(k)]),
    )
    known = axiom("=", minus(a, b), "a = b")
    bad, good = equal(["f", ["scaled", a, u]], ["f", ["scaled", b, u]], equalities=[[1, 0]]), equal(a, b, equalities=[[1, 0]])
    yield attack("what is equal inside of f by multiples", [use("a = b")], bad, good, [known])
