"""A printed or derived formula in the words of the kernel.

Functions get the kernel's names, |z| that of the modulus, and a power of half a whole number
becomes one of a root. S of a matrix becomes the entropy of its eigenvalues, and what makes them
that, the factors of the characteristic polynomial, is noted as a goal.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Expr, MatrixBase, Symbol

from derive import symbols as sym
from derive.entropy import spectrum
from proofs.equality.signs import GaveUpError
from proofs.formula import read
from proofs.names import Names
from proofs.theorems.writing import formula

SAME = {name: name for name in ("exp", "sqrt", "eta", "log2", "atanh", "cos", "Sum", "c_k", "c_q")}
PRINTED = {**SAME, "log": "log2", "ln": "log", "arctanh": "atanh", "artanh": "atanh"}
DERIVED = {**SAME, "log": "log", "Delta": "Delta", "Delta_prime": "Delta_prime"}
"""The kernel's names of functions: the paper's log is to base 2, SymPy's to base e."""
POLAR = {
    name: ("c", "arg_rho01") if name.startswith("rho") else (f"abs_{name}", f"arg_{name}")
    for name, quantity in sym.TABLE.items()
    if not quantity.symbol.is_real
}
"""Modulus and phase of every complex symbol; rho10 is the conjugate of rho01."""
EIGENVALUE = "x"
"""The variable of a characteristic polynomial."""


def derived_words(derived: Expr) -> str:
    """A derived formula.

    >>> derived_words(sym.rho11 * (1 - sym.alpha))
    'rho11 * (1 - alpha)'
    """
    return Words(DERIVED, {}).of(ast.parse(formula(derived), mode="eval").body)


@dataclass
class Words(ast.NodeTransformer):
    """The same formula in the kernel's words; `spectra` has what they take for granted."""

    functions: Mapping[str, str]
    names: Names
    spectra: list[str] = field(default_factory=list)

    def of(self, tree: ast.expr) -> str:
        """The formula as text."""
        return ast.unparse(self.visit(tree))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Functions by the kernel's names, |z| by the name of the modulus."""
        name = ast.unparse(node.func)
        if name == "S":
            return self.entropy(ast.unparse(node.args[0]))
        arguments = [self.visit(argument) for argument in node.args]
        if name in ("abs", "Abs"):
            return _modulus(arguments[0])
        if name in ("conj", "conjugate"):
            return _conjugate(arguments[0])
        if name not in self.functions:
            raise GaveUpError(f"no function {name} in the kernel")
        return ast.Call(ast.Name(self.functions[name]), arguments, [])

    def entropy(self, matrix: str) -> ast.expr:
        """S as the entropy of the eigenvalues, which are the roots of det(x - matrix)."""
        value = read(matrix, self.names).value
        if not isinstance(value, MatrixBase):
            raise GaveUpError("the entropy of a number")
        roots = [derived_words(root) for root in spectrum(value)]
        rows = [[derived_words(entry) for entry in value.row(j)] for j in range(value.rows)]
        product = "*".join(f"({EIGENVALUE} - ({root}))" for root in roots)
        self.spectra.append(f"{_determinant(_shifted(rows))} == {product}")
        return ast.parse(" + ".join(f"eta({root})" for root in roots), mode="eval").body

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A power whose exponent is no whole number; half of one makes it a power of a root."""
        self.generic_visit(node)
        match node:
            case ast.BinOp(u, ast.Pow(), ast.BinOp(times, ast.Div(), ast.Constant(value=2))):
                return ast.BinOp(ast.Call(ast.Name("sqrt"), [u], []), ast.Pow(), times)
        if isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant):
            return ast.Call(ast.Name("power"), [node.left, node.right], [])
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """The member w_i of a family."""
        return ast.Name(f"{ast.unparse(node.value)}_{ast.unparse(node.slice)}")

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Delta and Delta' at c; a symbol by its own name."""
        if node.id.startswith("Delta"):
            return ast.parse(f"{node.id}(c)", mode="eval").body
        meaning = self.names.get(node.id)
        return ast.Name(meaning.name if isinstance(meaning, Symbol) else node.id)


def _modulus(argument: ast.expr) -> ast.expr:
    name = ast.unparse(argument)
    if name in POLAR:
        return ast.Name(POLAR[name][0])
    _conjugate(argument)
    return ast.Call(ast.Name("modulus"), [argument], [])


def _conjugate(argument: ast.expr) -> ast.expr:
    """The argument, if it is real: made of real names."""
    names = {node.id for node in ast.walk(argument) if isinstance(node, ast.Name)}
    if names & {"I", "c_k", "c_q", *POLAR}:
        raise GaveUpError("a conjugate or modulus of a complex formula")
    return argument


def _shifted(rows: list[list[str]]) -> list[list[str]]:
    """x times one minus the matrix."""
    return [
        [f"({EIGENVALUE} - ({x}))" if i == j else f"(-({x}))" for j, x in enumerate(row)]
        for i, row in enumerate(rows)
    ]


def _determinant(rows: list[list[str]]) -> str:
    """Laplace's expansion along the first row, without the terms that are zero."""
    if not rows:
        return "1"
    terms = []
    for column, entry in enumerate(rows[0]):
        if entry != "(-(0))":
            minor = [row[:column] + row[column + 1 :] for row in rows[1:]]
            terms.append(f"{'-' if column % 2 else ''}{entry}*({_determinant(minor)})")
    return " + ".join(terms) or "0"
