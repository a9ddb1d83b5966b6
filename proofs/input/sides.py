r"""The formula in what was pasted: between the marks of LaTeX, and behind the sign of equality.

A left side is the equation's own as it is printed, or one symbol that is no name of the equation:
of ``t = 1`` nobody knows what is asked. What is left out keeps its place as blanks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from derive.errors import LatexError, TypedError
from proofs.input.latex.pasted import is_latex, with_commands
from proofs.input.latex.spellings import vocabulary
from proofs.input.latex.tokens import texts
from proofs.input.signs import GREEK, RAISED
from proofs.input.words import CALLS, spellings

_KINDS = r"equation\*?|displaymath|math"
_AROUND = re.compile(
    rf"\s*(?:\$\$?|\\\(|\\\[|\\begin\{{(?:{_KINDS})\}})(?P<inside>.*?)[.,;\s]*"
    rf"(?:\$\$?|\\\)|\\\]|\\end\{{(?:{_KINDS})\}})\s*",
    re.DOTALL,
)
"""What marks a formula in a text of LaTeX."""
_BROKEN = re.compile(
    r"\\(?:begin|end)\{aligned\}|&(?=\s*=)|\\\\\s*&\s*\\quad(?=\s*[+-])|\\(?:label|tag\*?)\{[^{}]*\}"
    r"|\\q?quad\s*\([A-Z]?\d+[a-z]?\)\s*$"
)
"""What breaks a formula into lines that go on with + or -, and what numbers it."""
_LETTER, _LABEL = rf"[^\W{''.join(RAISED)}]", r"(?:[A-Z]|[A-Za-z]{2,})"
_SYMBOL = re.compile(
    r"(?:\\(?:math\w+|text\w*|operatorname|overline|bar|hat|tilde)\s*\{\s*(?P<set>\w+)\s*\}"
    rf"|\\(?P<greek>(?:var)?(?:{'|'.join(GREEK.values())}))(?![A-Za-z])|(?P<plain>(?!\d){_LETTER}+))"
    rf"(?:_\{{[^{{}}=]+\}}|_[A-Za-z0-9]+|\^\{{{_LABEL}\}}|\^[A-Z])*"
    r"(?:\s*\((?![^()]*(?<![\w_{])\d)[^()=]*\))?\s*:?"
)
"""One symbol, as R, E_0, H(X|E) or \\mathcal{R}; a capital letter above it is a label. A power, a
derivative R', a conjugate R^* and a value R(0) are none."""
_OPERATIONS = CALLS - {"S"} | {"e"}
"""Words that are no symbols; the entropy S is one, as in S(A'|E)."""
_RELATIONS = re.compile(r"[<>≤≥≠∝≈]|\\(?:geq?|leq?|neq?|propto|approx|equiv|sim)\b")


def right_side(typed: str, names: Mapping[str, Any], lefts: Sequence[str] = ()) -> str:
    r"""The formula in a text, at its own place.

    `lefts` is how its left side is printed, and after it those of the other parts.

    :raises TypedError: for a left side that is not the equation's, two equations, or an inequality.

    >>> right_side(r"$R = x^2$", {})
    '     x^2'
    >>> right_side("2 x = y", {"x": 1, "y": 1})
    Traceback (most recent call last):
    ...
    derive.errors.TypedError: the left side is to be that of the equation, or a symbol as in R = ...
      2 x = y
      ^
    """
    marked = _AROUND.fullmatch(typed)
    start, end = marked.span("inside") if marked else (0, len(typed))
    text = " " * start + typed[start:end]
    if is_latex(typed):
        text = _without_stop(_BROKEN.sub(lambda mark: " " * len(mark[0]), text))
    relations = [*_relations(typed, text)]
    if not relations:
        return text.rstrip() if marked else text
    if len(relations) > 1:
        raise TypedError(typed, relations[1], "one = is read, between two sides of an equation")
    _check_left(typed, text[: relations[0]], names, lefts)
    return " " * (relations[0] + 1) + text[relations[0] + 1 :]


def _without_stop(text: str) -> str:
    r"""A text without the stop or comma at its end, which is none in ``\,``."""
    end = len(text.rstrip())
    stops = text[end - 1 : end] in tuple(".,;") and text[end - 2 : end - 1] != "\\"
    return f"{text[: end - 1]} {text[end:]}" if stops else text


def _relations(typed: str, text: str) -> Iterator[int]:
    """The places of the signs of equality that are in no bracket."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0 and _RELATIONS.match(text, place):
            raise TypedError(typed, place, "an inequality is not compared: give its right side")
        if depth == 0 and sign == "=":
            yield place


def _check_left(typed: str, left: str, names: Mapping[str, Any], lefts: Sequence[str]) -> None:
    place = len(left) - len(left.lstrip())
    plain = left.strip().removesuffix(":").strip()
    if lefts and _signs(plain) == _signs(lefts[0]):
        return
    if _signs(plain) in map(_signs, lefts):
        raise TypedError(typed, place, f"{plain} is another part of this equation")
    symbol = _SYMBOL.fullmatch(plain)
    if symbol is None or _OPERATIONS & {symbol["set"], (symbol["plain"] or "").partition("_")[0]}:
        why = "the left side is to be that of the equation, or a symbol as in R = ..."
        raise TypedError(typed, place, why)
    if _is_known(plain, names):
        raise TypedError(typed, place, f"{plain} is a name of this equation, not its left side")


def _is_known(symbol: str, names: Mapping[str, Any]) -> bool:
    """Whether a symbol is a name of the equation, as typed or in LaTeX."""
    found = _signs(symbol)
    known = vocabulary(names).meanings
    return found in known or any(word in names for word in spellings(symbol))


def _signs(text: str) -> tuple[str, ...]:
    """A text as TeX sets it, to be compared; as it stands where that is not LaTeX."""
    try:
        return texts(with_commands(text))
    except LatexError:
        return (text,)
