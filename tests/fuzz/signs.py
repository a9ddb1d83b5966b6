"""Signs that are known for a reason: by what a name means, and by how a formula is built.

What stands under a logarithm, an entropy or a root of a derived equation is taken to be positive
in the interior, since the equation has a value there. Everything else follows from the shape.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from .points import Scene
from .trees import Bound, Node, argument, binary, children, name_of, parse, terms, text

_REAL_FUNCTIONS = ("exp", "cos", "sin", "sinh", "conj")
_ALWAYS_REAL = (
    *("log", "log2", "ln", "sqrt", "eta", "h", "Phi", "artanh", "arctanh", "atanh"),
    *("abs", "S"),
)
_LOGARITHMS = ("log", "log2", "ln", "eta", "sqrt")


@dataclass(frozen=True)
class Signs:
    """What is known at one place: the equation, the names bound there, what its text implies."""

    scene: Scene
    bound: tuple[Bound, ...] = ()
    known: frozenset[str] = frozenset()

    def real(self, node: Node) -> bool:
        """Whether the value is real."""
        if isinstance(node, ast.Name):
            return self._real_name(node.id)
        if argument(node, *_ALWAYS_REAL) is not None:
            return True
        if isinstance(node, ast.Call) and name_of(node.func) not in (*_REAL_FUNCTIONS, *_SUMS):
            return False
        return all(self.real(child) for child in children(node))

    def _real_name(self, name: str) -> bool:
        if any(b.name == name for b in self.bound):
            return True
        return name != "I" and name not in self.scene.complex

    def whole(self, node: Node) -> bool:
        """Whether the value is a whole number."""
        if isinstance(node, ast.Name):
            bound = [b for b in self.bound if b.name == node.id]
            return bound[-1].kind == "Sum" if bound else node.id in (*self.scene.whole, "N")
        if isinstance(node, ast.Constant):
            return isinstance(node.value, int)
        if isinstance(node, ast.UnaryOp):
            return self.whole(node.operand)
        pair = binary(node, ast.Add) or binary(node, ast.Sub) or binary(node, ast.Mult)
        return bool(pair) and all(self.whole(side) for side in pair or ())

    def unit(self, node: Node) -> bool:
        """Whether the value lies strictly between 0 and 1 in the interior."""
        rule = _UNIT.get(type(node))
        return rule is not None and rule(self, node)

    def _unit_name(self, name: str) -> bool:
        bound = [b for b in self.bound if b.name == name]
        if bound:
            ends = text(bound[-1].lower), text(bound[-1].upper)
            return bound[-1].kind == "Integral" and ends == ("0", "1")
        return name in self.scene.unit

    def negative(self, node: Node) -> bool:
        """Whether the value is strictly negative in the interior."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return self.positive(node.operand)
        if pair := binary(node, ast.Mult):
            return any(self.negative(a) and self.positive(b) for a, b in (pair, (pair[1], pair[0])))
        if pair := binary(node, ast.Div):
            return self.negative(pair[0]) and self.positive(pair[1])
        return False

    def positive(self, node: Node) -> bool:
        """Whether the value is strictly positive in the interior, and for all whole numbers."""
        if text(node) in self.known or self.unit(node):
            return True
        rule = _POSITIVE.get(type(node))
        return rule is not None and rule(self, node)

    def nonnegative(self, node: Node) -> bool:
        """Whether the value is >= 0."""
        if self.positive(node) or argument(node, "abs", "sqrt", "h", "S") is not None:
            return True
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return node.id.rpartition("_")[0] in self.scene.families or self._counts(node.id, 0)
        if pair := binary(node, ast.Pow):
            return (text(pair[1]) == "2" and self.real(pair[0])) or self.nonnegative(pair[0])
        pair = binary(node, ast.Add) or binary(node, ast.Mult)
        return bool(pair) and all(self.nonnegative(side) for side in pair or ())

    def _counts(self, name: str, least: int) -> bool:
        """Whether a bound name runs from a whole number that is not less."""
        bound = [b for b in self.bound if b.name == name]
        if not bound:
            return False
        lower = bound[-1].lower
        return isinstance(lower, ast.Constant) and lower.value >= least


_SUMS = ("Sum", "Integral")


def _unit_operator(signs: Signs, node: Node) -> bool:
    if pair := binary(node, ast.Mult):
        return all(signs.unit(side) for side in pair)
    if pair := binary(node, ast.Pow):
        return signs.unit(pair[0]) and signs.positive(pair[1])
    if pair := binary(node, ast.Sub):
        return text(pair[0]) == "1" and signs.unit(pair[1])
    if pair := binary(node, ast.Div):
        whole = isinstance(pair[1], ast.Constant) and pair[1].value >= 1
        return (signs.unit(pair[0]) and whole) or text(node) in ("1 / 2", "1 / 3", "1 / 4")
    return False


def _unit_call(signs: Signs, node: Node) -> bool:
    if (inner := argument(node, "exp")) is not None:
        return signs.negative(inner)
    inner = argument(node, "sqrt")
    return inner is not None and signs.unit(inner)


_UNIT: dict[type[ast.expr], Callable[[Signs, Node], bool]] = {
    ast.Name: lambda signs, node: signs._unit_name(name_of(node)),
    ast.BinOp: _unit_operator,
    ast.Call: _unit_call,
}


def _positive_constant(_: Signs, node: Node) -> bool:
    return isinstance(node, ast.Constant) and node.value > 0


def _positive_name(signs: Signs, node: Node) -> bool:
    name = name_of(node)
    if any(b.name == name for b in signs.bound):
        return signs._counts(name, 1) or _inside_positive(signs, name)
    return name in (*signs.scene.positive, *signs.scene.whole, "pi")


def _inside_positive(signs: Signs, name: str) -> bool:
    bound = [b for b in signs.bound if b.name == name][-1]
    ends = (bound.lower, bound.upper)
    return bound.kind == "Integral" and all(signs.positive(end) or text(end) == "0" for end in ends)


def _positive_operator(signs: Signs, node: Node) -> bool:
    if pair := binary(node, ast.Add):
        return (
            all(signs.nonnegative(side) for side in pair)
            and any(signs.positive(side) for side in pair)
        ) or _one_minus(signs, node)
    if pair := binary(node, ast.Mult) or binary(node, ast.Div):
        return all(signs.positive(side) for side in pair)
    if pair := binary(node, ast.Pow):
        return signs.positive(pair[0]) and signs.real(pair[1])
    return _one_minus(signs, node)


def _one_minus(signs: Signs, node: Node) -> bool:
    """1 - u with u below 1, or u - u*v and the like are left to the text."""
    signed = terms(node)
    ones = [t for s, t in signed if s > 0 and text(t) == "1"]
    rest = [t for s, t in signed if not (s > 0 and text(t) == "1")]
    signs_of_rest = [s for s, t in signed if not (s > 0 and text(t) == "1")]
    return len(ones) == 1 and signs_of_rest == [-1] and signs.unit(rest[0])


def _positive_call(signs: Signs, node: Node) -> bool:
    assert isinstance(node, ast.Call)
    name = name_of(node.func)
    if name in ("exp", "Phi"):
        return signs.real(node.args[0])
    if name in ("sqrt", "abs"):
        return signs.positive(node.args[0])
    if name in ("h", "eta", "artanh"):
        return signs.unit(node.args[0])
    return False


_POSITIVE: dict[type[ast.expr], Callable[[Signs, Node], bool]] = {
    ast.Constant: _positive_constant,
    ast.Name: _positive_name,
    ast.BinOp: _positive_operator,
    ast.Call: _positive_call,
}


@cache
def implied(formula: str) -> frozenset[str]:
    """What must be positive in the interior for a derived formula to have a value."""
    found = set()
    for node in ast.walk(parse(formula)):
        inner = argument(node, *_LOGARITHMS) if isinstance(node, ast.expr) else None
        if inner is not None:
            found.add(text(inner))
    return frozenset(found)
