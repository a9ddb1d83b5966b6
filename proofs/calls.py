"""Claims judged afresh, and the record of their verdicts."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar

from derive.errors import PaperError
from proofs.engines.panel import confirmations, engine
from proofs.equality.records import beside
from proofs.input.numbers import expanded, number_of
from proofs.judge.judge import judge
from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper
from proofs.patience import shared
from proofs.verdict import Verdict

RECORDED = ("status", "corrected", "witnesses", "domain", "assumptions", "statement")
"""What of a verdict is recorded; times and line numbers change without meaning."""
Result = TypeVar("Result")


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
        verdict = _judged(number, paper)
    return replace(verdict, engines=confirmations(number, engines)) if engines else verdict


def _judged(number: str, paper: Paper) -> Verdict:
    """The verdict by the rules; those for papers from outside are loaded where one is asked for."""
    if paper.built_in:
        return judge(paper.claim(number), paper)
    from proofs.papers.judged import judged

    return judged(paper.claim(number), paper)


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
