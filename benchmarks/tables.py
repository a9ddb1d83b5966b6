"""Tables of figures as text or as Markdown."""

from collections.abc import Sequence

Lines = Sequence[Sequence[str]]


def text(lines: Lines) -> str:
    """Columns two spaces apart, all but the first to the right.

    >>> print(text([["name", "ulp"], ["slope", "4.5"]]))
    name   ulp
    slope  4.5
    """
    return "\n".join("  ".join(line).rstrip() for line in _aligned(lines))


def markdown(lines: Lines) -> str:
    """The same as a table in Markdown, its first line as the heading.

    >>> print(markdown([["name", "ulp"], ["slope", "4.5"]]))
    | name  | ulp |
    | ----- | --: |
    | slope | 4.5 |
    """
    first, *rest = _aligned(lines)
    rule = ["-" * len(first[0]), *("-" * (len(cell) - 1) + ":" for cell in first[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in [first, rule, *rest])


def _aligned(lines: Lines) -> list[list[str]]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [[line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])] for line in lines]
