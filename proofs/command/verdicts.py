"""What the command says of verdicts: a table with counts, or one JSON object."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from proofs.command import terminal
from proofs.verdict import Status, Verdict

LIBRARIES = ("sponte", "sympy", "python-flint", "mpmath", "numpy")


def print_verdicts(verdicts: Sequence[Verdict], changed: dict[str, tuple[str, ...]] | None) -> None:
    """The table of verdicts, with the answers of the engines that were asked, and the counts."""
    from proofs.report.pages import engine_words, summary

    rows = [(v.number, v.status, f"{summary(v)}{engine_words(v)}") for v in verdicts]
    terminal.print_table(rows)
    terminal.print_line()
    terminal.print_line(count(verdicts))
    terminal.print_line(comparison(verdicts, changed))
    for line in refusals(verdicts):
        terminal.print_line(line)


def count(verdicts: Sequence[Verdict]) -> str:
    """How often each status occurs, in the order of :class:`~proofs.verdict.Status`."""
    found = Counter(verdict.status for verdict in verdicts)
    return ", ".join(f"{found[status]} {status}" for status in Status if found[status])


def comparison(verdicts: Sequence[Verdict], changed: dict[str, tuple[str, ...]] | None) -> str:
    """Whether the verdicts are the recorded ones, if any are, and what changed or is new if not."""
    from proofs.calls import RECORDED

    many = f"{len(verdicts)} verdict{'s' if len(verdicts) != 1 else ''}"
    if changed is None:
        return f"{many}, none recorded"
    new = [number for number, keys in changed.items() if keys == RECORDED]
    what = [f"{n} ({', '.join(keys)})" for n, keys in changed.items() if n not in new]
    said = [f"NOT as recorded: {'; '.join(what)}"] if what else []
    said += [f"without a record: {', '.join(new)}"] if new else []
    return f"{many}, {'; '.join(said) or 'as recorded'}"


def refusals(verdicts: Sequence[Verdict]) -> list[str]:
    """What an engine has refused, one line each."""
    return [
        f"REFUSED: {verdict.number}: {said.name} does not confirm it: {said.detail}"
        for verdict in verdicts
        for said in verdict.engines
        if said.result == "refused"
    ]


def print_json(verdicts: Sequence[Verdict], start: float, **more: Any) -> None:
    """One object: the verdicts, what computed them, and how long it took."""
    from proofs.calls import as_json

    claims = [as_json(verdict) for verdict in verdicts]
    seconds = round(time.perf_counter() - start, 3)
    found = {"claims": claims, **more, "versions": versions(), "seconds": seconds}
    print(json.dumps(found, indent=1))


def versions() -> dict[str, str | None]:
    """What the verdicts were computed with; None for a distribution that is not installed."""
    from platform import python_version

    from derive.version import version

    return {"python": python_version(), **{name: version(name) for name in LIBRARIES}}
