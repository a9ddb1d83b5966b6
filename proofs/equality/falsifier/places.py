"""Exact points at which all hypotheses of a statement hold, short ones first, always the same.

One symbol after the other gets a fraction out of the interval that the hypotheses leave it, given
those before it; an opaque function gets a fraction for each argument it is asked for, or is a
polynomial where its arguments are no fractions. Whether a point lies in the domain is then decided
by exact arithmetic or by balls, never by how it was made.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flint import fmpq

from proofs.equality.falsifier.families import choose_functions, total_holds
from proofs.equality.falsifier.germs import is_zero_at
from proofs.equality.falsifier.lines import Gap, feasible, linear_root, simplest
from proofs.equality.falsifier.nodes import Node, walk
from proofs.equality.falsifier.problems import Problem, Relation
from proofs.equality.falsifier.values import (
    Place,
    Value,
    Values,
    excludes_zero,
    is_known,
    is_negative,
    is_positive,
    is_zero,
)
from proofs.equality.falsifier.work import Work
from proofs.kernel.constants import precision

Q = fmpq
UNIT = [Q(a, b) for a, b in ((1, 5), (1, 4), (3, 4), (1, 2), (1, 3), (9, 10), (1, 10), (99, 100))]
HALF_LINE = [Q(a, b) for a, b in ((3, 2), (2, 1), (1, 3), (1, 2), (1, 1), (3, 1), (1, 10), (10, 1))]
REAL = [*HALF_LINE[:4], *(-v for v in HALF_LINE[:4]), *HALF_LINE[4:], *(-v for v in HALF_LINE[4:])]
WHOLE = [2, 3, 1, 5, 4, 8, 6, 7, *range(9, 31), 37, 64, 100]
EDGES = {24: Q(1, 10**4), 28: Q(1, 10**8), 32: Q(1, 10**30)}
"""From which point on how near to the edges it lies, four points each."""
FAR = range(36, 42)
"""The points far out on half-lines."""
FAR_VALUES = [Q(30), Q(100), Q(7), Q(1000)]
NUMBER, ORDINARY = 60, 24
"""How many points are made, and how many of them come before those near the edges."""
ATTEMPTS = 4
SHORT = 40
"""Bits of a fraction that is short enough to be read."""
BITS = (128, 512, 2048)


@dataclass
class Places:
    """The points of one statement by number, each made once."""

    problem: Problem
    work: Work
    order: Sequence[str] = ()
    made: dict[int, Place | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = self.order or self._best_order()

    def all(self, first: int, last: int) -> Iterator[Place]:
        """The points with these numbers, without those that are not found."""
        for number in range(first, last):
            place = self.at(number)
            if place is not None:
                yield place

    def at(self, number: int) -> Place | None:
        """The point with a number; None if there is none in the domain, or it is not new."""
        if number not in self.made:
            tries = (self._try(number, attempt) for attempt in range(ATTEMPTS))
            inside = (p for p in tries if p and holds(self.problem, p, self.work))
            place = next(inside, None)
            known = self.made.values() if place and not place.functions else ()
            again = any(other and place and other.symbols == place.symbols for other in known)
            self.made[number] = None if again else place
        return self.made[number]

    def _best_order(self) -> Sequence[str]:
        """The order of the symbols in which points are found most easily."""
        names = self.problem.symbols
        for order in (names, (*reversed(names),)):
            self.order = order
            if any(self.at(number) for number in range(3)):
                return order
            self.made.clear()
        return names

    def _try(self, number: int, attempt: int) -> Place | None:
        place = Place({}, number=number, attempt=attempt)
        first = next((name for name in self.order if name in self.problem.integers), None)
        for position, name in enumerate(self.order):
            choice = Choice(number, attempt, position, name == first)
            value = self._value(name, place, choice)
            if value is None:
                return None
            place = replace(place, symbols={**place.symbols, name: value})
        return choose_functions(self.problem, place, self.work)

    def _value(self, name: str, place: Place, choice: "Choice") -> fmpq | None:
        bound = self.bounding(name, {*place.symbols, name})
        for relation in bound:
            if relation.sign == "==":
                return linear_root(relation.difference, name, place, self.work)
        pieces = self.pieces(name, place)
        if not pieces:
            return None
        piece = pieces[choice.random().randrange(len(pieces)) if choice.number > 3 else 0]
        return choice.whole(piece) if name in self.problem.integers else choice.real(piece)

    def bounding(self, name: str, known: set[str]) -> list[Relation]:
        """The hypotheses that bound a symbol where others are known."""
        return [
            relation
            for relation in self.problem.hypotheses
            if name in relation.difference.names
            and relation.difference.names <= known
            and not any(node.kind == "opaque" for node in walk(relation.difference))
        ]

    def pieces(self, name: str, place: Place) -> list[Gap]:
        """Where one symbol may lie if the others are as they are at a place."""
        pieces = [Gap()]
        whole = name in self.problem.integers
        for relation in self.bounding(name, {*place.symbols, name}):
            node = relation.difference
            pieces = [
                part for piece in pieces for part in feasible(node, name, place, piece, self.work)
            ]
            pieces = [widened(p) for p in pieces] if whole and relation.sign == ">=" else pieces
        return pieces


def widened(piece: Gap) -> Gap:
    """An interval whose ends belong to it, for a whole number."""
    low, high = piece.low, piece.high
    return Gap(
        None if low is None else low - Q(1, 1000), None if high is None else high + Q(1, 1000)
    )


@dataclass(frozen=True)
class Choice:
    """Chooses the value of one symbol of one point.

    Symbols of the first point get different values by their position, or it could not tell them
    apart; later points choose among more and more values, then near the edges, then far out.
    """

    number: int
    attempt: int
    position: int
    is_first_number: bool = False

    def random(self) -> random.Random:
        """The same numbers on every run."""
        return random.Random(f"{self.number}:{self.attempt}:{self.position}")

    def among(self, values: Sequence[fmpq]) -> fmpq:
        """One of the first values."""
        if self.number == self.attempt == 0:
            return values[self.position % 3]
        return self.random().choice(values[: 3 + self.number // 2])

    def near(self) -> fmpq | None:
        """How near to an edge the point shall lie."""
        first = self.number - self.number % 4
        return EDGES.get(first)

    def is_low(self) -> bool:
        """Whether near to the lower edge: all, none, and two that alternate."""
        pattern = self.number % 4
        return pattern == 0 or (pattern > 1 and (self.position + pattern) % 2 == 0)

    def real(self, piece: Gap) -> fmpq:
        """A fraction in an interval."""
        low, high = piece.low, piece.high
        if low is None:
            return self.anywhere() if high is None else high - self.step()
        return low + self.step() if high is None else self.between(low, high)

    def anywhere(self) -> fmpq:
        """A fraction of either sign, sometimes very small."""
        near = self.near()
        if near is not None:
            return near if self.is_low() else -near
        return self.among(REAL) * self.variation()

    def step(self) -> fmpq:
        """How far from the only end."""
        near = self.near()
        if near is not None:
            return near if self.is_low() else Q(30)
        if self.number in FAR and self.is_low():
            return FAR_VALUES[(self.number + self.position) % len(FAR_VALUES)]
        return self.among(HALF_LINE) * self.variation()

    def between(self, low: fmpq, high: fmpq) -> fmpq:
        """A short fraction between two ends, which may be long ones."""
        near = self.near()
        share = self.among(UNIT) if near is None else near if self.is_low() else 1 - near
        if self.number >= FAR.stop:
            share = Q(self.random().randint(1, 99), 100)
        value = low + (high - low) * share
        if value.height_bits() <= SHORT:
            return value
        room = min(share, 1 - share) * (high - low) / 20
        return simplest(value - room, value + room)

    def variation(self) -> fmpq:
        """A factor for late points."""
        return Q(1) if self.number < FAR.stop else Q(self.random().randint(1, 400), 200)

    def whole(self, piece: Gap) -> fmpq | None:
        """A whole number in an interval."""
        values = [Q(v) for v in self.numbers(piece) if piece.contains(Q(v))]
        if not values:
            return None
        if self.number == self.attempt == 0:
            return values[self.position % min(3, len(values))]
        if self.is_first_number:
            usual = self.near() is None and self.number not in FAR
            return values[self.number % len(values) if usual else self.number % 3 % len(values)]
        return self.random().choice(values[: 3 + self.number // 2])

    @staticmethod
    def numbers(piece: Gap) -> list[int]:
        """Whole numbers to choose from: small ones, and those at the ends."""
        if piece.low is None:
            return [*WHOLE[:4], 0, -1, -2, *WHOLE[4:]]
        first = int(piece.low.p // piece.low.q) + 1
        return list(dict.fromkeys([*WHOLE[:2], first, first + 1, *WHOLE[2:], *_up_to(piece)]))


def _up_to(piece: Gap) -> list[int]:
    """The largest whole numbers in an interval."""
    if piece.high is None:
        return []
    last = -int((-piece.high).p // piece.high.q) - 1
    return [last, last - 1]


# What lies in the domain.


def holds(problem: Problem, place: Place, work: Work) -> bool:
    """Whether all hypotheses surely hold at a place, and nothing excepted vanishes."""
    whole = all(place.symbols[name].q == 1 for name in problem.integers)
    return (
        whole
        and all(_holds(problem, each, place, work) for each in problem.hypotheses)
        and all(_differs(node, place, work) for node in problem.excepted)
        and all(total_holds(problem, total, place, work) for total in problem.totals)
    )


def _holds(problem: Problem, relation: Relation, place: Place, work: Work) -> bool:
    for bits in BITS:
        with precision(bits):
            values = Values(place, work)
            try:
                value = values.of(relation.difference)
            except ArithmeticError:
                return False
            if relation.sign == "==":
                exact = is_zero(value)
                return exact or is_zero_at(values, problem.integers, relation.difference)
            if relation.sign == ">=" and isinstance(value, fmpq):
                return bool(value >= 0)
            if is_positive(value) and is_known(value):
                return _is_real(value)
            if is_negative(value) or not is_known(value):
                return False
    return False


def _is_real(value: Value) -> bool:
    return isinstance(value, fmpq) or bool(value.imag.contains(0))


def _differs(node: Node, place: Place, work: Work) -> bool:
    """Whether a node surely does not vanish at a place."""
    for bits in BITS:
        with precision(bits):
            try:
                value = Values(place, work).of(node)
            except ArithmeticError:
                return False
            if excludes_zero(value):
                return True
    return False
