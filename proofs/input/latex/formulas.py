r"""A formula in LaTeX as a formula of ``sponte check``: ``\log`` is to base 2, ``\ln`` natural.

The grammar stands in ``formulas.lark``. What comes out is text that :mod:`proofs.paper.formula`
reads, so that a formula in LaTeX has the same names and limits as one that is typed.
"""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.lexer import Lexer

from derive.errors import LatexError, close_to
from proofs.input.latex.spellings import Spellings
from proofs.input.latex.tokens import LatexSign, balanced, signs
from proofs.paper.formula import MAX_DIGITS

FUNCTIONS = {
    r"\log": "log",
    r"\ln": "ln",
    r"\exp": "exp",
    r"\cos": "cos",
    r"\sin": "sin",
    r"\sinh": "sinh",
    r"\cosh": "cosh",
    r"\Phi": "Phi",
    r"\operatorname{arctanh}": "artanh",
    r"\operatorname{artanh}": "artanh",
}
"""Functions of one argument by the command that prints them."""
BEFORE_BRACKETS = {"h": "h", r"\eta": "eta"}
"""Those whose sign may be a name; it is a function where a bracket follows."""

KINDS = {
    **{"+": "_PLUS", "-": "_MINUS", "/": "_SLASH", "^": "_HAT", "_": "_UNDER", "=": "_EQUAL"},
    **{r"\cdot": "_TIMES", r"\times": "_TIMES", "*": "_STAR", "&": "_AND", "\\\\": "_NEWLINE"},
    **{"{": "_LBRACE", "}": "_RBRACE", "(": "_LPAR", ")": "_RPAR", "[": "_LSQB", "]": "_RSQB"},
    **{r"\left(": "_LEFT_PAR", r"\right)": "_RIGHT_PAR"},
    **{r"\left[": "_LEFT_SQB", r"\right]": "_RIGHT_SQB"},
    **{r"\left|": "_OPEN_BAR", r"\right|": "_CLOSE_BAR"},
    **{r"\frac": "_FRAC", r"\sqrt": "_SQRT", r"\sum": "_SUM", r"\int": "_INT"},
    **{r"\begin{pmatrix}": "_BEGIN_MATRIX", r"\end{pmatrix}": "_END_MATRIX"},
    **{r"\limits": "_LIMITS", "d": "_D", "e": "_EULER"},
    **dict.fromkeys(FUNCTIONS, "FUNCTION"),
}
"""The terminals of the grammar by their signs; names and moduli depend on the place."""

OPENING = ("{", "(", "[", r"\left(", r"\left[", r"\left|", r"\begin{pmatrix}")
CLOSING = ("}", ")", "]", r"\right)", r"\right]", r"\right|", r"\end{pmatrix}")


def to_text(latex: str | Sequence[LatexSign], known: Spellings) -> str:
    r"""The formula in the language of ``sponte check``, with the names of one equation.

    :raises LatexError: for anything that is not read to its end and understood.

    >>> from derive import symbols as sym
    >>> from proofs.input.latex.spellings import vocabulary
    >>> known = vocabulary({"rho11": sym.rho11, "Gamma": sym.Gamma, "t": sym.t})
    >>> to_text(r"\rho_{11} \left(1 - e^{-\Gamma t/2}\right)", known)
    'rho11 * (1 - exp(-(Gamma * t / 2)))'
    >>> to_text(r"\rho_{11} \left(1 - e^{-\Gamma t/2}", known)
    Traceback (most recent call last):
    ...
    derive.errors.LatexError: LaTeX at character 11, '\\left(': this bracket has no other half
    """
    found = signs(latex) if isinstance(latex, str) else list(latex)
    try:
        tree: Any = _parser().parse((found, known))
        return ast.unparse(ast.fix_missing_locations(tree))
    except UnexpectedInput as error:
        raise _at(error, found) from None
    except RecursionError:
        raise _end(found).refuse("nested too deeply") from None


def _at(error: UnexpectedInput, found: Sequence[LatexSign]) -> LatexError:
    token = getattr(error, "token", None)
    if token is None or token.type == "$END":
        raise _open(found) or _end(found).refuse("the formula ends too soon")
    before = [sign.text for sign in found[: token.start_pos] if sign.text in "+-/"]
    if before[-1:] == ["/"] and token.type in ("NAME", "FUNCTION", "_LPAR", "_LEFT_PAR"):
        return found[token.start_pos].refuse(r"a/b c is (a/b) c or a/(b c): write \frac{a}{b} c")
    return found[token.start_pos].refuse("unexpected here")


def _open(found: Sequence[LatexSign]) -> LatexError | None:
    """The error that a bracket has no other half, if there is one."""
    try:
        balanced(found)
    except LatexError as error:
        return error
    return None


def _end(found: Sequence[LatexSign]) -> LatexSign:
    return LatexSign("", found[-1].place + len(found[-1].text) if found else 0)


# Signs to terminals.


class _Lexer(Lexer):
    """Gives lark the terminals of a list of signs."""

    def __init__(self, _configuration: Any) -> None:
        pass

    def lex(self, lexer_state: Any, _parser_state: Any = None) -> Iterator[Token]:
        found, known = lexer_state
        return terminals(found, known)

    def make_lexer_state(self, text: Any) -> Any:
        return text


def terminals(found: list[LatexSign], known: Spellings) -> Iterator[Token]:
    """The signs by what they are in the grammar, each with the place of the first in the list."""
    bound = _bound(found)
    bars = [False]
    j = 0
    while j < len(found):
        # In x^\rho_{11} TeX raises the \rho only.
        limit = 1 if j and found[j - 1].text in ("^", "_") else len(found)
        name = known.longest_at(found, j, limit)
        if found[j].text in bound and (name is None or name[1] == 1):
            name = (found[j].text, 1)
        kind, text, length = _function(found, j, name) or _terminal(found[j], name, known, bars)
        yield Token(kind, text, start_pos=j)
        j += length


def _function(
    found: list[LatexSign], j: int, name: tuple[str, int] | None
) -> tuple[str, str, int] | None:
    r"""A function that is told by what follows: ``h(`` and ``\log_2``."""
    sign, *after = (other.text for other in found[j : j + 3])
    if name is None and sign in BEFORE_BRACKETS and after[:1] and after[0] in OPENING[1:5]:
        return "FUNCTION", BEFORE_BRACKETS[sign], 1
    return ("FUNCTION", "log2", 3) if [sign, *after] == [r"\log", "_", "2"] else None


def _terminal(
    sign: LatexSign, name: tuple[str, int] | None, known: Spellings, bars: list[bool]
) -> tuple[str, str, int]:
    if name is not None:
        applied = isinstance(known.names.get(name[0]), FunctionType)
        return ("APPLIED" if applied else "NAME", *name)
    if sign.text == "|":  # bars nest through brackets only
        bars[-1] = not bars[-1]
        return ("_OPEN_BAR" if bars[-1] else "_CLOSE_BAR", "|", 1)
    if sign.text in OPENING:
        bars.append(False)
    elif sign.text in CLOSING and len(bars) > 1:
        bars.pop()
    if sign.text.isdigit():
        return "NUMBER", sign.text, 1
    if sign.text not in KINDS:
        looks = [*known.looks(), *KINDS]
        near = close_to(sign.text, looks) or f"; its names are {', '.join(known.looks())}"
        raise sign.refuse(f"not a sign or name of this equation{near}")
    return KINDS[sign.text], FUNCTIONS.get(sign.text, sign.text), 1


def _bound(found: Sequence[LatexSign]) -> set[str]:
    """Letters that a sum or an integral binds."""
    letters = set()
    for j, sign in enumerate(found):
        after = [s.text for s in found[j + 1 : j + 5]]
        if sign.text == r"\sum" and after[:2] == ["_", "{"] and after[3:] == ["="]:
            letters.add(after[2])
        if sign.text == "d" and any(s.text == r"\int" for s in found[:j]):
            letters.update(after[:1])
    return {letter for letter in letters if len(letter) == 1 and letter.isalpha()}


# Trees to formulas.


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_suffix(".lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_Lexer, transformer=_ToPython())


def _call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(function), list(arguments), [])


def _binary(operation: type[ast.operator]) -> Any:
    def apply(_self: Any, left: ast.expr, right: ast.expr) -> ast.expr:
        return ast.BinOp(left, operation(), right)

    return apply


def _bounded(kind: str, term: ast.expr, letter: str, *limits: ast.expr) -> ast.expr:
    return _call(kind, term, ast.Tuple([ast.Name(letter), *limits]))


@v_args(inline=True)
class _ToPython(Transformer):
    """Each rule of the grammar as a node of Python's syntax tree."""

    add = _binary(ast.Add)
    subtract = _binary(ast.Sub)
    multiply = _binary(ast.Mult)
    divide = _binary(ast.Div)
    power = _binary(ast.Pow)

    def number(self, digits: Token) -> ast.expr:
        return ast.Constant(int(digits[: MAX_DIGITS + 1]))

    def name(self, text: Token) -> ast.expr:
        return ast.Name(str(text), ast.Load())

    def negative(self, term: ast.expr) -> ast.expr:
        return ast.UnaryOp(ast.USub(), term)

    def function(self, name: Token, argument: ast.expr) -> ast.expr:
        return _call(name, argument)

    def function_power(self, name: Token, exponent: Token, argument: ast.expr) -> ast.expr:
        return ast.BinOp(_call(name, argument), ast.Pow(), self.number(exponent))

    def exponential(self, exponent: ast.expr) -> ast.expr:
        return _call("exp", exponent)

    def root(self, radicand: ast.expr) -> ast.expr:
        return _call("sqrt", radicand)

    def nth_root(self, degree: Token, radicand: ast.expr) -> ast.expr:
        inverse = ast.BinOp(ast.Constant(1), ast.Div(), self.number(degree))
        return ast.BinOp(radicand, ast.Pow(), inverse)

    def modulus(self, value: ast.expr) -> ast.expr:
        return _call("abs", value)

    def conjugate(self, value: ast.expr) -> ast.expr:
        return _call("conj", value)

    def total(self, index: Token, first: ast.expr, last: ast.expr, term: ast.expr) -> ast.expr:
        return _bounded("Sum", term, index, first, last)

    def integral(
        self, lower: ast.expr, upper: ast.expr, term: ast.expr, variable: Token
    ) -> ast.expr:
        return _bounded("Integral", term, variable, lower, upper)

    def integral_of_reciprocal(
        self, lower: ast.expr, upper: ast.expr, variable: Token, below: ast.expr
    ) -> ast.expr:
        return self.integral(lower, upper, self.divide(ast.Constant(1), below), variable)

    def row(self, *entries: ast.expr) -> ast.expr:
        return ast.List(list(entries))

    def matrix(self, *rows: ast.expr) -> ast.expr:
        return ast.List(list(rows))
