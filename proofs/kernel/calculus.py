"""Trusted rules of analysis: the lemmas that are taken for true, and rules about a bound variable.

* `mean-value`: an f that is defined on [a, b] (hence continuous there, being composed of continuous
  functions) with f' > 0 on (a, b) has f(b) > f(a); likewise >=, and then b = a is allowed too. The
  integral of a positive g is positive by the same lemma, applied to an antiderivative of g.
* `range`: a block of steps about k = 1..n, or s in [0, 1], whose facts stay known under every Sum
  or Integral over that range; the claim E == E says that E is defined.
* `integral`: G' = g on [0, 1], with g defined there (hence continuous), gives
  Integral(g, (s, 0, 1)) = G(1) - G(0), the fundamental theorem.
* `telescope`: f(k) = G(k) - G(k-1) for k = 1..n gives Sum(f(k), (k, 1, n)) = G(n) - G(0).
* `termwise`: a f(k) + b g(k) >= 0 for k = 1..n, with a, b free of k, gives the same of the Sums;
  likewise > (as n >= 1) and ==.
"""

from collections.abc import Mapping
from dataclasses import replace

from proofs.kernel.checker import Checker, Json, rule
from proofs.kernel.field import Element
from proofs.kernel.reader import Fact, Limits, Scope

LEMMAS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "sqrt": (("u >= 0",), "sqrt(u) >= 0"),
    "sqrt-positive": (("u > 0",), "sqrt(u) > 0"),
    "root": (("q >= 0",), "sqrt(q**2) == q"),
    "sqrt-equal": (("a == b", "a >= 0"), "sqrt(a) == sqrt(b)"),
    "exp": ((), "exp(u) > 0"),
    "exp-order": (("b > a",), "exp(b) > exp(a)"),
    "exp-order-weak": (("b >= a",), "exp(b) >= exp(a)"),
    "exp-sum": ((), "exp(a + b) == exp(a)*exp(b)"),
    "log-order": (("a > 0", "b > a"), "log(b) > log(a)"),
    "log-product": (("a > 0", "b > 0"), "log(a*b) == log(a) + log(b)"),
    "log-exp": ((), "log(exp(u)) == u"),
    "eta-log": (("u > 0",), "eta(u) == -u*log2(u)"),
    "eta-product": (("a >= 0", "b >= 0"), "eta(a*b) == a*eta(b) + b*eta(a)"),
    "eta-equal": (("a == b", "a >= 0"), "eta(a) == eta(b)"),
    "exp-equal": (("a == b",), "exp(a) == exp(b)"),
    "eta-sign": (("u >= 0", "u <= 1"), "eta(u) >= 0"),
}
"""Conditions and conclusion, in free variables. `eta` is in bits, with eta(0) = 0; it is continuous
there because |u log u| <= 2 sqrt(u) on (0, 1]."""


@rule("lemma")
def lemma(checker: Checker, step: Json, scope: Scope) -> Fact:
    """An instance of one of :data:`LEMMAS`, whose conditions are facts."""
    conditions, conclusion = LEMMAS[step["name"]]
    env = {name: checker.value(text, scope) for name, text in step["with"].items()}
    for condition in conditions:
        fact = checker.claim(condition, scope, env)
        checker.need(fact.value, fact.relation, scope, f"({condition})")
    return checker.claim(conclusion, replace(scope, trusting=True), env)


@rule("mean-value")
def mean_value(checker: Checker, step: Json, scope: Scope) -> Fact:
    """f(b) - f(a) has the sign of f' on (a, b); for b = a it is 0."""
    variable, function = step["variable"], step["function"]
    a, b = checker.value(step["from"], scope), checker.value(step["to"], scope)
    apart = checker.holds(b - a, ">", scope)
    checker.need(b - a, ">" if apart else ">=", scope, f"{step['to']} - {step['from']}")
    slope = slope_sign(checker, step, checker.bind(variable, scope), a, b)
    low, high = (checker.value(function, scope, {variable: end}) for end in (a, b))
    return Fact(high - low, slope if apart else ">=")


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


# Sums and integrals.


@rule("range")
def range_of_variable(checker: Checker, step: Json, scope: Scope) -> Fact:
    """0 = 0; what the block shows of the variable stays known under Sums and Integrals."""
    limits = step["variable"], step["from"], step["to"]
    inside = checker.inside(limits, scope)
    checker.run(step["steps"], inside)
    scope.ranges[limits] = inside.facts
    return Fact(checker.field.number(0), "==")


@rule("integral")
def integral(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Integral(G', (s, 0, 1)) = G(1) - G(0)."""
    name, integrand, g = step["variable"], step["integrand"], step["antiderivative"]
    inside = checker.inside((name, "0", "1"), scope)
    slope = checker.slope(checker.value(g, inside), name, inside)
    checker.need(checker.value(integrand, inside) - slope, "==", inside, "integrand - slope")
    ends = (checker.field.number(0), checker.field.number(1))
    low, high = (checker.value(g, scope, {name: end}) for end in ends)
    whole = checker.value(f"Integral({integrand}, ({name}, 0, 1))", scope)
    return Fact(whole - (high - low), "==")


def nonempty(checker: Checker, step: Json, scope: Scope) -> Limits:
    """The range of a Sum, which has a term: 1 <= n."""
    least = checker.value(f"{step['upper']} - 1", scope)
    checker.need(least, ">=", scope, f"{step['upper']} - 1")
    return step["index"], "1", step["upper"]


def whole_sum(checker: Checker, term: str, limits: Limits, scope: Scope) -> Element:
    """Sum(term, (k, 1, n))."""
    return checker.value(f"Sum({term}, ({', '.join(limits)}))", scope)


@rule("telescope")
def telescope(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(f(k), (k, 1, n)) = G(n) - G(0)."""
    index, _, upper = limits = nonempty(checker, step, scope)
    inside = checker.inside(limits, scope)
    places = ((inside, index), (inside, f"{index} - 1"), (scope, upper), (scope, "0"))
    here, before, last, first = (
        checker.value(step["antidifference"], s, {index: checker.value(x, s)}) for s, x in places
    )
    term = checker.value(step["term"], inside)
    checker.need(term - (here - before), "==", inside, "term - difference")
    return Fact(whole_sum(checker, step["term"], limits, scope) - (last - first), "==")


@rule("termwise")
def termwise(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A combination of Sums has the sign of the same combination of their terms."""
    limits = nonempty(checker, step, scope)
    inside = checker.inside(limits, scope)
    term = whole = checker.field.number(0)
    for text, weight in step["of"].items():
        factor = checker.value(weight, scope)
        term += checker.value(text, inside) * factor
        whole += whole_sum(checker, text, limits, scope) * factor
    checker.need(term, step["sign"], inside, "combination of terms")
    return Fact(whole, step["sign"])
