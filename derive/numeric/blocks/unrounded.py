"""Programs without what gives back the digits that floats lose: exactly that is 0.

Balls as wide as a box do not know it: in them a - n (a/n) is as wide as a.
"""

import ast
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache

from derive.numeric.program import Program

NOTHING = ast.Constant(0)


@lru_cache(maxsize=256)
def unrounded(code: Program) -> Program:
    """The same program in exact arithmetic, where no product and no quotient is rounded.

    >>> from derive.numeric.program import program
    >>> lost = program(["x", "y"], "p = x*y\\nq = fma(x, y, -p) + p", ["q"])
    >>> ast.unparse(unrounded(lost).steps[1].value)
    '0 + p'
    """
    known = {step.name: ast.dump(step.value) for step in code.steps}

    class Exact(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.expr:
            self.generic_visit(node)
            return NOTHING if _is_lost(ast.unparse(node.func), node.args, known) else node

    steps = (replace(step, value=Exact().visit(deepcopy(step.value))) for step in code.steps)
    return replace(code, steps=tuple(steps))


def _is_lost(operation: str, operands: list[ast.expr], known: dict[str, str]) -> bool:
    """Whether it is what a quotient has lost, or a product that is a step."""
    match operation, operands:
        case "remainder", _:
            return True
        case "fma", [a, b, ast.UnaryOp(ast.USub(), ast.Name(product))]:
            return known.get(product) == ast.dump(ast.BinOp(a, ast.Mult(), b))
    return False
