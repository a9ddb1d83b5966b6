"""A quantity made of somebody's equation: its parameters, its domain, and its programs."""

import keyword
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flint import arb
from sympy import Expr, MatrixBase, Symbol, oo
from sympy.core.relational import Relational

from derive import symbols as sym
from derive.errors import ExportError
from derive.model.domain import Domain, Range
from derive.model.equation import Equation
from derive.numeric import balls
from derive.numeric.arguments import EDGE_ULPS
from derive.numeric.blocks.box import MOST_BOXES
from derive.numeric.operations import CONSTANTS, ENTRIES
from derive.numeric.own.enclosures import ARITHMETIC, enclosed, nat
from derive.numeric.own.short import short
from derive.numeric.own.tracing import in_nats, traced
from derive.numeric.program import Program
from derive.numeric.registry import MOST_TERMS, Condition, Parameter, Quantity, Variant
from derive.scheme.bits import Bits

ACCURACY = "within 4 units in the last place, or 1e-300"
"""Of the targets that know their error."""
PLAIN = "-{0}*log(positive({0}))"
TRACKED = "entropy({0})"
TAKEN = frozenset(("unit", "result", "bins", *ENTRIES, *CONSTANTS))
"""Names that programs have for themselves."""
LARGEST = 1.7976931348623157e308
MOST = 2.0**53
"""Whole numbers are exact up to here."""


@dataclass(frozen=True, kw_only=True)
class FromOutside(Quantity):
    """A quantity of somebody's own, with or without a formula."""

    ranges: tuple[Parameter, ...]
    origin: str
    """The file, or the scheme, that the equation is from."""
    boxes: int = MOST_BOXES
    """How many boxes may be looked at for the least value of an interval."""

    @property
    def has_lower(self) -> bool:
        """Every equation has a value that may be rounded down."""
        return True

    @property
    def cited(self) -> str:
        """Where it comes from."""
        return f"equation {self.equation} of {self.origin}"

    @property
    def small(self) -> tuple[str, ...]:
        """Nothing besides: the accuracy says it."""
        return ()

    def parameter(self, name: str) -> Parameter:
        """A parameter of its own."""
        return next(parameter for parameter in self.ranges if parameter.name == name)

    @property
    def ways(self) -> Sequence[balls.Steps]:
        """Functions of balls that are quick, where they are narrow."""
        return ()

    def ball(self, unit: str, values: Sequence[arb]) -> arb:
        """A ball around all values where the parameters are in balls, at the working precision."""
        raise NotImplementedError

    def slope(self, unit: str, place: int, values: Sequence[arb]) -> arb:  # noqa: ARG002
        """A ball around all derivatives in one parameter there; not finite where it is unknown."""
        return arb("nan")


@dataclass(frozen=True, kw_only=True)
class Own(FromOutside):
    """A quantity that its author's equation defines."""

    value: Expr
    """The equation's right side; in nats where it is a combination of entropies."""
    inputs: Mapping[Symbol, str]

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The one function that there is."""
        return (Variant(self.name, self, self.parameters, self.plain),)

    @cached_property
    def plain(self) -> Program:
        """The expression itself, for targets that have nothing but floats."""
        return traced(self.value, self.inputs, PLAIN, self.scale)[0]

    @cached_property
    def tracked(self) -> Program:
        """The expression for arithmetic that knows its error."""
        return self._traced[0]

    @cached_property
    def _traced(self) -> tuple[Program, Symbol | None]:
        return traced(self.value, self.inputs, TRACKED, self.scale)

    @property
    def ways(self) -> Sequence[balls.Steps]:
        """The expression in a short form, if it has one."""
        return balls.ways([self._short], ARITHMETIC)

    @cached_property
    def _short(self) -> Program | None:
        return short(self.value, self.inputs, self.scale)

    def ball(self, unit: str, values: Sequence[arb]) -> arb:
        """By the expression; not finite where the balls are too wide for it."""
        inputs = dict(zip(self.parameters, values, strict=True)) | {"unit": nat(unit)}
        return enclosed(self.tracked, inputs, self.count)

    def slope(self, unit: str, place: int, values: Sequence[arb]) -> arb:
        """By the derivative of the expression, if there are words for it."""
        if place not in self._slopes:
            self._slopes[place] = self._derivative([*self.inputs][place])
        program = self._slopes[place]
        inputs = dict(zip(self.parameters, values, strict=True)) | {"unit": nat(unit)}
        return enclosed(program, inputs, self.count) if program else arb("nan")

    def _derivative(self, symbol: Symbol) -> Program | None:
        try:
            return traced(self.value.diff(symbol), self.inputs, TRACKED, self.scale)[0]
        except ExportError:
            return None

    @cached_property
    def _slopes(self) -> dict[int, Program | None]:
        return {}

    @property
    def scale(self) -> str:
        """The input that says what a nat is, where the value is made of entropies."""
        return "unit" if self.entropy else ""

    @cached_property
    def count(self) -> str:
        """The name of the parameter that counts the terms of sums; empty without sums."""
        symbol = self._traced[1]
        return "" if symbol is None else symbol.name


def own(equation: Equation) -> Own:
    """The quantity of an equation of one part, which has a value for every point of its domain.

    :raises ExportError: for a matrix, several parts, and what a numeric function cannot be.
    """
    value = _value(equation)
    inputs = {symbol: input_name(symbol.name) for symbol in equation.domain.symbols}
    missing = sorted(map(str, value.free_symbols - inputs.keys()))
    if missing:
        raise ExportError(f"{equation.number}: the domain has no range of {', '.join(missing)}")
    if not inputs:
        raise ExportError(f"{equation.number} has no symbols: it is a number, not a function")
    entropy = in_nats(value)
    bits = value if entropy is None else entropy
    symbol = traced(bits, inputs, TRACKED)[1]
    parameters = tuple(parameter_of(each, each.symbol == symbol) for each in equation.domain.ranges)
    return Own(
        name=code_name(equation.number), equation=equation.number, part="", title=equation.title,
        parameters=tuple(inputs.values()), form=(), accuracy=ACCURACY, entropy=entropy is not None,
        bound=True, conditions=conditions_of(equation.domain, inputs), value=bits,
        ranges=parameters, inputs=inputs, origin=equation.source,
        nonnegative=isinstance(equation, Bits), assumes=equation.assumptions,
    )  # fmt: skip


def _value(equation: Equation) -> Expr:
    """The expression of an equation of one part."""
    if equation.rhs is None:
        equation.text()  # says why
    if len(equation.parts) > 1:
        parts = ", ".join(equation.parts)
        raise ExportError(f"{equation.number} has the parts {parts}: give code an equation of one")
    (value,) = equation.parts.values()
    if isinstance(value, MatrixBase | Relational) or not isinstance(value, Expr):
        what = "matrix" if isinstance(value, MatrixBase) else type(value).__name__
        raise ExportError(f"{equation.number} is no number but a {what}: code is of one number")
    return value


def code_name(number: str) -> str:
    """A name for code, from the number of an equation; of several words, as no function is."""
    name = re.sub(r"\W+", "_", number, flags=re.ASCII).strip("_")
    return name if re.match(r"[A-Za-z]\w*_\w", name) else f"equation_{name}".rstrip("_")


def input_name(name: str) -> str:
    """The name of a symbol as that of an input of programs.

    :raises ExportError: for what is no name, and for names that programs have for themselves.
    """
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        raise ExportError(f"{name} is no name in code; rename the symbol")
    if name in TAKEN:
        raise ExportError(f"{name} is a name that code needs for itself; rename the symbol")
    return name


def parameter_of(own: Range, counts: bool) -> Parameter:
    """The parameter of a range.

    :raises ExportError: for a number of terms that may be below 0.
    """
    about = own.symbol.quantity if isinstance(own.symbol, sym.Defined) else None
    about = about or sym.TABLE.get(own.symbol.name)
    low, high = _ends(own)
    if counts and low < 0:
        raise ExportError(f"{own}: the number of terms of a sum may be below 0")
    whole = bool(own.symbol.is_integer)
    most = MOST_TERMS if counts else MOST if whole else LARGEST
    return Parameter(
        own.symbol.name, about.meaning if about else own.symbol.name, low, min(high, most), whole,
        words=f"{own}" + (f", at most 2**{round(math.log2(most))}" if whole else ""),
    )  # fmt: skip


def _ends(own: Range) -> tuple[float, float]:
    """The smallest and the largest float of a range; conditions say what else holds."""
    low = own.lower if own.lower.is_number else -oo
    high = own.upper if own.upper.is_number else oo
    return _up(low, own.lower_open), -_up(-high, own.upper_open)


def _up(bound: Expr, is_open: bool) -> float:
    """The least float that is >= a bound, or > it."""
    value = max(float(bound), -LARGEST)
    below = bound != -oo and bool(value <= bound if is_open else value < bound)
    return math.nextafter(value, math.inf) if below else value


def conditions_of(domain: Domain, inputs: Mapping[Symbol, str]) -> tuple[Condition, ...]:
    """What is >= 0 on the domain besides the ranges, with room for rounding."""
    found = [(f"{value} >= 0", value) for value in domain.hypotheses]
    for own in domain.ranges:
        found += [] if own.lower.is_number else [(f"{own}", own.symbol - own.lower)]
        found += [] if own.upper.is_number else [(f"{own}", own.upper - own.symbol)]
    return tuple(_condition(words, value, inputs) for words, value in found)


def _condition(words: str, value: Expr, inputs: Mapping[Symbol, str]) -> Condition:
    """value + (rounding of its terms) >= 0."""
    size = sum(abs(term) for term in value.expand().as_ordered_terms())
    known = {symbol: name for symbol, name in inputs.items() if symbol in value.free_symbols}
    program, _ = traced(value + 2 * EDGE_ULPS * 2.0**-52 * size, known, PLAIN)
    return Condition(words, program)
