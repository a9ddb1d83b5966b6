"""The value of a formula at an exact point: a fraction as long as all is exact, else a ball (Arb).

Every operation is exact or Arb's, so a ball contains the true value. Where a formula provably has
no value that is said: a root of a negative number, a Sum that runs backwards. A divisor that is
zero is only reported, since a removable singularity is read as its limit: what it means is for
:mod:`proofs.equality.falsifier.germs` to find out.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from flint import acb, arb, ctx, fmpq, fmpz_poly

from proofs.equality.falsifier.nodes import Node, text
from proofs.equality.falsifier.work import Work

Value: TypeAlias = fmpq | acb
UNKNOWN = acb("nan", "nan")
"""Nothing is known of the value."""
MAX_BITS = 3_000
"""Size of a fraction beyond which a ball takes its place."""
MAX_TERMS = 10_000
"""Terms of a Sum beyond which its value is left open."""
MAX_EXPONENT = 10**18


def complex_roots(polynomial: fmpz_poly) -> list[acb]:
    """Balls around the complex roots, each once; FLINT's stubs forget that it counts them."""
    found: Any = polynomial.complex_roots()
    return [acb(root) for root, _ in found]


class NoValueError(ArithmeticError):
    """The formula has no value here, nor anywhere near; the text says why."""


class VanishingError(ArithmeticError):
    """A divisor or the argument of a logarithm may be zero here; `where` are the bound indices."""

    def __init__(self, node: Node, what: str, where: Mapping[int, Value]) -> None:
        super().__init__(what)
        self.node, self.what, self.where = node, what, dict(where)


class Function(Protocol):
    """What a point says of an opaque function: its values, one for each argument."""

    def value(self, argument: Value, order: int, values: "Values") -> Value:
        """The value, or that of a derivative."""

    def element(self, argument: Any, order: int, germ: Any) -> Any:
        """The same in the kernel's field, see :mod:`proofs.equality.falsifier.germs`."""


@dataclass(frozen=True)
class Place:
    """An exact point: a fraction for every symbol, and values of the opaque functions.

    `number` and `attempt` say how it was chosen.
    """

    symbols: Mapping[str, fmpq]
    functions: Mapping[str, Function] = field(default_factory=dict)
    number: int = 0
    attempt: int = 0


class Values:
    """The values of nodes at one place and one precision, each worked out once.

    `bound` are the values of bound variables by level. Inside of an integral they are balls; those
    of the levels in `complex` reach off the real line, and functions have to be analytic on them.
    """

    def __init__(self, place: Place, work: Work) -> None:
        self.place, self.work = place, work
        self.cost = max(1, ctx.prec // 256)
        self.bound: dict[int, Value] = {}
        self.complex: set[int] = set()
        self.known: dict[int, dict[int, Value]] = {}
        self.members: dict[tuple[str, fmpq | None], None] = {}

    def of(self, node: Node) -> Value:
        """The value of a node.

        :raises NoValueError: where it provably has none.
        :raises VanishingError: where a divisor may be zero.
        """
        known = self.known.setdefault(node.depth, {})
        if node.number not in known:
            self.work.spend(self.cost)
            value = RULES[node.kind](self, node)
            large = isinstance(value, fmpq) and value.height_bits() > MAX_BITS
            known[node.number] = acb(value) if large else value
        return known[node.number]

    @contextmanager
    def binding(self, level: int) -> Iterator[Callable[[Value], None]]:
        """Gives the variable of a level one value after the other."""
        before = self.bound.get(level), self.known.get(level + 1)

        def bind(value: Value) -> None:
            self.bound[level] = value
            self.known[level + 1] = {}

        try:
            yield bind
        finally:
            self.bound.pop(level)
            if before[0] is not None:
                self.bound[level] = before[0]
            self.known[level + 1] = before[1] or {}

    def analytic(self, node: Node) -> bool:
        """Whether a node has to be analytic where it is evaluated, which need not be real."""
        return not node.free.isdisjoint(self.complex)

    def is_inside_integral(self) -> bool:
        """Whether a bound variable stands for the places of a whole way."""
        return any(isinstance(value, acb) for value in self.bound.values())

    def real(self, node: Node, function: str) -> Value:
        """The value of an argument that has to be real.

        :raises NoValueError: if it is not.
        """
        value = self.of(node)
        if isinstance(value, fmpq) or self.analytic(node) or not value.is_finite():
            return value
        if not value.imag.contains(0):
            raise NoValueError(f"{function}({text(node)}) of a number that is not real")
        return acb(value.real)

    def nonnegative(self, node: Node, function: str) -> Value:
        """The value of an argument that has to be >= 0."""
        value = self.real(node, function)
        if not self.analytic(node) and is_negative(value):
            raise NoValueError(f"{function}({text(node)}) of the negative number {shown(value)}")
        return value

    def vanishing(self, node: Node, what: str) -> VanishingError:
        """What is to be raised where a divisor may be zero."""
        return VanishingError(node, what, self.bound)


def is_negative(value: Value) -> bool:
    """Whether a real value is surely < 0."""
    return bool(value < 0) if isinstance(value, fmpq) else bool(value.real < 0)


def is_positive(value: Value) -> bool:
    """Whether a real value is surely > 0."""
    return bool(value > 0) if isinstance(value, fmpq) else bool(value.real > 0)


def excludes_zero(value: Value) -> bool:
    """Whether a value is surely not zero."""
    if isinstance(value, fmpq):
        return bool(value != 0)
    return bool(value.is_finite()) and not value.contains(0)


def is_known(value: Value) -> bool:
    """Whether there is a fraction or a finite ball."""
    return isinstance(value, fmpq) or bool(value.is_finite())


def is_zero(value: Value) -> bool:
    """Whether a value is zero exactly."""
    return bool(value == 0) if isinstance(value, fmpq) else bool(value.is_zero())


def shown(value: Value, digits: int = 15) -> str:
    """A value in decimals, the imaginary part only where there is one."""
    ball = acb(value)
    real = str(ball.real.str(digits, radius=False))
    small = ball.imag.contains(0) and bool(ball.imag.rad() < arb(2) ** -60)
    return real if small else f"{real} + {ball.imag.str(digits, radius=False)}*I"


# Operations.


def _add(values: Values, node: Node) -> Value:
    first, *others = node.args
    total = values.of(first)
    for other in others:
        total = total + values.of(other)
    return total


def _mul(values: Values, node: Node) -> Value:
    first, *others = node.args
    product = values.of(first)
    for other in others:
        product = product * values.of(other)
    return product


def _div(values: Values, node: Node) -> Value:
    above, below = (values.of(arg) for arg in node.args)
    if not is_known(below):
        return UNKNOWN
    if not excludes_zero(below):
        raise values.vanishing(node.args[1], "divisor")
    return above / below


def _pow(values: Values, node: Node) -> Value:
    base = values.of(node.args[0])
    if node.data > MAX_EXPONENT:
        return UNKNOWN
    large = isinstance(base, fmpq) and base.height_bits() * node.data > MAX_BITS
    return (acb(base) if large else base) ** node.data


def _opaque(values: Values, node: Node) -> Value:
    name, order = node.data
    argument, *ends = map(values.of, node.args)
    match (argument, *ends):
        case (fmpq() as place, fmpq() as low, fmpq() as high):
            if not (low <= place <= high and place.q == 1):
                raise NoValueError(f"there is no {name}({place}), only {low} to {high}")
    return values.place.functions[name].value(argument, order, values)


def _abs(values: Values, node: Node) -> Value:
    value = values.of(node.args[0])
    if isinstance(value, fmpq):
        return abs(value)
    if not values.analytic(node):
        return acb(abs(value.real))
    if value.real.contains(0):
        return UNKNOWN
    return value if value.real > 0 else -value


# Sums.


def whole_ends(values: Values, node: Node) -> tuple[int, int] | None:
    """The ends of a Sum; None where they cannot be told.

    :raises NoValueError: for a Sum that runs backwards, or to what is no whole number.
    """
    ends = [_whole_end(values, limit) for limit in node.args[1:]]
    if None in ends:
        return None
    first, last = (int(end) for end in ends if end is not None)
    if last < first - 1:
        raise NoValueError(f"a sum from {first} to {last} runs backwards")
    return first, last


def _whole_end(values: Values, limit: Node) -> int | None:
    value = values.of(limit)
    if isinstance(value, fmpq):
        if value.q != 1:
            raise NoValueError(f"a sum that ends at {value}, no whole number")
        return int(value.p)
    if value.is_finite() and not value.contains_integer():
        raise NoValueError(f"a sum that ends at {shown(value)}, no whole number")
    return None


def _sum(values: Values, node: Node) -> Value:
    ends = whole_ends(values, node)
    if ends is None or ends[1] - ends[0] > MAX_TERMS:
        return UNKNOWN
    total: Value = fmpq(0)
    if ends[1] < ends[0]:
        return total
    with values.binding(node.data) as bind:
        for index in range(ends[0], ends[1] + 1):
            bind(fmpq(index))
            total = total + values.of(node.args[0])
            if isinstance(total, fmpq) and total.height_bits() > MAX_BITS:
                total = acb(total)
    return total


RULES: dict[str, Callable[[Values, Node], Value]] = {
    "number": lambda _, node: node.data,
    "symbol": lambda values, node: values.place.symbols[node.data],
    "index": lambda values, node: values.bound[node.data],
    "variable": lambda values, node: values.bound[node.data],
    "I": lambda *_: acb(0, 1),
    "pi": lambda *_: acb.pi(),
    "add": _add,
    "neg": lambda values, node: -values.of(node.args[0]),
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "abs": _abs,
    "opaque": _opaque,
    "Sum": _sum,
}
"""The value of each kind of node; functions, integrals and entropies of matrices add theirs."""
