"""Trusted checker of steps, and the rules of algebra among them.

A step has a `label`, a `claim`, a `rule` and what the rule needs: the rule yields a fact from the
facts so far, and the claim becomes a fact if it says no more. :mod:`proofs.kernel.calculus` and
:mod:`proofs.kernel.sums` add the rules of analysis and of sums.
"""

import ast
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from proofs.kernel.element import Element, Refused, require
from proofs.kernel.reader import ENTAILS, Env, Reader
from proofs.kernel.scope import Fact, Scope

Json = Mapping[str, Any]
Rule = Callable[["Checker", Json, Scope], Fact]
FAILURES = (
    *(Refused, LookupError, TypeError, ValueError, SyntaxError, ArithmeticError, AttributeError),
    *(RecursionError, MemoryError),
)
"""What reading a wrong formula may raise. In a certificate anything that is raised refuses it."""
MAX_STEPS, MAX_NODES, SECONDS = 2_000, 300_000, 30.0
"""Bounds on the work for one certificate: steps, nodes of formulas that are read, CPU time."""
MAX_LABEL, MAX_REASON = 100, 1_000
"""Characters of a label in a reason, and of a reason."""


def is_text(value: Any) -> bool:
    """Text, as a formula or the name of something."""
    return isinstance(value, str)


def is_texts(value: Any) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_table(value: Any) -> bool:
    """Texts by name."""
    return isinstance(value, dict) and all(map(is_text, (*value, *value.values())))


def is_steps(value: Any) -> bool:
    """A list of steps."""
    return isinstance(value, list) and all(isinstance(step, dict) for step in value)


SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "text": is_text,
    "texts": is_texts,
    "table": is_table,
    "steps": is_steps,
}


def is_same_text(goal: str) -> bool:
    """Whether a goal says that a formula equals itself, which needs no step."""
    left, relation, right = goal.partition(" == ")
    return bool(relation) and left == right


RULES: dict[str, tuple[Rule, dict[str, str]]] = {}
OWN_KEYS = {"label": "text", "claim": "text", "rule": "text"}


def rule(name: str, /, **needs: str) -> Callable[[Rule], Rule]:
    """Register what a rule yields, and the shape of what it needs (spaces written as ``_``)."""

    def register(function: Rule) -> Rule:
        RULES[name] = function, {**OWN_KEYS, **needs}
        return function

    return register


class Checker(Reader):
    """Runs steps and compares what their rules yield with what they claim."""

    def __init__(self, statement: Json) -> None:
        self.steps = self.nodes = 0
        super().__init__(statement, time.thread_time() + SECONDS)

    def check(self, steps: Sequence[Json], goals: Sequence[str]) -> None:
        """Run all steps; then every goal must be among the facts."""
        require(is_steps(steps), "the steps are no list of steps")
        if steps:
            self.run(steps, self.outermost)
        for goal in goals:
            if is_same_text(goal):
                self.well_formed(goal)
            else:
                fact = self.claim(goal, self.outermost)
                known = self.holds(fact.value, fact.relation, self.outermost)
                require(known, f"not reached: {goal}")

    def run(self, steps: Sequence[Json], scope: Scope) -> Fact:
        """Check the steps in order, each claim becoming a fact of the scope; returns the last."""
        require(bool(steps), "no steps")
        for step in steps:
            try:
                fact = self.step(step, scope)
            except Exception as reason:
                label = str(step.get("label"))[:MAX_LABEL]
                raise Refused(f"step {label!r}: {reason}"[:MAX_REASON]) from reason
        return fact

    def step(self, step: Json, scope: Scope) -> Fact:
        """Check one step; its claim becomes a fact."""
        self.steps += 1
        require(self.steps <= MAX_STEPS, "too many steps")
        require(is_text(step.get("rule")) and step["rule"] in RULES, "there is no such rule")
        function, needs = RULES[step["rule"]]
        require({*step} == {*needs}, f"{step['rule']} needs {sorted(needs)}, not {sorted(step)}")
        for key, shape in needs.items():
            require(SHAPES[shape](step[key]), f"{key!r} is not of the kind {shape}")
        require(step["label"] not in scope.facts, "the label is taken")
        yields = function(self, step, scope)
        claim = self.claim(step["claim"], scope)
        self.same_fact(yields, claim)
        scope.facts[step["label"]] = claim
        return claim

    def evaluate(self, node: Any, env: Env, scope: Scope) -> Element:
        """One node of a formula, counted and of moderate size.

        What is made of no given values is read once in a scope that checks it.
        """
        spelt = None if env or scope.trusting or scope.literal else getattr(node, "spelt", None)
        if spelt in scope.read:
            return scope.read[spelt]
        self.nodes += 1
        require(self.nodes <= MAX_NODES, "too much to read")
        self.field.tick()
        value = super().evaluate(node, env, scope)
        moderate = not isinstance(node, ast.BinOp) or value.is_moderate()
        require(moderate, "too large a degree or coefficient")
        if spelt:
            scope.read[spelt] = value
        return value

    def folded(self, join: Callable[[Element, Element], Element], facts: Sequence[Fact]) -> Element:
        """The sum or product of the values of some facts, as long as there is time."""
        require(bool(facts), "no facts")
        total = facts[0].value
        for fact in facts[1:]:
            self.field.watch()
            total = join(total, fact.value)
        return total

    def same_fact(self, yields: Fact, claim: Fact) -> None:
        """Refuse a claim that is not what the rule yields, or is stronger."""
        require(claim.relation in ENTAILS[yields.relation], f"the rule yields {yields.relation} 0")
        require(self.field.equal(yields.value, claim.value), "the rule yields something else")


# Algebra.


@rule("identity", using="table")
def identity(checker: Checker, step: Json, scope: Scope) -> Fact:
    """0 = 0, plus multiples of known equalities."""
    total = checker.field.number(0)
    for label, cofactor in step["using"].items():
        checker.field.watch()
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


@rule("sum", of="texts")
def sum_of_facts(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A sum of facts is > 0 if one of them is, else >= 0."""
    terms = facts(step["of"], checker, scope)
    strict = any(term.relation == ">" for term in terms)
    total = checker.folded(Element.__add__, terms)
    return checker.fact(total, ">" if strict else ">=")


@rule("product", of="texts", over="texts")
def product_of_facts(checker: Checker, step: Json, scope: Scope) -> Fact:
    """A product of facts, divided by strict ones, is > 0 if all are, else >= 0."""
    factors, over = (facts(step[key], checker, scope) for key in ("of", "over"))
    require(all(fact.relation == ">" for fact in over), "a divisor may be zero")
    value = checker.folded(Element.__mul__, factors)
    value = value / checker.folded(Element.__mul__, over) if over else value
    strict = all(fact.relation == ">" for fact in factors)
    return checker.fact(value, ">" if strict else ">=")


@rule("square", of="text")
def square(checker: Checker, step: Json, scope: Scope) -> Fact:
    """|q|**2 >= 0, which is q**2 of a real q."""
    value = checker.value(step["of"], scope)
    return Fact(checker.field.squared_modulus(value), ">=")


def case_label(scope: Scope) -> str:
    """The label of what is assumed in a case: ``case``, in a case of a case ``case'``."""
    label = "case"
    while label in scope.facts:
        label += "'"
    return label


@rule("cases", on="text", **{"if >= 0": "steps", "if <= 0": "steps"})
def cases(checker: Checker, step: Json, scope: Scope) -> Fact:
    """The claim, if it follows both from e >= 0 and from e <= 0."""
    value, claim = checker.value(step["on"], scope), checker.claim(step["claim"], scope)
    for sign, block in ((value, "if >= 0"), (-value, "if <= 0")):
        inner = scope.copy()
        inner.facts[case_label(scope)] = checker.fact(sign, ">=")
        checker.same_fact(checker.run(step[block], inner), claim)
    return claim
