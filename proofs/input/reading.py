"""A typed text as a formula: what was read, what to say of it, and where an error stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from derive.errors import FormulaError, TypedError
from proofs.input.from_sympy import from_sympy
from proofs.input.latex.pasted import is_latex, latex
from proofs.input.plain import plain
from proofs.input.sides import right_side
from proofs.paper.formula import MAX_LENGTH, read
from proofs.paper.given import Formula, as_text

LANGUAGES = ("", "sympy")
"""How a text may be written: as people do, or as SymPy does, where that is said."""


@dataclass(frozen=True)
class Reading:
    """A formula of the language, the text that it was read from, and the places of its signs."""

    typed: str
    text: str
    places: tuple[int, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """How it was read, where that is not as it was typed."""
        same = _without_blanks(self.text) == _without_blanks(self.typed)
        return () if same else (f"read as {self.text}",)

    def refused(self, error: FormulaError, names: Mapping[str, Any]) -> FormulaError:
        """An error in the formula as one in what was typed."""
        error = _placed(self.text, names) or error
        if error.column is None or error.column >= len(self.places):
            return error
        return TypedError(self.typed, self.places[error.column], str(error))


def read_given(
    formula: Formula | str, names: Mapping[str, Any], language: str = "", lefts: Sequence[str] = ()
) -> Reading:
    """What somebody gives: a text, as :func:`read_typed`, or an expression or matrix of SymPy.

    :raises FormulaError: for what is no formula, or may be two.
    """
    if isinstance(formula, str):
        return read_typed(formula, names, language, lefts)
    own = as_text(formula, names)
    return Reading(own, own)


def read_typed(
    typed: str, names: Mapping[str, Any], language: str = "", lefts: Sequence[str] = ()
) -> Reading:
    r"""What a person typed, as a formula with these names.

    Of an equation it is the right side, see :func:`proofs.input.sides.right_side` for `lefts`. In
    `language` "sympy" ``log`` is natural.

    :raises FormulaError: for what is no formula, or may be two.

    >>> from derive import symbols as sym
    >>> names = {"rho11": sym.rho11, "Gamma": sym.Gamma, "t": sym.t}
    >>> read_typed("R = ρ₁₁ h(e^{−Γt})", names).notes
    ('read as rho11*h(exp(-Gamma*t))',)
    >>> read_typed(r"$\rho_{11} h(e^{-\Gamma t})$", names).text
    'rho11*h(exp(-(Gamma*t)))'
    """
    if language not in LANGUAGES:
        raise FormulaError(f"no language {language!r}; there is {LANGUAGES[1]!r}")
    if not typed.strip():
        raise FormulaError("the formula is empty")
    if len(typed) > MAX_LENGTH:
        raise FormulaError(f"a formula of {len(typed)} characters; at most {MAX_LENGTH} are read")
    if language:
        return Reading(typed, *from_sympy(typed))
    right = right_side(typed, names, lefts)
    try:
        return _by_hand(typed, right, names) if not is_latex(typed) else _set(typed, right, names)
    except TypedError as error:
        raise TypedError(typed, error.place, error.reason) from None


def _set(typed: str, right: str, names: Mapping[str, Any]) -> Reading:
    return Reading(typed, re.sub(r" (\*\*|\*|/) ", r"\1", latex(right, names)))


def _by_hand(typed: str, right: str, names: Mapping[str, Any]) -> Reading:
    pieces = plain(right, names)
    text = "".join(piece for piece, _ in pieces)
    places = tuple(place for piece, place in pieces for _ in piece)
    blanks = len(text) - len(text.lstrip())
    return Reading(typed, text.strip(), places[blanks:])


def _placed(text: str, names: Mapping[str, Any]) -> FormulaError | None:
    """The error in a formula with its place, if there is one."""
    try:
        read(text, names)
    except FormulaError as error:
        return error
    return None


def _without_blanks(text: str) -> str:
    return "".join(text.split())
