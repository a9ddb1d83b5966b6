"""The text of a SymPy session as a formula of ``sponte check``: its ``log`` is natural.

It is read where somebody says that it is SymPy's (``--from sympy``), never because it looks so.
"""

import ast

from derive.errors import FormulaError
from proofs.paper.formula import tree

CALLS = {"Abs": "abs", "conjugate": "conj", "log": "ln", "binary_entropy": "h"}
QUOTED = ("Integer", "Float", "Rational", "Matrix", "ImmutableMatrix", "S")
"""What makes numbers and matrices there."""
WHOLE = ("Integer", "Rational")
"""Which round, or take a decimal as the binary number next to it."""
NAMES = {"E": "exp(1)"}


def from_sympy(text: str) -> str:
    """The formula in the language of ``sponte check``.

    :raises FormulaError: for what is no formula.

    >>> from_sympy("-log(x, 2)*E + Rational(1, 3)*Abs(y) + log(z)")
    '-(ln(x) / ln(2)) * exp(1) + 1 / 3 * abs(y) + ln(z)'
    """
    try:
        return ast.unparse(_ToOurs().visit(tree(text))).replace("lambda_", "lambda")
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None


class _ToOurs(ast.NodeTransformer):
    """Each of SymPy's words that ours are not."""

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.parse(NAMES[node.id], mode="eval").body if node.id in NAMES else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self.visit(x) for x in node.args]
        if name in WHOLE and not all(map(_is_whole, arguments)):
            raise FormulaError(f"{ast.unparse(node)}: {name} is of whole numbers here")
        if name in QUOTED and len(arguments) == 1 and not node.keywords:
            return arguments[0]
        if name == "Rational" and len(arguments) == 2:
            return ast.BinOp(arguments[0], ast.Div(), arguments[1])
        if name == "log" and len(arguments) == 2:
            both = [ast.Call(ast.Name("ln"), [x], []) for x in arguments]
            return ast.BinOp(both[0], ast.Div(), both[1])
        return ast.Call(
            ast.Name(CALLS.get(name, name)) if name else node.func, arguments, node.keywords
        )


def _is_whole(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_whole(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
