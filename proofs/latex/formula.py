r"""Formulas of certificates as LaTeX, printed from their syntax as the kernel reads it.

Nothing is computed or reordered, so that a reader sees what was checked. Lines can be broken inside
of brackets, which rules out \left and \right; a fraction that is too wide becomes a slash.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from derive import symbols as sym
from derive.text.layout import width
from proofs.kernel.reader import syntax_tree

WIDEST = 26
"""Glyphs that the numerator or denominator of a fraction may be wide."""
LINE = 60
"""Glyphs that a root or an exponent may be wide: they are not broken."""

NAMES: Mapping[str, str] = {
    "c": "c",  # the table's |\rho_{01}| cannot be the argument of \Delta(c), nor c_1
    "c_max": r"c_{\max}",
    "dt": r"\delta t",
    "atanh": r"\operatorname{artanh}",
    **{"I": "i", "pi": r"\pi", "Phi": r"\Phi", "atan": r"\arctan"},
}
"""Names of certificates whose form neither the table of symbols nor :func:`name` tells."""

GREEK = ("alpha", "eta", "mu")
LOGARITHMS = {"log": r"\ln", "log2": r"\log"}
RELATIONS: Mapping[type, str] = {
    ast.Gt: ">",
    ast.GtE: r"\ge",
    ast.Eq: "=",
    ast.Lt: "<",
    ast.LtE: r"\le",
}

SUM, TAIL, PRODUCT, POWER, ATOM = range(5)
"""How tightly a printed piece holds together; a TAIL, such as a/b, cannot be multiplied."""


class Piece(NamedTuple):
    """A printed part of a formula."""

    text: str
    level: int

    def at(self, level: int) -> str:
        """The text, in brackets if it holds together less than that."""
        return self.text if self.level >= level else bracket(self.text)


@lru_cache(maxsize=4096)
def formula(text: str) -> str:
    r"""A formula or comparison in the kernel's language, as LaTeX.

    >>> print(formula("2*(Delta(c)/2) <= rho11*exp(-Gamma*t/n)"))
    2 \frac{\Delta(c)}{2} \le \rho_{11} e^{-\Gamma t/n}
    """
    return show(syntax_tree(text)).text


def name(text: str) -> str:
    r"""A name: as the paper prints it, or with its digits and what follows _ as a subscript.

    >>> print(name("rho11"), name("c2"), name("bound_sum"))
    \rho_{11} c_{2} \mathrm{bound}_{\mathrm{sum}}
    """
    if text in NAMES or text in sym.TABLE:
        return NAMES[text] if text in NAMES else sym.TABLE[text].latex
    head, *below = [word(part) for part in re.findall(r"[A-Za-z]+|\d+", text)]
    return f"{head}_{{{','.join(below)}}}" if below else head


def word(text: str) -> str:
    """A letter stays italic, a word is upright."""
    if text in GREEK:
        return f"\\{text}"
    return text if len(text) == 1 or text.isdigit() else rf"\mathrm{{{text}}}"


def bracket(text: str) -> str:
    """Brackets that let a line break inside of them."""
    tall = re.search(r"\\(frac|sum|int|bigl|sqrt)", text)
    return rf"\bigl({text}\bigr)" if tall else f"({text})"


def show(node: ast.expr, slash: bool = False) -> Piece:  # noqa: PLR0911
    """One node; with `slash`, inside of an exponent or fraction, there is no further fraction."""
    if positive := unsigned(node):
        return Piece(f"-{show(positive, slash).at(TAIL)}", SUM)
    match node:
        case ast.Constant(value=number):
            return Piece(str(number), ATOM)
        case ast.Name(id=text):
            return Piece(name(text), ATOM)
        case ast.Compare(left=left, ops=[relation], comparators=[right]):
            sides = show(left, slash).text, show(right, slash).text
            return Piece(f" {RELATIONS[type(relation)]} ".join(sides), SUM)
        case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
            return Piece(f"{show(base, slash).at(ATOM)}^{{{show(exponent, True).text}}}", POWER)
        case ast.BinOp(left=above, op=ast.Div(), right=below):
            return quotient(above, below, slash)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return product(show(left, slash), show(right, slash))
        case ast.BinOp(left=left, op=op, right=right):
            sign = "+" if isinstance(op, ast.Add) else "-"
            return total(show(left, slash).text, sign, show(right, slash))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return call(function, arguments, slash)
        case ast.List(elts=rows):
            return Piece(matrix(rows), ATOM)
    raise ValueError(f"not a formula: {ast.unparse(node)}")


def total(left: str, sign: str, right: Piece) -> Piece:
    """A sum or difference; only what would change its meaning is bracketed."""
    bare = sign == "+" and not right.text.startswith("-")
    return Piece(f"{left} {sign} {right.text if bare else right.at(TAIL)}", SUM)


def unsigned(node: ast.expr) -> ast.expr | None:
    """A product or quotient without the minus in front of it; None where there is none."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return operand
        case ast.BinOp(left=left, op=(ast.Mult() | ast.Div()) as op, right=right):
            rest = unsigned(left)
            return ast.BinOp(rest, op, right) if rest else None
    return None


def product(left: Piece, right: Piece) -> Piece:
    """Factors side by side, with a dot before a number."""
    first, second = left.at(PRODUCT), right.at(PRODUCT)
    between = r" \cdot " if second[0].isdigit() else r"\," if second[0] == "(" else " "
    return Piece(f"{first}{between}{second}", PRODUCT)


def quotient(above: ast.expr, below: ast.expr, slash: bool) -> Piece:
    """A fraction, or a slash where it would be small or wide."""
    numerator, denominator = show(above, True), show(below, True)
    if not slash and max(width(numerator.text), width(denominator.text)) <= WIDEST:
        return Piece(rf"\frac{{{numerator.text}}}{{{denominator.text}}}", PRODUCT)
    if not slash:
        numerator, denominator = show(above), show(below)
    return Piece(f"{numerator.at(PRODUCT)}/{denominator.at(POWER)}", TAIL)


def call(function: str, arguments: Sequence[ast.expr], slash: bool) -> Piece:
    """A function, or what is written like one: a sum, an integral, a derivative."""
    if function in ("Sum", "Integral"):
        return whole(function, arguments, slash)
    if function == "diff":
        of, variable = (show(argument, slash) for argument in arguments)
        return Piece(rf"\frac{{d}}{{d{variable.text}}} {of.at(PRODUCT)}", PRODUCT)
    if function == "exp":
        return exponential(arguments[0], slash)
    if function == "sqrt":
        return root(show(arguments[0], True).text)
    listed = ", ".join(show(argument, slash).text for argument in arguments)
    if function in LOGARITHMS and listed.isdigit():
        return Piece(f"{LOGARITHMS[function]} {listed}", TAIL)
    return Piece(f"{LOGARITHMS.get(function) or name(function)}{bracket(listed)}", ATOM)


def exponential(exponent: ast.expr, slash: bool) -> Piece:
    """A power of e, or exp where no line could hold the exponent, which is not broken."""
    raised = show(exponent, True).text
    if width(raised) > LINE:
        return Piece(rf"\exp{bracket(show(exponent, slash).text)}", ATOM)
    return Piece(f"e^{{{raised}}}", POWER)


def root(text: str) -> Piece:
    """A square root; one that no line could hold is a power, in which a line can be broken."""
    if width(text) > LINE:
        return Piece(rf"{bracket(text)}^{{1/2}}", POWER)
    return Piece(rf"\sqrt{{{text}}}", ATOM)


def matrix(rows: Sequence[ast.expr]) -> str:
    """A list of rows."""
    entries = ((show(entry, True).text for entry in row.elts) for row in rows)  # type: ignore[attr-defined]
    return r"\begin{pmatrix}" + r" \\ ".join(map(" & ".join, entries)) + r"\end{pmatrix}"


def whole(kind: str, arguments: Sequence[ast.expr], slash: bool) -> Piece:
    """A sum or integral with its limits."""
    body, limits = arguments
    index, lower, upper = (show(limit).text for limit in limits.elts)  # type: ignore[attr-defined]
    term = show(body, slash)
    if kind == "Sum":
        return Piece(rf"\sum_{{{index}={lower}}}^{{{upper}}} {term.at(TAIL)}", TAIL)
    return Piece(rf"\int_{{{lower}}}^{{{upper}}} {term.at(TAIL)}\,d{index}", TAIL)
