"""Finds the steps that show an element positive, or a formula defined: untrusted, as all search.

The search runs the kernel's own checker as it goes, so it sees which facts there are. An element is
positive as a known fact, a known fact plus positive terms, a product of positive factors, or a sum
of positive terms, after :mod:`proofs.equality.search` has turned powers into exponentials.
"""

import ast
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import mul
from typing import Self

from flint import fmpq_mpoly

from proofs.equality import elements
from proofs.kernel.checker import Checker
from proofs.kernel.field import Element, Field, Refused
from proofs.kernel.reader import Env, Scope, parse
from proofs.theorems.writing import Step, defined, identity, lemma, product, square, total


class GaveUpError(Exception):
    """No proof was found; that says nothing about the statement."""


@dataclass
class Signs:
    """Steps found so far, in one scope of one checker."""

    checker: Checker
    scope: Scope
    steps: list[Step] = dataclasses.field(default_factory=list)

    @property
    def field(self) -> Field:
        """The field of the checker."""
        return self.checker.field

    def text(self, value: Element) -> str:
        """The element as a formula of the kernel."""
        return elements.text(self.field, value)

    def number(self, value: int) -> Element:
        """A number of the checker's field."""
        return self.field.number(value)

    def normal(self, value: Element) -> tuple[dict[str, str], Element]:
        """The element rewritten, with the equalities that were used: none here."""
        return {}, value

    def add(self, step: Step) -> str:
        """Take a step, unless its claim is a fact; the label."""
        if step["label"] not in self.scope.facts:
            try:
                self.checker.step(step, self.scope)
            except Refused as refusal:
                raise GaveUpError(f"{step['label']}: {refusal}") from refusal
            self.steps.append(step)
        return step["label"]

    def define(self, claim: str) -> None:
        """Show that all divisors and arguments in ``left == right`` are positive, inner first."""
        for side in claim.split("=="):
            self._define(parse(side.strip()), {})

    def _define(self, node: ast.expr, env: Env) -> None:
        match node:
            case ast.Call(func=ast.Name(id="Sum"), args=[body, ast.Tuple(elts=[name, *_])]):
                self._define_terms(ast.unparse(node), body, ast.unparse(name), env)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                for argument in arguments:
                    self._define(argument, env)
                values = [self._value(argument, env) for argument in arguments]
                self._define_call(name, values)
            case ast.Name(id=name) if name in self.checker.definitions and name not in env:
                self._define_call(name, [])
            case ast.BinOp(left=left, op=op, right=right):
                self._define(left, env)
                self._define(right, env)
                if isinstance(op, ast.Div):
                    self._divisor(right, env)
            case ast.UnaryOp(operand=operand):
                self._define(operand, env)

    def _define_terms(self, whole: str, body: ast.expr, name: str, env: Env) -> None:
        if env:
            raise GaveUpError(f"inside of a definition with parameters: {whole}")
        inner = self._under(name)
        inner._define(body, {})
        if inner.steps:
            self.add(defined(whole, name, inner.steps))

    def _under(self, name: str) -> Self:
        """A search of steps about a term of a Sum over `name`."""
        return type(self)(self.checker, self.checker.inside((name, "1", "n"), self.scope))

    def _divisor(self, node: ast.expr, env: Env) -> None:
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                self._divisor(left, env)
                self._divisor(right, env)
            case ast.BinOp(left=base, op=ast.Pow()):
                self._divisor(base, env)
            case _:
                self.nonzero(self._value(node, env))

    def _define_call(self, name: str, values: list[Element]) -> None:
        if name in self.checker.definitions:
            parameters, body = self.checker.definitions[name]
            self._define(body, dict(zip(parameters, values, strict=True)))
        elif name != "exp" and values[0].number() != 0:
            self.positive(values[0])
            if name == "log2":
                self._bit()

    def _bit(self) -> None:
        """log 2, by which the logarithms of entropies are divided, is positive."""
        self.add(lemma("log(2) > 0", "log-order", a="1", b="2"))

    def _value(self, node: ast.expr, env: Env) -> Element:
        return self.checker.evaluate(node, env, self.scope)

    def nonzero(self, value: Element) -> None:
        """Show what the kernel wants of a divisor: > 0, or of a + b I that a**2 + b**2 > 0."""
        if value.is_real():
            self.positive(value)
        elif elements.single(self.field, value) is None:
            a, b = elements.parts(self.field, value)
            whole = f"{self.text(self.field.squared_modulus(value))} > 0"
            first = square(f"({self.text(a)})**2 >= 0", self.text(a))
            second = product(f"({self.text(b)})**2 > 0", *[self.positive(b)] * 2)
            self.add(total(whole, self.add(first), self.add(second)))

    def positive(self, value: Element) -> str:
        """The label of a fact that value > 0."""
        for tactic in (self._known, self._rewritten, self._beyond_a_fact):
            label = tactic(value)
            if label is not None:
                return label
        return self._positive_factors(value)

    def _rewritten(self, value: Element) -> str | None:
        """The sign of the value once powers are exponentials."""
        if not self._has_power(value):
            return None
        using, plain = self.normal(value)
        if not using or elements.single(self.field, value) is not None:
            return None
        equal = self.add(identity(f"{self.text(value)} == {self.text(plain)}", using))
        return self.add(total(f"{self.text(value)} > 0", self.positive(plain), equal))

    def _has_power(self, value: Element) -> bool:
        """Whether a power, or an exponential and a power of it, are in the element."""
        kinds = (self.field.generators[index] for index in elements.used(value))
        exponents = [argument for kind, argument in kinds if kind == "exp"]
        return any(elements.has(self.field, u, "log") for u in exponents) or any(
            elements.ratio(u, v) is not None for u, v in combinations(exponents, 2)
        )

    def _beyond_a_fact(self, value: Element) -> str | None:
        """A known fact plus positive terms."""
        if len(value.num) < 2:
            return None
        for label, fact in [*self.scope.facts.items()]:
            rest = value - fact.value
            terms = [*elements.terms(self.field, rest)]
            small = fact.relation == ">" and len(terms) < len(value.num) and len(fact.value.num) > 1
            if small and all(term.num.leading_coefficient() > 0 for term in terms):
                of = [label, *map(self.positive, terms)]
                return self.add(total(f"{self.text(value)} > 0", *of))
        return None

    def _known(self, value: Element) -> str | None:
        number = value.number()
        if number is not None:
            return str(number) if number > 0 else None
        for label, fact in self.scope.facts.items():
            ratio = elements.ratio(value, fact.value)
            if fact.relation == ">" and ratio is not None and ratio > 0:
                return label if ratio == 1 else self._product(value, [str(ratio), label], [])
        return None

    def _product(self, value: Element, of: list[str], over: list[str]) -> str:
        return self.add(product(f"{self.text(value)} > 0", *of, over=over))

    def _positive_factors(self, value: Element) -> str:
        above, below = ([*self.factors(part)] for part in (value.num, value.den))
        if len(above) + len(below) == 1:
            return self._positive_irreducible(above[0])
        constant = reduce(Element.__truediv__, above, reduce(mul, below, value))
        number = [str(constant.number())] if constant.number() != 1 else []
        return self._product(
            value, [*number, *map(self.positive, above)], [*map(self.positive, below)]
        )

    def factors(self, part: fmpq_mpoly) -> Iterator[Element]:
        """Irreducible factors with multiplicity, each with the sign that can be shown positive."""
        for factor, times in part.factor()[1]:
            yield from [self._signed(Element(factor, self.field.one))] * times

    def _signed(self, factor: Element) -> Element:
        minus = self.number(0) - factor
        return minus if self._known(factor) is None and self._known(minus) is not None else factor

    def _positive_irreducible(self, value: Element) -> str:
        claim = f"{self.text(value)} > 0"
        kind, argument = elements.single(self.field, value) or ("sum", value)
        if kind == "exp":
            return self.add(lemma(claim, "exp", u=self.text(argument)))
        if kind == "sqrt":
            self.positive(argument)
            return self.add(lemma(claim, "sqrt-positive", u=self.text(argument)))
        terms = [*elements.terms(self.field, value)]
        if len(terms) < 2 or any(term.num.leading_coefficient() < 0 for term in terms):
            raise GaveUpError(f"not known to be positive: {self.text(value)}")
        return self.add(total(claim, *map(self.positive, terms)))
