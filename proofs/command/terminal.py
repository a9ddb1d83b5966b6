"""How the command looks: rows with a label, a table of verdicts, a progress bar.

On a terminal text is wrapped to its width and statuses are coloured; in a pipe every row is one
line without escapes, so that ``grep`` and ``cut`` work, and nothing is loaded to write it.
"""

import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from proofs.verdict import Status

Item = TypeVar("Item")
Row = tuple[str, str]
"""A label and its text; an empty label continues the row above."""

STYLES = {
    Status.EXACT: "green",
    Status.PROVED: "green",
    Status.DEFINITION: "blue",
    Status.IMPORTED: "blue",
    Status.RESTRICTED: "yellow",
    Status.CORRECTED: "magenta",
    Status.REFUTED: "bold red",
    Status.UNDECIDED: "reverse red",
    Status.EQUAL: "green",
    Status.DIFFERENT: "bold red",
}
NARROWEST = 24
"""Columns that wrapped text keeps on the narrowest terminal."""


def print_rows(rows: Iterable[Row]) -> None:
    """Labels on the left, text wrapped beside them."""
    rows = list(rows)
    margin = max(len(label) for label, _ in rows) + 2
    for label, text in rows:
        style = STYLES.get(Status(label), "") if label in set(Status) else "bold"
        _print_hanging([(label, style, margin)], text)


def print_table(rows: Sequence[tuple[str, Status, str]]) -> None:
    """One verdict after the other: number, status, and what it is about."""
    numbers = max(len(number) for number, _, _ in rows) + 2
    statuses = max(len(status) for _, status, _ in rows) + 2
    for number, status, text in rows:
        _print_hanging([(number, "bold", numbers), (status, STYLES[status], statuses)], text)


def print_line(text: str = "") -> None:
    """A line of running text."""
    _print_hanging([], text)


def progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items, with a bar on stderr while they come; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Without auto_refresh there is no thread, which worker processes could inherit in mid-write.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total)
        for item in items:
            bar.update(task, advance=1, refresh=True)
            yield item


def watched(items: Sequence[Item]) -> Iterator[Item]:
    """The same for items that are there already."""
    return progress(items, total=len(items))


def _print_hanging(labels: Sequence[tuple[str, str, int]], text: str) -> None:
    """Labels in columns of a given width, then text that continues below itself."""
    heads = [(label.ljust(width), style) for label, style, width in labels]
    if not sys.stdout.isatty():
        print(*(head for head, _ in heads), text, sep="")
        return
    from rich.console import Console
    from rich.text import Text

    # Formulas contain [..] and :name:, which are not markup here.
    console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False, soft_wrap=True)
    margin = sum(width for _, _, width in labels)
    room = max(console.width - margin, NARROWEST)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    console.print(Text.assemble(*heads, lines[0]))
    for line in lines[1:]:
        console.print(Text(" " * margin + line))
