r"""Our LaTeX as MathML that a browser lays out by itself, without fonts or scripts from elsewhere.

The library `math-core` does the work; it raises on what it does not know, so that no raw LaTeX
reaches the page.
"""

import re
from functools import cache
from typing import Any

from derive.errors import ReportError
from proofs.latex.remark import pieces

MACROS = {"sponterow": "#1", "sponteopen": r"\quad\text{(not proved equal to the row above)}"}
"""Commands of :mod:`proofs.latex.steps`; a row that is too wide scrolls here."""
_PAIR = re.compile(r"\\left\s*([(\[])((?:(?!\\left|\\right).)*)\\right\s*([)\]])", re.DOTALL)
_HIGH = re.compile(r"\\(?:[dt]?frac|sum|int|prod|sqrt|begin)(?![a-zA-Z])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@cache
def _converter() -> Any:
    from math_core import LatexToMathML

    return LatexToMathML(macros=MACROS, fancy_error=False)


def display(latex: str) -> str:
    """A formula on a line of its own.

    :raises ReportError: for what is not LaTeX that the library knows.
    """
    return _convert(latex, True)


def inline(latex: str) -> str:
    r"""A formula inside of a sentence.

    >>> inline("x")
    '<math><mi>x</mi></math>'
    """
    return _convert(latex, False)


@cache
def _convert(latex: str, displayed: bool) -> str:
    from math_core import LatexError

    source = low(latex.replace(r"\int\limits", r"\int"))  # limits at the side, as in the paper
    try:
        return _converter().convert_with_local_state(source, displaystyle=displayed)
    except LatexError as error:
        raise ReportError(f"no MathML for {latex!r}: {error}") from None


def low(latex: str) -> str:
    r"""Brackets around what is no higher than a line, as such, and not as brackets that may grow.

    Chromium gives one that may grow the width of the largest that there is.

    >>> print(low(r"\left(\frac{1}{n} + \left(k - 1\right)\right)"))
    \left(\frac{1}{n} + (k - 1)\right)
    """
    while (lower := _PAIR.sub(_plain, latex)) != latex:
        latex = lower
    return latex


def _plain(pair: re.Match[str]) -> str:
    length = pair.string[: pair.start()].rstrip().endswith("\\\\")  # \\[ would begin a length
    return pair[0] if length or _HIGH.search(pair[2]) else f"{pair[1]}{pair[2]}{pair[3]}"


def prose(text: str) -> str:
    r"""A sentence of :mod:`proofs.latex.text` as HTML: formulas between dollars, lemmas in sans.

    >>> prose(r"by (1) \& lemma \textsf{log-below}")
    'by (1) &amp; lemma <em>log-below</em>'
    """
    words, *rest = text.split("$")
    pieces = [_words(words)]
    for formula, following in zip(rest[::2], rest[1::2], strict=True):
        pieces += [inline(formula), _words(following)]
    return "".join(pieces)


def remark(text: str) -> str:
    r"""A remark as HTML: what stands between backticks is a formula.

    >>> remark("<p> is `p`")
    '&lt;p&gt; is <math><mi>p</mi></math>'
    """
    return "".join(
        inline(piece) if is_formula else piece.translate(ENTITIES)
        for is_formula, piece in pieces(text)
    )


def _words(text: str) -> str:
    plain = re.sub(r"\\([&%$#_{}])", r"\1", text.replace("~", " ")).translate(ENTITIES)
    return re.sub(r"\\textsf{([^{}]*)}", r"<em>\1</em>", plain)
