"""Rough values of elements at a few points, in floats: they tell which signs not to look for.

Nothing is concluded from them but that a search would be in vain.
"""

import cmath
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from flint import arb

from proofs.kernel.checker import Checker
from proofs.kernel.element import Element
from proofs.kernel.field import Argument, Power, Whole
from proofs.kernel.scope import Fact, Scope

POINTS = 4
DRAWS = 4000
LONGEST = 60
"""Terms of a sum that are added."""
NODES = 16
MARGIN = 1e-7


@cache
def gauss() -> list[tuple[float, float]]:
    """Places and weights of Gauss's rule on [-1, 1]."""
    found = (arb.legendre_p_root(NODES, j, weight=True) for j in range(NODES))
    return [(float(place.mid()), float(weight.mid())) for place, weight in found]


@dataclass
class Guess:
    """One point: values of declared symbols, and of what they determine."""

    checker: Checker
    symbols: Mapping[str, float]
    known: dict[int, complex] = field(default_factory=dict)

    def value(self, element: Element) -> complex:
        """The value of an element, nan where there is none."""
        try:
            return self._quotient(element)
        except (ArithmeticError, ValueError, KeyError):
            return complex("nan")

    def _quotient(self, element: Element) -> complex:
        values = {place: self._generator(place) for place in element.places()}
        above, below = (
            sum(
                float(c) * math.prod(v ** int(e[place]) for place, v in values.items() if e[place])
                for e, c in part.terms()
            )
            for part in (element.num, element.den)
        )
        return above / below

    def _generator(self, place: int) -> complex:
        if place not in self.known:
            kind, argument = self.checker.field.generators[place]
            self.known[place] = self._of_kind(kind, argument)
        return self.known[place]

    def _of_kind(self, kind: str, argument: Argument) -> complex:
        if kind == "I":
            return 1j
        if isinstance(argument, str):
            return math.pi if kind == "pi" else self.symbols[argument]
        if isinstance(argument, Whole):
            return self._whole(argument)
        if isinstance(argument, Power):
            return self._quotient(argument.base) ** round(self._quotient(argument.exponent).real)
        u = self._quotient(argument)
        if kind.startswith("function"):
            return 0.05 + random.Random(f"{kind} {u:.9f}").random() / 40
        return _FUNCTIONS[kind](u)

    def _whole(self, whole: Whole) -> complex:
        low, high = (self._quotient(end).real for end in (whole.lower, whole.upper))
        if whole.kind == "Sum":
            if high - low > LONGEST:
                raise ArithmeticError
            places = range(round(low), round(high) + 1)
            return sum(self._at(whole, place) for place in places)
        half, middle = (high - low) / 2, (high + low) / 2
        return half * sum(w * self._at(whole, middle + half * x) for x, w in gauss())

    def _at(self, whole: Whole, place: float) -> complex:
        inside = Guess(self.checker, {**self.symbols, whole.variable: place})
        return inside.value(whole.term)

    def fulfils(self, fact: Fact) -> bool:
        """Whether a fact seems to hold, or cannot be told."""
        value = self.value(fact.value)
        if fact.relation == "==" or math.isnan(value.real):
            return True
        return value.real >= -MARGIN if fact.relation == ">=" else value.real > 0


def _eta(u: complex) -> complex:
    return 0 if abs(u) < 1e-300 else -u * cmath.log(u) / math.log(2)


_FUNCTIONS = {
    "sqrt": cmath.sqrt,
    "log": cmath.log,
    "exp": cmath.exp,
    "eta": _eta,
    "atan": lambda u: math.atan(u.real),
    "Phi": lambda u: (1 + math.erf(u.real / math.sqrt(2))) / 2,
}


def guesses(checker: Checker) -> list[Guess]:
    """Some points at which all hypotheses seem to hold; fewer where they are hard to meet."""
    rng, found = random.Random(0), []
    facts = list(checker.outermost.facts.values())
    for _ in range(DRAWS):
        guess = Guess(
            checker, {name: _draw(rng, checker, name) for name in sorted(checker.outermost.names)}
        )
        if all(map(guess.fulfils, facts)):
            found.append(guess)
            if len(found) == POINTS:
                break
    return found


def _draw(rng: random.Random, checker: Checker, name: str) -> float:
    if name in checker.outermost.numbers:
        return rng.randint(1, 5)
    return rng.choice([rng.random(), rng.random() / 3, 3 * rng.random(), rng.uniform(-2, 2)])


def inside(parent: Guess, scope: Scope) -> Guess:
    """The same point, with values for the bound variables of a scope."""
    symbols = dict(parent.symbols)
    rng = random.Random(len(symbols))
    for name in sorted(scope.names - set(symbols)):
        low, high = (_end(parent, scope, symbols, name, side) for side in ("from", "to"))
        place = rng.uniform(low, high)
        symbols[name] = max(low, round(place)) if name in scope.numbers else place
    return Guess(parent.checker, symbols)


def _end(parent: Guess, scope: Scope, symbols: Mapping[str, float], name: str, side: str) -> float:
    """A bound of a bound variable, from the facts that say between which ends it lies."""
    fact = scope.facts.get(f"{name} {side}")
    if fact is None:
        return _middle(parent, scope, symbols, name)
    at = dict.fromkeys(scope.names, 1.0) | {**symbols, name: 0.0}
    value = Guess(parent.checker, at).value(fact.value).real
    end = -value if side == "from" else value
    return 0.5 if math.isnan(end) else end


def _middle(parent: Guess, scope: Scope, symbols: Mapping[str, float], name: str) -> float:
    """The place between ends in no known order, where (s - a)*(b - s) has its slope zero."""
    fact = scope.facts.get(f"{name} between")
    if fact is None:
        return 0.5
    at = dict.fromkeys(scope.names, 1.0) | dict(symbols)
    low, high = (Guess(parent.checker, at | {name: s}).value(fact.value).real for s in (-1.0, 1.0))
    return 0.5 if math.isnan(high - low) else (high - low) / 4
