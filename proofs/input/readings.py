"""What people read in two ways in a formula in LaTeX: it is refused, with both."""

from collections.abc import Sequence

from lark import Token

from proofs.input.latex.formulas import CLOSING, OPENING, terminals
from proofs.input.latex.spellings import Spellings
from proofs.input.latex.tokens import LatexSign

OPEN, CLOSE = ("_LPAR", "_LEFT_PAR"), ("_RPAR", "_RIGHT_PAR")
BETWEEN = {"_PLUS", "_MINUS", "_SLASH", "_TIMES", "_STAR", "_HAT", "_UNDER", "_EQUAL"}
"""Signs with which no factor begins or ends."""
BARS = {"_OPEN_BAR", "_CLOSE_BAR"}


def check_readings(found: list[LatexSign], known: Spellings) -> None:
    """Refuse a product that may be a function, a factor that may be inside, bars that may open.

    :raises LatexError: with both readings.
    """
    tokens = [*terminals(found, known)]
    _check_brackets(found, tokens)
    _check_calls(found, tokens)
    _check_bars(found, tokens)


def _check_brackets(found: list[LatexSign], tokens: Sequence[Token]) -> None:
    """Refuse a name before a bracket with one name in it: a product, or a function."""
    padded = [Token("", ""), *tokens]
    fives = zip(*(padded[j:] for j in range(5)), strict=False)
    for before, name, opened, inner, closed in fives:
        alone = inner.type in ("NAME", "NUMBER") and opened.type in OPEN and closed.type in CLOSE
        if name.type == "NAME" and alone and before.type not in ("_HAT", "_UNDER"):
            both = f"the product {name}*{inner} or {name} at {inner}"
            place = opened.start_pos or 0
            raise found[place].refuse(f"{both}: write the one that is meant")


def _check_calls(found: list[LatexSign], tokens: Sequence[Token]) -> None:
    """Refuse a round bracket behind that of a function: a factor, or a part of what it is of."""
    functions: list[str] = []
    before, closed = "", ""
    for token in tokens:
        if token.type in OPEN and closed:
            why = f"{closed}(...) is a factor before this, or this belongs to {closed}"
            raise found[token.start_pos or 0].refuse(f"{why}: write the one that is meant")
        if token.type in OPEN:
            functions.append(before)
        closed = functions.pop() if token.type in CLOSE and functions else ""
        before = str(token) if token.type == "FUNCTION" else ""


def _check_bars(found: list[LatexSign], tokens: Sequence[Token]) -> None:
    """Refuse bars that open where others may close: ``|a|b|c|`` is |a| b |c|, or |a |b| c|."""
    none = Token("", "")
    closed = [False]  # for each bracket around, whether a bar that was closed may have opened
    for before, token, after in zip([none, *tokens], tokens, [*tokens[1:], none], strict=False):
        sign = found[token.start_pos or 0]
        if sign.text in OPENING:
            closed.append(False)
        elif sign.text in CLOSING and len(closed) > 1:
            closed.pop()
        elif token.type == "_OPEN_BAR" and closed[-1] and _is_factor(before, but=OPENING):
            raise sign.refuse(r"these bars have two readings: write \left| and \right|")
        elif token.type == "_CLOSE_BAR" and _is_factor(after, but=CLOSING):
            closed[-1] = True


def _is_factor(token: Token, but: Sequence[str]) -> bool:
    """Whether a factor is, ends or begins here, unless the sign is one of some."""
    return token.type not in {"", *BETWEEN, *BARS} and str(token) not in but
