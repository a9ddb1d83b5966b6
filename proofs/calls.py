"""The public calls: claims judged afresh, formulas held against a claim, and the record of both."""

import json
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from os import cpu_count
from pathlib import Path
from typing import Any

from derive import equation
from derive.equation import Equation, Value, numbers
from derive.errors import UnknownEquationError
from proofs.engines.panel import confirmations, engine
from proofs.equality.compare import compare
from proofs.formula import read, to_text
from proofs.judge import BY_NUMBER, judge
from proofs.limit import LimitError, within
from proofs.names import names_at
from proofs.verdict import Comparison, Status, Verdict

RECORD = Path(__file__).with_name("verdicts.json")
RECORDED = ("status", "corrected", "witnesses", "domain", "assumptions")
"""What of a verdict is recorded; times and line numbers change without meaning."""
SECONDS = 10.0
"""Time after which a comparison with a formula from outside is left undecided."""


def verify(number: str, engines: Sequence[str] = ()) -> Verdict:
    """The verdict of one claim, computed now, with the word of each of the named engines.

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
    # Ctrl-C reaches every process of a terminal; one of them is enough to answer it.
    quiet = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=quiet) as pool:
        yield from pool.map(verify, wanted, [engines] * len(wanted))


def check(number: str, formula: str) -> Verdict:
    """Whether a formula is the derived equation: EQUAL, DIFFERENT with a witness, or UNDECIDED.

    `number` may name a part, as in ``14:E_1``. The formula is in the language of
    :mod:`proofs.formula`; see :func:`proofs.names.names_at` for its names.

    :raises UnknownEquationError: for a number without a derivation, or a part that it lacks.
    :raises FormulaError: for a text that is not a formula.

    >>> check("19", "rho11*h(exp(-Gamma*t))").status.value
    'equal'
    """
    derived, part = find_part(number)
    right = derived.part(part)
    try:
        found = within(SECONDS, _compare_text, formula, derived, right)
    except LimitError as limit:
        found = Comparison(Status.UNDECIDED, str(limit))
    return Verdict(
        number=number,
        status=found.status,
        title=derived.title,
        printed=formula,
        derived=to_text(right),
        witness=found.witness,
        domain=str(derived.domain),
        assumptions=derived.assumptions,
        method=found.method,
        uses=derived.uses,
        source=derived.source,
    )


def _compare_text(formula: str, derived: Equation, right: Value) -> Comparison:
    given = read(formula, names_at(derived.number, derived.domain))
    return compare(given.value, right, derived.domain, given.arguments, given.divisors)


def find_part(number: str) -> tuple[Equation, str]:
    """The derived equation and the part that ``14:E_1`` or ``17`` names."""
    known = numbers()
    owner = max((n for n in known if f"{number}:".startswith(f"{n}:")), key=len, default="")
    if not owner:
        raise UnknownEquationError(number, known)
    derived = equation(owner)
    part = number[len(owner) + 1 :]
    derived.part(part)  # an error here names the parts there are
    return derived, part


def as_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data; what does not apply is None."""
    return asdict(verdict)


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
