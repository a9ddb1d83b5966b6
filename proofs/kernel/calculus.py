"""Trusted rules of analysis: the lemmas that are taken for true, and rules about real variables.

* `congruence`: a == b gives f(a) == f(b), also for opaque functions.
* `mean-value`: an f that is defined on [a, b] (hence continuous there, being composed of continuous
  functions) with f' > 0 on (a, b) has f(b) > f(a); likewise >=, and then b = a is allowed too. The
  integral of a positive g is positive by the same lemma, applied to an antiderivative of g.
* `integral`: g and G defined on [a, b] (hence continuous there) with G' = g on (a, b) give
  Integral(g, (s, a, b)) = G(b) - G(a), the fundamental theorem.
* `substitute`: the integral in a new variable, a function of the old one that stays between its
  values at the ends.
* `spectrum`: the roots of the characteristic polynomial of a Hermitian matrix give its entropy.
* `ball`: the sign of a constant, from a ball around it that excludes zero.
* `cyclotomic`, `turns`: exp(2 pi I/n) is a root of the cyclotomic polynomial; whole turns are 1.
* `opaque`: the sign that the statement gives to all values of an opaque function.
"""

import ast
import functools
from collections.abc import Mapping
from dataclasses import replace

from flint import fmpz_poly

from proofs.kernel.checker import Checker, Json, rule
from proofs.kernel.constants import enclosure
from proofs.kernel.element import Element, require
from proofs.kernel.field import Field
from proofs.kernel.reader import RESERVED, parse, unknown
from proofs.kernel.scope import Fact, Limits, Matrix, Scope

LEMMAS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "sqrt": (("u >= 0",), "sqrt(u) >= 0"),
    "sqrt-positive": (("u > 0",), "sqrt(u) > 0"),
    "root": (("q >= 0",), "sqrt(q**2) == q"),
    "exp": ((), "exp(u) > 0"),
    "exp-order": (("b > a",), "exp(b) > exp(a)"),
    "exp-order-weak": (("b >= a",), "exp(b) >= exp(a)"),
    "exp-sum": ((), "exp(a + b) == exp(a)*exp(b)"),
    "log-order": (("a > 0", "b > a"), "log(b) > log(a)"),
    "log-order-weak": (("a > 0", "b >= a"), "log(b) >= log(a)"),
    "log-product": (("a > 0", "b > 0"), "log(a*b) == log(a) + log(b)"),
    "log-exp": (("u == conj(u)",), "log(exp(u)) == u"),
    "exp-log": (("u > 0",), "exp(log(u)) == u"),
    "eta-log": (("u > 0",), "eta(u) == -u*log2(u)"),
    "eta-product": (("a >= 0", "b >= 0"), "eta(a*b) == a*eta(b) + b*eta(a)"),
    "eta-sign": (("u >= 0", "u <= 1"), "eta(u) >= 0"),
    "eta-positive": (("u > 0", "u < 1"), "eta(u) > 0"),
    "eta-pair": (("u >= 0", "u <= 1"), "eta(u) + eta(1 - u) <= 1"),
    "part-turn": (("u > 0", "u < 1"), "2 - exp(2*I*pi*u) - exp(-2*I*pi*u) > 0"),
    "quarter-turn": ((), "exp(I*pi/2) == I"),
    "atan-one": ((), "atan(1) == pi/4"),
    "atan-symmetry": ((), "atan(-u) == -atan(u)"),
    "atan-inverse": (("u > 0",), "atan(u) + atan(1/u) == pi/2"),
    "atan-sum": (("a*b < 1",), "atan(a) + atan(b) == atan((a + b)/(1 - a*b))"),
    "power-next": (("n >= 0",), "power(u, n + 1) == u*power(u, n)"),
    "power-sum": (("m >= 0", "n >= 0"), "power(u, m + n) == power(u, m)*power(u, n)"),
    "power-product": (("n >= 0",), "power(a*b, n) == power(a, n)*power(b, n)"),
    "power-power": (("m >= 0", "n >= 0"), "power(power(u, m), n) == power(u, m*n)"),
    "power-inverse": (("u*conj(u) > 0",), "power(u, -n)*power(u, n) == 1"),
    "power-exp": ((), "power(exp(u), n) == exp(n*u)"),
    "power-log": (("u > 0",), "power(u, n) == exp(n*log(u))"),
    "power-zero": (("n > 0",), "power(0, n) == 0"),
    "power-turn": ((), "power(-1, n) == exp(I*pi*n)"),
    "power-sign": (("u >= 0", "n >= 0"), "power(u, n) >= 0"),
    "power-same": (("a == b", "n >= 0"), "power(a, n) == power(b, n)"),
    "Phi-symmetry": ((), "Phi(-u) == 1 - Phi(u)"),
    "Phi-positive": ((), "Phi(u) > 0"),
    "Phi-order": (("b > a",), "Phi(b) > Phi(a)"),
}
"""Conditions and conclusion, in free variables. `eta` is in bits, with eta(0) = 0; it is continuous
there because |u log u| <= 2 sqrt(u) on (0, 1]. Exponents of `power` are whole numbers, or no
formula can be read. Phi is the normal distribution function."""
MAX_ORDER = 60
MAX_ROWS = 6


@rule("lemma", name="text", **{"with": "table"})
def lemma(checker: Checker, step: Json, scope: Scope) -> Fact:
    """An instance of one of :data:`LEMMAS`, whose conditions are facts."""
    require(step["name"] in LEMMAS, f"there is no lemma {step['name']!r}")
    conditions, conclusion = LEMMAS[step["name"]]
    wanted = variables(step["name"])
    require({*step["with"]} == wanted, f"{step['name']} is about {sorted(wanted)}")
    env = {name: checker.value(text, scope) for name, text in step["with"].items()}
    for condition in conditions:
        fact = checker.claim(condition, scope, env)
        checker.need(fact.value, fact.relation, scope, f"({condition})")
    return checker.claim(conclusion, replace(scope, trusting=True), env)


@functools.cache
def variables(name: str) -> frozenset[str]:
    """The free variables of a lemma: the names in it that have no meaning of their own."""
    conditions, conclusion = LEMMAS[name]
    free = (unknown(parse(text), RESERVED) for text in (*conditions, conclusion))
    return frozenset[str]().union(*free)


@rule("congruence", function="text", a="text", b="text")
def congruence(checker: Checker, step: Json, scope: Scope) -> Fact:
    """f(a) = f(b), where f(a) is defined."""
    a, b = (checker.value(step[key], scope) for key in ("a", "b"))
    checker.need(a - b, "==", scope, f"{step['a']} - {step['b']}")
    left = checker.call(step["function"], [a], scope)
    return Fact(left - checker.call(step["function"], [b], replace(scope, trusting=True)), "==")


@rule(
    "mean-value",
    **dict.fromkeys(("function", "variable", "from", "to"), "text"),
    closed="steps",
    open="steps",
)
def mean_value(checker: Checker, step: Json, scope: Scope) -> Fact:
    """f(b) - f(a) has the sign of f' on (a, b); for b = a it is 0."""
    variable, function = step["variable"], step["function"]
    a, b = checker.value(step["from"], scope), checker.value(step["to"], scope)
    apart = checker.holds(b - a, ">", scope)
    checker.need(b - a, ">" if apart else ">=", scope, f"{step['to']} - {step['from']}")
    slope = slope_sign(checker, step, checker.bind(variable, scope), a, b)
    low, high = (checker.value(function, scope, {variable: end}) for end in (a, b))
    return checker.fact(high - low, slope if apart else ">=")


def slope_sign(checker: Checker, step: Json, inside: Scope, a: Element, b: Element) -> str:
    """The sign of f' between a and b, once the blocks have shown f defined and f' signed."""
    checker.between(step["variable"], inside, (a, b), ">=")
    if step["closed"]:
        checker.run(step["closed"], inside)
    function = checker.value(step["function"], inside)
    checker.between(step["variable"], inside, (a, b), ">")
    sign = checker.run(step["open"], inside)
    slope = checker.slope(function, step["variable"], inside)
    checker.same_fact(sign, Fact(slope, sign.relation))
    return sign.relation


INTEGRAL = ("variable", "lower", "upper", "integrand", "antiderivative")


@rule("integral", **dict.fromkeys(INTEGRAL, "text"), open="steps")
def integral(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Integral(G', (s, a, b)) = G(b) - G(a)."""
    name, integrand, g = step["variable"], step["integrand"], step["antiderivative"]
    low, high = (checker.value(step[end], scope) for end in ("lower", "upper"))
    limits = Limits("Integral", name, low, high)
    inside = checker.inside(limits, scope)
    term, function = (checker.value(text, inside) for text in (integrand, g))
    if checker.is_ordered(limits, scope):
        checker.between(name, inside, checker.ordered(limits, scope), ">")
    if step["open"]:
        checker.run(step["open"], inside)
    slope = checker.slope(function, name, inside)
    checker.need(term - slope, "==", inside, "integrand - slope")
    below, above = (checker.value(g, scope, {name: end}) for end in (low, high))
    whole = checker.whole_of(limits, checker.tree(integrand), {}, scope)
    return Fact(whole - (above - below), "==")


NEW_VARIABLE = ("variable", "lower", "upper", "by", "to", "integrand")


@rule("substitute", **dict.fromkeys(NEW_VARIABLE, "text"))
def substitute(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Integral(f(u(s)) u'(s), (s, a, b)) = Integral(f, (u, u(a), u(b))), f defined there."""
    name, by = step["variable"], step["by"]
    low, high = (checker.value(step[end], scope) for end in ("lower", "upper"))
    inside = checker.inside(Limits("Integral", name, low, high), scope)
    u = checker.value(by, inside)
    ends = (checker.value(by, scope, {name: end}) for end in (low, high))
    image = Limits("Integral", step["to"], *ends)
    least, most = checker.ordered(image, scope)
    checker.need(u - least, ">=", inside, "new variable - its least value")
    checker.need(most - u, ">=", inside, "largest value - new variable")
    new = checker.whole_of(image, checker.tree(step["integrand"]), {}, scope)
    f = checker.value(step["integrand"], checker.inside(image, scope))
    moved = checker.field.put(f, step["to"], u) * checker.slope(u, name, inside)
    return Fact(checker.field.whole("Integral", moved, name, low, high) - new, "==")


# Spectra, constants, and opaque functions.


@rule("spectrum", matrix="text", eigenvalues="texts")
def spectrum(checker: Checker, step: Json, scope: Scope) -> Fact:
    """S(M) is the sum of eta of the roots of det(x - M); it is known from here on."""
    rows = checker.tree(step["matrix"])
    matrix = checker.matrix(rows.elts if isinstance(rows, ast.List) else [], {}, scope)
    roots = [checker.value(text, scope) for text in step["eigenvalues"]]
    check_spectrum(checker.field, matrix, roots)
    entropy = checker.field.number(0)
    for root in roots:
        entropy += checker.call("eta", [root], scope)
    scope.spectra.append((matrix, entropy))
    return Fact(checker.field.number(0), "==")


def check_spectrum(field: Field, matrix: Matrix, roots: list[Element]) -> None:
    """Refuse unless the matrix is Hermitian and det(x - M) is the product of all x - root."""
    size = len(matrix)
    require(size <= MAX_ROWS, f"a matrix of more than {MAX_ROWS} rows")
    require(len(roots) == size, f"{len(roots)} eigenvalues for {size} rows")
    for i in range(size):
        for j in range(i + 1):
            same = field.equal(matrix[i][j], field.conjugate(matrix[j][i]))
            require(same, "S of a matrix that is not Hermitian")
    x, zero, product = field.generator("symbol", "#0"), field.number(0), field.number(1)
    shifted = [[(x if i == j else zero) - matrix[i][j] for j in range(size)] for i in range(size)]
    for root in roots:
        product *= x - root
    same = field.equal(determinant(field, shifted), product)
    require(same, "not the roots of the characteristic polynomial")


def determinant(field: Field, rows: list[list[Element]]) -> Element:
    """Laplace's expansion along the first row."""
    field.watch()
    if not rows:
        return field.number(1)
    total = field.number(0)
    for column, entry in enumerate(rows[0]):
        if not entry.num.is_zero():
            minor = determinant(field, [row[:column] + row[column + 1 :] for row in rows[1:]])
            total += (-entry if column % 2 else entry) * minor
    return total


@rule("ball", of="text")
def ball(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A constant that a ball shows to be positive."""
    value = checker.value(step["of"], scope)
    require(bool(enclosure(checker.field, value).real > 0), "the ball does not say > 0")
    return checker.fact(value, ">")


@rule("cyclotomic", order="text")
def cyclotomic(checker: Checker, step: Json, scope: Scope) -> Fact:
    """The cyclotomic polynomial of order n is zero at exp(2 pi I/n)."""
    require(step["order"].isdecimal() and 0 < int(step["order"]) <= MAX_ORDER, "no order")
    order = int(step["order"])
    root, total = checker.value(f"exp(2*I*pi/{order})", scope), checker.field.number(0)
    for power, coefficient in enumerate(fmpz_poly.cyclotomic(order).coeffs()):
        total += checker.field.number(int(coefficient)) * checker.field.power(root, power)
    return Fact(total, "==")


@rule("turns", number="text")
def turns(checker: Checker, step: Json, scope: Scope) -> Fact:
    """exp(2 pi I k) = 1 for a whole number k."""
    number = checker.value(step["number"], scope)
    require(checker.is_whole(scope)(number), f"{step['number']} is no whole number")
    angle = checker.value("2*I*pi", scope) * number
    return Fact(checker.field.generator("exp", angle) - checker.field.number(1), "==")


@rule("opaque", function="text", at="text")
def opaque(checker: Checker, step: Json, scope: Scope) -> Fact:
    """f(u) > 0 or >= 0, as the statement says of all values of f."""
    sign = checker.functions.get(step["function"], "real")
    require(sign != "real", f"nothing is said of the sign of {step['function']!r}")
    value = checker.call(step["function"], [checker.value(step["at"], scope)], scope)
    return checker.fact(value, sign)
