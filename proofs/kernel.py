"""The trusted checker: it reads a certificate and accepts it, or names the step that fails.

No search, no simplification, no floating point: what a rule yields is compared with what the step
claims, in the arithmetic of :mod:`proofs.field`, on formulas read by :mod:`proofs.reader`. These
three files, Python's `ast` and FLINT's polynomials are all that has to be trusted.

A certificate is JSON: `statement`, its SHA-256, and `steps`. The statement has `symbols` (real),
`integers`, `definitions`, `hypotheses`, and `goals` that hold wherever all hypotheses do.
A step has a `label`, a `claim` and a `rule`. Algebraic rules: `identity` (both sides are the same
rational function, up to multiples of the equalities in `using`), `sum` and `product` of facts
(divided by strict facts `over`), `square`, and `cases` (e >= 0 and e <= 0 both lead to the claim).

The lemmas of analysis that the kernel takes for true are the table :data:`LEMMAS`, on which `lemma`
draws, and four rules with a block of steps about a variable of their own:

* `mean-value`: an f that is defined on [a, b] (hence continuous there, being composed of continuous
  functions) with f' > 0 on (a, b) has f(b) > f(a); likewise >=, and then b = a is allowed too. The
  integral of a positive g is positive by the same lemma, applied to an antiderivative of g.
* `integral`: G' = g on [0, 1], with g defined there (hence continuous), gives
  Integral(g, (s, 0, 1)) = G(1) - G(0), the fundamental theorem.
* `telescope`: f(k) = G(k) - G(k-1) for k = 1..n gives Sum(f(k), (k, 1, n)) = G(n) - G(0).
* `termwise`: a f(k) + b g(k) >= 0 for k = 1..n, with a, b free of k, gives the same of the Sums;
  likewise > (as n >= 1) and ==.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from proofs.field import Element, Refused, require
from proofs.reader import ENTAILS, Fact, Reader, Scope

Json = Mapping[str, Any]
Rule = Callable[["Checker", Json, Scope], Fact]
RULES: dict[str, Rule] = {}
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
KEYS = {"symbols", "integers", "definitions", "hypotheses", "goals"}
FAILURES = (Refused, LookupError, TypeError, ValueError, SyntaxError, ArithmeticError)


def statement_hash(statement: Json) -> str:
    """SHA-256 of a statement in canonical JSON."""
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: str, sha256: str) -> None:
    """Accept the certificate (JSON text) as a proof of the statement with this hash, or refuse.

    :raises Refused: naming the step, or what is wrong with the statement.
    """
    try:
        data = json.loads(certificate)
        statement = data["statement"]
        hashes = {statement_hash(statement), data["statement_sha256"], sha256}
        require(len(hashes) == 1, "the certificate is for another statement")
        require(set(statement) == KEYS and statement["goals"], "not a statement")
        Checker(statement).check(data["steps"], statement["goals"])
    except Refused:
        raise
    except FAILURES as reason:
        raise Refused(f"not a certificate: {reason!r}") from reason


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register what a rule yields; :meth:`Checker.run` compares it with the claim."""

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register


class Checker(Reader):
    """Runs steps and compares what their rules yield with what they claim."""

    def check(self, steps: Sequence[Json], goals: Sequence[str]) -> None:
        """Run all steps; then every goal must be among the facts."""
        self.run(steps, self.outermost)
        for goal in goals:
            fact = self.claim(goal, self.outermost)
            require(self.holds(fact.value, fact.relation, self.outermost), f"not reached: {goal}")

    def run(self, steps: Sequence[Json], scope: Scope) -> Fact:
        """Check the steps in order, each claim becoming a fact of the scope; returns the last."""
        require(bool(steps), "no steps")
        for step in steps:
            try:
                fact = self.step(step, scope)
            except FAILURES as reason:
                raise Refused(f"step {step['label']!r}: {reason}") from reason
        return fact

    def step(self, step: Json, scope: Scope) -> Fact:
        """Check one step; its claim becomes a fact."""
        require(step["label"] not in scope.facts, "the label is taken")
        require(step["rule"] in RULES, f"there is no rule {step['rule']!r}")
        claim = self.claim(step["claim"], scope)
        self.same_fact(RULES[step["rule"]](self, step, scope), claim)
        scope.facts[step["label"]] = claim
        return claim

    def same_fact(self, yields: Fact, claim: Fact) -> None:
        """Refuse a claim that is not what the rule yields, or is stronger."""
        require(claim.relation in ENTAILS[yields.relation], f"the rule yields {yields.relation} 0")
        require(self.field.is_zero(yields.value - claim.value), "the rule yields something else")


# Algebra.


@rule("identity")
def identity(checker: Checker, step: Json, scope: Scope) -> Fact:
    """0 = 0, plus multiples of known equalities."""
    total = checker.field.number(0)
    for label, cofactor in step.get("using", {}).items():
        require(scope.facts[label].relation == "==", f"{label!r} is no equality")
        total += scope.facts[label].value * checker.value(cofactor, scope)
    return Fact(total, "==")


def positive_number(text: str, checker: Checker) -> Fact:
    """A positive rational number such as ``"4"`` or ``"1/2"``, as a fact."""
    value = checker.value(text, checker.outermost)
    require(checker.holds(value, ">", Scope(frozenset())), f"{text} is no fact")
    return Fact(value, ">")


def facts(labels: Sequence[str], checker: Checker, scope: Scope) -> list[Fact]:
    """The facts with these labels; a positive number stands for itself."""
    return [scope.facts[x] if x in scope.facts else positive_number(x, checker) for x in labels]


@rule("sum")
def sum_of_facts(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A sum of facts is > 0 if one of them is, else >= 0."""
    terms = facts(step["of"], checker, scope)
    strict = any(term.relation == ">" for term in terms)
    total = reduce(Element.__add__, [term.value for term in terms])
    return Fact(total, ">" if strict else ">=")


@rule("product")
def product_of_facts(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A product of facts, divided by strict ones, is > 0 if all are, else >= 0."""
    factors, over = (facts(step.get(key, []), checker, scope) for key in ("of", "over"))
    require(all(fact.relation == ">" for fact in over), "a divisor may be zero")
    value = reduce(Element.__mul__, [fact.value for fact in factors])
    value = reduce(Element.__truediv__, [fact.value for fact in over], value)
    return Fact(value, ">" if all(fact.relation == ">" for fact in factors) else ">=")


@rule("square")
def square(checker: Checker, step: Json, scope: Scope) -> Fact:
    """q**2 >= 0."""
    return Fact(checker.field.power(checker.value(step["of"], scope), 2), ">=")


@rule("cases")
def cases(checker: Checker, step: Json, scope: Scope) -> Fact:
    """The claim, if it follows both from e >= 0 and from e <= 0."""
    value, claim = checker.value(step["on"], scope), checker.claim(step["claim"], scope)
    for sign, block in ((value, "if >= 0"), (checker.field.number(0) - value, "if <= 0")):
        inner = scope.copy()
        inner.facts["case"] = Fact(sign, ">=")
        checker.same_fact(checker.run(step[block], inner), claim)
    return claim


# Lemmas of analysis.


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
    between(checker, step["variable"], inside, (a, b), ">=")
    if step["closed"]:
        checker.run(step["closed"], inside)
    function = checker.value(step["function"], inside)
    between(checker, step["variable"], inside, (a, b), ">")
    sign = checker.run(step["open"], inside)
    slope = checker.slope(function, step["variable"], inside)
    checker.same_fact(sign, Fact(slope, sign.relation))
    return sign.relation


def between(
    checker: Checker, name: str, inside: Scope, ends: tuple[Element, Element], sign: str
) -> Element:
    """The bound variable, with the facts that say between which ends it lies."""
    x = checker.field.generator("symbol", name)
    inside.facts[f"{name} from"] = Fact(x - ends[0], sign)
    inside.facts[f"{name} to"] = Fact(ends[1] - x, sign)
    return x


@rule("integral")
def integral(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Integral(G', (s, 0, 1)) = G(1) - G(0)."""
    name, integrand, g = step["variable"], step["integrand"], step["antiderivative"]
    inside, ends = checker.bind(name, scope), (checker.field.number(0), checker.field.number(1))
    between(checker, name, inside, ends, ">=")
    if step["steps"]:
        checker.run(step["steps"], inside)
    slope = checker.slope(checker.value(g, inside), name, inside)
    checker.need(checker.value(integrand, inside) - slope, "==", inside, "integrand - slope")
    low, high = (checker.value(g, scope, {name: end}) for end in ends)
    whole = checker.value(f"Integral({integrand}, ({name}, 0, 1))", scope)
    return Fact(whole - (high - low), "==")


def members(checker: Checker, step: Json, scope: Scope) -> tuple[Scope, Element, Element]:
    """The scope of one term of a Sum, once its block has run; the index and its last value."""
    index, one, n = step["index"], checker.field.number(1), checker.value(step["upper"], scope)
    checker.need(n - one, ">=", scope, f"{step['upper']} - 1")
    inside = checker.bind(index, scope)
    k = between(checker, index, inside, (one, n), ">=")
    if step["steps"]:
        checker.run(step["steps"], inside)
    return inside, k, n


def whole_sum(checker: Checker, step: Json, term: str, scope: Scope) -> Element:
    """Sum(term, (k, 1, n))."""
    return checker.value(f"Sum({term}, ({step['index']}, 1, {step['upper']}))", scope)


@rule("telescope")
def telescope(checker: Checker, step: Json, scope: Scope) -> Fact:
    """Sum(f(k), (k, 1, n)) = G(n) - G(0)."""
    inside, k, n = members(checker, step, scope)
    zero, one = checker.field.number(0), checker.field.number(1)
    places = ((inside, k), (inside, k - one), (scope, n), (scope, zero))
    g = step["antidifference"]
    here, before, last, first = (checker.value(g, s, {step["index"]: x}) for s, x in places)
    term = checker.value(step["term"], inside)
    checker.need(term - (here - before), "==", inside, "term - difference")
    return Fact(whole_sum(checker, step, step["term"], scope) - (last - first), "==")


@rule("termwise")
def termwise(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A combination of Sums has the sign of the same combination of their terms."""
    inside, _, _ = members(checker, step, scope)
    term = whole = checker.field.number(0)
    for text, weight in step["of"].items():
        term += checker.value(text, inside) * checker.value(weight, scope)
        whole += whole_sum(checker, step, text, scope) * checker.value(weight, scope)
    checker.need(term, step["sign"], inside, "combination of terms")
    return Fact(whole, step["sign"])
