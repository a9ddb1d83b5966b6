"""The public calls: claims judged afresh, formulas held against a claim, and the record of both."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar

from sympy import Expr, MatrixBase

from derive.errors import FormulaError, PaperError
from derive.model.equation import Equation
from derive.scheme.bits import Bits
from derive.text.layout import left_hand_side
from proofs.engines.panel import confirmations, engine
from proofs.equality.compare import compare_text
from proofs.equality.records import beside
from proofs.input.numbers import expanded, number_of
from proofs.input.reading import read_given
from proofs.paper import operators
from proofs.paper.built_in import BUILT_IN
from proofs.paper.formula import read
from proofs.paper.given import Formula
from proofs.paper.logarithms import notes
from proofs.paper.paper import Paper
from proofs.paper.parts import find_part
from proofs.papers.abbreviations import without_value
from proofs.papers.judged import judged
from proofs.papers.read import read_paper  # noqa: F401 - one of the public calls
from proofs.patience import NoAnswerError, shared, within
from proofs.schemes.compare import check as check_bits
from proofs.schemes.compare import compare_bits, place_of
from proofs.schemes.files import is_address
from proofs.statements.hypotheses import Setting
from proofs.verdict import Comparison, Status, Verdict

RECORDED = ("status", "corrected", "witnesses", "domain", "assumptions", "statement")
"""What of a verdict is recorded; times and line numbers change without meaning."""
Result = TypeVar("Result")
SECONDS = 10.0
"""Time after which a comparison with a formula from outside is left undecided."""


def verify(number: str, engines: Sequence[str] = (), paper: Paper = BUILT_IN) -> Verdict:
    """The verdict of one claim of a paper, computed now.

    With it comes the answer of each of the named engines, which know the built-in paper alone.

    :raises UnknownEquationError: for a number that is no claim; the text names the closest.
    :raises UnknownEngineError: for an engine that is none of :data:`proofs.engines.panel.NAMES`.
    :raises PaperError: for a formula that is none at its equation.

    >>> verify("14").status.value
    'exact'
    """
    _check_engines(engines, paper)
    number = number_of(number, paper)
    with beside(paper.certificates):
        verdict = judged(paper.claim(number), paper)
    return replace(verdict, engines=confirmations(number, engines)) if engines else verdict


def _check_engines(engines: Sequence[str], paper: Paper) -> None:
    for name in engines:
        engine(name)
    if engines and not paper.built_in:
        raise PaperError(f"{', '.join(engines)}: no engine but the kernel, which is always asked")


def verify_all(
    claims: Sequence[str] = (),
    workers: int | None = None,
    engines: Sequence[str] = (),
    paper: Paper = BUILT_IN,
) -> Iterator[Verdict]:
    """The verdicts of some claims, or of all, in the order given; on all cores by default.

    :raises UnknownEquationError: for a number that is no claim, before any is judged.
    :raises UnknownEngineError: as :func:`verify`.
    """
    _check_engines(engines, paper)
    wanted = expanded(claims, paper) or list(paper.claims)
    for number in wanted:
        paper.claim(number)
    yield from of_each(partial(verify, engines=engines), wanted, paper, workers)


def of_each(
    work: Callable[..., Result],
    wanted: Sequence[str],
    paper: Paper = BUILT_IN,
    workers: int | None = None,
) -> Iterator[Result]:
    """What some work gives for each number of a paper, in the order given; on all cores by default.

    The work takes a number, and the paper by its name; it has to be picklable.
    """
    workers = min(workers or cpu_count() or 1, len(wanted))
    for number in wanted if workers > 1 else ():
        paper.equation(number)  # derived once, for all that are copies of this process
    yield from shared(workers, partial(work, paper=paper), wanted)


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
    if unmeant := without_value([formula], names, derived.domain, asked.paper):
        return Comparison(Status.UNDECIDED, unmeant)
    if isinstance(derived, Bits):
        return compare_bits(formula, derived, names)
    if operators.modes(names):
        return _compare_operators(formula, asked)
    return compare_text(formula, derived.part(asked.part), Setting(names, derived.domain))


def _compare_operators(formula: str, asked: Reference) -> Comparison:
    """The same for operators of the field, by their values in coherent states."""
    names, own = asked.names, asked.derived.text(asked.part)
    texts = (operators.in_coherent_states(t, names) for t in (formula, own))
    amplitudes = operators.amplitudes(names)
    given, right = texts
    setting = Setting(amplitudes, asked.derived.domain)
    return compare_text(given, read(right, amplitudes), setting)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data; None for what does not apply; a certificate without its steps."""
    own = verdict.certificate
    stated = {"statement": own.statement, "sha256": own.sha256} if own else None
    return {**asdict(replace(verdict, certificate=None)), "certificate": stated}


def record(verdict: Verdict) -> dict[str, Any]:
    """What of a verdict is written down; a difference in it is a failure."""
    data = as_json(verdict)
    for witness in data["witnesses"]:
        del witness["difference"]  # its radius may change with the version of Arb
    return json.loads(json.dumps({key: data[key] for key in RECORDED}))


def recorded(paper: Paper = BUILT_IN) -> dict[str, dict[str, Any]]:
    """The verdicts that were found before, by number.

    :raises PaperError: for a record that cannot be read.
    """
    if not paper.record.exists():
        return {}
    try:
        found = json.loads(paper.record.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PaperError(f"{paper.record}: no record: {error}") from None
    if not isinstance(found, dict) or not all(isinstance(x, dict) for x in found.values()):
        raise PaperError(f"{paper.record}: no record of verdicts by number")
    return found


def differences(verdicts: Sequence[Verdict], paper: Paper = BUILT_IN) -> dict[str, tuple[str, ...]]:
    """The claims whose verdict is not the recorded one, with the keys that changed."""
    before = recorded(paper)
    changed = {}
    for verdict in verdicts:
        now, old = record(verdict), before.get(verdict.number, {})
        keys = tuple(key for key in RECORDED if key not in old or now[key] != old[key])
        if keys:
            changed[verdict.number] = keys
    return changed


def write_record(verdicts: Sequence[Verdict], paper: Paper = BUILT_IN) -> Path:
    """Record these verdicts beside those of the other claims, in the paper's order."""
    known = recorded(paper) | {verdict.number: record(verdict) for verdict in verdicts}
    ordered = {number: known[number] for number in paper.claims if number in known}
    text = json.dumps(ordered, indent=1, ensure_ascii=False)
    paper.record.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return paper.record
