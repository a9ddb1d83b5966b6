"""Finds the steps of an equality by itself: nothing here is trusted, the kernel checks every step.

It rewrites the generators of left - right (entropies to logarithms, logarithms of products to sums,
powers to exponentials, exponentials to common ones, sums term by term) and ends with one
`identity`; what it divides by is shown positive by :mod:`proofs.equality.signs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from math import gcd, lcm
from operator import mul
from typing import Any

from flint import fmpq

from proofs.equality import elements
from proofs.equality.signs import GaveUpError, Signs
from proofs.kernel.field import Element
from proofs.kernel.reader import Fact
from proofs.theorems.writing import Step, defined, identity, lemma, termwise

Rewriting = tuple[str, Element, Element]
"""The label of an equality, the generator on its left, and what it is equal to."""


@dataclass
class Search(Signs):
    """Rewriting until nothing is left, in one scope of one checker."""

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
        if not self.field.is_zero(rest):
            label, value = self._sums(rest)
            using[label] = "1"
            rest -= value
        if not self.field.is_zero(rest):
            raise GaveUpError(f"left over: {self.text(rest)}")
        return using

    def normal(self, value: Element) -> tuple[dict[str, str], Element]:
        """The element rewritten until no rule applies, with the equalities that were used."""
        using: dict[str, Element] = {}
        while (found := self._rewriting(value := elements.reduced(self.field, value))) is not None:
            label, old, new = found
            after = elements.substitute(self.field, value, old, new)
            cofactor = (value - after) / (old - new)
            using[label] = using.get(label, self.number(0)) + cofactor
            value = after
        return {label: self.cofactor(c) for label, c in using.items()}, value

    def cofactor(self, value: Element) -> str:
        """An element as text, once its denominator is known not to vanish."""
        for factor in self.factors(value.den):
            self.nonzero(factor)
        return self.text(value)

    def _rewriting(self, value: Element) -> Rewriting | None:
        """The first rule that applies to a generator of the element, the latest first."""
        rules = (self._root, self._inner, self._power, self._split, self._entropy, self._log)
        for rule in (*rules, self._common):
            for index in elements.used(value):
                kind, argument = self.field.generators[index]
                found = rule(kind, argument, elements.gen(self.field, index), value)
                if found is not None:
                    return found
        return None

    def _rule(self, step: Step, old: Element, new: Element) -> Rewriting:
        """The equality old == new, from a step that yields it, in this form or another."""
        label = self.add(step)
        fact: Fact = self.scope.facts[label]
        if self.field.is_zero(fact.value - (old - new)):
            return label, old, new
        ratio = (old - new) / fact.value
        claim = f"{self.text(old)} == {self.text(new)}"
        return self.add(identity(claim, {label: self.cofactor(ratio)})), old, new

    def _root(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """sqrt(u), with what is a square in u, exponentials above all, taken out of it."""
        if kind != "sqrt" or not elements.has(self.field, u, "exp"):
            return None
        outside, rest = self._outside(self.normal(u)[1])
        if outside.number() is not None:
            return None
        q = outside * self.field.generator("sqrt", rest)
        return self.root(old, u, q)

    def _outside(self, value: Element) -> tuple[Element, Element]:
        """The root of the largest square that divides the element, and what is left."""
        outside, inside = self.number(1), value
        for part, invert in ((value.num, False), (value.den, True)):
            for polynomial, times in part.factor()[1]:
                factor = self._signed(Element(polynomial, self.field.one))
                root, square = self._half(factor, times)
                outside = outside / root if invert else outside * root
                inside = inside * square if invert else inside / square
        return outside, inside

    def _half(self, factor: Element, times: int) -> tuple[Element, Element]:
        """The root of factor**times, or of the even part of it, and the square of that."""
        kind, argument = elements.single(self.field, factor) or ("sum", factor)
        power = self.field.power
        if kind != "exp":
            return power(factor, times // 2), power(factor, times // 2 * 2)
        half = argument * self.number(times) / self.number(2)
        return self.field.generator("exp", half), power(factor, times)

    def root(self, old: Element, u: Element, q: Element) -> Rewriting:
        """sqrt(u) == q, from u == q**2 and q > 0."""
        square = f"({self.text(q)})**2"
        self.positive(q)
        self.positive(q * q)
        self.positive(u)
        self.equal(f"{self.text(u)} == {square}")
        whole = f"{self.text(old)} == sqrt({square})"
        self.add(lemma(whole, "sqrt-equal", a=self.text(u), b=square))
        last = f"sqrt({square}) == {self.text(q)}"
        self.add(lemma(last, "root", q=self.text(q)))
        claim = f"{self.text(old)} == {self.text(q)}"
        return self.add(identity(claim, {whole: "1", last: "1"})), old, q

    def _power(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """exp(v log(exp(w))) is exp(v w)."""
        if kind != "exp" or not elements.has(self.field, u, "log"):
            return None
        using, plain = self.normal(u)
        if not using:
            return None
        self.add(identity(f"{self.text(u)} == {self.text(plain)}", using))
        new = self.field.generator("exp", plain)
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
        self.add(identity(f"{self.text(u)} == {self.text(plain)}", using))
        self.positive(u)
        self.positive(plain)
        new = self.field.generator(kind, plain)
        claim = f"{self.text(old)} == {self.text(new)}"
        step = lemma(claim, f"{kind}-equal", a=self.text(u), b=self.text(plain))
        return self._rule(step, old, new)

    def _split(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """exp of a sum."""
        terms = [*elements.terms(self.field, u)] if kind == "exp" else []
        return self._exp_of_sum(old, terms[0], u - terms[0]) if len(terms) > 1 else None

    def _exp_of_sum(self, old: Element, a: Element, b: Element) -> Rewriting:
        new = reduce(mul, [self.field.generator("exp", part) for part in (a, b)])
        claim = f"exp({self.text(a + b)}) == exp({self.text(a)})*exp({self.text(b)})"
        return self._rule(lemma(claim, "exp-sum", a=self.text(a), b=self.text(b)), old, new)

    def _common(self, kind: str, u: Any, old: Element, value: Element) -> Rewriting | None:
        """exp(r v) by a common exponential exp(r0 v), r0 < 0 dividing every r."""
        if kind != "exp":
            return None
        found = (elements.ratio(w, u) for w in self._exponents(value))
        ratios = [ratio for ratio in found if ratio is not None]
        scale = lcm(*(int(r.q) for r in ratios))
        unit = fmpq(gcd(*(int((r * scale).p) for r in ratios)), scale)
        lead = u.num.leading_coefficient() / u.den.leading_coefficient()
        sign = -1 if lead > 0 else 1
        times = 1 / unit * sign
        base = u * Element(self.field.ring.constant(unit * sign), self.field.one)
        if times == 1:
            return None
        if times > 1:
            return self._exp_of_sum(old, base, u - base)
        new = self.number(1) / self.field.generator("exp", self.number(0) - u)
        claim = f"1 == {self.text(old)}*exp({self.text(self.number(0) - u)})"
        minus = self.text(self.number(0) - u)
        self.nonzero(self.field.generator("exp", self.number(0) - u))
        return self._rule(lemma(claim, "exp-sum", a=self.text(u), b=minus), old, new)

    def _exponents(self, value: Element) -> Iterator[Element]:
        for index in elements.used(value):
            kind, argument = self.field.generators[index]
            if kind == "exp":
                yield argument

    def _entropy(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """eta(u) = -u log2(u)."""
        if kind != "eta":
            return None
        self.positive(u)
        logs = [self.field.generator("log", v) for v in (u, self.number(2))]
        claim = f"{self.text(old)} == -({self.text(u)})*log2({self.text(u)})"
        self._bit()
        new = self.number(0) - u * logs[0] / logs[1]
        return self._rule(lemma(claim, "eta-log", u=self.text(u)), old, new)

    def _log(self, kind: str, u: Any, old: Element, _: Element) -> Rewriting | None:
        """log of an exponential, a product or a quotient."""
        if kind != "log" or u.number() == 2:
            return None
        single = elements.single(self.field, u)
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
        logs = [self.field.generator("log", part) for part in parts]
        new = logs[0] - logs[2] if quotient else logs[1] + logs[2]
        return self._rule(lemma(claim, "log-product", a=self.text(a), b=self.text(b)), old, new)

    # Sums.

    def _sums(self, value: Element) -> tuple[str, Element]:
        """A combination of Sums that vanishes term by term, and the fact that it is."""
        found = {}
        for index in elements.used(value):
            kind, argument = self.field.generators[index]
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
