"""Finds the steps of an equality by itself: nothing here is trusted, the kernel checks every step.

The search runs the kernel's own checker as it goes, so it sees which facts there are. It rewrites
the generators of left - right (entropies to logarithms, logarithms of products to sums, powers to
exponentials, exponentials to common ones, sums term by term) and ends with one `identity`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from math import gcd, lcm
from operator import mul
from typing import Any

from flint import fmpq, fmpq_mpoly

from proofs.checker import Checker
from proofs.field import Element, Refused
from proofs.reader import Env, Fact, Scope, parse
from proofs.theorems.writing import Step, defined, identity, lemma, product, termwise, total

Rewriting = tuple[str, Element, Element]
"""The label of an equality, the generator on its left, and what it is equal to."""


class GaveUpError(Exception):
    """No proof was found; that says nothing about the statement."""


@dataclass
class Search:
    """Steps found so far, in one scope of one checker."""

    checker: Checker
    scope: Scope
    steps: list[Step] = field(default_factory=list)

    # Facts.

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

    def _under(self, name: str) -> "Search":
        """A search of steps about a term of a Sum over `name`."""
        return Search(self.checker, self.checker.inside((name, "1", "n"), self.scope))

    def _divisor(self, node: ast.expr, env: Env) -> None:
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                self._divisor(left, env)
                self._divisor(right, env)
            case ast.BinOp(left=base, op=ast.Pow()):
                self._divisor(base, env)
            case _:
                self.positive(self._value(node, env))

    def _define_call(self, name: str, values: list[Element]) -> None:
        if name in self.checker.definitions:
            parameters, body = self.checker.definitions[name]
            self._define(body, dict(zip(parameters, values, strict=True)))
        elif name != "exp":
            self.positive(values[0])
            if name == "log2":
                self._bit()

    def _value(self, node: ast.expr, env: Env) -> Element:
        return self.checker.evaluate(node, env, self.scope)

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
        if not using or self.single(value) is not None:
            return None
        equal = self.add(identity(f"{self.text(value)} == {self.text(plain)}", using))
        return self.add(total(f"{self.text(value)} > 0", self.positive(plain), equal))

    def _has_power(self, value: Element) -> bool:
        kinds = (self.checker.field.generators[index] for index in self._used(value))
        return any(kind == "exp" and self._has(argument, "log") for kind, argument in kinds)

    def _beyond_a_fact(self, value: Element) -> str | None:
        """A known fact plus positive terms."""
        if len(value.num) < 2:
            return None
        for label, fact in [*self.scope.facts.items()]:
            rest = value - fact.value
            terms = [*self.terms(rest)]
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
            ratio = (value / fact.value).number() if not fact.value.num.is_zero() else None
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
            yield from [self._signed(Element(factor, self.checker.field.one))] * times

    def _signed(self, factor: Element) -> Element:
        minus = self.number(0) - factor
        return minus if self._known(factor) is None and self._known(minus) is not None else factor

    def _positive_irreducible(self, value: Element) -> str:
        claim = f"{self.text(value)} > 0"
        kind, argument = self.single(value) or ("sum", value)
        if kind == "exp":
            return self.add(lemma(claim, "exp", u=self.text(argument)))
        if kind == "sqrt":
            self.positive(argument)
            return self.add(lemma(claim, "sqrt-positive", u=self.text(argument)))
        terms = [*self.terms(value)]
        if len(terms) < 2 or any(term.num.leading_coefficient() < 0 for term in terms):
            raise GaveUpError(f"not known to be positive: {self.text(value)}")
        return self.add(total(claim, *map(self.positive, terms)))

    # Elements.

    def number(self, value: int) -> Element:
        """A number of the checker's field."""
        return self.checker.field.number(value)

    def single(self, value: Element) -> tuple[str, Any] | None:
        """Kind and argument, if the element is one generator."""
        value = self.monic(value)
        for index in self._used(value):
            if value.den == 1 and value.num == self._gen(index).num:
                return self.checker.field.generators[index]
        return None

    def _gen(self, index: int) -> Element:
        return Element(self.checker.field.ring.gen(index), self.checker.field.one)

    def _used(self, value: Element) -> list[int]:
        """The generators in an element, the latest first."""
        pairs = zip(value.num.degrees(), value.den.degrees(), strict=True)
        return [index for index, pair in enumerate(pairs) if max(pair) > 0][::-1]

    def terms(self, value: Element) -> Iterator[Element]:
        """The terms of the numerator, each over the denominator."""
        ring = self.checker.field.ring
        for exponents, coefficient in value.num.terms():
            term = Element(ring.from_dict({exponents: coefficient}), self.checker.field.one)
            yield term / Element(value.den, self.checker.field.one)

    def monic(self, value: Element) -> Element:
        """The element with a denominator whose leading coefficient is 1."""
        scale = value.den.leading_coefficient()
        return Element(value.num / scale, value.den / scale)

    def text(self, value: Element) -> str:
        """The element as a formula of the kernel."""
        value = self.monic(value)
        above = self._sum_text(value.num)
        if value.den.is_constant():
            scale = value.den.leading_coefficient()
            return above if scale == 1 else f"({above})/{scale}"
        constant, factors = value.den.factor()
        below = [f"({self._sum_text(f)})**{times}" for f, times in factors]
        return f"({above})/({'*'.join([f'({constant})', *below])})"

    def _sum_text(self, polynomial: fmpq_mpoly) -> str:
        names = self.checker.field.generators
        terms = []
        for exponents, coefficient in polynomial.terms():
            powers = [
                f"{self._name(*names[i])}**{e}" if e > 1 else self._name(*names[i])
                for i, e in enumerate(exponents)
                if e
            ]
            scale = f"({coefficient})" if coefficient != 1 or not powers else ""
            terms.append("*".join([scale, *powers] if scale else powers))
        return " + ".join(terms) or "0"

    def _name(self, kind: str, argument: Any) -> str:
        if kind == "symbol":
            return str(argument)
        if isinstance(argument, tuple):
            term, index, upper = argument
            return f"Sum({self.text(term)}, ({index}, 1, {upper}))"
        return f"{kind}({self.text(argument)})"

    def reduced(self, value: Element) -> Element:
        """The element with the square of every root in its numerator replaced."""
        num, ring = value.num, self.checker.field
        den = Element(value.den, ring.one)
        for index in reversed(ring.roots):
            half = num.degrees()[index] // 2
            if half > 0:
                square = ring.generators[index][1]
                num = ring.reduce(num, index, square)
                den = den * ring.power(Element(square.den, ring.one), half)
        return Element(num, ring.one) / den

    # Equalities.

    def equal(self, claim: str) -> str:
        """The label of the claim ``left == right``.

        :raises GaveUpError: if no proof is found.
        """
        difference = self.checker.claim(claim, self.scope).value
        using = self.vanishing(difference)
        return self.add(identity(claim, using))

    def vanishing(self, difference: Element) -> dict[str, str]:
        """Known equalities, with cofactors, that add up to the difference."""
        using, rest = self.normal(difference)
        if not self.checker.field.is_zero(rest):
            label, value = self._sums(rest)
            using[label] = "1"
            rest -= value
        if not self.checker.field.is_zero(rest):
            raise GaveUpError(f"left over: {self.text(rest)}")
        return using

    def normal(self, value: Element) -> tuple[dict[str, str], Element]:
        """The element rewritten until no rule applies, with the equalities that were used."""
        using: dict[str, Element] = {}
        while (found := self._rewriting(value := self.reduced(value))) is not None:
            label, old, new = found
            after = self.substitute(value, old, new)
            cofactor = (value - after) / (old - new)
            using[label] = using.get(label, self.number(0)) + cofactor
            value = after
        return {label: self.cofactor(c) for label, c in using.items()}, value

    def cofactor(self, value: Element) -> str:
        """An element as text, once its denominator is known to be positive."""
        for factor in self.factors(value.den):
            self.positive(factor)
        return self.text(value)

    def _rewriting(self, value: Element) -> Rewriting | None:
        """The first rule that applies to a generator of the element, the latest first."""
        rules = (self._root, self._inner, self._power, self._split, self._entropy, self._log)
        for rule in (*rules, self._common):
            for index in self._used(value):
                kind, argument = self.checker.field.generators[index]
                found = rule(kind, argument, self._gen(index), value)
                if found is not None:
                    return found
        return None

    def substitute(self, value: Element, old: Element, new: Element) -> Element:
        """The element with one generator replaced."""
        index = next(iter(self._used(old)))
        parts = (self._replaced(part, index, new) for part in (value.num, value.den))
        above, below = parts
        return above / below

    def _replaced(self, part: fmpq_mpoly, index: int, new: Element) -> Element:
        result, ring = self.number(0), self.checker.field.ring
        for exponents, coefficient in part.terms():
            rest = (*exponents[:index], 0, *exponents[index + 1 :])
            term = Element(ring.from_dict({rest: coefficient}), self.checker.field.one)
            result += term * self.checker.field.power(new, exponents[index])
        return result

    def _rule(self, step: Step, old: Element, new: Element) -> Rewriting:
        """The equality old == new, from a step that yields it, in this form or another."""
        label = self.add(step)
        fact: Fact = self.scope.facts[label]
        if self.checker.field.is_zero(fact.value - (old - new)):
            return label, old, new
        ratio = (old - new) / fact.value
        claim = f"{self.text(old)} == {self.text(new)}"
        return self.add(identity(claim, {label: self.cofactor(ratio)})), old, new

    def _root(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """sqrt(u), with what is a square in u, exponentials above all, taken out of it."""
        if kind != "sqrt" or not self._has(u, "exp"):
            return None
        outside, rest = self._outside(self.normal(u)[1])
        if outside.number() is not None:
            return None
        q = outside * self.checker.field.generator("sqrt", rest)
        return self.root(old, u, q)

    def _outside(self, value: Element) -> tuple[Element, Element]:
        """The root of the largest square that divides the element, and what is left."""
        outside, inside = self.number(1), value
        for part, invert in ((value.num, False), (value.den, True)):
            for polynomial, times in part.factor()[1]:
                factor = Element(polynomial, self.checker.field.one)
                root, square = self._half(factor, times)
                outside = outside / root if invert else outside * root
                inside = inside * square if invert else inside / square
        return outside, inside

    def _half(self, factor: Element, times: int) -> tuple[Element, Element]:
        """The root of factor**times, or of the even part of it, and the square of that."""
        kind, argument = self.single(factor) or ("sum", factor)
        power = self.checker.field.power
        if kind != "exp":
            return power(factor, times // 2), power(factor, times // 2 * 2)
        half = argument * self.number(times) / self.number(2)
        return self.checker.field.generator("exp", half), power(factor, times)

    def root(self, old: Element, u: Element, q: Element) -> Rewriting:
        """sqrt(u) == q, from u == q**2 and q > 0."""
        square = f"({self.text(q)})**2"
        self.positive(q)
        self.positive(q * q)
        self.positive(u)
        equal = self.equal(f"{self.text(u)} == {square}")
        whole = f"{self.text(old)} == sqrt({square})"
        self.add(lemma(whole, "sqrt-equal", a=self.text(u), b=square))
        last = f"sqrt({square}) == {self.text(q)}"
        self.add(lemma(last, "root", q=self.text(q)))
        claim = f"{self.text(old)} == {self.text(q)}"
        assert equal in self.scope.facts
        return self.add(identity(claim, {whole: "1", last: "1"})), old, q

    def _power(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """exp(v log(exp(w))) is exp(v w)."""
        if kind != "exp" or not self._has(u, "log"):
            return None
        using, plain = self.normal(u)
        if not using:
            return None
        equal = self.add(identity(f"{self.text(u)} == {self.text(plain)}", using))
        assert equal in self.scope.facts
        new = self.checker.field.generator("exp", plain)
        claim = f"{self.text(old)} == {self.text(new)}"
        step = lemma(claim, "exp-equal", a=self.text(u), b=self.text(plain))
        return self._rule(step, old, new)

    def _inner(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """sqrt(u) and eta(u), with the powers in u as exponentials."""
        if kind not in ("sqrt", "eta") or not self._has_power(u):
            return None
        using, plain = self.normal(u)
        if not using:
            return None
        equal = self.add(identity(f"{self.text(u)} == {self.text(plain)}", using))
        assert equal in self.scope.facts
        self.positive(u)
        self.positive(plain)
        new = self.checker.field.generator(kind, plain)
        claim = f"{self.text(old)} == {self.text(new)}"
        step = lemma(claim, f"{kind}-equal", a=self.text(u), b=self.text(plain))
        return self._rule(step, old, new)

    def _has(self, value: Element, kind: str) -> bool:
        return any(self.checker.field.generators[i][0] == kind for i in self._used(value))

    def _split(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """exp of a sum."""
        terms = [*self.terms(u)] if kind == "exp" else []
        return self._exp_of_sum(old, terms[0], u - terms[0]) if len(terms) > 1 else None

    def _exp_of_sum(self, old: Element, a: Element, b: Element) -> Rewriting:
        new = reduce(mul, [self.checker.field.generator("exp", part) for part in (a, b)])
        claim = f"exp({self.text(a + b)}) == exp({self.text(a)})*exp({self.text(b)})"
        return self._rule(lemma(claim, "exp-sum", a=self.text(a), b=self.text(b)), old, new)

    def _common(self, kind: str, u: Any, old: Element, value: Element) -> Rewriting | None:
        """exp(r v) by a common exponential exp(r0 v), r0 < 0 dividing every r."""
        if kind != "exp":
            return None
        ratios = [r for r in (self._ratio(w, u) for w in self._exponents(value)) if r is not None]
        scale = lcm(*(int(r.q) for r in ratios))
        unit = fmpq(gcd(*(int((r * scale).p) for r in ratios)), scale)
        lead = u.num.leading_coefficient() / u.den.leading_coefficient()
        sign = -1 if lead > 0 else 1
        times = 1 / unit * sign
        base = u * Element(self.checker.field.ring.constant(unit * sign), self.checker.field.one)
        if times == 1:
            return None
        if times > 1:
            return self._exp_of_sum(old, base, u - base)
        new = self.number(1) / self.checker.field.generator("exp", self.number(0) - u)
        claim = f"1 == {self.text(old)}*exp({self.text(self.number(0) - u)})"
        minus = self.text(self.number(0) - u)
        self.positive(self.checker.field.generator("exp", self.number(0) - u))
        return self._rule(lemma(claim, "exp-sum", a=self.text(u), b=minus), old, new)

    def _exponents(self, value: Element) -> Iterator[Element]:
        for index in self._used(value):
            kind, argument = self.checker.field.generators[index]
            if kind == "exp":
                yield argument

    def _ratio(self, w: Element, u: Element) -> fmpq | None:
        return (w / u).number()

    def _entropy(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """eta(u) = -u log2(u)."""
        if kind != "eta":
            return None
        self.positive(u)
        logs = [self.checker.field.generator("log", v) for v in (u, self.number(2))]
        claim = f"{self.text(old)} == -({self.text(u)})*log2({self.text(u)})"
        self._bit()
        new = self.number(0) - u * logs[0] / logs[1]
        return self._rule(lemma(claim, "eta-log", u=self.text(u)), old, new)

    def _bit(self) -> None:
        self.add(lemma("log(2) > 0", "log-order", a="1", b="2"))

    def _log(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """log of an exponential, a product or a quotient."""
        if kind != "log" or u.number() == 2:
            return None
        single = self.single(u)
        if single is not None and single[0] == "exp":
            w = self.text(single[1])
            return self._rule(lemma(f"log(exp({w})) == {w}", "log-exp", u=w), old, single[1])
        above, below = ([*self.factors(part)] for part in (u.num, u.den))
        constant = reduce(Element.__truediv__, above, reduce(mul, below, u))
        if below or (constant.number() != 1 and constant.number().q != 1):
            divisor = below[0] if below else self.number(int(constant.number().q))
            return self._log_product(old, (u * divisor, u, divisor), quotient=True)
        if above and (len(above) > 1 or constant.number() != 1):
            return self._log_product(old, (u, above[0], u / above[0]), quotient=False)
        return None

    def _log_product(
        self, old: Element, parts: tuple[Element, Element, Element], quotient: bool
    ) -> Rewriting:
        whole, a, b = parts
        for part in parts:
            self.positive(part)
        claim = f"log({self.text(whole)}) == log({self.text(a)}) + log({self.text(b)})"
        logs = [self.checker.field.generator("log", part) for part in parts]
        new = logs[0] - logs[2] if quotient else logs[1] + logs[2]
        return self._rule(lemma(claim, "log-product", a=self.text(a), b=self.text(b)), old, new)

    # Sums.

    def _sums(self, value: Element) -> tuple[str, Element]:
        """A combination of Sums that vanishes term by term, and the fact that it is."""
        found = {}
        for index in self._used(value):
            kind, argument = self.checker.field.generators[index]
            if kind == "Sum":
                slope = Element(value.num.derivative(index), value.den)
                found[index] = (argument, slope)
        if not found:
            raise GaveUpError(f"left over: {self.text(value)}")
        (_, name, _), _ = next(iter(found.values()))
        inner = self._under(name)
        combination = {self.text(a[0]): self.cofactor(w) for a, w in found.values()}
        terms = " + ".join(f"({w})*({t})" for t, w in combination.items())
        inner.define(f"{terms} == 0")
        inner.equal(f"{terms} == 0")
        sums = [f"({w})*Sum({t}, ({name}, 1, n))" for t, w in combination.items()]
        whole = " + ".join(sums)
        self.add(defined(whole, name, inner.steps))
        label = self.add(termwise(f"{whole} == 0", combination, "==", name))
        return label, self.scope.facts[label].value
