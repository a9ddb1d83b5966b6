"""Whether a formula is the bits of a scheme, as :func:`proofs.check` says it of an equation."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flint import acb
from sympy import Expr, MatrixBase, S

from derive import symbols as sym
from derive.errors import FormulaError, SponteError
from derive.scheme import Scheme
from derive.scheme.bits import Bits
from derive.scheme.points import points
from derive.scheme.states import population
from proofs.equality.compare import compare_text
from proofs.paper.formula import read
from proofs.paper.logarithms import notes
from proofs.paper.names import typed
from proofs.patience import NoAnswerError, within
from proofs.schemes.asked import formula
from proofs.schemes.files import address
from proofs.statements.hypotheses import Setting
from proofs.verdict import Comparison, Status, Verdict, Witness

SECONDS = 10.0
"""Time after which a comparison is left undecided."""
TRIED, DIGITS, BITS = 12, 25, 192
"""Points at which bits without a formula are held against one, their digits, and its precision."""
Names = Mapping[str, Any]


@dataclass(frozen=True)
class AddressedBits:
    """The bits at an address, and the names that a formula for them may use."""

    address: str
    bits: Bits
    names: Names


def place_of(text: str) -> AddressedBits:
    """What an address names.

    :raises SchemeError: for a file that cannot be read, or an address that names nothing in it.
    """
    where = address(text)
    bits = formula(where.scheme, where.holder, where.state)
    window = {"alpha": sym.alpha} if {sym.Gamma, sym.t} <= {*bits.domain.symbols} else {}
    return AddressedBits(text, bits, window | names_of(where.scheme, bits))


def check(typed: str, place: AddressedBits) -> Verdict:
    """Whether a formula is the bits at a place: EQUAL, DIFFERENT with a witness, or UNDECIDED.

    :raises FormulaError: for what is not a formula with the names of the bits.
    """
    text, bits, names = place.address, place.bits, place.names
    end = time.monotonic() + SECONDS
    found = _answer(typed, bits, names, end)
    return Verdict(
        number=text,
        status=found.status,
        title=bits.title,
        printed=typed,
        derived=bits.text() if bits.rhs is not None else None,
        witness=found.witness,
        domain=str(bits.domain),
        assumptions=bits.assumptions,
        method=found.method,
        notes=notes(typed, found.status, lambda other: _status(other, bits, names, end)),
        source=text.partition(".py")[0] + ".py",
        certificate=found.certificate,
    )


def names_of(scheme: Scheme, bits: Bits) -> dict[str, Any]:
    """What a formula for the bits may use: the symbols of the domain, and the state's entries, of
    an incoherent one those that are not 0."""
    names = typed(bits.domain)
    levels = scheme.model.levels
    if levels == 2 and sym.rho11 in bits.domain.symbols:
        coherent = (sym.rho01, sym.rho10) if sym.c in bits.asked.domain.symbols else ()
        return names | {str(s): s for s in (sym.rho00, *coherent)}
    rest = S.One - sum((population(level) for level in range(1, levels)), S.Zero)
    return names | {"rho00": rest}


def _answer(typed: str, bits: Bits, names: Names, end: float) -> Comparison:
    """How a formula compares with the bits, unless the time until `end` is too short."""
    try:
        left = max(round(end - time.monotonic(), 1), 0.0)
        return within(left, compare_bits, typed, bits, names)
    except NoAnswerError as error:
        return Comparison(Status.UNDECIDED, str(error))


def _status(typed: str, bits: Bits, names: Names, end: float) -> Status:
    """The same in one word, for a formula that need not have a value."""
    try:
        return _answer(typed, bits, names, end).status
    except FormulaError:
        return Status.UNDECIDED


def compare_bits(typed: str, bits: Bits, names: Names) -> Comparison:
    """Whether a formula is the bits; without a formula of theirs a witness is all that is found.

    :raises FormulaError: for what is not a formula with these names, or a matrix.
    """
    if bits.rhs is not None:
        return compare_text(typed, bits.rhs, Setting(names, bits.domain))
    given = read(typed, names)
    if isinstance(given, MatrixBase):
        raise FormulaError("the bits are a number, and this is a matrix")
    witness = _witness(given, bits)
    if witness is not None:
        return Comparison(Status.DIFFERENT, "a ball around the difference excludes zero", witness)
    return Comparison(Status.UNDECIDED, f"no certificate: {bits.reason}")


def _witness(given: Expr, bits: Bits) -> Witness | None:
    """A point at which a formula is not the bits, which have no formula themselves."""
    from proofs.equality.enclosures import enclosure

    state = {sym.rho00: 1 - sym.rho11, sym.rho01: _coherence(1), sym.rho10: _coherence(-1)}
    value = enclosure(given.xreplace(state), BITS)
    for point in points(bits.domain, TRIED):
        own = {s: x for s, x in point.items() if s in bits.asked.domain.symbols}
        try:
            mine, theirs = acb(bits.at(own, DIGITS)), value(point)
        except (ArithmeticError, SponteError):
            continue
        difference = theirs - mine
        if difference.is_finite() and not difference.contains(0):
            at = {str(symbol): str(number) for symbol, number in point.items()}
            first, second = (x.real.str(15, radius=False) for x in (theirs, mine))
            return Witness(at, first, second, difference.real.str(15))
    return None


def _coherence(sign: int) -> Expr:
    return sym.c * S.Exp1 ** (sign * S.ImaginaryUnit * sym.phase)
