"""Small changes of a formula, through its syntax tree: the misprints that a paper could contain.

The language is that of :mod:`proofs.paper.formula` and of the kernel's statements. Each rule looks
at one node of the tree and says what might stand there instead; nothing here knows what is true.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from typing import Any

Variant = tuple[str, ast.expr]
"""What kind of change it is, and the node that takes the place of the old one."""
Rule = Callable[[ast.expr], Iterator[Variant]]

EXCHANGED_FUNCTIONS = {"log": "ln", "log2": "log", "ln": "log", "cos": "sin", "h": "eta"}
DROPPED_FUNCTIONS = ("sqrt", "abs", "conj", "dagger", "exp")
_PAIRS = (
    ("rho00", "rho11"),
    ("rho01", "rho10"),
    ("mu_1", "mu_2"),
    ("Delta", "Delta_prime"),
    ("t", "t0"),
    ("t", "T"),
    ("tau", "tau_c"),
    ("A", "B"),
    ("p", "alpha"),
    ("phi", "dphi"),
    ("k", "n"),
)
EXCHANGED_NAMES = [*_PAIRS, *((b, a) for a, b in _PAIRS)]
SQUARED_NAMES = ("alpha", "p", "c", "rho01", "F")
COUNTS = ("n", "k", "m", "d")
_RELATIONS: dict[type[ast.cmpop], tuple[ast.cmpop, ...]] = {
    ast.Gt: (ast.GtE(), ast.Lt()),
    ast.GtE: (ast.Gt(), ast.LtE()),
    ast.Lt: (ast.LtE(), ast.Gt()),
    ast.LtE: (ast.Lt(), ast.GtE()),
    ast.Eq: (ast.Gt(), ast.Lt()),
}


def changes(text: str, names: Collection[str] = ()) -> dict[str, str]:
    """The changed formulas, each with the kind of change; a name comes in only if it is known.

    >>> list(changes("1 - exp(-x)"))[:4]
    ['1 + exp(-x)', '1', '-exp(-x)', '2 - exp(-x)']
    >>> changes("rho11*c", {"rho00"})["rho00 * c"]
    'names exchanged: rho11 -> rho00'
    """
    tree = ast.parse(text, mode="eval").body
    found: dict[str, str] = {}
    for node in _places(tree):
        for kind, new in _variants(node, names):
            changed = ast.unparse(_replaced(tree, node, new))
            found.setdefault(changed, f"{kind}: {ast.unparse(node)} -> {ast.unparse(new)}")
    found.pop(ast.unparse(tree), None)
    return found


def _variants(node: ast.expr, names: Collection[str]) -> Iterator[Variant]:
    for rule in RULES:
        yield from rule(node)
    for old, new in EXCHANGED_NAMES:
        if isinstance(node, ast.Name) and node.id == old and new in names:
            yield "names exchanged", ast.Name(new)


def _places(node: ast.expr) -> Iterator[ast.expr]:
    """Every node that stands for a value: not the name of a function, not a bound index."""
    yield node
    match node:
        case ast.Call(func=ast.Name(id="Sum" | "Integral"), args=[term, ast.Tuple(elts=limits)]):
            inner = [term, *limits[1:]]
        case ast.Call(args=inner):
            pass
        case _:
            inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    for child in inner:
        yield from _places(child)


def _replaced(node: Any, old: ast.expr, new: ast.expr) -> Any:
    """The tree with one node replaced; the old tree stays as it is."""
    if node is old:
        return new
    if isinstance(node, list):
        return [_replaced(child, old, new) for child in node]
    if not isinstance(node, ast.AST):
        return node
    return type(node)(**{key: _replaced(value, old, new) for key, value in ast.iter_fields(node)})


# Rules.


def sign(node: ast.expr) -> Iterator[Variant]:
    """a + b and a - b; -a and a."""
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield "sign", ast.BinOp(left, ast.Sub(), right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield "sign", ast.BinOp(left, ast.Add(), right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield "sign", operand


def dropped(node: ast.expr) -> Iterator[Variant]:
    """A sum without one term, a product without one factor, a quotient without one side."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            yield "term dropped", left
            yield "term dropped", right if isinstance(op, ast.Add) else _negative(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            yield "factor dropped", left
            yield "factor dropped", right
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            yield "divisor dropped", left
            yield "numerator dropped", ast.BinOp(ast.Constant(1), ast.Div(), right)


def number(node: ast.expr) -> Iterator[Variant]:
    """2 becomes 3, 0 becomes 1, also as an exponent or as the limit of a sum."""
    match node:
        case ast.Constant(value=int(value)):
            yield "number", ast.Constant(value + 1)


def exponent(node: ast.expr) -> Iterator[Variant]:
    """One power more, one less, none."""
    match node:
        case ast.BinOp(left=base, op=ast.Pow(), right=power):
            for step in (ast.Add(), ast.Sub()):
                yield "exponent", ast.BinOp(base, ast.Pow(), _shifted(power, step))
            yield "exponent dropped", base


def function(node: ast.expr) -> Iterator[Variant]:
    """Another logarithm, a root or modulus left out, exp(-Gamma t) squared."""
    match node:
        case ast.Call(func=ast.Name(id="exp"), args=[argument]):
            yield "squared", ast.Call(ast.Name("exp"), [_times(2, argument)], [])
    match node:
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            if name in EXCHANGED_FUNCTIONS:
                other = ast.Name(EXCHANGED_FUNCTIONS[name])
                yield "function", ast.Call(other, [argument], [])
            if name in DROPPED_FUNCTIONS:
                yield "function dropped", argument


def name(node: ast.expr) -> Iterator[Variant]:
    """alpha becomes alpha**2, n becomes n + 1 or n - 1, I becomes -I."""
    match node:
        case ast.Name(id=known) if known in SQUARED_NAMES:
            yield "squared", ast.BinOp(node, ast.Pow(), ast.Constant(2))
        case ast.Name(id=known) if known in COUNTS:
            for step in (ast.Add(), ast.Sub()):
                yield "count", _shifted(node, step)
        case ast.Name(id="I"):
            yield "conjugate", _negative(node)


def matrix(node: ast.expr) -> Iterator[Variant]:
    """The transpose, and the order of the basis states reversed."""
    match node:
        case ast.List(elts=[ast.List(), *_] as rows):
            entries = [row.elts for row in rows if isinstance(row, ast.List)]
            yield "transposed", _matrix([list(column) for column in zip(*entries, strict=True)])
            yield "basis reversed", _matrix([row[::-1] for row in entries[::-1]])


def relation(node: ast.expr) -> Iterator[Variant]:
    """> becomes >=, and the other way round; < for >."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right):
            for other in _RELATIONS[type(op)]:
                yield "relation", ast.Compare(left, [other], right)


RULES: tuple[Rule, ...] = (
    sign,
    dropped,
    number,
    exponent,
    function,
    name,
    matrix,
    relation,
)


def _negative(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), node)


def _times(factor: int, node: ast.expr) -> ast.expr:
    return ast.BinOp(ast.Constant(factor), ast.Mult(), node)


def _shifted(node: ast.expr, step: ast.operator) -> ast.expr:
    """The number itself where there is one, so that kernels that read no sums there can."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + (1 if isinstance(step, ast.Add) else -1))
    return ast.BinOp(node, step, ast.Constant(1))


def _matrix(rows: list[list[ast.expr]]) -> ast.expr:
    return ast.List([ast.List(row, ast.Load()) for row in rows], ast.Load())
