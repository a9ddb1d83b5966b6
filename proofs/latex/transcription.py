r"""The two forms in which :mod:`proofs.paper.claims` holds a printed line, against each other.

``Claim.latex`` repeats what the paper prints and ``Claim.printed`` says it for the machine. Both
are typed; where the LaTeX is a formula it is read here, so that a slip in one of them shows.
What is said in words, kets or sets of modes is not read, and the reason is reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from derive.equations import lookup
from derive.errors import FormulaError
from proofs.equality.compare import compare_text
from proofs.input.latex.formulas import to_text
from proofs.input.latex.spellings import Spellings, vocabulary
from proofs.input.latex.tokens import LatexSign, signs, split
from proofs.paper.case import Case
from proofs.paper.claim import Claim, Kind
from proofs.paper.formula import read
from proofs.statements.hypotheses import Setting
from proofs.verdict import Status

BETWEEN = ((",", r"\quad"), (r"\text{ and }",))
"""What stands between two statements on a line."""

RELATIONS = ((":", "="), ("=",), (r"\geq",), (r"\propto",), (r"\text{ being }",))
"""What stands between the members of a statement; the first member is what is defined."""


@dataclass(frozen=True)
class Transcription:
    """How the LaTeX of a claim compares with its formulas: EQUAL, DIFFERENT, or None if unread."""

    number: str
    status: Status | None
    reason: str


def transcription(claim: Claim) -> Transcription:
    r"""Whether the LaTeX of a claim and its formulas say the same on the claim's domain.

    >>> from proofs.judge.judge import BY_NUMBER
    >>> transcription(BY_NUMBER["28"]).status
    <Status.EQUAL: 'equal'>
    >>> transcription(BY_NUMBER["text:outcomes"].__class__("28", r"R \geq \rho_{11}", "p")).status
    <Status.DIFFERENT: 'different'>
    """
    if not claim.parts:
        return Transcription(claim.number, None, "no formula is given")
    case = Case(claim, lookup(claim.number))
    known = vocabulary(case.names)
    try:
        return _compared(case, formulas(claim, known), _printed(claim))
    except FormulaError as error:
        return Transcription(claim.number, None, str(error))


def formulas(claim: Claim, known: Spellings) -> list[str]:
    """The formulas in the LaTeX of a claim, in order, without what they define, as typed.

    :raises LatexError: where one of them is not understood.
    """
    found = [m for piece in _statements(signs(claim.latex)) for m in _members(piece, claim.kind)]
    return [to_text(signed, known) for member in found for signed in _both_signs(member)]


def _printed(claim: Claim) -> Sequence[str]:
    """The formulas of a claim; one that is said of several cases is printed once."""
    texts = list(claim.parts.values())
    return texts[:1] if len(set(texts)) == 1 else texts


def _compared(case: Case, given: Sequence[str], printed: Sequence[str]) -> Transcription:
    number = case.claim.number
    if len(given) != len(printed):
        reason = f"{len(given)} formulas in LaTeX, {len(printed)} for the machine"
        return Transcription(number, Status.DIFFERENT, reason)
    setting = Setting(case.names, case.domain)
    for own, other in zip(given, printed, strict=True):
        found = compare_text(own, read(other, case.names), setting)
        if found.status is not Status.EQUAL:
            return Transcription(number, found.status, found.method)
    return Transcription(number, Status.EQUAL, "")


# Statements and their members.


def _statements(found: list[LatexSign]) -> Iterable[list[LatexSign]]:
    pieces = [found]
    for separator in BETWEEN:
        pieces = [part for piece in pieces for part in split(piece, *separator)]
    return map(_without_condition, pieces)


def _without_condition(piece: list[LatexSign]) -> list[LatexSign]:
    r"""A statement without ``\quad (0 < x < 1)``, which says where it holds."""
    statement, *conditions = split(piece, r"\quad")
    for condition in conditions:
        if not condition or not any(sign.text == "<" for sign in condition):
            raise piece[0].refuse("what stands apart is not a condition")
    return statement


def _formula_among_words(piece: list[LatexSign]) -> list[LatexSign]:
    """The one formula that stands among words: they say what it is."""
    parts = [piece]
    for word in {sign.text for sign in piece if sign.text.startswith(r"\text{")}:
        parts = [part for whole in parts for part in split(whole, word)]
    found = [part for part in parts if part]
    if len(parts) > 1 and len(found) != 1:
        raise piece[0].refuse("words, and not one formula among them")
    return found[0] if found else piece


def _members(piece: list[LatexSign], kind: Kind) -> list[list[LatexSign]]:
    """The members of a statement that are formulas; both sides may be densities in dt."""
    members = [piece]
    for relation in RELATIONS:
        members = [part for member in members for part in split(member, *relation)]
    if kind is Kind.SIGN and len(members) == 3:  # E := formula >= 0
        members = members[:2] if _words(members[-1]) == ["0"] else members
    endings = [_words(member)[-2:] for member in members]
    if endings[0][:1] == ["d"] and all(ending == endings[0] for ending in endings):
        members = [member[:-2] for member in members]
    return [_formula_among_words(m) for m in (members[1:] or members)]


def _both_signs(member: list[LatexSign]) -> list[list[LatexSign]]:
    r"""A formula with ``\pm`` as two, the upper sign first."""
    if not any(sign.text == r"\pm" for sign in member):
        return [member]
    return [
        [LatexSign(text, sign.place) if sign.text == r"\pm" else sign for sign in member]
        for text in "+-"
    ]


def _words(member: list[LatexSign]) -> list[str]:
    return [sign.text for sign in member]
