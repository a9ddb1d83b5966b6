"""Values of the opaque functions of a statement at a point, as of the members p(1), ..., p(m).

Equal arguments get equal values. Where all arguments are fractions, each gets a fraction of its
own; else the function is a polynomial, which has a value at every argument. Where a hypothesis
fixes the sum of all members the last one completes it.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flint import fmpq

from proofs.equality.falsifier.germ import Germ
from proofs.equality.falsifier.lines import fraction, simplest
from proofs.equality.falsifier.nodes import Node, text, walk
from proofs.equality.falsifier.problems import Problem, Total
from proofs.equality.falsifier.values import (
    UNKNOWN,
    Place,
    Value,
    Values,
    is_known,
    is_negative,
    is_positive,
    is_zero,
)
from proofs.equality.falsifier.work import Work
from proofs.kernel.constants import precision
from proofs.kernel.element import Element

ONE = fmpq(1)
MEMBERS = [
    fmpq(a, b) for a, b in ((1, 5), (3, 10), (1, 10), (1, 2), (2, 3), (3, 2), (1, 100), (2, 1))
]
MAX_MEMBERS = 2_000
UNEVEN = range(24, 42)
"""Numbers of the points at which one member has nearly all of a total."""
FRACTIONS = frozenset(
    {"number", "symbol", "index", "add", "neg", "mul", "div", "pow", "power", "abs", "Sum"}
)
"""Kinds of nodes whose values are fractions wherever those of symbols are."""


@dataclass(frozen=True)
class Last:
    """The member that completes a total, which is this much more than all others together."""

    argument: fmpq
    total: Node
    others: fmpq

    def value(self, values: Values) -> Value:
        """What is left of the total."""
        return values.of(self.total) - self.others

    def text(self) -> str:
        """What is left of the total, as a formula."""
        if self.total.kind == "number":
            return str(self.total.data - self.others)
        return text(self.total) + (f" - {self.others}" if self.others else "")


@dataclass(frozen=True)
class Table:
    """A function by its values at fractions: some are given, the others follow from a seed."""

    name: str
    sign: str
    seed: str
    scale: fmpq = ONE
    given: Mapping[fmpq, fmpq] = field(default_factory=dict)
    last: Last | None = None

    def at(self, argument: fmpq) -> fmpq:
        """The value at a fraction that no total fixes."""
        if argument in self.given:
            return self.given[argument]
        rng = random.Random(f"{self.seed}:{self.name}:{argument}")
        value = rng.choice(MEMBERS) * self.scale
        return -value if self.sign == "real" and rng.random() < 0.5 else value

    def completes(self, argument: fmpq) -> bool:
        """Whether the value at a fraction is fixed by a total."""
        return self.last is not None and self.last.argument == argument

    def value(self, argument: Value, order: int, values: Values) -> Value:
        """The value; unknown at what is no fraction, and of a derivative."""
        if order or not isinstance(argument, fmpq):
            return UNKNOWN
        values.members[self.name, argument] = None
        if self.last is not None and self.completes(argument):
            return self.last.value(values)
        return self.at(argument)

    def text(self, argument: fmpq) -> str:
        """The value as text."""
        if self.last is not None and self.completes(argument):
            return self.last.text()
        return str(self.at(argument))

    def element(self, argument: Element, order: int, germ: Germ) -> Element:
        """The value around or at the place."""
        number = argument.number()
        if number is None or order:
            return germ.field.generator(f"function {self.name} {order}", argument)
        if self.last is not None and self.completes(number):
            return self._last_element(self.last, germ)
        value = self.at(number)
        if germ.at_place:
            return germ.field.number(value)
        return germ.named(f"{self.name}({number})", lambda _: value)

    def _last_element(self, last: Last, germ: Germ) -> Element:
        others = [self.element(germ.field.number(x), 0, germ) for x in self.given]
        return germ.of(last.total) - sum(others, germ.field.number(0))


@dataclass(frozen=True)
class Series:
    """A function as a polynomial, by its coefficients."""

    name: str
    coefficients: tuple[fmpq, ...]

    def slope(self, order: int) -> list[fmpq]:
        """The coefficients of a derivative."""
        found = [*self.coefficients]
        for _ in range(order):
            found = [c * power for power, c in enumerate(found)][1:]
        return found

    def value(self, argument: Value, order: int, values: Values) -> Value:
        """The value of the function or of a derivative."""
        total: Value = fmpq(0)
        for coefficient in reversed(self.slope(order)):
            total = total * argument + coefficient
        values.members[self.name, None] = None
        return total

    def element(self, argument: Element, order: int, germ: Germ) -> Element:
        """The same of an element."""
        total = germ.field.number(0)
        for coefficient in reversed(self.slope(order)):
            total = total * argument + germ.field.number(coefficient)
        return total

    def text(self) -> str:
        """The polynomial in u."""
        terms = [f"{c}*u**{power}" for power, c in enumerate(self.coefficients) if c != 0]
        return " + ".join(terms).replace("*u**0", "").replace("u**1", "u").replace("+ -", "- ")


# Functions of one point.


def choose_functions(problem: Problem, place: Place, work: Work) -> Place | None:
    """The place with values of all opaque functions; None if a total cannot be met."""
    needs_series = _with_other_arguments(problem)
    functions = {}
    for name, sign in problem.functions.items():
        seed = f"{place.number}:{place.attempt}"
        made = _series if name in needs_series else _table
        functions[name] = made(name, sign, seed, fmpq(1, 4**place.attempt))
    place = replace(place, functions=functions)
    for total in problem.totals:
        table = functions[total.name]
        filled = _filled(table, total, place, work) if isinstance(table, Table) else None
        if filled is None:
            return None
        functions = {**functions, total.name: filled}
        place = replace(place, functions=functions)
    return place


def _table(name: str, sign: str, seed: str, scale: fmpq) -> Table:
    return Table(name, sign, seed, scale)


def _series(name: str, sign: str, seed: str, scale: fmpq) -> Series:
    """Even powers with coefficients > 0 keep a sign; else any powers."""
    rng = random.Random(f"{seed}:{name}")
    values = [rng.choice(MEMBERS) * scale for _ in range(5)]
    if sign != "real":
        return Series(
            name, tuple(v if power % 2 == 0 else fmpq(0) for power, v in enumerate(values))
        )
    return Series(name, tuple(v if rng.random() < 0.5 else -v for v in values))


def _with_other_arguments(problem: Problem) -> set[str]:
    """Functions with an argument that need not be a fraction, and those that are differentiated."""
    sides = [
        side for each in (*problem.goals, *problem.hypotheses) for side in (each.left, each.right)
    ]
    found: set[str] = set()
    for node in walk(*sides):
        if node.kind == "opaque":
            name, order = node.data
            kinds = {inner.kind for inner in walk(node.args[0])}
            found |= {name} if order or not kinds <= FRACTIONS else set()
    return found


def _filled(table: Table, total: Total, place: Place, work: Work) -> Table | None:
    """The table with members that add up to a total."""
    with precision(256):
        values = Values(place, work)
        ends = _ends(total, values)
        whole = _or_unknown(total.value, values)
    if ends is None or ends[1] - ends[0] > MAX_MEMBERS:
        return None
    first, last = ends
    if last < first:
        return table if is_zero(whole) else None
    if not is_known(whole) or not is_positive(whole):
        return None
    shares = _shares(table, whole, int(last - first), place.number)
    given = {first + j: share for j, share in enumerate(shares)}
    return replace(table, given=given, last=Last(last, total.value, sum(shares, fmpq(0))))


def _ends(total: Total, values: Values) -> tuple[fmpq, fmpq] | None:
    ends = _or_unknown(total.lower, values), _or_unknown(total.upper, values)
    exact = [end for end in ends if isinstance(end, fmpq) and end.q == 1]
    return (exact[0], exact[1]) if len(exact) == 2 and exact[1] >= exact[0] - 1 else None


def _or_unknown(node: Node, values: Values) -> Value:
    try:
        return values.of(node)
    except ArithmeticError:
        return UNKNOWN


def _shares(table: Table, whole: Value, count: int, number: int) -> list[fmpq]:
    """What all members but the last get, less than the whole; near an edge one has nearly all."""
    below = whole if isinstance(whole, fmpq) else fraction(whole.real.lower())
    below = simplest(below * fmpq(99, 100), below)
    rng = random.Random(f"{table.seed}:{table.name}")
    shares = [fmpq(rng.randint(1, 9), 10 * count + 10) * below for _ in range(count)]
    if number in UNEVEN:
        shares = [share / 500 for share in shares]
        largest = number // 4 % (count + 1)
        shares[largest : largest + 1] = [below * fmpq(99, 100)] if largest < count else []
    return shares


def total_holds(problem: Problem, total: Total, place: Place, work: Work) -> bool:
    """Whether the members add up to the total, and the last has the sign that the function has."""
    table, sign = place.functions[total.name], problem.functions[total.name]
    with precision(256):
        values = Values(place, work)
        ends = _ends(total, values)
        if not isinstance(table, Table) or ends is None:
            return False
        if ends[1] < ends[0]:
            return is_zero(_or_unknown(total.value, values))
        last = table.last
        if last is None or last.total is not total.value or last.argument != ends[1]:
            return False
        others = {ends[0] + j for j in range(int(ends[1] - ends[0]))}
        complete = {*table.given} == others and last.others == sum(table.given.values(), fmpq(0))
        value = _or_unknown(total.value, values) - last.others
    signed = is_positive(value) if sign == ">" else not is_negative(value) or sign == "real"
    return complete and is_known(value) and signed
