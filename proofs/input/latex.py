r"""A formula as it is pasted from a paper in LaTeX, also with letters of other alphabets in it.

TeX's rules hold: ``x^10`` is x^1 followed by a 0, blanks say nothing, ``2^n k`` is a product. What
people read in two ways is refused here, too.
"""

import re
from collections.abc import Mapping
from typing import Any

from lark import Token

from derive.errors import LatexError, TypedError
from proofs.input.signs import GREEK, LOWERED, RAISED, same
from proofs.latex.reading.formulas import terminals, to_text
from proofs.latex.reading.spellings import Vocabulary, vocabulary
from proofs.latex.reading.tokens import Sign, signs

OPEN, CLOSE = ("_LPAR", "_LEFT_PAR"), ("_RPAR", "_RIGHT_PAR")
_RUNS = re.compile(rf"[{''.join(RAISED)}]+|[{''.join(LOWERED)}]+|.", re.DOTALL)


def is_latex(typed: str) -> bool:
    """Whether a text is LaTeX: it has a command of TeX in it."""
    return "\\" in typed


def latex(typed: str, names: Mapping[str, Any]) -> str:
    r"""The formula in the language of ``sponte check``.

    :raises TypedError: for what is not read to its end and understood, or has two readings.

    >>> from derive import symbols as sym
    >>> latex(r"ρ_{11} \, h(e^{-\Gamma t})", {"rho11": sym.rho11, "Gamma": sym.Gamma, "t": sym.t})
    'rho11 * h(exp(-(Gamma * t)))'
    """
    text, places = _commands(typed)
    known = vocabulary(names)
    try:
        found = signs(text)
        _check_brackets(found, known)
        _check_calls(found, known)
        return to_text(found, known)
    except LatexError as error:
        place = places[error.place] if error.place < len(places) else len(typed)
        why = f"{error.sign[:40]!r}: {error.reason}" if error.sign else error.reason
        raise TypedError(typed, place, why.replace("\\\\", "\\")) from None


def _commands(typed: str) -> tuple[str, list[int]]:
    """Letters and scripts of other alphabets as LaTeX, with the place of each sign of it."""
    pieces = [(_command(run[0]), run.start()) for run in _RUNS.finditer(typed)]
    places = [place for piece, place in pieces for _ in piece]
    return "".join(piece for piece, _ in pieces), places


def _command(run: str) -> str:
    first = same(run[0])
    if first in RAISED:
        return f"^{{{''.join(RAISED[c] for c in run)}}}"
    if first in LOWERED:
        return f"_{{{''.join(LOWERED[c] for c in run)}}}"
    return {"Σ": r"\sum "}.get(first, f"\\{GREEK[first]} " if first in GREEK else first)


def with_commands(typed: str) -> str:
    """A text with LaTeX for the letters and scripts of other alphabets."""
    return _commands(typed)[0]


def _check_brackets(found: list[Sign], known: Vocabulary) -> None:
    """Refuse a name before a bracket with one name in it: a product, or a function."""
    tokens = [Token("", ""), *terminals(found, known)]
    fives = zip(*(tokens[j:] for j in range(5)), strict=False)
    for before, name, opened, inner, closed in fives:
        alone = inner.type in ("NAME", "NUMBER") and opened.type in OPEN and closed.type in CLOSE
        if name.type == "NAME" and alone and before.type not in ("_HAT", "_UNDER"):
            both = f"the product {name}*{inner} or {name} at {inner}"
            place = opened.start_pos or 0
            raise found[place].refuse(f"{both}: write the one that is meant")


def _check_calls(found: list[Sign], known: Vocabulary) -> None:
    """Refuse a round bracket behind that of a function: a factor, or a part of what it is of."""
    functions: list[str] = []
    before, closed = "", ""
    for token in terminals(found, known):
        if token.type in OPEN and closed:
            why = f"{closed}(...) is a factor before this, or this belongs to {closed}"
            raise found[token.start_pos or 0].refuse(f"{why}: write the one that is meant")
        if token.type in OPEN:
            functions.append(before)
        closed = functions.pop() if token.type in CLOSE and functions else ""
        before = str(token) if token.type == "FUNCTION" else ""
