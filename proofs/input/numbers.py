"""A claim by the names that people use: Eq. (17), (17), Proposition 1, Table I, Fig. 2, 14:E_1.

A pattern, as device:ends:*, names a family of claims.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from derive.errors import SeveralClaimsError, UnknownEquationError
from proofs.paper.paper import Paper

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_EQUATION = re.compile(r"(?:Equations?|Eqs?\.?)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\(\s*([\w.-]+)\s*\)\s*(:.*)?", re.DOTALL)
_WORD = re.compile(r"([A-Za-z]{3,})\.?\s*(\w+)(:.*)?", re.DOTALL)


def numbers_of(text: str, paper: Paper) -> list[str]:
    """The numbers that a text names in a paper: one, or those of a table or of a pattern.

    A pattern is one of :mod:`fnmatch`; what is itself a number is none.

    :raises UnknownEquationError: where there is none; the text names the closest ones.

    >>> from proofs.paper.built_in import BUILT_IN
    >>> [numbers_of(text, BUILT_IN) for text in ("Eq. (17)", "(A5)", "Proposition 1", "(14):E_1")]
    [['17'], ['A5'], ['prop1'], ['14:E_1']]
    >>> numbers_of("Table I", BUILT_IN)[:2]
    ['table1:single-photon:I', 'table1:single-photon:II']
    >>> numbers_of("A[12]", BUILT_IN)
    ['A1', 'A2']
    """
    known = list(dict.fromkeys([*paper.claims, *paper.equations]))
    if not isinstance(text, str):
        raise UnknownEquationError(text, known)
    typed = text.strip()
    exact = typed in paper.claims or typed in paper.equations
    if not exact and (family := [n for n in paper.claims if fnmatchcase(n, typed)]):
        return family
    for name in _names(typed):
        if name in paper.equations or any(f"{name}:".startswith(f"{n}:") for n in known):
            return [name]
        members = [number for number in paper.claims if number.startswith(f"{name}:")]
        if name and members and ":" not in name and name != typed:
            return members
    raise UnknownEquationError(text, known)


def number_of(text: str, paper: Paper) -> str:
    """The one number that a text names.

    :raises UnknownEquationError: where there is none.
    :raises SeveralClaimsError: where there are several.
    """
    found = numbers_of(text, paper)
    if len(found) > 1:
        raise SeveralClaimsError(text, found)
    return found[0]


def expanded(texts: Sequence[str], paper: Paper) -> list[str]:
    """The numbers that several texts name, in order and once; a text may be a list with commas.

    >>> from proofs.paper.built_in import BUILT_IN
    >>> expanded(["19,28", "A5"], BUILT_IN)
    ['19', '28', 'A5']
    """
    return list(dict.fromkeys(number for text in texts for number in _listed(text, paper)))


def _listed(text: str, paper: Paper) -> list[str]:
    try:
        return numbers_of(text, paper)
    except UnknownEquationError:
        parts = [part for part in str(text).split(",") if part.strip()]
        if not parts or parts == [str(text)]:
            raise
    return expanded(parts, paper)


def _names(text: str) -> Iterator[str]:
    """What a text may be in the paper's list, the likeliest first."""
    yield text
    plain = _EQUATION.sub("", text, count=1) if _EQUATION.match(text) else text
    if bracketed := _BRACKETS.fullmatch(plain):
        plain = f"{bracketed[1]}{bracketed[2] or ''}"
    yield plain
    if worded := _WORD.fullmatch(text):
        number = ROMAN.get(worded[2], worded[2]) if worded[1].lower() == "table" else worded[2]
        for length in (len(worded[1]), 5, 4, 3):
            yield f"{worded[1].lower()[:length]}{number}{worded[3] or ''}"
