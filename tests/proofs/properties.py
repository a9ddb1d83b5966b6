"""Proposition 1, Appendix A and the temporal versions as properties that Hypothesis can try.

Values are mpmath's, at higher and higher precision until two agree, at states that reach every
corner of the domain. A property takes the function that it tests, so that a wrong one can be tried.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from mpmath import exp, log, mp, mpf
from sympy import Rational, S, lambdify

from derive import equation
from derive import symbols as sym
from derive.emission import monotonicity as a

PRECISIONS = (400, 800, 1600, 3200)
"""In digits. exp(-2 Gamma t) reaches 1e-782: 50 and 100 digits agree on a sum that has lost it."""
DIGITS = 12
"""How many digits two precisions must agree on."""
FAST = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # a failing state is corner enough; shrinking is slow
)
FAR = mpf(64)
"""Where exp(-v) is too small to count."""
DEEP = settings(max_examples=1000, deadline=None, print_blob=True)
PROFILES = {
    "fast": FAST,
    "fast integrals": settings(FAST, max_examples=10),
    "deep": DEEP,
    "deep integrals": settings(DEEP, max_examples=200),
}
for _name, _own in PROFILES.items():
    settings.register_profile(_name, _own)


def tried(profile, strategy, holds):
    """Try a property at what a strategy draws, as often as the profile says."""
    settings.get_profile(profile)(given(strategy)(holds))()


# Points: exact, so that a higher precision knows them better.


@dataclass(frozen=True)
class Point:
    """An atom with c = share * c_max, a window, an s of (A2), and a number of bins."""

    rho11: Rational
    share: Rational
    gamma_t: Rational
    s: Rational = S.One
    n: int = 1


def tiny(least, most=1):
    """10**-j."""
    return st.integers(most, least).map(lambda j: Rational(1, 10**j))


def grid():
    """j/1000, ends excluded."""
    return st.integers(1, 999).map(lambda j: Rational(j, 1000))


def shares():
    """Numbers from 0 to 1 that crowd at both ends, the ends included."""
    return st.one_of(
        st.sampled_from([S.Zero, S.One]), tiny(25), tiny(25).map(lambda e: 1 - e), grid()
    )


def populations():
    """0 < rho11 < 1, near 0, 1/2 and 1."""
    around_half = st.tuples(st.sampled_from([-1, 1]), tiny(25)).map(lambda x: S.Half + x[0] * x[1])
    near_one = tiny(25).map(lambda e: 1 - e)
    return st.one_of(st.just(S.Half), tiny(25), around_half, near_one, grid())


def windows():
    """Gamma t from 1e-15 to 1e3."""
    return st.tuples(st.integers(1, 9), st.integers(-15, 2)).map(
        lambda x: x[0] * Rational(10) ** x[1]
    )


def bins():
    """1 <= n <= 10**6."""
    return st.one_of(st.integers(1, 12), st.integers(1, 6).map(lambda j: 10**j))


def points():
    """Any point."""
    return st.builds(Point, populations(), shares(), windows(), shares(), bins())


def pairs():
    """A state and a larger share of coherence."""
    return st.tuples(points(), shares()).filter(lambda x: x[0].share != x[1])


# Values.


def eta(x):
    """-x log2 x; an argument that is 0 but for rounding counts as 0."""
    assert x > -(mpf(10) ** (10 - mp.dps)), x
    return -x * log(x, 2) if x > 0 else mpf(0)


@cache
def compiled(expression):
    """A derived expression as a function of rho11, c, Gamma t, s and n at mpmath's precision."""
    names = (sym.rho11, sym.c, sym.t, sym.s, sym.n)
    functions = {"eta": eta, "log2": lambda x: log(x, 2)}
    one_rate = expression.subs({sym.rho00: 1 - sym.rho11, sym.Gamma: 1})
    return lambdify(names, one_rate.doit(), [functions, "mpmath"])


def number(exact):
    """A rational at the working precision."""
    return mpf(int(exact.p)) / int(exact.q)


def coherence(point, share):
    """share * sqrt(rho00 rho11)."""
    return number(share) * mp.sqrt(number(point.rho11 * (1 - point.rho11)))


def at(expression, point, c=None):
    """The expression at a point, at the working precision."""
    c = coherence(point, point.share) if c is None else c
    rest = number(point.gamma_t), number(point.s), mpf(point.n)
    return mp.re(compiled(expression)(number(point.rho11), c, *rest))


def settled(compute):
    """The value on which two precisions agree; 0 if it vanishes with the precision.

    Where a precision rounds a denominator to zero it has no say.
    """
    before = None
    for digits in PRECISIONS:
        with mp.workdps(digits), suppress(ZeroDivisionError):
            value = compute()
            if before is not None and abs(value - before) <= abs(value) * mpf(10) ** -DIGITS:
                return value
            before = value
    assert before is not None and abs(before) < mpf(10) ** (100 - PRECISIONS[-1]), before
    return mpf(0)


def agree(left, right, digits=DIGITS - 2):
    """Two settled values, equal to this many digits."""
    return abs(left - right) <= max(abs(left), abs(right)) * mpf(10) ** -digits


# Properties.


def gap(randomness, point, more):
    """R(c2) - R(c1) for the larger and the smaller of two shares."""
    low, high = sorted((point.share, more))

    def difference():
        ends = (coherence(point, share) for share in (high, low))
        above, below = (at(randomness, point, c) for c in ends)
        return above - below

    return settled(difference)


def grows_with_coherence(randomness, point, more):
    """Proposition 1, strict."""
    assert gap(randomness, point, more) > 0


def grows_by_its_slope(randomness, slope, point, more):
    """R(c2) - R(c1) is the integral of dR/dc; over v, c = c_max (1 - exp(-v))."""
    low, high = sorted((point.share, more))
    assume(high - low > Rational(1, 10**6))  # else the property before has more to say

    def over_share(v):
        c = -coherence(point, S.One) * mp.expm1(-v)
        return at(slope, point, c) * coherence(point, S.One) * exp(-v)

    with mp.workdps(100):
        start, end = -mp.log1p(-number(low)), -mp.log1p(-number(high)) if high < 1 else FAR
        assert agree(gap(randomness, point, more), integral(over_share, start, end), digits=8)


def integral(function, start, end):
    """A smooth function integrated piece by piece, to more than 8 digits."""
    pieces = max(1, int(mp.ceil((end - start) / 8)))
    return mp.quad(
        function, mp.linspace(start, end, pieces + 1), method="gauss-legendre", maxdegree=4
    )


def appendix_lines_hold(point):
    """Every intermediate line of Appendix A, where the state is mixed and has coherence."""
    assume(0 < point.share < 1)
    value = {name: settled(lambda e=e: at(e, point)) for name, e in appendix().items()}
    assert value["slope"] > 0
    assert agree(value["slope"], value["artanh"])
    assert agree(value["bracket"] * value["denominators"], value["J"])
    assert value["J"] >= 0 and value["E"] >= 0 and value["bracket"] >= 0
    assert agree(value["E"], value["E factored"]) and agree(value["J"], value["J combined"])
    assert value["F - alpha"] > 0
    assert value["1 - Delta**2 s**2"] > 0 and value["1 - (Delta'/F)**2 s**2"] > 0
    assert value["[c**2] E"] < 0


def slope_is_its_integral(point):
    """(A3), with the integrand's sharp end at s = 1 stretched by s = 1 - exp(-u)."""
    assume(0 < point.share < 1)
    integrand = appendix()["bracket"]
    with mp.workdps(100):
        compute, c = compiled(integrand), coherence(point, point.share)
        state = number(point.rho11), c, number(point.gamma_t)
        over_u = lambda u: compute(*state, -mp.expm1(-u), mpf(1)) * exp(-u)  # noqa: E731
        expected = 4 * c / mp.ln2 * integral(over_u, mpf(0), 3 * FAR)
        assert agree(settled(lambda: at(appendix()["slope"], point)), expected, digits=8)


def temporal_randomness_grows(point, more):
    """R_n grows with coherence as R_1 does, exceeds its bound and is at most log2(n + 1)."""
    temporal = equation("text:structure").rhs
    difference = gap(temporal, point, more)
    assert difference > 0 and agree(difference, gap(equation("17").rhs, point, more))
    bits = settled(lambda: at(temporal, point))
    bound = settled(lambda: at(equation("28").rhs, point))
    excess = settled(lambda: at(temporal - equation("28").rhs, point))
    assert bound > 0 and bits <= log(point.n + 1, 2)
    assert (excess > 0) if point.share else (excess == 0)


def more_bins_give_more_bits(bound, point):
    """bound(n + 1) > bound(n)."""
    next_one = bound.subs(sym.n, sym.n + 1)
    assert settled(lambda: at(next_one - bound, point)) > 0


def closed_form_is_the_sum(point):
    """R_n with the sum over the bins of (25), against the closed form."""
    assume(point.n <= 12)
    as_sum = equation("25").rhs.subs(sym.n, point.n)
    closed = settled(lambda: at(equation("text:structure").rhs, point))
    assert agree(settled(lambda: at(as_sum, point)), closed)


@cache
def appendix():
    """The lines of Appendix A by name, from what is derived."""
    names = {"1 - Delta**2 s**2": sym.Delta, "1 - (Delta'/F)**2 s**2": sym.Delta_prime / sym.F}
    denominators = {n: a.written_out(1 / a.artanh_integrand(y)) for n, y in names.items()}
    product = S.One
    for denominator in denominators.values():
        product *= denominator
    return denominators | {
        "slope": equation("A1").part("1"),
        "artanh": equation("A1").part("2"),
        "bracket": a.written_out(a.bracket()),
        "denominators": product,
        "J": equation("A4").rhs,
        "J combined": equation("text:J-nonnegative").rhs,
        "E": a.written_out((sym.F**2 * a.bracket_numerator()).subs(sym.s, 1)),
        "E factored": equation("A5").rhs,
        "F - alpha": a.F() - sym.alpha,
        "[c**2] E": equation("text:c2-coefficient").rhs,
    }
