"""A small table of HTML, as notebooks show it: a label and its text or formula in each row."""

from collections.abc import Iterable
from html import escape

LEFT = ' style="text-align:left"'


def table(rows: Iterable[tuple[str, str]]) -> str:
    """The rows as HTML; a text in backquotes is set as code, what is between dollars as a formula.

    >>> table([("a < b", "`x*y`")]).count("&lt;"), "<code>x*y</code>" in table([("", "`x*y`")])
    (1, True)
    """
    return f"<table>{''.join(_row(label, text) for label, text in rows)}</table>"


def code(text: str) -> str:
    """A formula of ``sponte check``, to be set as code."""
    return f"`{text}`"


def _row(label: str, text: str) -> str:
    shown = escape(text)
    if text[:1] == text[-1:] == "`":
        shown = f"<code>{escape(text[1:-1])}</code>"
    return f"<tr><th{LEFT}>{escape(label)}</th><td{LEFT}>{shown}</td></tr>"
