"""Trusted checker of steps, and the rules of algebra among them.

A step has a `label`, a `claim` and a `rule`: the rule yields a fact from the facts so far, and the
claim becomes a fact if it says no more. :mod:`proofs.kernel.calculus` adds the rules of analysis.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from proofs.kernel.field import Element, Refused, require
from proofs.kernel.reader import ENTAILS, Fact, Reader, Scope

Json = Mapping[str, Any]
Rule = Callable[["Checker", Json, Scope], Fact]
RULES: dict[str, Rule] = {}
FAILURES = (
    *(Refused, LookupError, TypeError, ValueError, SyntaxError, ArithmeticError),
    *(RecursionError, MemoryError),
)
"""What reading a wrong certificate may raise; the last two, when it is nested too deeply."""


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
        yields = RULES[step["rule"]](self, step, scope)
        claim = self.claim(step["claim"], scope)
        self.same_fact(yields, claim)
        scope.facts[step["label"]] = claim
        return claim

    def same_fact(self, yields: Fact, claim: Fact) -> None:
        """Refuse a claim that is not what the rule yields, or is stronger."""
        require(claim.relation in ENTAILS[yields.relation], f"the rule yields {yields.relation} 0")
        require(self.field.equal(yields.value, claim.value), "the rule yields something else")


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
