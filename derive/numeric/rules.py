"""First-order errors: what each operation loses by rounding, and makes of errors in its arguments.

A number is a float v with `off` and `relative`: the exact value is at most off + relative*abs(v)
away. `relative` is known before any point is; `off` is a float of each point. Each rule here gives
both for a result. A lower bound is then v - off - relative*v, where that is small against v; all
else is left to :mod:`derive.numeric.running_error`.

Proof. Let u = 2**-53; `U` is a little more. The claim is that v is at most (off + relative*abs(v))
times (1 + 2**-18)**d away from the exact value after d operations; `FACTOR` exceeds that for `MOST`
of them, as :mod:`derive.numeric.first_order` says. One operation: the steps round fewer than 16
times, terms >= 0 only, and lose less than 2**-48 by that; relative errors stay below 2**-40; what
else is not of first order is below 2**-19 of the rest, as an error `off` above 2**-20, relative for
a divisor or the argument of a logarithm, absolute for an exponent, is not `sure`, and the bound is
not used then.

- Sum, product, quotient, root, fma: what rounding loses, at most u*abs(v), or u times the binade
  of v, the largest power of 2 up to abs(v), or just that: it is a float for a sum, a product and,
  as what is left of the dividend or of the radicand, for the other two. A sum that is subnormal
  loses nothing. And what the arguments' errors contribute: a + b, abs(a) b + abs(b) a + a b,
  (a + abs(a/b) b)/abs(b), a/(sqrt(a) + sqrt(exact)). Of products and quotients relative errors add,
  a root halves them; where a sum takes them, they are multiplied by the size, but for the smallest
  where all terms have one sign.
- exp, log: the derivative at the argument. expm1 does not enlarge relative errors of a <= 0: abs(a)
  exp(a)/(1 - exp(a)) <= 1. `log_ratio`: see `IN_C` and `IN_NUMPY` there.
- Their own errors, by :class:`Losses`.
- Instead of a division by a root, or by an argument of `log_ratio`, an error is multiplied by a
  float that is at least the inverse, of a normal number up to 2**900. For 0 that float is above
  2**1022, and times an error of `TINY` or more exceeds the root of that. It never is -0: that
  counts as 0 as an argument, and of numbers without that sign C makes none that is known not to be
  negative, as a sum of both zeros is 0; NumPy's `maximum` might, and the inverse there is of abs.
- `max` loses no more than the argument that loses most; max(a, 0) loses nothing where a is surely
  negative. `min`, of which more is asked where one argument is small, takes the side that the
  floats choose; where the errors leave that open, the sum of both covers it. Or else, in `max` and
  `min`, each side counts with what its error exceeds its distance from the result by, but for a
  hundredth of that, and the larger of both covers it. `pick` takes the side that the floats
  choose, and is not sure where the error of the test leaves that open. A relative error leaves no
  sign open.
- Spans: a product, a quotient or a power of two such numbers lies between the powers of 2 said; a
  sum of one sign is 0 or at least the smaller one; any sum is a multiple of the last digit of the
  smaller one, hence 0 or at least 2**-53 of that. They start from :data:`REGION`, in which all
  arguments lie, or the bound is not used. What rounding loses is 0 or at least 2**-106 of such a
  number, and so is every error: none underflows while a result is at least as large as `NORMAL`
  says. Below that, and for what is left of a dividend or a radicand, `TINY` is added, more than
  underflow loses. Divisors and arguments of logarithms that may be infinite are not sure.
- NaN: no argument in the region is one; an operation of C that chooses (`max`, `min`) gives NaN if
  one of its arguments is one, as those of NumPy do, or if the second is infinite; `sure` is written
  so that it fails, and a bound needs comparisons that hold.

The last rounding, v - off as one float, takes u*v at most.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from derive.numeric.expanded import Rule, Span
from derive.numeric.program import program

U, TINY, SMALLEST = 2.0**-53 * (1 + 2.0**-20), 2.0**-1000, 2.2250738585072014e-308
FEW = 2.0**-20
SCALED = "most = abs(a) + a_off\noff = mad(most, b_off, abs(b)*a_off)"
"""The error of a product, but for what rounding loses."""
REGION: Span = (-64, 1100)
"""Powers of 2 between which an argument lies that is not 0, unless its range ends before."""
NORMAL: Span = (-900, 900)
"""Those between which the parts of products are normal numbers too."""
Relative: TypeAlias = Callable[..., float]
Spanned: TypeAlias = Callable[..., Span]


@dataclass(frozen=True)
class Losses:
    """What the operations of a target lose, relative to the result in units of 2**-53.

    `ratio` are the steps for the error of `log_ratio`, and `of_ratio` is what it makes of relative
    errors of a, b and a - b where there are no others, with steps for what adds to that. Steps for
    `add` give its error, those for `fma` add to it, those for `div` may define its value, and the
    size of 1/b. `at_once` says that sums, products, quotients and roots are taken to lose one unit,
    whatever they lose, and `region` between which powers of 2 an argument lies.
    """

    exp: float
    expm1: float
    expm1_above: float
    log: float
    log1p: float
    log_ratio: float
    exact_ratio: str
    ratio: str
    fma: float
    fma_more: str
    add: str
    mul: str
    div: str
    sqrt: str
    at_once: bool = False
    region: Span = REGION


@cache
def rules(own: Losses) -> Mapping[str, Rule]:
    """The rules of a target; those of operations that are not here follow from these."""
    return {
        **_choices(),
        **_sums_and_products(own),
        **_exponentials(own),
        **_logarithms(own),
        **(_at_once() if own.at_once else {}),
    }


def _rule(arguments: str, relative: Relative, span: Spanned, text: str, **more: Any) -> Rule:
    names, lines = tuple(arguments.split()), text.strip().splitlines()
    parts = [f"{name}{part}" for name in names for part in ("", "_off", "_all", "_relative")]
    defined = [line.partition("=")[0].strip() for line in lines]
    outputs = [name for name in defined if name in ("v", "off") or name.startswith("sure")]
    given = parts if "v" in defined else [*parts, "v"]
    return Rule(names, relative, span, program(given, text, outputs), **more)


def _none(*_: float) -> float:
    return 0.0


def _units(own: float) -> Relative:
    return lambda *_: own * U


def _either(*spans: Span) -> Span:
    return min(low for low, _ in spans), max(high for _, high in spans)


def _least(a: Span, b: Span) -> Span:
    return min(a[0], b[0]), min(a[1], b[1])


def _sum(a: Span, b: Span) -> Span:
    low, high = _either(a, b)
    return low, high + 1


def _difference(a: Span, b: Span) -> Span:
    low, high = _sum(a, b)
    return low - 53, high


def _product(a: Span, b: Span) -> Span:
    return a[0] + b[0], a[1] + b[1]


def _quotient(a: Span, b: Span) -> Span:
    return a[0] - b[1], a[1] - b[0]


def _fused(a: Span, b: Span, c: Span) -> Span:
    low, high = _product(a, b)
    return _difference((low - 53, high), c)


def _choices() -> Mapping[str, Rule]:
    """What takes one of its arguments."""

    def first_where(test: str) -> str:
        side = f"pick({test}, a_all, b_all)"
        return f"both = a_all + b_all\noff = pick(abs(a - b) - 2*both, {side}, both)"

    return {
        "max": _rule("a b", _none, _either, "off = max(a_all, b_all)"),
        "max zero": _rule("a b", max, _either, "off = pick(mad(2, a_off, a), a_off, 0)"),
        "min": _rule("a b", _none, _either, first_where("b - a")),
        "capped": _rule("a b", _none, _least, first_where("b - a")),
        "pick": _rule(
            "test a b", _none, lambda _, a, b: _either(a, b),
            "off = pick(test, a_all, b_all)\nsure = abs(test) - 2*test_off",
        ),
        "positive": _rule("a", float, _either, f"off = a_off\nsure = a - {SMALLEST!r}"),
    }  # fmt: skip


def _sums_and_products(own: Losses) -> Mapping[str, Rule]:
    product = f"{own.mul}\nmost = abs(a) + a_off\noff = mad(most, b_off, mad(abs(b), a_off, lost))"
    fused = f"off = mad(abs(a) + a_all, b_all, mad(abs(b), a_all, c_all)){own.fma_more}"
    quotient = f"""
        {own.div}
        off = mad(abs(v), b_off, a_off + (lost + {TINY!r}))*one_over
        sure = {FEW!r}*abs(b) - b_off
    """
    root = f"""
        {own.sqrt}
        all = a_off + (lost + {TINY!r})
        off = pick(a - {1 / FEW!r}*a_off, 0.5*all, all + a_relative*a)*inverse_above(v)
    """

    def added(a: float, b: float) -> float:
        return a + b

    return {
        "add": _rule("a b", _none, _sum, own.add),
        "add apart": _rule("a b", _none, _difference, own.add),
        "mul": _rule("a b", added, _product, product, under=True),
        "scaled": _rule("a b", added, _product, SCALED, under=True),
        "fma": _rule("a b c", _units(own.fma), _fused, fused, under=True),
        "div": _rule("a b", added, _quotient, quotient, finite=("b",), under=True),
        "sqrt": _rule("a", lambda a: a / 2, lambda a: (a[0] / 2, a[1] / 2), root),
    }


def _at_once() -> Mapping[str, Rule]:
    """The same where what rounding loses costs no step."""
    quotient = f"off = mad(abs(v), b_off, a_off)/abs(b)\nsure = {FEW!r}*abs(b) - b_off"
    root = f"off = 0.5*a_off/v\nsure = {FEW!r}*a - a_off"
    larger = "off = nonnegative(max(a_off - 0.99*(v - a), b_off - 0.99*(v - b)))"
    smaller = "off = nonnegative(max(a_off - 0.99*(a - v), b_off - 0.99*(b - v)))"
    both = "a", "b"

    def added(a: float, b: float) -> float:
        return a + b + U

    return {
        "add": _rule("a b", lambda *a: max(a) + U, _sum, "off = a_off + b_off", level=both),
        "add apart": _rule("a b", _units(1), _difference, "off = a_all + b_all"),
        "mul": _rule("a b", added, _product, SCALED, under=True),
        "div": _rule("a b", added, _quotient, quotient, finite=("b",), under=True),
        "sqrt": _rule("a", lambda a: a / 2 + U, lambda a: (a[0] / 2, a[1] / 2), root),
        "max": _rule("a b", max, _either, larger, level=both),
        "max zero": _rule("a b", max, _either, "off = nonnegative(a_off - 0.99*(v - a))"),
        "min": _rule("a b", max, _either, smaller, level=both),
        "capped": _rule("a b", max, _least, smaller, level=both),
        "pick": _rule(
            "test a b", lambda _, a, b: max(a, b), lambda _, a, b: _either(a, b),
            "off = pick(test, a_off, b_off)\nsure = abs(test) - 2*test_off", level=both,
        ),
    }  # fmt: skip


def _exponentials(own: Losses) -> Mapping[str, Rule]:
    exact, most = f"off = v*a_all\nsure = {FEW!r} - a_all", "\nsure_too = 600 - a"
    above = f"off = (1 + v)*a_all\nsure = {FEW!r} - a_all{most}"
    below = f"off = (1 + v)*a_off\nsure = {FEW!r} - a_off"

    def grown(a: Span) -> Span:
        most = 1.45 * 2.0 ** min(a[1], 100) + 1
        return -most, most

    def shrunk(a: Span) -> Span:
        return grown(a)[0], 0

    return {
        "exp": _rule("a", _units(own.exp), grown, exact + most, under=True),
        "exp below": _rule("a", _units(own.exp), shrunk, exact, under=True),
        "expm1": _rule("a", _units(own.expm1_above), lambda a: (a[0] - 1, grown(a)[1]), above),
        "expm1 below": _rule(
            "a", lambda a: own.expm1 * U + a, lambda a: (min(a[0], 0) - 1, 0), below
        ),
    }


def _logarithms(own: Losses) -> Mapping[str, Rule]:
    log = f"""
        off = a_off/a + a_relative
        sure = {FEW!r}*a - (a_off + {SMALLEST!r})
    """
    log1p = f"""
        one = 1 + a
        off = a_all/one
        sure = {FEW!r}*one - a_all
    """
    exact = f"size = abs(v)\n{own.exact_ratio}\nsure = min(a, b) - {SMALLEST!r}"
    ratio = f"""
        size = abs(v)
        {own.ratio}
    """
    both: Mapping[str, Any] = {"finite": ("a", "b")}

    def near(a: Span, b: Span, d: Span) -> Span:
        return d[0] - max(a[1], b[1]) - 1, 11

    return {
        "log": _rule("a", _units(own.log), lambda _: (-53, 10), log, finite=("a",)),
        "log1p": _rule("a", _units(own.log1p), lambda a: (a[0] - 1, 10), log1p),
        "log_ratio": _rule("a b d", _units(own.log_ratio), near, ratio, **both),
        "log_ratio exact": _rule("a b d", _units(own.log_ratio), near, exact, **both),
    }


_ARITHMETIC = {"add", "sub", "mul", "div", "neg", "abs", "fma", "remainder"}
_FUNCTIONS = {"sqrt", "exp", "expm1", "log", "log1p", "log_ratio", "artanh_excess"}
_CHOICES = {"max", "min", "pick", "positive", "nonnegative", "capped"}
OPERATIONS = frozenset(_ARITHMETIC | _FUNCTIONS | _CHOICES)
"""Those of the programs that have an error, or are made of those."""
