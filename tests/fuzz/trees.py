"""Formulas as syntax trees of Python: written, taken apart, searched and put together again.

Nothing here changes a tree in place, and nothing is computed: a rewrite takes a tree at one place
and returns another, so what it did can be read off the two texts.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Node = ast.expr
BINDERS = ("Sum", "Integral")


def parse(text: str) -> Node:
    """The tree of a text."""
    return ast.parse(text, mode="eval").body


def text(node: Node) -> str:
    """The text of a tree, as Python writes it."""
    return ast.unparse(node)


def same(first: Node, second: Node) -> bool:
    """Whether two trees have the same shape and names."""
    return ast.dump(first) == ast.dump(second)


def size(node: Node) -> int:
    """The number of nodes."""
    return sum(1 for _ in ast.walk(node))


def write(template: str, **parts: Node | str | int) -> Node:
    """A template with trees, texts or whole numbers in place of its names.

    >>> text(write("a*u/u", a=parse("x + 1"), u="exp(y)"))
    '(x + 1) * exp(y) / exp(y)'
    """
    nodes = {k: v if isinstance(v, ast.expr) else parse(str(v)) for k, v in parts.items()}
    return _fill(parse(template), nodes)


def _fill(node: Node, parts: dict[str, Node]) -> Node:
    if isinstance(node, ast.Name):
        return parts.get(node.id, node)
    return with_children(node, [_fill(child, parts) for child in children(node)])


def children(node: Node) -> list[Node]:
    """The trees below this one, in the order in which they are written."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp):
        return [node.operand]
    if isinstance(node, ast.Call):
        return list(node.args)
    if isinstance(node, ast.List | ast.Tuple):
        return list(node.elts)
    return []


def with_children(node: Node, new: list[Node]) -> Node:
    """The same node above other trees."""
    result = copy.copy(node)
    if isinstance(result, ast.BinOp):
        result.left, result.right = new
    elif isinstance(result, ast.UnaryOp):
        (result.operand,) = new
    elif isinstance(result, ast.Call):
        result.args = new
    elif isinstance(result, ast.List | ast.Tuple):
        result.elts = new
    return result


@dataclass(frozen=True)
class Bound:
    """A name that a sum or an integral binds, and its limits."""

    name: str
    kind: str
    lower: Node
    upper: Node


@dataclass(frozen=True)
class Place:
    """A tree inside of another one, the way to put something else there, and the names bound."""

    node: Node
    put: Callable[[Node], Node] = field(repr=False)
    bound: tuple[Bound, ...] = ()
    depth: int = 0
    rough: bool = False
    """Inside an exponent or a limit, where only what keeps whole numbers whole may be done."""


def bound_of(node: Node) -> Bound | None:
    """What a ``Sum(term, (k, 1, n))`` or an ``Integral`` binds, else None."""
    if not (isinstance(node, ast.Call) and name_of(node.func) in BINDERS):
        return None
    variable, lower, upper = children(node.args[1]) or node.args[1:]
    return Bound(name_of(variable), name_of(node.func), lower, upper)


def name_of(node: Node) -> str:
    """The name of a name, else an empty text."""
    return node.id if isinstance(node, ast.Name) else ""


def places(node: Node) -> list[Place]:
    """Every place in a tree, the whole first; names that are bound are no place."""
    return list(_places(Place(node, lambda new: new)))


def _places(place: Place) -> Iterator[Place]:
    node = place.node
    if not _is_row(node):
        yield place
    deeper = place.depth + 1
    for j, child in enumerate(children(node)):
        put = _put(place, j)
        if bound := bound_of(node):
            if j == 0:
                yield from _places(Place(child, put, (*place.bound, bound), deeper, place.rough))
            else:
                yield from _limits(place, j)
            continue
        exponent = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and j == 1
        yield from _places(Place(child, put, place.bound, deeper, place.rough or exponent))


def _is_row(node: Node) -> bool:
    return isinstance(node, ast.List) and not isinstance(node.elts[0], ast.List)


def _limits(place: Place, j: int) -> Iterator[Place]:
    whole = place.node
    limits = children(whole)[j]
    rough = place.rough or name_of(whole.func) == "Sum"  # type: ignore[attr-defined]
    inner = Place(limits, _put(place, j), place.bound, place.depth + 1, rough)
    for side in (1, 2):
        put = _put(inner, side)
        yield from _places(Place(children(limits)[side], put, place.bound, place.depth + 2, rough))


def _put(place: Place, j: int) -> Callable[[Node], Node]:
    def put(new: Node) -> Node:
        below = children(place.node)
        below[j] = new
        return place.put(with_children(place.node, below))

    return put


def names_in(node: Node) -> set[str]:
    """Every name in a tree, bound ones and functions too, and the index of a family's member."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names | {part for name in names for part in name.split("_")}


def replace_name(node: Node, name: str, new: Node) -> Node:
    """The tree with a free name replaced; a member of a family follows its index.

    The caller sees to it that no name of `new` is bound in `node`, and that the index of a
    member becomes a name again.

    >>> text(replace_name(parse("p_k*k"), "k", parse("j")))
    'p_j * j'
    """
    if isinstance(node, ast.Name):
        if node.id == name:
            return new
        base, _, index = node.id.rpartition("_")
        return ast.Name(f"{base}_{text(new)}") if base and index == name else node
    bound = bound_of(node)
    below = [replace_name(child, name, new) for child in children(node)]
    if bound and bound.name == name:
        below[0] = children(node)[0]
        below[1] = with_children(children(node)[1], [ast.Name(name), *children(below[1])[1:]])
    return with_children(node, below)


def members(node: Node, index: str) -> bool:
    """Whether the tree has a member of a family with this index."""
    return any(
        isinstance(n, ast.Name) and n.id != index and n.id.endswith(f"_{index}")
        for n in ast.walk(node)
    )


def equal_limits(node: Node) -> tuple[Node, str, Node, Node]:
    """Term, name, lower and upper limit of a sum or an integral."""
    bound = bound_of(node)
    if bound is None:
        raise ValueError(f"{text(node)} binds nothing")
    return children(node)[0], bound.name, bound.lower, bound.upper


def binary(node: Node, operator: type[ast.operator]) -> tuple[Node, Node] | None:
    """Both sides of an operator, or None."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, operator):
        return node.left, node.right
    return None


def argument(node: Node, *functions: str) -> Node | None:
    """The argument of a call of one of these functions, or None."""
    if isinstance(node, ast.Call) and name_of(node.func) in functions and len(node.args) == 1:
        return node.args[0]
    return None


def terms(node: Node) -> list[tuple[int, Node]]:
    """What a sum or difference adds up, each with its sign."""
    if pair := binary(node, ast.Add):
        return terms(pair[0]) + terms(pair[1])
    if pair := binary(node, ast.Sub):
        return terms(pair[0]) + [(-sign, term) for sign, term in terms(pair[1])]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [(-sign, term) for sign, term in terms(node.operand)]
    return [(1, node)]


def add(signed: list[tuple[int, Node]]) -> Node:
    """The sum of signed terms; 0 for none."""
    result: Node | None = None
    for sign, term in signed:
        if result is None:
            result = term if sign > 0 else ast.UnaryOp(ast.USub(), term)
        else:
            result = ast.BinOp(result, ast.Add() if sign > 0 else ast.Sub(), term)
    return result or parse("0")


def factors(node: Node) -> list[tuple[int, Node]]:
    """What a product or quotient multiplies, each with 1 or, as a divisor, -1."""
    if pair := binary(node, ast.Mult):
        return factors(pair[0]) + factors(pair[1])
    if pair := binary(node, ast.Div):
        return factors(pair[0]) + [(-power, factor) for power, factor in factors(pair[1])]
    return [(1, node)]


def multiply(powers: list[tuple[int, Node]]) -> Node:
    """The product of factors and divisors; 1 for none."""
    above = [factor for power, factor in powers if power > 0]
    below = [factor for power, factor in powers if power < 0]
    result = above[0] if above else parse("1")
    for factor in above[1:]:
        result = ast.BinOp(result, ast.Mult(), factor)
    for factor in below:
        result = ast.BinOp(result, ast.Div(), factor)
    return result


def has_rows(node: Node) -> bool:
    """Whether a matrix stands in the tree."""
    return any(isinstance(inner, ast.List) for inner in ast.walk(node))


def depth(node: Node) -> int:
    """How many sums and integrals are nested in each other."""
    below = max((depth(child) for child in children(node)), default=0)
    return below + (bound_of(node) is not None)
