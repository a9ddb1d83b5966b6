"""The tables of README and docs that are not typed: ``python -m tests.tables`` renews them.

A page has a table between ``<!-- MARK -->`` and ``<!-- /MARK -->``.
"""

import contextlib
import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.trusted import PARTS, size
from derive.export import quantities
from proofs import Status, Verdict, verify_all
from proofs.command import terminal
from proofs.command.verdicts import count
from proofs.paper.claims import CLAIMED
from proofs.report import pages

ROOT = Path(__file__).parent.parent
SILENT = (Status.EXACT, Status.PROVED, Status.DEFINITION)
"""Statuses that are no finding."""
SAMPLE = ("1", "2", "29", "A6")
"""Claims whose lines stand for the output of ``sponte verify``."""
OURS = {claim.number for claim in CLAIMED}
"""The claims beyond the paper."""
Verdicts = Mapping[str, Verdict]


def table(*rows):
    """Rows of cells as a table, the first its head."""
    head, *body = ("| " + " | ".join(map(str, row)) + " |" for row in rows)
    return "\n".join([head, "| --- " * len(rows[0]) + "|", *body, ""])


def verify_block(verdicts: Verdicts):
    """Some lines of ``sponte verify``, with its closing lines."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        terminal.print_table([(v.number, v.status, pages.summary(v)) for v in verdicts.values()])
    lines = out.getvalue().splitlines()
    body, last = [], -1
    for at, number in enumerate(verdicts):
        if number in SAMPLE:
            body += ["..."] * (at != last + 1) + [lines[at]]
            last = at
    body += ["..."] * (last != len(lines) - 1)
    closing = ["", count(list(verdicts.values())), f"{len(lines)} verdicts, as recorded"]
    return "\n".join(["```text", "$ sponte verify", *body, *closing, "```", ""])


def what(verdict: Verdict):
    """What a verdict says, as a cell."""
    return pages.summary(verdict).replace("|", r"\|").replace("<", "&lt;")


def findings_table(verdicts: Verdicts):
    """One line for each claim of the paper that is a finding; like ones together."""
    found = {}
    for verdict in verdicts.values():
        if verdict.status not in SILENT and verdict.number not in OURS:
            found.setdefault((verdict.status, what(verdict)), []).append(f"`{verdict.number}`")
    rows = [(", ".join(numbers), status, text) for (status, text), numbers in found.items()]
    return table(("claim", "verdict", "what was found"), *rows)


def beyond_table(verdicts: Verdicts):
    """One line for each claim beyond the paper."""
    own = [v for v in verdicts.values() if v.number in OURS]
    return table(
        ("claim", "verdict", "of what"), *((f"`{v.number}`", v.status, what(v)) for v in own)
    )


def trusted_table(_: Verdicts):
    """The lines of code of each trusted part, and of all."""
    lines = {part: sum(size(path)[1] for path in paths) for part, paths in PARTS.items()}
    rows = [(part, ", ".join(f"`{path}`" for path in PARTS[part]), lines[part]) for part in PARTS]
    return table(("part", "files", "lines"), *rows, ("all", "", sum(lines.values())))


def quantities_table(_: Verdicts):
    """One line for each quantity that can be exported."""
    rows = [
        (
            f"`{q.name}`",
            " or ".join(f"({', '.join(v.parameters)})" for v in q.variants),
            q.unit,
            f"{q.title}, Eq. ({q.equation})",
        )
        for q in quantities()
    ]
    return table(("name", "arguments", "unit", "what"), *rows)


TABLES = {
    "verify": (ROOT / "README.md", verify_block),
    "findings": (ROOT / "docs/results.md", findings_table),
    "beyond": (ROOT / "docs/results.md", beyond_table),
    "trusted": (ROOT / "docs/trust.md", trusted_table),
    "quantities": (ROOT / "docs/reference.md", quantities_table),
}


def between(mark):
    """What stands between the marks of its page."""
    text = TABLES[mark][0].read_text()
    return re.search(rf"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text, re.S)[1]


def renew(mark, verdicts: Verdicts):
    """Write a table anew."""
    page, make = TABLES[mark]
    head, _, rest = page.read_text().partition(f"<!-- {mark} -->\n")
    end = rest.partition(f"<!-- /{mark} -->")[2]
    page.write_text(f"{head}<!-- {mark} -->\n{make(verdicts)}<!-- /{mark} -->{end}")


def main():
    """Write all tables anew."""
    verdicts = {verdict.number: verdict for verdict in verify_all()}
    for mark in TABLES:
        renew(mark, verdicts)


if __name__ == "__main__":
    sys.exit(main())
