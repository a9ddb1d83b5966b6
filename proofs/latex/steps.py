r"""The derivation of an equation to read: what it uses, then its rows as an aligned chain.

The rows are those that the derivation noted while it ran (:mod:`derive.model.steps`), in that
order; :mod:`proofs.judge.chain` says whether rows of one left-hand side are equal, and a row that
is not proved so carries a mark. Nothing is typed in here but the words between.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sympy import Add, Expr, MatMul, MatrixExpr, Symbol, Trace, oo

from derive.model.equation import Equation, Names
from derive.model.hilbert import Ket, Label, One
from derive.model.steps import DerivedRow
from derive.symbols import expression
from derive.text.latex import latex
from derive.text.layout import in_entropies, lines, named, own_names
from proofs.judge.chain import Link, Value, links
from proofs.latex.text import escape, listed
from proofs.verdict import Status

MACROS = r"""% A row that would be too wide is made smaller.
\newcommand{\sponterow}[1]{\resizebox{\ifdim\width>0.72\linewidth 0.72\linewidth\else\width\fi}{!}%
  {$\displaystyle #1$}}
\newcommand{\sponteuses}[1]{\par\noindent{\footnotesize\textit{derivation}\quad #1}\par}
\newcommand{\spontereason}[1]{{\footnotesize\textit{#1}}}
% Words before the first row, and between rows.
\newcommand{\spontefirst}[1]{\par\nopagebreak\vskip 2pt\noindent\spontereason{#1}%
  \nopagebreak\vskip-3pt}
\newcommand{\spontewhy}[1]{\intertext{\spontereason{#1}}}
\newenvironment{spontederivation}{\abovedisplayskip=3pt plus 2pt\abovedisplayshortskip=2pt
  \belowdisplayskip=3pt plus 2pt\belowdisplayshortskip=3pt plus 2pt\relax}{\par}
\newcommand{\sponteopen}{\quad\text{\footnotesize(not proved equal to the row above)}}
"""

INPUT = "An input of the model."
"""What a definition says in the place of a derivation."""


def derivation(equation: Equation, known: Iterable[str]) -> str:
    r"""What the equation is derived from, with links to those of `known`, and the rows between.

    >>> from derive import equation
    >>> print(derivation(equation("text:structure"), ["22"]).splitlines()[0])
    \sponteuses{From \hyperref[eq:22]{(22)} and (28).}
    """
    links_to = [link(number, number in set(known)) for number in equation.uses]
    begin = f"From {listed(links_to)}." if links_to else "From the definitions."
    return f"\\sponteuses{{{begin}}}\n{aligned_rows(equation)}"


def link(number: str, linked: bool = True) -> str:
    r"""An equation's number, which leads to it where it is in the document.

    >>> print(link("17"), link("17", False))
    \hyperref[eq:17]{(17)} (17)
    """
    text = f"({escape(number)})"
    return rf"\hyperref[eq:{number}]{{{text}}}" if linked else text


def rows(equation: Equation) -> list[tuple[str, list[str]]]:
    """The noted rows: what is said of each, once, and its lines in an aligned environment."""
    doubts = {(found.left, found.words) for found in open_links(equation)}
    own: dict[Expr, Symbol] = {}
    found, left, said = [], "", ""
    for row in _shown(equation):
        value = _with_names(row, equation.names)
        new = own_names(value, own) if isinstance(value, Expr) else {}
        own |= new
        block = _block(row.left, _right(value, own), row.left == left)
        block[-1] += r"\sponteopen" if (row.left, row.words) in doubts else ""
        block += [f"{symbol.name} &= \\sponterow{{{latex(root)}}}" for root, symbol in new.items()]
        words = row.words if row.words != said else ""
        found.append((words, block))
        left, said = row.left, row.words
    return found


def _shown(equation: Equation) -> tuple[DerivedRow, ...]:
    """The rows without a last one that is the result itself, which follows with its number."""
    *rest, last = equation.steps or (None,)
    return (*rest,) if last is None or last.value == equation.rhs else equation.steps


def _with_names(row: DerivedRow, names: Names) -> Value:
    r"""The value of a row with the equation's names, but for the one that the row itself explains.

    >>> from derive import symbols as sym
    >>> gap, root = sym.Delta, Symbol("root")
    >>> [_with_names(DerivedRow(left, root), {root: gap}) for left in (r"\Delta", "x")]
    [root, Delta]
    """
    others = {
        meaning: name
        for meaning, name in names.items()
        if row.left not in map(latex, name.free_symbols)
    }
    plain = isinstance(row.value, Expr) and not isinstance(row.value, MatrixExpr | Trace)
    return named(row.value, others) if plain else row.value


def _block(left: str, right: Sequence[str], again: bool) -> list[str]:
    """The lines of one row; the left-hand side is printed once for a chain of equal values."""
    first, *rest = right
    front = "" if again else left
    return [
        f"{front} &= \\sponterow{{{first}}}",
        *(f"&\\quad \\sponterow{{{line}}}" for line in rest),
    ]


def _right(value: Value, own: Mapping[Expr, Symbol]) -> list[str]:
    """The value of a row in lines."""
    if isinstance(value, Ket):
        return [ket_latex(value)]
    if isinstance(value, Trace):
        return [rf"\operatorname{{tr}}\left[{factors_latex(value.arg)}\right]"]
    if isinstance(value, MatMul):
        return [factors_latex(value)]
    return lines(named(value, in_entropies(own)))


def factors_latex(product: MatMul) -> str:
    """A product of matrices side by side, as it was multiplied."""
    return r"\,".join(latex(factor) for factor in product.args)


def ket_latex(vector: Ket) -> str:
    r"""A ket as a sum over its terms; a running index is summed over.

    >>> from derive.model.hilbert import ket
    >>> print(ket_latex(ket("A R", {("0", "0"): 1, ("0", One(Symbol("k"), 1, Symbol("n"))): 2})))
    |0\rangle_{A}|0\rangle_{R} + \sum_{k=1}^{n} 2\,|0\rangle_{A}|1_{k}\rangle_{R}
    """
    return " + ".join(_term(vector.factors, labels, value) for labels, value in vector.terms)


def _term(factors: tuple[str, ...], labels: tuple[Label, ...], amplitude: Expr) -> str:
    kets = "".join(
        rf"|{_label(label)}\rangle_{{{_word(factor)}}}"
        for label, factor in zip(labels, factors, strict=True)
    )
    sums = "".join(_sum(label) for label in labels if isinstance(label, One))
    front = latex(amplitude)
    front = rf"\left({front}\right)" if isinstance(amplitude, Add) else front
    return sums + (kets if amplitude == 1 else rf"{front}\,{kets}")


def _label(label: Label) -> str:
    return f"1_{{{latex(label.index)}}}" if isinstance(label, One) else _word(label)


def _word(name: str) -> str:
    """A label or a register; a single letter is a symbol, perhaps with a prime."""
    return name if re.fullmatch(r"\w'?", name) else rf"\text{{{escape(name)}}}"


def _sum(label: One) -> str:
    index, upper = latex(label.index), expression(label.upper)
    ends = (
        rf"_{{{index}}}"
        if upper == oo
        else f"_{{{index}={latex(expression(label.lower))}}}^{{{latex(upper)}}}"
    )
    return rf"\sum{ends} "


def aligned_rows(equation: Equation) -> str:
    """The noted rows in one aligned environment, which pages may break; nothing without a row."""
    found = rows(equation)
    if not found:
        return ""
    words = [f"\\spontewhy{{{escape(said)}}}\n" if said else "" for said, _ in found]
    lines = [" \\\\\n".join(block) for _, block in found]
    text = " \\\\\n".join([lines[0], *map("".join, zip(words[1:], lines[1:], strict=True))])
    first = found[0][0]
    head = f"\\spontefirst{{{escape(first)}}}\n" if first else ""
    chain = f"{head}\\begin{{align*}}\n{text}\n\\end{{align*}}\n"
    return f"\\begin{{spontederivation}}\n{chain}\\end{{spontederivation}}\n"


def open_links(equation: Equation) -> list[Link]:
    """The rows that are not proved to be equal to the ones above them; empty for a sound chain."""
    return [found for found in links(equation) if found.status is not Status.EQUAL]
