"""The page a reader opens: every claim, what is printed, what is derived, whether it holds and why.

:func:`write_report` makes one file, ``index.html``, that needs no network and no server.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from derive.errors import ReportError
from proofs.verdict import Verdict

if TYPE_CHECKING:
    from proofs.paper.paper import Paper

NEEDS = ("jinja2", "math_core")
"""Libraries of the extra `report`; the layout program is looked for when it is called."""


def write_report(  # noqa: PLR0913, PLR0917 - what is shown, and who watches
    directory: Path,
    verdicts: Iterable[Verdict],
    versions: Mapping[str, str | None],
    date: str | None = None,
    paper: "Paper | None" = None,
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Path:
    """Write the page into `directory`, which is made if need be; returns the file.

    `watch` sees the number of each equation go by.

    :raises ReportError: if a library is missing; the text says what to install.
    """
    require()
    from proofs.paper.built_in import BUILT_IN
    from proofs.report.data import report
    from proofs.report.page import page

    own = paper or BUILT_IN
    text = page(report(verdicts, own, watch), versions, date or today(), own)
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "index.html"
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def require() -> None:
    """Check that what the page needs is installed.

    :raises ReportError: naming what is missing.
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        raise ReportError(f"the report needs {names}: pip install 'sponte[report]'")


def today() -> str:
    """The date of the page: that of SOURCE_DATE_EPOCH where it is set, as for reproducible builds.

    :raises ReportError: if that variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise ReportError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None
