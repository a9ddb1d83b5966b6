"""Formulas of the kernel's language as nodes that are shared: what is written twice is one node.

Nothing is cancelled, so a formula keeps every place where it may have no value. Numbers are folded,
and conjugates are pushed down to `I`, which is all that is not real: z is written as real exactly
if `conjugate(z)` is z itself. A bound variable is known by its level, the number of Sums and
Integrals around it, so that renaming one changes nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from flint import fmpq

BOUND = ("index", "variable")
"""Bound variables: an index by a Sum, a variable by an Integral."""
WHOLES = ("Sum", "Integral")
REAL = frozenset({"number", "symbol", *BOUND, "pi", "sqrt", "log", "eta", "Phi", "abs", "opaque"})
REAL |= {"atan", "S"}
"""Kinds that are real wherever they have a value."""
MAX_FOLDED = 64
"""Exponent up to which a power of a number is worked out at once."""


@dataclass(frozen=True, eq=False)
class Node:
    """One operation: its operands, and what else says which it is.

    `data` is a number, a name, an exponent, the level of what a Sum binds, the name and the order
    of a derivative of an opaque function, or the rows of a matrix. `names` are the symbols and
    `free` the levels of the bound variables that it depends on; `depth` is one more than the
    largest of these, or 0.
    """

    kind: str
    args: tuple["Node", ...]
    data: Any
    names: frozenset[str]
    free: frozenset[int]
    depth: int
    number: int
    hint: str = ""


class Nodes:
    """All nodes of one statement; :meth:`make` gives the same one for the same operation."""

    def __init__(self) -> None:
        self.known: dict[Any, Node] = {}
        self.conjugates: dict[int, Node] = {}
        self.slopes: dict[tuple[int, str], Node] = {}

    def make(self, kind: str, *args: Node, data: Any = None, hint: str = "") -> Node:
        """The node of this kind; `hint` is the user's name of a bound variable, and no more."""
        exact = (int(data.p), int(data.q)) if isinstance(data, fmpq) else data
        key = (kind, exact, *(arg.number for arg in args))
        if key not in self.known:
            names = frozenset({data} if kind == "symbol" else ()).union(*(a.names for a in args))
            free = frozenset({data} if kind in BOUND else ()).union(*(a.free for a in args))
            free -= {data} if kind in WHOLES else set()
            depth, number = max(free, default=-1) + 1, len(self.known)
            self.known[key] = Node(kind, args, data, names, free, depth, number, hint)
        return self.known[key]

    def number(self, value: fmpq | int) -> Node:
        """A rational number."""
        return self.make("number", data=fmpq(value))

    def add(self, *terms: Node) -> Node:
        """A sum of terms, worked out for numbers."""
        if len(terms) == 1:
            return terms[0]
        if all(term.kind == "number" for term in terms):
            return self.number(sum((term.data for term in terms), fmpq(0)))
        return self.make("add", *terms)

    def neg(self, node: Node) -> Node:
        """Minus a node."""
        if node.kind == "neg":
            return node.args[0]
        return self.number(-node.data) if node.kind == "number" else self.make("neg", node)

    def sub(self, a: Node, b: Node) -> Node:
        """a - b."""
        return self.add(a, self.neg(b))

    def mul(self, *factors: Node) -> Node:
        """A product, worked out for numbers; zero times a node may have no value, and stays."""
        if len(factors) == 1:
            return factors[0]
        if all(factor.kind == "number" for factor in factors):
            return self.number(reduce(mul, (factor.data for factor in factors)))
        return self.make("mul", *factors)

    def div(self, a: Node, b: Node) -> Node:
        """a / b, worked out for numbers if b is not 0."""
        if a.kind == b.kind == "number" and b.data != 0:
            return self.number(a.data / b.data)
        return self.make("div", a, b)

    def pow(self, base: Node, exponent: int) -> Node:
        """base**exponent for a whole exponent >= 0."""
        if base.kind == "number" and exponent <= MAX_FOLDED:
            return self.number(base.data**exponent)
        return self.make("pow", base, data=exponent)

    def power(self, base: Node, exponent: Node) -> Node:
        """base**exponent for any exponent."""
        if exponent.kind != "number" or exponent.data.q != 1:
            return self.make("power", base, exponent)
        value = self.pow(base, abs(int(exponent.data.p)))
        return value if exponent.data >= 0 else self.div(self.number(1), value)

    def call(self, kind: str, argument: Node) -> Node:
        """A function of the kernel."""
        if kind == "conj":
            return self.conjugate(argument)
        if kind == "log2":
            return self.div(self.make("log", argument), self.make("log", self.number(2)))
        if kind == "abs" and self.conjugate(argument) is not argument:
            return self.make("sqrt", self.mul(argument, self.conjugate(argument)))
        return self.make(kind, argument)

    def conjugate(self, node: Node) -> Node:
        """The complex conjugate."""
        if node.kind in REAL:
            return node
        if node.number not in self.conjugates:
            turned = self.neg(node) if node.kind == "I" else self.rebuilt(node, self.conjugate)
            self.conjugates[node.number] = turned
        return self.conjugates[node.number]

    def rebuilt(self, node: Node, change: Callable[[Node], Node]) -> Node:
        """The same operation of changed operands."""
        args = [change(arg) for arg in node.args]
        if node.kind in ("add", "neg", "mul", "div", "power"):
            return getattr(self, node.kind)(*args)
        if node.kind == "pow":
            return self.pow(args[0], node.data)
        if node.kind == "abs":
            return self.call("abs", args[0])
        return self.make(node.kind, *args, data=node.data, hint=node.hint) if args else node

    def substitute(self, node: Node, level: int, value: Node) -> Node:
        """The node with a value for the bound variable of a level."""
        done: dict[int, Node] = {}

        def change(inner: Node) -> Node:
            if level not in inner.free:
                return inner
            if inner.kind in BOUND:
                return value
            if inner.number not in done:
                done[inner.number] = self.rebuilt(inner, change)
            return done[inner.number]

        return change(node)


def walk(*roots: Node) -> Iterator[Node]:
    """Every node below some nodes, and these, each once."""
    seen: set[int] = set()
    waiting = [*reversed(roots)]
    while waiting:
        node = waiting.pop()
        if node.number not in seen:
            seen.add(node.number)
            yield node
            waiting += reversed(node.args)


_PLACE = {"add": 1, "neg": 1, "mul": 2, "div": 2, "pow": 3, "power": 3}


def text(node: Node) -> str:
    """The node as a reader would write it.

    >>> nodes = Nodes()
    >>> x = nodes.make("symbol", data="x")
    >>> text(nodes.div(nodes.sub(x, nodes.number(1)), nodes.pow(x, 2)))
    '(x - 1)/x**2'
    """
    return _written(node, 0)


def _written(node: Node, outer: int) -> str:
    own = _PLACE.get(node.kind, 4)
    if node.kind == "number":
        own = (4 if node.data.q == 1 else 2) if node.data >= 0 else 1
    inside = _WRITE[node.kind](node) if node.kind in _WRITE else _called(node)
    return f"({inside})" if own < outer else inside


def _sum(node: Node) -> str:
    first, *others = node.args
    written = _written(first, 1)
    for term in others:
        inside = _written(term, 1)
        minus = inside.startswith("-")
        written += f" {'-' if minus else '+'} {inside[1:] if minus else inside}"
    return written


def _called(node: Node) -> str:
    if node.kind == "S":
        size = node.data
        rows = [node.args[size * row : size * (row + 1)] for row in range(size)]
        entries = [f"[{', '.join(_written(entry, 0) for entry in row)}]" for row in rows]
        return f"S([{', '.join(entries)}])"
    name = node.data[0] + "'" * node.data[1] if node.kind == "opaque" else node.kind
    return f"{name}({', '.join(_written(arg, 0) for arg in node.args)})"


def _whole(node: Node) -> str:
    body, lower, upper = (_written(arg, 0) for arg in node.args)
    return f"{node.kind}({body}, ({node.hint}, {lower}, {upper}))"


_WRITE: dict[str, Callable[[Node], str]] = {
    "number": lambda node: str(node.data),
    "symbol": lambda node: node.data,
    "index": lambda node: node.hint,
    "variable": lambda node: node.hint,
    "I": lambda _: "I",
    "pi": lambda _: "pi",
    "add": _sum,
    "neg": lambda node: f"-{_written(node.args[0], 2)}",
    "mul": lambda node: "*".join(_written(arg, 2) for arg in node.args),
    "div": lambda node: f"{_written(node.args[0], 2)}/{_written(node.args[1], 3)}",
    "pow": lambda node: f"{_written(node.args[0], 4)}**{node.data}",
    "power": lambda node: f"{_written(node.args[0], 4)}**{_written(node.args[1], 4)}",
    "Sum": _whole,
    "Integral": _whole,
}
