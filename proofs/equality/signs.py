"""Finds the steps that show an element positive, or >= 0: untrusted, as all search.

An element has a sign as a known fact, a constant, a product of factors, a sum of terms, by
monotonicity of exp and log, between the bounds of a variable (Bernstein's form), or by the norm of
a root. A tactic returns the label of a fact, or None.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import mul
from typing import TypeAlias, TypeVar

from flint import fmpq_mpoly

from proofs.equality import elements
from proofs.equality.guesses import MARGIN, Guess, guesses, inside
from proofs.equality.proof import GaveUpError, Proof
from proofs.kernel.field import Element, Refused

MAX_DEGREE = 8
"""Degree up to which a polynomial is put into Bernstein's form."""
MAX_DEPTH = 12
Bound: TypeAlias = tuple[Element, str]
"""An element that is >= 0 and the label of the fact that says so."""


class UnknownSignError(GaveUpError):
    """No sign was found; the text is only made if somebody reads it."""

    def __init__(self, writer: elements.Writer, value: Element, relation: str) -> None:
        super().__init__("")
        self.writer, self.value, self.relation = writer, value, relation

    def __str__(self) -> str:
        return f"not known: {self.writer.text(self.value)[:200]} {self.relation} 0"


@dataclass
class Signs(Proof):
    """The search of signs."""

    depth: int = 0
    asked: set[tuple[elements.Key, str]] = field(default_factory=set)
    missed: dict[tuple[elements.Key, str], int] = field(default_factory=dict)
    negative: dict[elements.Key, bool] = field(default_factory=dict)

    @cached_property
    def guesses(self) -> list[Guess]:
        """Points at which a sign is looked at before it is looked for."""
        root = self.checker.__dict__.setdefault("guesses", None) or guesses(self.checker)
        self.checker.__dict__["guesses"] = root
        own = [
            guess if self.scope.names == self.checker.outermost.names else inside(guess, self.scope)
            for guess in root
        ]
        cases = [fact for label, fact in self.scope.facts.items() if label.startswith("case")]
        return [guess for guess in own if all(map(guess.fulfils, cases))]

    def is_hopeless(self, value: Element) -> bool:
        """Whether the value is negative at some point."""
        key = elements.key(value)
        if key not in self.negative:
            found = any(guess.value(value).real < -MARGIN for guess in self.guesses)
            self.negative[key] = found
        return self.negative[key]

    def positive(self, value: Element) -> str:
        """The label of a fact that value > 0.

        :raises GaveUpError: if none is found.
        """
        return self.sign(value, ">")

    def nonnegative(self, value: Element) -> str:
        """The label of a fact that value >= 0."""
        return self.sign(value, ">=")

    def sign(self, value: Element, relation: str) -> str:
        """The label of a fact that the value is > 0, or >= 0.

        :raises GaveUpError: if none is found.
        """
        known, value = value.number(), self.field.reduced(value)
        number = value.number()
        if number is not None and number > 0:
            text = f"{number} {relation} 0"
            return str(number) if known is not None else self.product(text, [str(number)])
        if number == 0 and relation == ">=":
            return self.identity("0 == 0")
        key = elements.key(value), relation
        vain = self.depth > MAX_DEPTH or key in self.asked
        vain = vain or self.missed.get(key) == len(self.scope.facts)
        if vain or not self.field.is_real(value) or self.is_hopeless(value):
            raise UnknownSignError(self.writer, value, relation)
        self.go_on()
        self.depth += 1
        self.asked.add(key)
        try:
            for tactic in self.tactics:
                label = attempt(tactic, value, relation)
                if label is not None:
                    return label
        finally:
            self.depth -= 1
            self.asked.discard(key)
        self.missed[key] = len(self.scope.facts)
        raise UnknownSignError(self.writer, value, relation)

    @property
    def tactics(self) -> tuple[Callable[[Element, str], str | None], ...]:
        """The ways to show a sign, the cheapest first."""
        return (
            self._known,
            self._factors,
            self._generator,
            self._terms,
            self._constant,
            self._difference,
            self._entropies,
            self._distributions,
            self._beyond_a_fact,
            self._norm,
            self._on_circle,
            self._between_any,
            self._between,
            self._member,
            self._rewritten,
        )

    def has_sign(self, value: Element, relation: str = ">") -> bool:
        """Whether the sign is found."""
        return attempt(self.sign, value, relation) is not None

    def signed(self, value: Element) -> int:
        """+1 or -1 if the element is found to be > 0 or < 0, else 0."""
        if not self.field.is_real(value):
            return 0
        return 1 if self.has_sign(value) else -1 if self.has_sign(-value) else 0

    def weakly_signed(self, value: Element) -> int:
        """+1 or -1 if the element is found to be >= 0 or <= 0, else 0."""
        if not self.field.is_real(value):
            return 0
        return 1 if self.has_sign(value, ">=") else -1 if self.has_sign(-value, ">=") else 0

    def claim(self, value: Element, relation: str) -> str:
        """The text of a claim."""
        return f"{self.text(value)} {relation} 0"

    def _known(self, value: Element, relation: str) -> str | None:
        number = value.number()
        if number is not None:
            return str(number) if number > 0 else None
        zero = self.field.is_zero(value)
        if zero and relation == ">=":
            return self.identity(f"{self.text(value)} == 0")
        for label, fact in [*self.scope.facts.items()]:
            if fact.relation == ">" or (relation == ">=" and fact.relation == ">="):
                ratio = elements.ratio(value, fact.value)
                if ratio is not None and ratio > 0:
                    of = [label] if ratio == 1 else [str(ratio), label]
                    return label if ratio == 1 else self.product(self.claim(value, relation), of)
                above = elements.ratio(
                    *(Element(e.num, self.field.one) for e in (value, fact.value))
                )
                if above is not None and value.den != fact.value.den:
                    rest = self.sign(value / fact.value, ">")
                    return self.product(self.claim(value, relation), [label, rest])
        return None

    def _factors(self, value: Element, relation: str) -> str | None:
        """A product of factors, whose signs are found one by one; squares need none."""
        above, below = (factored(part) for part in (value.num, value.den))
        if len(above) + len(below) == 1 and above and above[0][1] == 1:
            only = Element(above[0][0], self.field.one)
            ratio = elements.ratio(value, only)
            if ratio in (1, -1):
                return None
            if ratio is not None:
                only = only if ratio > 0 else -only
                of = [str(abs(ratio)), self.sign(only, relation)]
                return self.product(self.claim(value, relation), of)
        of: list[str] = []
        over: list[str] = []
        rest = value
        for found, labels, strict in ((above, of, relation), (below, over, ">")):
            for polynomial, times in found:
                factor, own = self._power(Element(polynomial, self.field.one), times, strict)
                labels += own
                rest = rest / factor if labels is of else rest * factor
        number = rest.number()
        if number is None or number <= 0:
            return None
        of = [str(number), *of] if number != 1 or not of else of
        return self.product(self.claim(value, relation), of, over)

    def _power(self, factor: Element, times: int, relation: str) -> tuple[Element, list[str]]:
        """A power of a factor, up to its sign, and the labels that it is the product of."""
        power = self.field.power(factor, times)
        label = attempt(self.sign, factor, relation)
        if label is not None:
            return power, [label] * times
        if times % 2 == 0 and relation == ">=":
            text = self.text(factor)
            square = self.add(f"({text})**2 >= 0", "square", of=text)
            return power, [square] * (times // 2)
        minus = self.sign(-factor, relation)
        return (power if times % 2 == 0 else -power), [minus] * times

    def _generator(self, value: Element, relation: str) -> str | None:
        """exp, sqrt, a logarithm of what exceeds 1, an entropy, a value of an opaque function."""
        single = elements.single(self.field, value)
        if single is None or not isinstance(single[1], Element):
            return self._whole(value, relation)
        kind, u = single
        claim, inner = self.claim(value, relation), self.text(u)
        if kind == "exp":
            return self.lemma(self.claim(value, ">"), "exp", u=inner)
        if kind == "Phi":
            return self.lemma(self.claim(value, ">"), "Phi-positive", u=inner)
        if kind == "sqrt" and relation == ">":
            self.positive(u)
            return self.lemma(claim, "sqrt-positive", u=inner)
        if kind == "sqrt":
            return self.lemma(claim, "sqrt", u=inner)
        if kind == "log":
            self.sign(u - self.number(1), relation)
            name = "log-order" if relation == ">" else "log-order-weak"
            return self.lemma(claim, name, a="1", b=inner)
        if kind == "eta":
            self.sign(self.number(1) - u, relation)
            self.sign(u, relation)
            return self.lemma(claim, "eta-positive" if relation == ">" else "eta-sign", u=inner)
        if kind.startswith("function"):
            name = kind.removeprefix("function ")
            sign = self.checker.functions[name]
            return self.add(f"{self.text(value)} {sign} 0", "opaque", function=name, at=inner)
        return None

    def _whole(self, value: Element, relation: str) -> str | None:
        """A Sum of terms with a sign."""
        single = elements.single(self.field, value)
        if single is None or single[0] != "Sum":
            return None
        whole = single[1]
        limits = self.limits(whole)  # type: ignore[arg-type]
        inner = self.under(limits)
        inner.depth = self.depth
        term = self.term(whole)  # type: ignore[arg-type]
        inner.sign(term, relation)
        if relation == ">":
            self.nonnegative(limits.upper - limits.lower)
        self.close(inner, limits)
        of = {self.text(term): "1"}
        claim = self.claim(value, relation)
        return self.add(claim, "termwise", **self.named(limits), of=of, sign=relation)

    def _terms(self, value: Element, relation: str) -> str | None:
        """A sum of terms, each with the sign."""
        terms = [*elements.terms(self.field, value)]
        if len(terms) < 2 or not value.den.is_constant():
            return None
        if all(elements.lead(term) < 0 for term in terms):
            return None
        labels = [attempt(self.sign, term, ">=") for term in terms]
        if None in labels:
            return None
        return self._sum(value, relation, terms)

    def _sum(self, value: Element, relation: str, terms: list[Element]) -> str | None:
        """The sum of terms >= 0, of which one is > 0 if the sum is to be."""
        if relation == ">":
            strict = next((i for i, t in enumerate(terms) if self.has_sign(t)), None)
            if strict is None:
                return None
        labels = [attempt(self.sign, term, ">") or self.sign(term, ">=") for term in terms]
        return self.total(self.claim(value, relation), *labels)

    def _constant(self, value: Element, relation: str) -> str | None:
        """A number such as 3 - 2 sqrt(2), by a ball."""
        if self._symbols(value):
            return None
        del relation
        return self.add(self.claim(value, ">"), "ball", of=self.text(value))

    def _symbols(self, value: Element) -> bool:
        kinds = (self.field.generators[place] for place in value.places())
        return any(
            (not isinstance(argument, Element) and kind != "pi")
            or kind.startswith("function")
            or (kind != "I" and isinstance(argument, Element) and self._symbols(argument))
            for kind, argument in kinds
        )

    def _difference(self, value: Element, relation: str) -> str | None:
        """exp(a) - exp(b) from a - b, and the same of log; also up to a common positive factor."""
        terms = [*elements.terms(self.field, value)]
        if len(terms) != 2:
            return None
        plus, minus = sorted(terms, key=elements.lead, reverse=True)
        if not elements.lead(minus) < 0 < elements.lead(plus):
            return None
        return self._exponentials(value, plus, -minus, relation) or self._logarithms(
            value, plus, -minus, relation
        )

    def _exponentials(self, value: Element, a: Element, b: Element, relation: str) -> str | None:
        exponents = [self._exponent(part) for part in (a, b)]
        if exponents[0] is None or exponents[1] is None:
            return None
        (u, first), (v, second) = exponents[0], exponents[1]
        if not self.field.equal(first, second):
            return None
        self.sign(u - v, relation)
        name = "exp-order" if relation == ">" else "exp-order-weak"
        x, y = (self.text(self.field.generator("exp", w)) for w in (v, u))
        del x, y
        claim = f"exp({self.text(u)}) {relation} exp({self.text(v)})"
        order = self.lemma(claim, name, a=self.text(v), b=self.text(u))
        fact = self.scope.facts[order].value
        if self.field.equal(fact, value):
            return order
        return self.product(self.claim(value, relation), [order, self.positive(value / fact)])

    def _exponent(self, value: Element) -> tuple[Element, Element] | None:
        """w and r of r exp(w), with an r that has no exponential."""
        total, rest = self.number(0), value
        for place in value.places():
            kind, u = self.field.generators[place]
            if kind == "exp" and isinstance(u, Element):
                times = value.num.degrees()[place] - value.den.degrees()[place]
                total += u * self.number(times)
                power = self.field.power(self.field.gen(place), abs(times))
                rest = rest / power if times > 0 else rest * power
        return (total, rest) if not elements.has(self.field, rest, "exp") else None

    def _logarithms(self, value: Element, a: Element, b: Element, relation: str) -> str | None:
        singles = [elements.single(self.field, part) for part in (a, b)]
        if any(single is None or single[0] != "log" for single in singles):
            return None
        u, v = singles[0][1], singles[1][1]  # type: ignore[index]
        self.positive(v)  # type: ignore[arg-type]
        self.sign(u - v, relation)  # type: ignore[operator]
        name = "log-order" if relation == ">" else "log-order-weak"
        return self.lemma(self.claim(value, relation), name, a=self.text(v), b=self.text(u))  # type: ignore[arg-type]

    def _entropies(self, value: Element, relation: str) -> str | None:
        """Make known that eta(u) + eta(1 - u) <= 1 for the pairs of entropies in the value."""
        found = [self.field.generators[place] for place in value.places()]
        arguments = [u for kind, u in found if kind == "eta" and isinstance(u, Element)]
        for number, u in enumerate(arguments):
            for v in arguments[number + 1 :]:
                if self.field.equal(u + v, self.number(1)):
                    self.nonnegative(u)
                    self.nonnegative(v)
                    claim = f"eta({self.text(u)}) + eta({self.text(v)}) <= 1"
                    self.lemma(claim, "eta-pair", u=self.text(u))
        return self._known(value, relation) if len(arguments) > 1 else None

    def _distributions(self, value: Element, relation: str) -> str | None:
        """Make known that Phi(u) > 1/2 for u > 0, and Phi(u) < 1."""
        found = [self.field.generators[place] for place in value.places()]
        arguments = [u for kind, u in found if kind == "Phi" and isinstance(u, Element)]
        for u in arguments:
            text, half = self.text(u), self.field.generator("Phi", u) - self.value("1/2")
            if self.has_sign(u):
                order = self.lemma(f"Phi({text}) > Phi(0)", "Phi-order", a="0", b=text)
                self.total(self.claim(half, ">"), order)
            minus = self.text(-u)
            below = self.lemma(f"Phi({minus}) > 0", "Phi-positive", u=minus)
            equal = self.lemma(f"Phi({minus}) == 1 - Phi({text})", "Phi-symmetry", u=text)
            turned = self.identity(f"1 - Phi({text}) == Phi({minus})", {equal: "-1"})
            self.total(f"1 - Phi({text}) > 0", below, turned)
        return self._known(value, relation) if arguments else None

    def _beyond_a_fact(self, value: Element, relation: str) -> str | None:
        """A known fact, times a number, plus terms of its sign."""
        if len(value.num) < 2 or not value.den.is_constant():
            return None
        for label, fact in [*self.scope.facts.items()]:
            if fact.relation == "==" or len(fact.value.num) < 2 or not fact.value.den.is_constant():
                continue
            rest = value - fact.value
            if len(rest.num) < len(value.num):
                terms = [*elements.terms(self.field, rest)]
                labels = [attempt(self.sign, term, ">=") for term in terms]
                if None not in labels:
                    strict = relation == ">=" or fact.relation == ">"
                    found = strict or any(self.has_sign(term) for term in terms)
                    of = [attempt(self.sign, t, ">") or self.sign(t, ">=") for t in terms]
                    return self.total(self.claim(value, relation), label, *of) if found else None
        return None

    def _between_any(self, value: Element, relation: str) -> str | None:
        """A linear form of a variable between ends in no known order."""
        from proofs.equality.unordered import between_any_ends

        return between_any_ends(self, value, relation)

    def _on_circle(self, value: Element, relation: str) -> str | None:
        """A constant that exceeds what turns with exp(I u)."""
        from proofs.equality.circles import on_circle

        return on_circle(self, value, relation)

    # Bounds of a variable.

    def _between(self, value: Element, relation: str) -> str | None:
        """Bernstein's form in one variable between bounds: terms of powers of both distances."""
        if not value.den.is_constant():
            return None
        for place in reversed(value.places()):
            degree = value.num.degrees()[place]
            if degree > MAX_DEGREE or self.field.generators[place][0] in ("log", "I"):
                continue
            for variable, power, low, high in self._bounds(place, value):
                label = attempt(self._bernstein, value, relation, variable, power, low, high)
                if label is not None:
                    return label
        return None

    def _bounds(
        self, place: int, value: Element
    ) -> Iterator[tuple[Element, int, Bound | None, Bound | None]]:
        """The variable x, or x**2, with distances from lower and upper bounds known >= 0."""
        x = self.field.gen(place)
        exponents = {e[place] for e in value.num.monoms()}
        powers = (1, 2) if all(e % 2 == 0 for e in exponents) else (1,)
        for power in powers[::-1]:
            base = self.field.power(x, power)
            low = self._distance(base, place, 1)
            if low is None and power == 2:
                text = self.text(x)
                low = (base, self.add(f"({text})**2 >= 0", "square", of=text))
            high = self._distance(base, place, -1)
            if low is not None and high is not None:
                yield base, power, low, high
            if low is not None:
                yield base, power, low, None
            if high is not None:
                yield base, power, None, high

    def _distance(self, base: Element, place: int, sign: int) -> Bound | None:
        """x - low >= 0 or high - x >= 0, from a fact or what is known of the generator."""
        for label, fact in self.scope.facts.items():
            if fact.relation == "==" or place not in fact.value.places():
                continue
            rest = fact.value - base if sign > 0 else fact.value + base
            if place not in rest.places():
                return fact.value, label
        kind, argument = self.field.generators[place]
        if kind == "exp" and sign > 0:
            return base, self.positive(base)
        if kind == "exp" and isinstance(argument, Element) and base == self.field.gen(place):
            gap = self.number(1) - base
            label = attempt(self.sign, gap, ">=")
            return None if label is None else (gap, label)
        return (base, self.nonnegative(base)) if sign > 0 and kind in ("sqrt", "eta") else None

    def _bernstein(
        self,
        value: Element,
        relation: str,
        base: Element,
        power: int,
        low: Bound | None,
        high: Bound | None,
    ) -> str | None:
        """value = sum of b_j (x - l)**j (h - x)**(d - j) / (h - l)**d, with all b_j >= 0.

        With one bound only, the sum of b_j (x - l)**j, or of b_j (h - x)**j.
        """
        (place,) = base.places()
        found = elements.coefficients(self.field, value.num, place)
        scale = Element(self.field.one, value.den)
        degree = max(found) // power
        step = self.number(1 if low else -1)
        start = base - low[0] if low else base + high[0]  # type: ignore[index]
        width = low[0] + high[0] if low and high else None
        terms = []
        for j, weight in self._weights(found, power, degree, start, step, width):
            if not weight.num.is_zero():
                one = [(low or high, j)]
                factors = [(low, j), (high, degree - j)] if width else one
                terms.append((weight * scale, factors))
        if any(self.is_hopeless(weight) for weight, _ in terms):
            return None
        over = (width, degree) if width else None
        return self._bernstein_sum(value, relation, terms, over)  # type: ignore[arg-type]

    def _weights(  # noqa: PLR0913
        self,
        found: dict[int, Element],
        power: int,
        degree: int,
        start: Element,
        step: Element,
        width: Element | None,
    ) -> Iterator[tuple[int, Element]]:
        """The coefficients of f(start + step z) in z, or of Bernstein's form times binomials."""
        shifted = [self.number(0)] * (degree + 1)
        for exponent, part in found.items():
            e = exponent // power
            for j in range(e + 1):
                scale = self.field.power(start, e - j) * self.number(binomial(e, j))
                shifted[j] += part * scale * self.field.power(step, j)
        if width is None:
            yield from enumerate(shifted)
            return
        for j in range(degree + 1):
            total = self.number(0)
            for i in range(j + 1):  # (x-l)**i ((x-l) + (h-x))**(d-i) / w**(d-i), times w**d
                times = self.number(binomial(degree - i, j - i))
                total += shifted[i] * self.field.power(width, i) * times
            yield j, total

    def _bernstein_sum(
        self,
        value: Element,
        relation: str,
        terms: list[tuple[Element, list[tuple[Bound, int]]]],
        over: tuple[Element, int] | None,
    ) -> str | None:
        divisor = [self.positive(over[0])] * over[1] if over and over[0].number() != 1 else []
        labels, strict = [], False
        for weight, factors in terms:
            own = attempt(self.sign, weight, ">") or self.sign(weight, ">=")
            of, product = [own], weight
            for (distance, label), times in factors:
                of += [label] * times
                product = product * self.field.power(distance, times)
            if over:
                product = product / self.field.power(over[0], over[1])
            known = all(self.is_strict(label) for label in of)
            strict = strict or known
            of = of[1:] if own == "1" and len(of) > 1 else of
            claim = self.claim(product, ">" if known else ">=")
            labels.append(
                of[0] if len(of) == 1 and not divisor else self.product(claim, of, divisor)
            )
        if relation == ">" and not strict:
            return None
        if len(labels) == 1:
            return labels[0]
        return self.total(self.claim(value, relation), *labels)

    def is_strict(self, label: str) -> bool:
        """Whether a label says > 0, as a positive number does."""
        fact = self.scope.facts.get(label)
        return fact is None or fact.relation == ">"

    # Roots.

    def _norm(self, value: Element, relation: str) -> str | None:
        """a + b w of a root w, from the signs of a, b and a**2 - b**2 w**2."""
        if not value.den.is_constant():
            return None
        for place in reversed(value.places()):
            kind, square = self.field.generators[place]
            if kind == "sqrt" and value.num.degrees()[place] == 1:
                found = elements.coefficients(self.field, value.num, place)
                scale = Element(self.field.one, value.den)
                a, b = (found.get(e, self.number(0)) * scale for e in (0, 1))
                label = attempt(self._conjugate, value, relation, place, a, b)
                if label is not None:
                    return label
        return None

    def _conjugate(
        self, value: Element, relation: str, place: int, a: Element, b: Element
    ) -> str | None:
        """value = (a**2 - b**2 D)/(a - b w), or its negative, with a positive divisor."""
        w, square = self.field.gen(place), self.field.generators[place][1]
        assert isinstance(square, Element)
        turned = a - b * w
        norm = self.field.reduced(a * a - b * b * square)
        if self.has_sign(b) and self.has_sign(-a, ">="):
            turned, norm = -turned, -norm
        elif not (self.has_sign(a) and self.has_sign(-b, ">=")):
            return None
        over = self.positive(turned)
        claim = self.claim(value, relation)
        return self.product(claim, [self.sign(norm, relation)], [over])

    # Members of families.

    def _member(self, value: Element, relation: str) -> str | None:
        """total - p(j) >= 0, where the members sum to the total."""
        if relation == ">" or not any(
            self.field.generators[place][0].startswith("function") for place in value.places()
        ):
            return None
        for label, fact in [*self.scope.facts.items()]:
            if fact.relation == "==" and elements.has(self.field, fact.value, "Sum"):
                found = attempt(self._below_total, value, label, fact.value)
                if found is not None:
                    return found
        return None

    def _below_total(self, value: Element, label: str, total: Element) -> str | None:
        for place in total.places():
            kind, whole = self.field.generators[place]
            if kind != "Sum":
                continue
            for own in value.places():
                argument = self.field.generators[own][1]
                if isinstance(argument, Element):
                    found = attempt(self._one_member, value, place, argument, label)
                    if found is not None:
                        return found
        return None

    def _one_member(self, value: Element, place: int, at: Element, label: str) -> str | None:
        whole = self.field.generators[place][1]
        limits = self.limits(whole)  # type: ignore[arg-type]
        inner = self.under(limits)
        term = self.term(whole)  # type: ignore[arg-type]
        inner.nonnegative(term)
        self.close(inner, limits)
        self.nonnegative(at - limits.lower)
        self.nonnegative(limits.upper - at)
        there = self.field.put(term, limits.name, at)
        gap = self.field.gen(place) - there
        names = {k: v for k, v in self.named(limits).items() if k != "kind"}
        known = self.add(
            self.claim(gap, ">="), "member", **names, term=self.text(term), at=self.text(at)
        )
        fact = self.scope.facts[label].value
        for factor in (1, -1):
            rest = value - gap - fact * self.number(factor)
            if place in rest.places():
                continue
            equal = label
            if factor == -1:
                equal = self.identity(f"{self.text(-fact)} == 0", {label: "-1"})
            if rest.num.is_zero():
                return self.total(self.claim(value, ">="), known, equal)
            return self.total(self.claim(value, ">="), known, equal, self.nonnegative(rest))
        return None

    def _rewritten(self, value: Element, relation: str) -> str | None:
        """The sign of the value once it is rewritten; here nothing is."""
        del value, relation
        return None


Found = TypeVar("Found")


def attempt(tactic: Callable[..., Found | None], *arguments: object) -> Found | None:
    """What a tactic finds, or None where it gives up."""
    try:
        return tactic(*arguments)
    except (GaveUpError, Refused):
        return None


def factored(part: fmpq_mpoly) -> list[tuple[fmpq_mpoly, int]]:
    """Irreducible factors with multiplicity, the sign and scale left out."""
    return [] if part.is_constant() else list(part.factor()[1])


def binomial(n: int, k: int) -> int:
    """n over k."""
    return reduce(mul, range(n - k + 1, n + 1), 1) // reduce(mul, range(1, k + 1), 1)
