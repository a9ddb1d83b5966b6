"""What reading an expression needs to know, and the table of rules that it is read by.

Every root and logarithm leaves an obligation: its argument must be >= 0 on the domain. Equality
is only as good as these, so they are kept and decided by the caller.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import lcm
from typing import Any, TypeAlias

from flint import fmpq
from sympy import Expr, I, erf, exp, log

from derive.domain import Domain
from proofs.equality.exact.signs import Signs
from proofs.equality.exact.tower import ONE, RING, Element, Generator, Kind, Tower, UnsupportedError


class RescaleError(Exception):
    """An exponential is needed to a finer fraction of its exponent than it was stored with."""

    def __init__(self, key: str, scale: int) -> None:
        super().__init__(key)
        self.key = key
        self.scale = scale


@dataclass
class Converter:
    """Turns expressions into elements of one tower over one domain."""

    domain: Domain
    rules: "Rules"
    scales: dict[str, int] = field(default_factory=dict)
    tower: Tower = field(default_factory=Tower)
    obligations: list[Element] = field(default_factory=list)
    memory: dict[Expr, Element] = field(default_factory=dict)
    exponents: dict[str, list[Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the hypotheses, whose signs are then known."""
        self.signs = Signs(self.tower, self.domain, self)
        for h in map(self, self.domain.hypotheses):
            sign = self.signs.of(h.denominator)
            self.signs.hypotheses += [h.numerator * sign] if sign else []

    def __call__(self, expr: Expr) -> Element:
        """The element of an expression, computed once."""
        if expr not in self.memory:
            self.memory[expr] = self._convert(expr)
        return self.memory[expr]

    def _convert(self, expr: Expr) -> Element:
        for kind, rule in self.rules:
            if isinstance(expr, kind):
                return rule(self, expr)
        for target in (erf, exp, log):
            rewritten = expr.rewrite(target)
            if rewritten != expr:
                return self(rewritten)
        if expr.is_Function:
            return self.opaque(expr)
        raise UnsupportedError(f"no normal form for {expr.func.__name__}")

    # Atoms

    def variable(self, expr: Expr) -> Element:
        """A symbol (or pi, or an indexed symbol) as a generator of its own."""
        return self.element(self.tower.generator(("variable", expr), Kind.VARIABLE, expr))

    def imaginary(self, _: Expr) -> Element:
        """The imaginary unit, with the relation I^2 = -1."""
        made = self.tower.generator("I", Kind.IMAGINARY, I, argument=RING.constant(-1))
        return self.element(made)

    def opaque(self, expr: Expr) -> Element:
        """A quantity without further rules, equal only to itself."""
        return self.element(self.tower.generator(("opaque", expr), Kind.OPAQUE, expr))

    def element(self, generator: Generator) -> Element:
        """A generator as an element."""
        return Element(self.tower, generator.polynomial, ONE)

    def scale(self, name: str, coefficient: fmpq) -> int:
        """The fraction of an exponent that its generator is stored with; finer needs a restart."""
        scale = self.scales.setdefault(name, 1)
        if scale % int(coefficient.q):
            raise RescaleError(name, lcm(scale, int(coefficient.q)))
        return scale


Rule: TypeAlias = Callable[[Converter, Any], Element]
Rules: TypeAlias = tuple[tuple[Any, Rule], ...]
"""For each kind of expression how it is read; the first that fits is taken."""
