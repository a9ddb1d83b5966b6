"""What ``sponte check`` answers: a formula from outside, held against what is derived."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr, MatrixBase

from derive.errors import FormulaError
from derive.model.equation import Equation
from derive.text.layout import left_hand_side
from proofs.equality.compare import compare_text
from proofs.input.numbers import number_of
from proofs.input.reading import read_given
from proofs.paper import operators
from proofs.paper.built_in import BUILT_IN
from proofs.paper.formula import read
from proofs.paper.given import Formula
from proofs.paper.logarithms import notes
from proofs.paper.paper import Paper
from proofs.paper.parts import find_part
from proofs.patience import NoAnswerError, within
from proofs.schemes.address import is_address
from proofs.statements.hypotheses import Setting
from proofs.verdict import Comparison, Status, Verdict

SECONDS = 10.0
"""Time after which a comparison with a formula from outside is left undecided."""


def check(
    number: str, formula: str | Expr | MatrixBase, paper: Paper = BUILT_IN, language: str = ""
) -> Verdict:
    r"""Whether a formula is the derived equation: EQUAL, DIFFERENT with a witness, or UNDECIDED.

    `number` may name a part, as in ``14:E_1``. The formula is a text as people write it (see
    :mod:`proofs.input`), where ``log`` is to base 2, with the names of
    :func:`proofs.paper.names.names_at`; or an expression or matrix of SymPy, whose ``log`` is
    natural, as in a text of the `language` "sympy". How a text was read is among the notes.

    In the place of a number FILE.py[:NAME]:HOLDER[:STATE] names the bits of a scheme, and with a
    paper SCHEME:HOLDER[:STATE] those of one of its schemes.

    :raises UnknownEquationError: for a number without a derivation, or a part that it lacks.
    :raises SchemeError: for a file that cannot be read, or an address that names nothing in it.
    :raises FormulaError: for what is not a formula with the names of the equation.

    >>> check("19", "rho11*h(exp(-Gamma*t))").status.value
    'equal'
    >>> check("38", "-log(2*Phi(lambda/sqrt(tau)) - 1)").notes[0]
    'log read as base 2'
    >>> check("(19)", r"R = \rho_{11} h(e^{-\Gamma t})").notes
    ('read as rho11*h(exp(-(Gamma*t)))',)
    """
    if isinstance(number, str) and is_address(number):
        return _check_bits(number, formula, language)
    number = number_of(number, paper)
    derived, part = find_part(number, paper)
    right = derived.text(part) if derived.part(part) is not None else None
    names = paper.names_at(derived.number, derived.domain)
    lefts = [left_hand_side(derived.lhs.name, own) for own in (part, *derived.parts)]
    reading = read_given(formula, names, language, lefts)
    text = reading.text
    end = time.monotonic() + SECONDS
    asked = Reference(derived, part, paper)
    try:
        found = _answer(text, asked, end)
    except FormulaError as error:
        raise reading.refused(error, names) from None
    return Verdict(
        number=number,
        status=found.status,
        title=derived.title,
        printed=text,
        derived=right,
        witness=found.witness,
        domain=str(derived.domain),
        assumptions=derived.assumptions,
        method=found.method,
        notes=(
            *reading.notes,
            *([operators.NOTE] if operators.modes(names) else []),
            *notes(text, found.status, lambda other: _status(other, asked, end)),
        ),
        uses=derived.uses,
        source=derived.source,
        certificate=found.certificate,
    )


def _check_bits(address: str, formula: Formula | str, language: str) -> Verdict:
    from proofs.schemes.compare import check as check_bits
    from proofs.schemes.compare import place_of

    place = place_of(address)
    reading = read_given(formula, place.names, language, [place.bits.lhs.name])
    try:
        verdict = check_bits(reading.text, place)
    except FormulaError as error:
        raise reading.refused(error, place.names) from None
    return replace(verdict, notes=(*reading.notes, *verdict.notes))


@dataclass(frozen=True)
class Reference:
    """What a formula is held against: a part of a derived equation, with the names of its paper."""

    derived: Equation
    part: str
    paper: Paper

    @property
    def names(self) -> Mapping[str, Any]:
        """What the formula may use."""
        return self.paper.names_at(self.derived.number, self.derived.domain)


def _answer(formula: str, asked: Reference, end: float) -> Comparison:
    """How a formula compares with a derived part, unless the time until `end` is too short."""
    try:
        left = max(round(end - time.monotonic(), 1), 0.0)
        return within(left, _compare_text, formula, asked)
    except NoAnswerError as error:
        return Comparison(Status.UNDECIDED, str(error))


def _status(formula: str, asked: Reference, end: float) -> Status:
    """The same in one word, for a formula that need not have a value."""
    try:
        return _answer(formula, asked, end).status
    except FormulaError:
        return Status.UNDECIDED


def _compare_text(formula: str, asked: Reference) -> Comparison:
    names, derived = asked.names, asked.derived
    outside = None if asked.paper.built_in else _outside(formula, asked)
    if outside is not None:
        return outside
    if operators.modes(names):
        return _compare_operators(formula, asked)
    return compare_text(formula, derived.part(asked.part), Setting(names, derived.domain))


def _outside(formula: str, asked: Reference) -> Comparison | None:
    """The answer where a paper's own abbreviation is not shown to mean anything, or for bits."""
    from derive.scheme.bits import Bits
    from proofs.papers.abbreviations import without_value
    from proofs.schemes.compare import compare_bits

    names, derived = asked.names, asked.derived
    if unmeant := without_value([formula], names, derived.domain, asked.paper):
        return Comparison(Status.UNDECIDED, unmeant)
    return compare_bits(formula, derived, names) if isinstance(derived, Bits) else None


def _compare_operators(formula: str, asked: Reference) -> Comparison:
    """The same for operators of the field, by their values in coherent states."""
    names, own = asked.names, asked.derived.text(asked.part)
    texts = (operators.in_coherent_states(t, names) for t in (formula, own))
    amplitudes = operators.amplitudes(names)
    given, right = texts
    setting = Setting(amplitudes, asked.derived.domain)
    return compare_text(given, read(right, amplitudes), setting)
