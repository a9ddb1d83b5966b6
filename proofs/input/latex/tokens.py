r"""LaTeX as a list of signs, each with its place in the text.

Only what TeX itself would see counts: spaces do not, and ``x^10`` is x^1 followed by a 0, as TeX
sets it. Words (``\text{...}``, ``\mathbf{k}``, ``\begin{...}``) are one sign each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from derive.errors import LatexError

MAX_LENGTH = 8000

_SIGN = re.compile(
    r"(?P<space>\s+|\\[,;!: ])"
    r"|(?P<word>\\(?:text|mathrm|mathbf|operatorname|mathcal|hat|bar|begin|end)\s*\{[^{}\\]*\})"
    r"|(?P<delimiter>\\(?:left|right|big|[bB]igg?[lr])\s*[()\[\]|])"
    r"|(?P<command>\\[a-zA-Z]+|\\\\|\\[{}])"
    r"|(?P<number>[0-9]+)"
    r"|(?P<sign>[a-zA-Z+\-=*/^_&{}()\[\]|<>:,'!])"
)
_SCRIPTS = ("^", "_")
SAME = {
    **{r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\mathrm{e}": "e", r"\operatorname{h}": "h"},
    **{r"\lvert": r"\left|", r"\rvert": r"\right|"},
}
"""One sign for those that differ in how they are set."""
_SIZED = re.compile(r"\\[bB]igg?([lr])")
SIDES = {"l": r"\left", "r": r"\right"}


@dataclass(frozen=True)
class LatexSign:
    """One sign and where it begins, counted from 0."""

    text: str
    place: int

    def refuse(self, reason: str) -> LatexError:
        """The error that this sign is not understood."""
        return LatexError(self.place, self.text, reason)


def signs(latex: str) -> list[LatexSign]:
    r"""The signs of a text, with braces around a single sign of a sub- or superscript left out.

    :raises LatexError: for a sign that no formula of ours has.

    >>> [sign.text for sign in signs(r"\mu_{1} x^10 x^{10}")]
    ['\\mu', '_', '1', 'x', '^', '1', '0', 'x', '^', '10']
    """
    if len(latex) > MAX_LENGTH:
        raise LatexError(MAX_LENGTH, "", f"a text of {len(latex)} characters, too long to be read")
    found: list[LatexSign] = []
    place = 0
    while place < len(latex):
        match = _SIGN.match(latex, place)
        if match is None:
            raise LatexError(place, latex[place], "is not allowed in a formula")
        text = match[0]
        if match.lastgroup == "number" and found and found[-1].text in _SCRIPTS:
            text = text[0]  # TeX raises one digit only
        if match.lastgroup == "delimiter" or (match.lastgroup == "word" and "text" not in text):
            text = _SIZED.sub(lambda side: SIDES[side[1]], re.sub(r"\s", "", text))
        if match.lastgroup != "space":
            found.append(LatexSign(SAME.get(text, text), place))
        place += len(text) if match.lastgroup == "number" else len(match[0])
    return _without_single_braces(found)


def _without_single_braces(found: Sequence[LatexSign]) -> list[LatexSign]:
    r"""``\mu_{1}`` as ``\mu_1``: TeX makes no difference."""
    kept: list[LatexSign] = []
    j = 0
    while j < len(found):
        window = [sign.text for sign in found[j : j + 4]]
        kept.append(found[j])
        if window[0] in _SCRIPTS and window[1:2] == ["{"] and window[3:4] == ["}"]:
            if window[2] in "{}":
                raise found[j + 2].refuse("a sub- or superscript is empty")
            kept.append(found[j + 2])
            j += 3
        j += 1
    return kept


def texts(latex: str) -> tuple[str, ...]:
    """The signs without their places, to compare two texts as TeX sets them."""
    return tuple(sign.text for sign in signs(latex))


def split(found: Sequence[LatexSign], *separator: str) -> list[list[LatexSign]]:
    """The pieces between a sequence of signs, where it stands in no bracket or environment.

    :raises LatexError: for a bracket or environment without its other half.
    """
    pieces: list[list[LatexSign]] = [[]]
    open_brackets: list[LatexSign] = []
    j = 0
    while j < len(found):
        _turn(found[j], open_brackets)
        here = tuple(sign.text for sign in found[j : j + len(separator)])
        if not open_brackets and here == separator:
            pieces.append([])
            j += len(separator)
        else:
            pieces[-1].append(found[j])
            j += 1
    _require_none(open_brackets)
    return pieces


def balanced(found: Sequence[LatexSign]) -> None:
    """Require that every bracket and environment has its other half.

    :raises LatexError: for one that has none.
    """
    open_brackets: list[LatexSign] = []
    for sign in found:
        _turn(sign, open_brackets)
    _require_none(open_brackets)


def _require_none(open_brackets: Sequence[LatexSign]) -> None:
    if open_brackets:
        raise open_brackets[-1].refuse("this bracket has no other half")


def _turn(sign: LatexSign, open_brackets: list[LatexSign]) -> None:
    """Keep the brackets that are open, the innermost last."""
    if sign.text in "([{" or sign.text.startswith((r"\left", r"\begin")):
        open_brackets.append(sign)
    elif sign.text in ")]}" or sign.text.startswith((r"\right", r"\end")):
        if not open_brackets or _closing(open_brackets[-1].text) != sign.text:
            raise sign.refuse("this bracket has no other half")
        open_brackets.pop()


def _closing(opening: str) -> str:
    r"""The other half of a bracket or environment: ``\right)`` for ``\left(``."""
    opposite = {"(": ")", "[": "]", "{": "}", "|": "|"}
    if opening.startswith(r"\begin"):
        return opening.replace("begin", "end")
    return opening[:-1].replace("left", "right") + opposite.get(opening[-1], "")
