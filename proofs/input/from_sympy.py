"""The text of a SymPy session as a formula of ``sponte check``: its ``log`` is natural.

It is read where somebody says that it is SymPy's (``--from sympy``), never because it looks so.
"""

import ast

from derive.errors import FormulaError, TypedError
from proofs.paper.formula import place, tree

CALLS = {"Abs": "abs", "conjugate": "conj", "log": "ln", "binary_entropy": "h"}
QUOTED = ("Integer", "Float", "Rational", "Matrix", "ImmutableMatrix", "S")
"""What makes numbers and matrices there."""
WHOLE = ("Integer", "Rational")
"""Which round, or take a decimal as the binary number next to it."""


def from_sympy(typed: str) -> tuple[str, tuple[int, ...]]:
    """The formula in the language of ``sponte check``, and where each of its signs comes from.

    :raises FormulaError: for what is no formula.

    >>> from_sympy("-log(x, 2)*E + Rational(1, 3)*Abs(y) + log(z)")[0]
    '-(ln(x) / ln(2)) * exp(1) + 1 / 3 * abs(y) + ln(z)'
    """
    try:
        own = ast.fix_missing_locations(_ToOurs(typed).visit(tree(typed)))
        text = ast.unparse(own)
        starts = _starts(typed, own, tree(text), text)
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None
    except FormulaError as error:
        if error.column is None:
            raise
        why = f"{error}; text of SymPy is Python, as in 2*rho11*exp(-Gamma*t)"
        raise TypedError(typed, error.column, why) from None
    text = text.replace("lambda_", "lambda")
    last = -1
    places = tuple(last := starts.get(column, last) for column in range(len(text)))
    return text, places


def _starts(typed: str, own: ast.expr, again: ast.expr, text: str) -> dict[int, int]:
    """Where each part of the text begins, with the place that it was typed at."""
    pairs = zip(_parts(own), _parts(again), strict=False)
    return {place(new, text): place(old, typed) for old, new in pairs}


def _parts(tree: ast.expr) -> list[ast.expr]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.expr)]


class _ToOurs(ast.NodeTransformer):
    """Each of SymPy's words that ours are not."""

    def __init__(self, typed: str) -> None:
        self.typed = typed

    def visit_Name(self, node: ast.Name) -> ast.AST:
        own = ast.Call(ast.Name("exp"), [ast.Constant(1)], []) if node.id == "E" else node
        return ast.copy_location(own, node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return ast.copy_location(self.called(node), node)

    def called(self, node: ast.Call) -> ast.expr:
        """The call of a function of theirs in our words."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self.visit(x) for x in node.args]
        if name in WHOLE and not all(map(_is_whole, arguments)):
            at = place(node, self.typed)
            raise TypedError(self.typed, at, f"{name} is of whole numbers here")
        if name in QUOTED and len(arguments) == 1 and not node.keywords:
            return arguments[0]
        if name == "Rational" and len(arguments) == 2:
            return ast.BinOp(arguments[0], ast.Div(), arguments[1])
        if name == "log" and len(arguments) == 2:
            both = [ast.Call(ast.Name("ln"), [x], []) for x in arguments]
            return ast.BinOp(both[0], ast.Div(), both[1])
        own = CALLS.get(name, name) if len(arguments) == 1 else name
        return ast.Call(ast.Name(own) if name else node.func, arguments, node.keywords)


def _is_whole(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_whole(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
