"""The signs of a typed text, each with its place: numbers, words, raised exponents, operators.

Signs that look alike are one (``−`` is ``-``, the mathematical italic ``𝑡`` is ``t``), and only
those of a table: any other letter is refused, whatever it looks like.
"""

import re
import unicodedata
from dataclasses import dataclass

from derive.errors import TypedError


def _word(letter: str) -> str:
    word = unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda")
    return word.capitalize() if letter.isupper() else word


SAME = {
    **dict.fromkeys("·⋅×∗", "*"),
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("∣│", "|"),
    **{"∑": "Σ", "µ": "μ", "ℎ": "h", "ϕ": "φ", "\N{NO-BREAK SPACE}": " "},
}
"""One sign for those that mean the same."""
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙ", "0123456789ijkmn", strict=True))
GREEK = {letter: _word(letter) for letter in "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΦΨΩ"}
"""Greek letters by the words for them; those that look like Latin ones have none."""

_LETTERS = f"A-Za-z{''.join(GREEK)}"
_INNER = f"{_LETTERS}0-9{''.join(LOWERED)}"
_SIGN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<word>[{_LETTERS}](?:[{_INNER}]|_(?!\{{))*(?:_\{{[A-Za-z0-9]+\}})?)"
    rf"|(?P<raised>[{''.join(RAISED)}]+)"
    r"|(?P<mark>\*\*|[-+*/^(),\[\]{}|=√Σ_])"
)


@dataclass(frozen=True)
class Sign:
    """One sign: its kind, its text, where it begins and ends, and the blanks before it."""

    kind: str
    text: str
    place: int
    end: int
    gap: str = ""


def signs(typed: str) -> list[Sign]:
    """The signs of a text.

    :raises TypedError: for a sign that no formula has.

    >>> [sign.text for sign in signs("2ρ₁₁·e^{−x}")]
    ['2', 'ρ₁₁', '*', 'e', '^', '{', '-', 'x', '}']
    """
    text = "".join(map(same, typed))
    found: list[Sign] = []
    place = 0
    while True:
        blanks = len(text) - place - len(text[place:].lstrip())
        gap, place = text[place : place + blanks], place + blanks
        if place == len(text):
            return found
        match = _SIGN.match(text, place)
        if match is None:
            raise TypedError(typed, place, f"{_named(typed[place])} has no place in a formula")
        found.append(Sign(match.lastgroup or "", match[0], place, match.end(), gap))
        place = match.end()


def same(sign: str) -> str:
    """The sign that stands for this one; a letter of a mathematical alphabet is a plain one."""
    if "\U0001d400" <= sign <= "\U0001d7ff":
        sign = unicodedata.normalize("NFKC", sign)
    return SAME.get(sign, sign)


def _named(sign: str) -> str:
    """A sign with its name, for those that look like others.

    >>> _named("а"), _named("!")
    ("'а' (CYRILLIC SMALL LETTER A)", "'!'")
    """
    if sign.isascii():
        return f"{sign!r}"
    return f"{sign!r} ({unicodedata.name(sign, 'without a name')})"
