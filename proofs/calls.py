"""The public calls: claims judged afresh, formulas held against a claim, and the record of both."""

import json
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from os import cpu_count
from pathlib import Path
from typing import Any

from sympy import Expr, MatrixBase

from derive import equation
from derive.equations import numbers
from derive.errors import FormulaError, UnknownEquationError
from derive.model.equation import Equation
from proofs.engines.panel import confirmations, engine
from proofs.equality.compare import compare_text
from proofs.judge.judge import BY_NUMBER, judge
from proofs.paper import operators
from proofs.paper.formula import read
from proofs.paper.given import as_text
from proofs.paper.logarithms import notes
from proofs.paper.names import names_at
from proofs.patience import NoAnswerError, within
from proofs.schemes.compare import check as check_bits
from proofs.schemes.files import is_address
from proofs.statements.hypotheses import Setting
from proofs.verdict import Comparison, Status, Verdict

RECORD = Path(__file__).with_name("verdicts.json")
RECORDED = ("status", "corrected", "witnesses", "domain", "assumptions", "statement")
"""What of a verdict is recorded; times and line numbers change without meaning."""
SECONDS = 10.0
"""Time after which a comparison with a formula from outside is left undecided."""


def verify(number: str, engines: Sequence[str] = ()) -> Verdict:
    """The verdict of one claim, computed now, with the answer of each of the named engines.

    :raises UnknownEquationError: for a number that is no claim; the text names the closest.
    :raises UnknownEngineError: for an engine that is none of :data:`proofs.engines.panel.NAMES`.

    >>> verify("14").status.value
    'exact'
    """
    if number not in BY_NUMBER:
        raise UnknownEquationError(number, list(BY_NUMBER))
    verdict = judge(BY_NUMBER[number])
    return replace(verdict, engines=confirmations(number, engines)) if engines else verdict


def verify_all(
    claims: Sequence[str] = (), workers: int | None = None, engines: Sequence[str] = ()
) -> Iterator[Verdict]:
    """The verdicts of some claims, or of all, in the order given; on all cores by default."""
    for name in engines:
        engine(name)
    wanted = list(claims or BY_NUMBER)
    for number in wanted:
        if number not in BY_NUMBER:
            raise UnknownEquationError(number, list(BY_NUMBER))
    workers = min(workers or cpu_count() or 1, len(wanted))
    if workers == 1:
        yield from (verify(number, engines) for number in wanted)
        return
    from concurrent.futures import ProcessPoolExecutor

    for number in wanted:
        equation(number)  # derived once, for all workers
    # Ctrl-C reaches every process of a terminal; one of them is enough to answer it.
    quiet = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=quiet) as pool:
        yield from pool.map(verify, wanted, [engines] * len(wanted))


def check(number: str, formula: str | Expr | MatrixBase) -> Verdict:
    """Whether a formula is the derived equation: EQUAL, DIFFERENT with a witness, or UNDECIDED.

    `number` may name a part, as in ``14:E_1``. The formula is a text in the language of
    :mod:`proofs.paper.formula`, where ``log`` is to base 2, with the names of
    :func:`proofs.paper.names.names_at`; or an expression or matrix of SymPy, whose ``log`` is
    natural.

    In the place of a number FILE.py[:NAME]:HOLDER[:STATE] names the bits of a scheme.

    :raises UnknownEquationError: for a number without a derivation, or a part that it lacks.
    :raises SchemeError: for a file that cannot be read, or an address that names nothing in it.
    :raises FormulaError: for what is not a formula with the names of the equation.

    >>> check("19", "rho11*h(exp(-Gamma*t))").status.value
    'equal'
    >>> check("38", "-log(2*Phi(lambda/sqrt(tau)) - 1)").notes[0]
    'log read as base 2'
    """
    if not isinstance(number, str):
        raise UnknownEquationError(number, list(BY_NUMBER))
    if is_address(number):
        return check_bits(number, formula)
    derived, part = find_part(number)
    right = derived.text(part)
    names = names_at(derived.number, derived.domain)
    text = formula if isinstance(formula, str) else as_text(formula, names)
    end = time.monotonic() + SECONDS
    found = _answer(text, derived, part, end)
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
            *([operators.NOTE] if operators.modes(names) else []),
            *notes(text, found.status, lambda other: _status(other, derived, part, end)),
        ),
        uses=derived.uses,
        source=derived.source,
        certificate=found.certificate,
    )


def _answer(formula: str, derived: Equation, part: str, end: float) -> Comparison:
    """How a formula compares with a derived part, unless the time until `end` is too short."""
    try:
        left = max(round(end - time.monotonic(), 1), 0.0)
        return within(left, _compare_text, formula, derived, part)
    except NoAnswerError as error:
        return Comparison(Status.UNDECIDED, str(error))


def _status(formula: str, derived: Equation, part: str, end: float) -> Status:
    """The same in one word, for a formula that need not have a value."""
    try:
        return _answer(formula, derived, part, end).status
    except FormulaError:
        return Status.UNDECIDED


def _compare_text(formula: str, derived: Equation, part: str) -> Comparison:
    names, right = names_at(derived.number, derived.domain), derived.part(part)
    if operators.modes(names):
        return _compare_operators(formula, derived, part)
    return compare_text(formula, right, Setting(names, derived.domain))


def _compare_operators(formula: str, derived: Equation, part: str) -> Comparison:
    """The same for operators of the field, by their values in coherent states."""
    names = names_at(derived.number, derived.domain)
    texts = (operators.in_coherent_states(t, names) for t in (formula, derived.text(part)))
    amplitudes = operators.amplitudes(names)
    given, right = texts
    setting = Setting(amplitudes, derived.domain)
    return compare_text(given, read(right, amplitudes), setting)


def find_part(number: str) -> tuple[Equation, str]:
    """The derived equation and the part that ``14:E_1`` names; 14 names the whole, part ``""``."""
    known = numbers()
    owner = max((n for n in known if f"{number}:".startswith(f"{n}:")), key=len, default="")
    if not owner:
        raise UnknownEquationError(number, known)
    derived = equation(owner)
    part = number[len(owner) + 1 :]
    if part:
        derived.part(part)  # an error here names the parts there are
    return derived, part


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


def recorded() -> dict[str, dict[str, Any]]:
    """The verdicts that were found before, by number."""
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}


def differences(verdicts: Sequence[Verdict]) -> dict[str, tuple[str, ...]]:
    """The claims whose verdict is not the recorded one, with the keys that changed."""
    before = recorded()
    changed = {}
    for verdict in verdicts:
        now, old = record(verdict), before.get(verdict.number, {})
        keys = tuple(key for key in RECORDED if key not in old or now[key] != old[key])
        if keys:
            changed[verdict.number] = keys
    return changed


def write_record(verdicts: Sequence[Verdict]) -> Path:
    """Record these verdicts beside those of the other claims, in the paper's order."""
    known = recorded() | {verdict.number: record(verdict) for verdict in verdicts}
    ordered = {number: known[number] for number in BY_NUMBER if number in known}
    text = json.dumps(ordered, indent=1, ensure_ascii=False)
    RECORD.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return RECORD
